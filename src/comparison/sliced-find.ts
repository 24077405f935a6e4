// A search of all clauses, a slice at a time: a common word stands in half of them.

import type { SearchIndex } from '../indexing/search-index.ts';
import { candidatesOf } from '../search/candidates.ts';
import type { LiteralSearch } from '../search/literal.ts';
import type { Query } from '../search/query.ts';
import type { Sliced } from '../text/in-slices.ts';

export interface FoundClause {
  readonly ordinal: number;
  /** Places in the clause, at least 1. */
  readonly count: number;
}

/** Clauses looked through between two slices. */
const STRIDE = 500;

/** Every clause that satisfies the query, in reading order. */
export function* findInSlices(
  query: Query,
  literal: Pick<LiteralSearch, 'find'>,
  { grams, table }: Pick<SearchIndex, 'grams' | 'table'>,
): Sliced<FoundClause[]> {
  const candidates = candidatesOf(query, grams.clauses);
  const size = candidates?.length ?? table.size;
  const clauses: FoundClause[] = [];
  for (let from = 0; from < size; from += STRIDE) {
    const { ordinals, counts } = literal.find(query, candidates ? candidates.subarray(from, from + STRIDE) : span(from, size));
    for (const [at, ordinal] of ordinals.entries()) clauses.push({ ordinal, count: counts[at] ?? 0 });
    yield;
  }
  return clauses;
}

const span = (from: number, size: number): number[] =>
  Array.from({ length: Math.min(STRIDE, size - from) }, (_unused, at) => from + at);
