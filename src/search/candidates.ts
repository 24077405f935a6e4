// The texts that can satisfy a query at all, by the grams of its words.
import { type GramIndex, intersect, unite } from '../indexing/gram-postings.ts';
import type { Query, QueryWord } from './query.ts';

/** Ordinals, ascending, with every text that satisfies the query among them; null where grams do not narrow the search. */
export function candidatesOf({ words }: Query, grams: GramIndex): Uint32Array | null {
  const lists = words.flatMap((word) => candidatesOfWord(word, grams) ?? []);
  if (lists.length === 0) return null;
  return lists.sort((a, b) => a.length - b.length).reduce(intersect);
}

function candidatesOfWord({ alternatives: [first = '', ...others] }: QueryWord, grams: GramIndex): Uint32Array | null {
  let all = grams.candidates(first);
  for (const term of others) {
    const list = all && grams.candidates(term);
    all = all && list && unite(all, list);
  }
  return all;
}
