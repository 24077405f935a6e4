// Postings: which clauses hold a term, and how often. Typed arrays, made in one pass over the clauses.
import { FIELDS, type FieldName } from './fields.ts';
import { GrowingList } from './growing-list.ts';
import { eachKey, type Places } from './ordinal-lists.ts';

/** Of one field: the clauses of term `t` are `ordinals[starts[t]] … ordinals[starts[t + 1] - 1]`, ascending. */
export interface FieldPostings {
  readonly starts: Uint32Array;
  readonly ordinals: Uint32Array;
  /** How often the term stands in the clause's field, at most 65,535. */
  readonly counts: Uint16Array;
  /** How many different terms each clause has in this field. */
  readonly lengths: Uint32Array;
}

export interface TermPostings {
  /** Number of clauses. */
  readonly size: number;
  /** Every term once, by code unit. */
  readonly terms: readonly string[];
  readonly fields: Readonly<Record<FieldName, FieldPostings>>;
}

/** A clause as its terms, in their order and with repetition, by numbers; one list a field. */
export type NumberedClause = Readonly<Record<FieldName, readonly number[]>>;

/** What makes postings of clauses, given in the order of their ordinals. */
export interface PostingsBuilder {
  add(clause: NumberedClause): void;
  /** `terms`: by number; each is in one of the clauses. */
  finish(terms: readonly string[]): TermPostings;
}

export function createPostingsBuilder(): PostingsBuilder {
  const collected = Object.fromEntries(FIELDS.map((field) => [field, createCollector()])) as Record<FieldName, Collector>;
  let size = 0;
  return {
    add: (clause) => {
      size += 1;
      for (const field of FIELDS) collected[field].add(clause[field]);
    },
    finish: (terms) => {
      const { order, rankOf } = sortedOrder(terms);
      const fields = Object.fromEntries(FIELDS.map((field) => [field, collected[field].finish(rankOf)]));
      return { size, terms: order.map((number) => terms[number] ?? ''), fields: fields as Record<FieldName, FieldPostings> };
    },
  };
}

/** The numbers of different strings by code unit, and for each number its place there. */
function sortedOrder(strings: readonly string[]): { readonly order: readonly number[]; readonly rankOf: Uint32Array } {
  const numbers = new Map(strings.map((text, number) => [text, number]));
  const order = [...strings].sort().map((text) => numbers.get(text) ?? 0);
  const rankOf = new Uint32Array(order.length);
  for (const [rank, number] of order.entries()) rankOf[number] = rank;
  return { order, rankOf };
}

interface Collector {
  add(terms: readonly number[]): void;
  finish(rankOf: Uint32Array): FieldPostings;
}

// Gathers (term, count) clause by clause, then turns the lists round by counting: linear, and no list per term.
function createCollector(): Collector {
  const numbers = new GrowingList();
  const counts = new GrowingList();
  const lengths = new GrowingList();
  /** By term: one more than the place in `counts` of its last clause. */
  const lastPlaces = new GrowingList();
  return {
    add: (terms) => {
      const from = counts.length;
      for (const term of terms) {
        // The other fields have brought terms of their own.
        while (lastPlaces.length <= term) lastPlaces.push(0);
        const place = lastPlaces.at(term) - 1;
        if (place >= from) {
          counts.replace(place, counts.at(place) + 1);
          continue;
        }
        numbers.push(term);
        counts.push(1);
        lastPlaces.replace(term, counts.length);
      }
      lengths.push(counts.length - from);
    },
    finish: (rankOf) => invert(numbers.values(), counts.values(), lengths.values(), rankOf),
  };
}

function invert(termIds: Uint32Array, counts: Uint32Array, lengths: Uint32Array, rankOf: Uint32Array): FieldPostings {
  const starts = new Uint32Array(rankOf.length + 1);
  for (const id of termIds) increase(starts, (rankOf[id] ?? 0) + 1, 1);
  for (let at = 1; at < starts.length; at += 1) increase(starts, at, starts[at - 1] ?? 0);
  const next = starts.slice();
  const ordinals = new Uint32Array(termIds.length);
  const held = new Uint16Array(termIds.length);
  let at = 0;
  for (let ordinal = 0; ordinal < lengths.length; ordinal += 1) {
    for (const end = at + (lengths[ordinal] ?? 0); at < end; at += 1) {
      const rank = rankOf[termIds[at] ?? 0] ?? 0;
      const place = next[rank] ?? 0;
      next[rank] = place + 1;
      ordinals[place] = ordinal;
      held[place] = Math.min(counts[at] ?? 0, 0xffff);
    }
  }
  return { starts, ordinals, counts: held, lengths };
}

function increase(numbers: Uint32Array, at: number, by: number): void {
  numbers[at] = (numbers[at] ?? 0) + by;
}

/** The postings of several parts as those of the whole, of so many clauses. Terms that no clause holds are left out. */
export function mergePostings(
  parts: readonly { readonly postings: TermPostings; readonly places: Places }[],
  size: number,
): TermPostings {
  const terms: string[] = [];
  const fields = Object.fromEntries(FIELDS.map((field) => [field, new FieldMerger(parts, field)])) as Record<
    FieldName,
    FieldMerger
  >;
  for (const { key, at } of eachKey(parts.map(({ postings }) => postings.terms))) {
    const found = FIELDS.map((field) => fields[field].gather(at));
    if (!found.some((count) => count > 0)) continue;
    terms.push(key);
    for (const field of FIELDS) fields[field].close();
  }
  return {
    size,
    terms,
    fields: Object.fromEntries(FIELDS.map((field) => [field, fields[field].finish(size)])) as Record<FieldName, FieldPostings>,
  };
}

class FieldMerger {
  readonly #parts: readonly { readonly own: FieldPostings; readonly places: Places }[];
  readonly #starts = new GrowingList();
  readonly #ordinals = new GrowingList();
  readonly #counts = new GrowingList();

  constructor(parts: readonly { readonly postings: TermPostings; readonly places: Places }[], field: FieldName) {
    this.#parts = parts.map(({ postings, places }) => ({ own: postings.fields[field], places }));
    this.#starts.push(0);
  }

  /** Adds the postings of one term, which stands at these positions of the parts; tells how many there are. */
  gather(at: readonly number[]): number {
    const from = this.#ordinals.length;
    let isAscending = true;
    for (const [part, { own, places }] of this.#parts.entries()) {
      const term = at[part] ?? -1;
      if (term < 0) continue;
      for (let posting = own.starts[term] ?? 0; posting < (own.starts[term + 1] ?? 0); posting += 1) {
        const place = places[own.ordinals[posting] ?? 0] ?? -1;
        if (place < 0) continue;
        if (this.#ordinals.length > from && place < this.#ordinals.at(-1)) isAscending = false;
        this.#ordinals.push(place);
        this.#counts.push(own.counts[posting] ?? 0);
      }
    }
    if (!isAscending) sortTogether(this.#ordinals, this.#counts, from);
    return this.#ordinals.length - from;
  }

  close(): void {
    this.#starts.push(this.#ordinals.length);
  }

  finish(size: number): FieldPostings {
    const lengths = new Uint32Array(size);
    for (const { own, places } of this.#parts) {
      for (let ordinal = 0; ordinal < own.lengths.length; ordinal += 1) {
        const place = places[ordinal] ?? -1;
        if (place >= 0) lengths[place] = own.lengths[ordinal] ?? 0;
      }
    }
    return {
      starts: this.#starts.values(),
      ordinals: this.#ordinals.values(),
      counts: Uint16Array.from(this.#counts.values()),
      lengths,
    };
  }
}

// Sorted as one number each, because counts are below 2¹⁶ and typed arrays are sorted without a call for each comparison.
function sortTogether(ordinals: GrowingList, counts: GrowingList, from: number): void {
  const pairs = new Float64Array(ordinals.length - from);
  for (let at = 0; at < pairs.length; at += 1) pairs[at] = ordinals.at(from + at) * COUNTS + counts.at(from + at);
  pairs.sort();
  for (const [at, pair] of pairs.entries()) {
    ordinals.replace(from + at, Math.floor(pair / COUNTS));
    counts.replace(from + at, pair % COUNTS);
  }
}

const COUNTS = 0x10000;
