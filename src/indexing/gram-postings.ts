// Which texts hold two characters side by side: what narrows the literal scan to texts that can match at all.
//
// A gram is a pair of UTF-16 units, so that every substring of two units or more is a run of grams, whatever script it is in.
import { positionOf } from './ascending.ts';
import { GrowingList } from './growing-list.ts';
import { ListsCollector, type OrdinalLists, readOrdinals } from './ordinal-lists.ts';

export interface GramPostings extends OrdinalLists {
  /** Every gram once, ascending: the first unit in the upper half, the second in the lower. */
  readonly grams: Uint32Array;
}

/** Collects the grams of texts given in the order of their ordinals. */
export interface GramBuilder {
  /** Adds the grams of one text; ordinals must not descend, the same one may come again with more grams. */
  addText(ordinal: number, text: string): void;
  add(ordinal: number, grams: Iterable<number>): void;
  finish(): GramPostings;
}

export const gramOf = (first: number, second: number): number => first * 0x10000 + second;

/** The grams of a text, with repetition. */
export function* gramsOf(text: string): Generator<number> {
  for (let at = 0; at + 1 < text.length; at += 1) yield gramOf(text.charCodeAt(at), text.charCodeAt(at + 1));
}

export function createGramBuilder(): GramBuilder {
  const lists = new GramNumbers();
  const collector = new ListsCollector();
  return {
    addText: (ordinal, text) => {
      for (let at = 0; at + 1 < text.length; at += 1)
        collector.add(lists.numberOf(gramOf(text.charCodeAt(at), text.charCodeAt(at + 1))), ordinal);
    },
    add: (ordinal, grams) => {
      for (const gram of grams) collector.add(lists.numberOf(gram), ordinal);
    },
    finish: () => {
      const grams = lists.grams().sort();
      return { grams, ...collector.finish(grams.map((gram) => lists.numberOf(gram))) };
    },
  };
}

/** Numbers grams from 0 as they come. A table of its own, because it is asked about every character of the corpus. */
class GramNumbers {
  readonly #grams = new GrowingList();
  /** 1 + the number of a gram, at the first free place from where its hash says; 0 for a free place. */
  #places = new Uint32Array(1 << 12);

  numberOf(gram: number): number {
    for (let place = this.#hash(gram); ; place = (place + 1) & (this.#places.length - 1)) {
      const number = (this.#places[place] ?? 0) - 1;
      if (number >= 0 && this.#grams.at(number) === gram) return number;
      if (number < 0) return this.#add(gram, place);
    }
  }

  grams(): Uint32Array {
    return this.#grams.values();
  }

  #add(gram: number, place: number): number {
    const number = this.#grams.length;
    this.#grams.push(gram);
    this.#places[place] = number + 1;
    if (this.#grams.length * 2 > this.#places.length) this.#widen();
    return number;
  }

  #widen(): void {
    this.#places = new Uint32Array(this.#places.length * 2);
    for (const [number, gram] of this.#grams.view().entries()) {
      let place = this.#hash(gram);
      while (this.#places[place] !== 0) place = (place + 1) & (this.#places.length - 1);
      this.#places[place] = number + 1;
    }
  }

  // The upper bits of the product depend on all bits of the gram.
  #hash(gram: number): number {
    return (Math.imul(gram, 0x9e3779b1) >>> 8) & (this.#places.length - 1);
  }
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
  const positionIn = (gram: number): number => positionOf(grams, gram);
  const read = (position: number): Uint32Array => readOrdinals(postings, position);
  return {
    candidates: (text) => {
      if (text.length < 2) return null;
      const positions = [...new Set(gramsOf(text))].map(positionIn);
      if (positions.includes(-1)) return new Uint32Array();
      const rarest = positions.sort((a, b) => (counts[a] ?? 0) - (counts[b] ?? 0)).slice(0, LISTS_READ);
      return rarest.map(read).reduce(intersect);
    },
    withAny: (text) => {
      const lists = [...new Set(gramsOf(text))].map(positionIn).filter((position) => position >= 0);
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
