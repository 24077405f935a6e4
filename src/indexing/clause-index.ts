// What the terms of a clause are worth to a query: BM25+ over postings. It scores candidates; it never decides what matches.
//
// The formula, its constants and the way the scores of terms are joined are MiniSearch's (7.2: `calcBM25Score`, `search`),
// and a test holds the two against each other. MiniSearch itself keeps a radix tree of maps, walks it and sorts every
// match at every query: at a hundred times the five plans that is half a gigabyte of heap and 50 ms, so it is asked for
// what its tree is good at, suggestions while typing (`search/suggest.ts`), and the clauses stand in typed arrays.
import { keepShapeOf } from '../text/lasting.ts';
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
    if (id === undefined) return [];
    const found: PostingList[] = [];
    for (const field of FIELDS) {
      const list = listOf(postings, field, id, weight, average[field] ?? 1);
      if (list) found.push(list);
    }
    return found;
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

/** The clauses of one term in one field, with what makes their scores: entries `from` to before `to` of the field's postings. */
interface PostingList extends TermFactor {
  readonly postings: FieldPostings;
  readonly from: number;
  readonly to: number;
}

type ListsOf = (term: string, weight: number) => PostingList[];

function listOf(postings: TermPostings, field: FieldName, id: number, weight: number, averageLength: number): PostingList | null {
  const own = postings.fields[field];
  const [from, to] = [own.starts[id] ?? 0, own.starts[id + 1] ?? 0];
  if (from === to) return null;
  const frequency = to - from;
  const rarity = Math.log(1 + (postings.size - frequency + 0.5) / (frequency + 0.5));
  return { field, postings: own, from, to, averageLength, factor: weight * FIELD_BOOSTS[field] * rarity };
}

function worth({ postings, averageLength, factor }: PostingList, at: number, ordinal: number): number {
  const count = postings.counts[at] ?? 0;
  const relativeLength = (postings.lengths[ordinal] ?? 0) / averageLength;
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
      const { ordinals } = list.postings;
      for (let at = list.from; at < list.to; at += 1) {
        const ordinal = ordinals[at] ?? 0;
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
  if (wanted.length === 0) return sums;
  const distinct = new Uint16Array(wanted.length);
  const lastTerm = new Uint16Array(wanted.length);
  let term = 0;
  for (const { term: text, weight } of terms) {
    term += 1;
    for (const list of lists(text, weight)) {
      const common = new CommonOrdinals(list, wanted);
      while (common.next()) {
        const place = common.place;
        sums[place] = (sums[place] ?? 0) + worth(list, common.at, common.ordinal);
        if (lastTerm[place] === term) continue;
        lastTerm[place] = term;
        distinct[place] = (distinct[place] ?? 0) + 1;
      }
    }
  }
  for (let place = 0; place < sums.length; place += 1) sums[place] = (sums[place] ?? 0) * (distinct[place] ?? 0);
  return sums;
}

/** A list this many times as long as the other is not walked but searched. */
const MUCH_LONGER = 8;

interface OrdinalsOfList extends Pick<PostingList, 'from' | 'to'> {
  readonly postings: Pick<FieldPostings, 'ordinals'>;
}

/** The ordinals that a posting list and an ascending list have in common, one after the other. */
class CommonOrdinals {
  ordinal = 0;
  /** Where it stands in the postings, and in the other list. */
  at: number;
  place = -1;
  readonly #ordinals: Uint32Array;
  readonly #to: number;
  readonly #wanted: ArrayLike<number>;
  readonly #searchesPostings: boolean;
  readonly #searchesWanted: boolean;

  constructor({ postings, from, to }: OrdinalsOfList, wanted: ArrayLike<number>) {
    this.#ordinals = postings.ordinals;
    this.at = from - 1;
    this.#to = to;
    this.#wanted = wanted;
    this.#searchesPostings = to - from > wanted.length * MUCH_LONGER;
    this.#searchesWanted = wanted.length > (to - from) * MUCH_LONGER;
  }

  next(): boolean {
    const ordinals = this.#ordinals;
    const wanted = this.#wanted;
    const to = this.#to;
    let at = this.at + 1;
    let place = this.place + 1;
    while (at < to && place < wanted.length) {
      const left = ordinals[at] ?? 0;
      const right = wanted[place] ?? 0;
      if (left === right) {
        this.at = at;
        this.place = place;
        this.ordinal = left;
        return true;
      }
      if (left < right) at = this.#searchesPostings ? firstNotBelow(ordinals, right, at + 1, to) : at + 1;
      else place = this.#searchesWanted ? firstNotBelow(wanted, left, place + 1) : place + 1;
    }
    return false;
  }
}

keepShapeOf(new CommonOrdinals({ postings: { ordinals: new Uint32Array() }, from: 0, to: 0 }, new Uint32Array()));

// A term stands in one list or two, that of the text and that of the headings.
function countOfUnion([one, other]: readonly PostingList[]): number {
  if (!one) return 0;
  if (!other) return one.to - one.from;
  const common = new CommonOrdinals(one, other.postings.ordinals.subarray(other.from, other.to));
  let both = 0;
  while (common.next()) both += 1;
  return one.to - one.from + (other.to - other.from) - both;
}

function averageOf(lengths: Uint32Array): number {
  let sum = 0;
  for (const length of lengths) sum += length;
  return sum / Math.max(1, lengths.length);
}
