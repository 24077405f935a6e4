// What the terms of a clause are worth to a query: BM25+ over postings. It scores candidates; it never decides what matches.
//
// The formula, its constants and the way the scores of terms are joined are MiniSearch's (7.2: `calcBM25Score`, `search`),
// and a test holds the two against each other. MiniSearch itself keeps a radix tree of maps, walks it and sorts every
// match at every query: at a hundred times the five plans that is half a gigabyte of heap and 50 ms, so it is asked for
// what its tree is good at, suggestions while typing (`search/suggest.ts`), and the clauses stand in typed arrays.
import { firstNotBelow } from './ascending.ts';
import { FIELD_BOOSTS, FIELDS, type FieldName } from './fields.ts';
import type { FieldPostings, TermPostings } from './term-postings.ts';

export interface WeightedTerm {
  readonly term: string;
  readonly weight: number;
}

export interface ScoredClause {
  readonly ordinal: number;
  readonly score: number;
}

/** The clauses with at least one of the terms asked for. */
export interface TermScores {
  /** Ascending. */
  readonly ordinals: readonly number[];
  scoreOf(ordinal: number): number;
  /** Positions in the list asked for of the terms that the clause holds, ascending. */
  foundIn(ordinal: number): number[];
}

export interface ClauseIndex {
  /** How many clauses there are. */
  readonly size: number;
  readonly postings: TermPostings;
  /** How many clauses hold a term, in text or headings. */
  frequency(term: string): number;
  /** Every clause with at least one of the terms, each of which is asked for once. */
  score(terms: readonly WeightedTerm[]): TermScores;
  /** The same clauses, best first; ties in reading order. */
  best(terms: readonly WeightedTerm[]): ScoredClause[];
  /** Scores of the clauses named, which ascend; 0 for a clause with none of the terms. */
  scoresOf(terms: readonly WeightedTerm[], ordinals: ArrayLike<number>): Float64Array;
  /** What makes the worth of a term in each field that holds it, for whoever works it out elsewhere. */
  factorsOf(term: WeightedTerm): readonly TermFactor[];
}

/** `factor × (d + count × (k + 1) / (count + k × (1 - b + b × length / averageLength)))` is a term's worth, see `BM25`. */
export interface TermFactor {
  readonly field: FieldName;
  /** Inverse document frequency, times the boost of the field and the weight of the term. */
  readonly factor: number;
  readonly averageLength: number;
}

/** MiniSearch's defaults: saturation, length normalisation, and the least that a term is worth wherever it stands. */
export const BM25 = { k: 1.2, b: 0.7, d: 0.5 };

export function createClauseIndex(postings: TermPostings): ClauseIndex {
  const ids = new Map(postings.terms.map((term, id) => [term, id]));
  const average = Object.fromEntries(FIELDS.map((field) => [field, averageOf(postings.fields[field].lengths)]));
  const frequencies = new Map<string, number>();
  const lists = (term: string, weight: number): PostingList[] => {
    const id = ids.get(term);
    return id === undefined ? [] : FIELDS.flatMap((field) => listOf(postings, field, id, weight, average[field] ?? 1));
  };
  const score = (terms: readonly WeightedTerm[]): TermScores => scoreAll(terms, lists, postings.size);
  return {
    size: postings.size,
    postings,
    frequency: (term) => {
      const known = frequencies.get(term);
      if (known !== undefined) return known;
      const count = countOfUnion(lists(term, 1));
      // Only terms of the index are remembered: there are only so many of those.
      if (count > 0) frequencies.set(term, count);
      return count;
    },
    score,
    best: (terms) => {
      const scores = score(terms);
      return scores.ordinals
        .map((ordinal) => ({ ordinal, score: scores.scoreOf(ordinal) }))
        .sort((a, b) => b.score - a.score || a.ordinal - b.ordinal);
    },
    factorsOf: ({ term, weight }) =>
      lists(term, weight).map(({ field, factor, averageLength }) => ({ field, factor, averageLength })),
    scoresOf: (terms, ordinals) => scoreSome(terms, lists, ordinals),
  };
}

/** The clauses of one term in one field, with what makes their scores. */
interface PostingList extends TermFactor {
  readonly ordinals: Uint32Array;
  readonly counts: Uint16Array;
  readonly lengths: Uint32Array;
}

type ListsOf = (term: string, weight: number) => PostingList[];

function listOf(postings: TermPostings, field: FieldName, id: number, weight: number, averageLength: number): PostingList[] {
  const { starts, ordinals, counts, lengths }: FieldPostings = postings.fields[field];
  const [from, to] = [starts[id] ?? 0, starts[id + 1] ?? 0];
  if (from === to) return [];
  const frequency = to - from;
  const rarity = Math.log(1 + (postings.size - frequency + 0.5) / (frequency + 0.5));
  return [
    {
      field,
      ordinals: ordinals.subarray(from, to),
      counts: counts.subarray(from, to),
      lengths,
      averageLength,
      factor: weight * FIELD_BOOSTS[field] * rarity,
    },
  ];
}

function worth({ counts, lengths, averageLength, factor }: PostingList, at: number, ordinal: number): number {
  const count = counts[at] ?? 0;
  const relativeLength = (lengths[ordinal] ?? 0) / averageLength;
  return factor * (BM25.d + (count * (BM25.k + 1)) / (count + BM25.k * (1 - BM25.b + BM25.b * relativeLength)));
}

/** Terms that a clause holds are remembered as bits of words this wide. */
const BITS = 32;

function scoreAll(terms: readonly WeightedTerm[], lists: ListsOf, size: number): TermScores {
  const sums = new Float64Array(size);
  const width = Math.ceil(terms.length / BITS);
  const held = new Uint32Array(size * width);
  const distinct = new Uint16Array(size);
  for (const [position, { term, weight }] of terms.entries()) {
    const bit = 1 << (position % BITS);
    const word = Math.floor(position / BITS);
    for (const list of lists(term, weight)) {
      for (let at = 0; at < list.ordinals.length; at += 1) {
        const ordinal = list.ordinals[at] ?? 0;
        sums[ordinal] = (sums[ordinal] ?? 0) + worth(list, at, ordinal);
        const place = ordinal * width + word;
        const before = held[place] ?? 0;
        if ((before & bit) !== 0) continue;
        held[place] = before | bit;
        distinct[ordinal] = (distinct[ordinal] ?? 0) + 1;
      }
    }
  }
  const ordinals: number[] = [];
  for (let ordinal = 0; ordinal < size; ordinal += 1) if (distinct[ordinal] !== 0) ordinals.push(ordinal);
  return {
    ordinals,
    // A clause that holds more of the terms is worth more than the sum: MiniSearch multiplies by their number.
    scoreOf: (ordinal) => (sums[ordinal] ?? 0) * (distinct[ordinal] ?? 0),
    foundIn: (ordinal) => {
      const positions: number[] = [];
      for (let word = 0; word < width; word += 1) {
        let bits = held[ordinal * width + word] ?? 0;
        while (bits !== 0) {
          const lowest = 31 - Math.clz32(bits & -bits);
          positions.push(word * BITS + lowest);
          bits &= bits - 1;
        }
      }
      return positions;
    },
  };
}

function scoreSome(terms: readonly WeightedTerm[], lists: ListsOf, wanted: ArrayLike<number>): Float64Array {
  const sums = new Float64Array(wanted.length);
  const distinct = new Uint16Array(wanted.length);
  const lastTerm = new Int32Array(wanted.length).fill(-1);
  for (const [position, { term, weight }] of terms.entries()) {
    for (const list of lists(term, weight)) {
      eachCommon(list.ordinals, wanted, (at, place, ordinal) => {
        sums[place] = (sums[place] ?? 0) + worth(list, at, ordinal);
        if (lastTerm[place] === position) return;
        lastTerm[place] = position;
        distinct[place] = (distinct[place] ?? 0) + 1;
      });
    }
  }
  for (let place = 0; place < sums.length; place += 1) sums[place] = (sums[place] ?? 0) * (distinct[place] ?? 0);
  return sums;
}

/** A list this many times as long as the other is not walked but searched. */
const MUCH_LONGER = 16;

// Both ascend. Where one is much longer, each entry of the short one is looked up in it.
function eachCommon(
  ordinals: Uint32Array,
  wanted: ArrayLike<number>,
  found: (at: number, place: number, ordinal: number) => void,
): void {
  if (ordinals.length > wanted.length * MUCH_LONGER) {
    let from = 0;
    for (let place = 0; place < wanted.length; place += 1) {
      const ordinal = wanted[place] ?? 0;
      from = firstNotBelow(ordinals, ordinal, from);
      if (ordinals[from] === ordinal) found(from, place, ordinal);
    }
    return;
  }
  for (let at = 0, place = 0; at < ordinals.length && place < wanted.length; ) {
    const [left, right] = [ordinals[at] ?? 0, wanted[place] ?? 0];
    if (left === right) found(at, place, left);
    if (left <= right) at += 1;
    if (right <= left) place += 1;
  }
}

// A term stands in one list or two, that of the text and that of the headings.
function countOfUnion([one, other]: readonly PostingList[]): number {
  if (!one) return 0;
  if (!other) return one.ordinals.length;
  let common = 0;
  eachCommon(one.ordinals, other.ordinals, () => {
    common += 1;
  });
  return one.ordinals.length + other.ordinals.length - common;
}

function averageOf(lengths: Uint32Array): number {
  let sum = 0;
  for (const length of lengths) sum += length;
  return sum / Math.max(1, lengths.length);
}
