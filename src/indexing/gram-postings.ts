// Which texts hold two characters side by side: what narrows the literal scan to texts that can match at all.
//
// A gram is a pair of UTF-16 units, so that every substring of two units or more is a run of grams, whatever script it is in.
// Of each text that holds a gram it is known in how many places, so that the words of two characters, which are the most
// common ones, need no look at the texts at all.
import { positionOf } from './ascending.ts';
import { GrowingList } from './growing-list.ts';
import { ListsCollector, type OrdinalLists, readOrdinals } from './ordinal-lists.ts';

export interface GramPostings extends OrdinalLists {
  /** Every gram once, ascending: the first unit in the upper half, the second in the lower. */
  readonly grams: Uint32Array;
}

/** The texts with a string of two units, as columns. */
export interface GramPlaces {
  /** Ascending. */
  readonly ordinals: Uint32Array;
  /** Places in each text, found from the left without overlap; at least 1. */
  readonly counts: Uint32Array;
  /** How many of those places are items of an enumeration: a 、 stands beside them. */
  readonly listed: Uint32Array;
}

/** Collects the grams of texts given in the order of their ordinals. */
export interface GramBuilder {
  /** Adds the grams of one text and counts their places; ordinals must not descend. */
  addText(ordinal: number, text: string): void;
  /** Adds grams whose places nobody asks for; the ordinal may be one that is there already. */
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
      let before = -1;
      let unit = text.charCodeAt(0);
      // Of a unit that stands three times in a row the middle one belongs to one place, not to two.
      let isTaken = false;
      for (let at = 0; at + 1 < text.length; at += 1) {
        const after = text.charCodeAt(at + 1);
        const entries = collector.entries;
        const entry = collector.add(lists.numberOf(gramOf(unit, after)), ordinal);
        isTaken = unit === after && unit === before && !isTaken;
        if (!isTaken) {
          const listed = before === LIST_COMMA || text.charCodeAt(at + 2) === LIST_COMMA ? 1 : 0;
          if (entry === entries) collector.setPayload(entry, placesPayload(1, listed));
          else {
            const known = collector.payloadOf(entry);
            const count = countOfPayload(known);
            collector.setPayload(entry, placesPayload(count + 1, known - placesPayload(count, 0) + listed));
          }
        }
        before = unit;
        unit = after;
      }
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
const LIST_COMMA = 0x3001;

// So many places and so many of them listed as one number: all pairs in their order, and 0 for the most frequent one.
const placesPayload = (count: number, listed: number): number => ((count - 1) * (count + 2)) / 2 + listed;
const countOfPayload = (payload: number): number => (payload === 0 ? 1 : Math.floor((Math.sqrt(9 + 8 * payload) - 1) / 2));

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
  /** The texts that hold a string of two units. */
  places(gram: string): GramPlaces;
  /** Ordinals of the texts with at least one of the grams of the string, ascending. */
  withAny(text: string): Uint32Array;
  /** How many texts hold a string of two units. */
  countOf(gram: string): number;
}

/** A text is looked through in the time in which some fifty ordinals of a list are read. */
const MUCH_LONGER = 50;

export function createGramIndex(postings: GramPostings): GramIndex {
  const { grams, counts } = postings;
  const positionAt = (text: string, at: number): number =>
    positionOf(grams, gramOf(text.charCodeAt(at), text.charCodeAt(at + 1)));
  const read = (position: number): Uint32Array => readOrdinals(postings, position);
  return {
    candidates: (text) => {
      if (text.length < 2) return null;
      let [rarest, next] = [-1, -1];
      let before = -1;
      for (let at = 0; at + 1 < text.length; at += 1) {
        const position = positionAt(text, at);
        if (position < 0) return new Uint32Array();
        if (position === rarest || position === next || position === before) continue;
        before = position;
        if (rarest < 0 || (counts[position] ?? 0) < (counts[rarest] ?? 0)) [rarest, next] = [position, rarest];
        else if (next < 0 || (counts[position] ?? 0) < (counts[next] ?? 0)) next = position;
      }
      const shortest = read(rarest);
      // A list that is much longer costs more to read than the texts that it would spare.
      const isWorthReading = next >= 0 && shortest.length > 0 && (counts[next] ?? 0) < shortest.length * MUCH_LONGER;
      return isWorthReading ? intersect(shortest, read(next)) : shortest;
    },
    places: (gram) => {
      const position = positionAt(gram, 0);
      if (position < 0) return NO_PLACES;
      const listed = new Uint32Array(counts[position] ?? 0);
      const ordinals = readOrdinals(postings, position, listed);
      const places = new Uint32Array(ordinals.length);
      for (let at = 0; at < places.length; at += 1) {
        const payload = listed[at] ?? 0;
        const count = countOfPayload(payload);
        places[at] = count;
        listed[at] = payload - placesPayload(count, 0);
      }
      return { ordinals, counts: places, listed };
    },
    withAny: (text) => {
      let found: Uint32Array = NO_PLACES.ordinals;
      for (let at = 0; at + 1 < text.length; at += 1) {
        const position = positionAt(text, at);
        if (position >= 0) found = found.length === 0 ? read(position) : unite(found, read(position));
      }
      return found;
    },
    countOf: (gram) => counts[positionAt(gram, 0)] ?? 0,
  };
}

const NO_PLACES: GramPlaces = { ordinals: new Uint32Array(), counts: new Uint32Array(), listed: new Uint32Array() };

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
