// Headings that contain a query. They are never counted among the clauses, but a district that has a term in a heading
// is not silent about it.
import type { Library, Plan } from '../corpus/library.ts';
import type { Heading } from '../corpus/model.ts';
import { fold } from '../text/fold.ts';
import type { Query } from './query.ts';
import { findPlaces } from './scan.ts';

export interface FoundHeading {
  readonly plan: Plan;
  readonly heading: Heading;
  /** Index in the plan's headings. */
  readonly index: number;
}

export interface HeadingSearch {
  /** In reading order. A number that was worked out, not printed, is not searched. */
  match(query: Query): FoundHeading[];
}

export function createHeadingSearch(library: Library): HeadingSearch {
  const headings = library.plans.flatMap((plan) =>
    plan.headings.map((heading, index) => ({
      plan,
      heading,
      index,
      text: fold((heading.inferred ? '' : heading.num) + heading.title),
    })),
  );
  return { match: (query) => headings.filter(({ text }) => findPlaces(text, query) !== null) };
}
