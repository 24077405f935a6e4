// How many characters every clause has, read from the index: no plan is unpacked and nothing is folded for it.
import { firstNumbers } from '../indexing/clause-table.ts';
import type { SearchIndex } from '../indexing/search-index.ts';
import { CELL_BORDER } from '../text/fold.ts';
import type { Sliced } from '../text/in-slices.ts';

/** The folded texts as the index keeps them. */
export type IndexedTexts = Pick<SearchIndex, 'table' | 'sizes' | 'texts'>;

/** Folded characters of each clause, by ordinal; borders between cells do not count. */
export function* countCharacters({ table, texts }: IndexedTexts): Sliced<Uint32Array> {
  const lengths = new Uint32Array(table.size);
  for (let ordinal = 0; ordinal < table.size; ordinal += 1) {
    let length = 0;
    for (const character of texts.of(ordinal)) if (character !== CELL_BORDER) length += 1;
    lengths[ordinal] = length;
    yield;
  }
  return lengths;
}

/** The ordinals of a plan's clauses: from the first to before the second. */
export type ClauseSpan = readonly [from: number, to: number];

/** One a plan, in the order of the library. */
export function clauseSpans({ sizes }: Pick<SearchIndex, 'sizes'>): readonly ClauseSpan[] {
  return firstNumbers(sizes.clauses).map((first, plan) => [first, first + (sizes.clauses[plan] ?? 0)]);
}
