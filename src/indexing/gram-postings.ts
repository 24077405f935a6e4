// Which texts hold two characters side by side: what narrows the literal scan to texts that can match at all.
//
// A gram is a pair of UTF-16 units, so that every substring of two units or more is a run of grams, whatever script it is in.
import { OrdinalList, type OrdinalLists, packLists, readOrdinals } from './ordinal-lists.ts';

export interface GramPostings extends OrdinalLists {
  /** Every gram once, ascending: the first unit in the upper half, the second in the lower. */
  readonly grams: Uint32Array;
}

/** Collects the grams of texts given in the order of their ordinals. */
export interface GramBuilder {
  /** Adds the grams of one text; ordinals must not descend, the same one may come again with more grams. */
  add(ordinal: number, grams: Iterable<number>): void;
  finish(): GramPostings;
}

export const gramOf = (first: number, second: number): number => first * 0x10000 + second;

/** The grams of a text, with repetition. */
export function* gramsOf(text: string): Generator<number> {
  for (let at = 0; at + 1 < text.length; at += 1) yield gramOf(text.charCodeAt(at), text.charCodeAt(at + 1));
}

export function createGramBuilder(): GramBuilder {
  const lists = new Map<number, OrdinalList>();
  return {
    add: (ordinal, grams) => {
      for (const gram of grams) {
        let list = lists.get(gram);
        if (!list) {
          list = new OrdinalList();
          lists.set(gram, list);
        }
        list.add(ordinal);
      }
    },
    finish: () => {
      const grams = Uint32Array.from(lists.keys()).sort();
      return { grams, ...packLists(Array.from(grams, (gram) => lists.get(gram) ?? new OrdinalList())) };
    },
  };
}

export interface GramIndex {
  /**
   * Ordinals of the texts that may hold the string, ascending: every text that does is among them. Null for a string of one
   * unit, which no gram narrows.
   */
  candidates(text: string): Uint32Array | null;
  /** Ordinals of the texts with at least one of the grams of the string, ascending. */
  withAny(text: string): Uint32Array;
}

/** Beyond the two rarest grams of a string, another list costs more to read than texts are spared. */
const LISTS_READ = 2;

export function createGramIndex(postings: GramPostings): GramIndex {
  const { grams, counts } = postings;
  const positionOf = (gram: number): number => {
    let [low, high] = [0, grams.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((grams[middle] ?? 0) < gram) low = middle + 1;
      else high = middle;
    }
    return grams[low] === gram ? low : -1;
  };
  const read = (position: number): Uint32Array => readOrdinals(postings, position);
  return {
    candidates: (text) => {
      if (text.length < 2) return null;
      const positions = [...new Set(gramsOf(text))].map(positionOf);
      if (positions.includes(-1)) return new Uint32Array();
      const rarest = positions.sort((a, b) => (counts[a] ?? 0) - (counts[b] ?? 0)).slice(0, LISTS_READ);
      return rarest.map(read).reduce(intersect);
    },
    withAny: (text) => {
      const lists = [...new Set(gramsOf(text))].map(positionOf).filter((position) => position >= 0);
      return lists.map(read).reduce(unite, new Uint32Array());
    },
  };
}

/** What both ascending lists hold. */
export function intersect(left: Uint32Array, right: Uint32Array): Uint32Array {
  const common = new Uint32Array(Math.min(left.length, right.length));
  let length = 0;
  for (let at = 0, other = 0; at < left.length && other < right.length; ) {
    const [one, two] = [left[at] ?? 0, right[other] ?? 0];
    if (one === two) {
      common[length] = one;
      length += 1;
    }
    if (one <= two) at += 1;
    if (two <= one) other += 1;
  }
  return common.subarray(0, length);
}

/** What either ascending list holds, each once. */
export function unite(left: Uint32Array, right: Uint32Array): Uint32Array {
  const all = new Uint32Array(left.length + right.length);
  let length = 0;
  for (let at = 0, other = 0; at < left.length || other < right.length; ) {
    const one = left[at] ?? Number.POSITIVE_INFINITY;
    const two = right[other] ?? Number.POSITIVE_INFINITY;
    all[length] = Math.min(one, two);
    length += 1;
    if (one <= two) at += 1;
    if (two <= one) other += 1;
  }
  return all.subarray(0, length);
}
