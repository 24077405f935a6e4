// Links from a count to the clauses it counts: the search page, literal matches only, under the count's own filters.
import type { Library } from '../corpus/library.ts';
import { askFor, type FilterName, type SearchState, searchUrl } from './search-state.ts';

type Under = Partial<Pick<SearchState, FilterName>>;

export const literalUrl = (q: string, under: Under = {}): string => searchUrl({ ...askFor(q), match: 'exact', ...under });

/** Ids of the chapters that have no theme; the search has no filter for their lack of one, but it has one for chapters. */
export function chaptersWithoutTheme({ plans }: Library, planId?: string): readonly string[] {
  return plans
    .filter(({ id }) => planId === undefined || id === planId)
    .flatMap(({ chapters, themes }) => chapters.filter((_chapter, at) => themes[at] === null).map(({ id }) => id));
}

/** A query that finds what any of several find; null where one of them is more than one plain word. */
export function anyOf(queries: readonly string[]): string | null {
  const plain = queries.every((q) => /^[\p{Script=Han}\p{Script=Latin}\p{Nd}]+$/u.test(q) && !/^near$/iu.test(q));
  const joined = queries.join('|');
  return plain && [...joined].length <= LONGEST_JOINED ? joined : null;
}

/** Longer questions are refused. */
const LONGEST_JOINED = 200;
