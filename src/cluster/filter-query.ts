// The filters of a request, put to the cluster.
import type { Library } from '../corpus/library.ts';
import type { Filters } from '../search/answer.ts';
import { passesPlan } from '../search/filters.ts';
import type { JsonObject } from './connection.ts';

/** What a clause must satisfy, all of it; nothing where the filters let everything through. They have been checked. */
export function filtering(filters: Filters, library: Library): JsonObject[] {
  // Districts, regions and periods are choices of plans, which the library knows.
  const plans = library.plans.filter((plan) => passesPlan(filters, plan)).map(({ id }) => id);
  return [
    ...(plans.length < library.plans.length ? [{ terms: { plan: plans } }] : []),
    ...(filters.chapters.length > 0 ? [{ terms: { chapter: filters.chapters } }] : []),
    ...(filters.themes.length > 0 ? [{ terms: { theme: filters.themes } }] : []),
  ];
}
