// Postings: which clauses hold a term, and how often. Typed arrays, made in one pass over the clauses.
import { FIELD_BOOSTS, FIELDS, type FieldName, type IndexedClause } from './fields.ts';

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

/** What makes postings of the terms of clauses, given in the order of their ordinals. */
export interface PostingsBuilder {
  add(clause: IndexedClause): void;
  finish(): TermPostings;
}

export function createPostingsBuilder(): PostingsBuilder {
  const ids = new Map<string, number>();
  const collected = Object.fromEntries(FIELDS.map((field) => [field, createCollector(ids)])) as Record<FieldName, Collector>;
  let size = 0;
  return {
    add: (clause) => {
      if (clause.ordinal !== size) throw new RangeError(`clause ${clause.ordinal} came where ${size} was due`);
      size += 1;
      for (const field of FIELDS) collected[field].add(clause[field]);
    },
    finish: () => {
      const terms = [...ids.keys()].sort();
      const rankOf = new Uint32Array(terms.length);
      for (const [rank, term] of terms.entries()) rankOf[ids.get(term) ?? 0] = rank;
      const fields = Object.fromEntries(FIELDS.map((field) => [field, collected[field].finish(rankOf)]));
      return { size, terms, fields: fields as Record<FieldName, FieldPostings> };
    },
  };
}

interface Collector {
  add(terms: readonly string[]): void;
  finish(rankOf: Uint32Array): FieldPostings;
}

// Gathers (term, count) clause by clause, then turns the lists round by counting: linear, and no list per term.
function createCollector(ids: Map<string, number>): Collector {
  const termIds = new GrowingList();
  const counts = new GrowingList();
  const lengths = new GrowingList();
  return {
    add: (terms) => {
      const own = new Map<number, number>();
      for (const term of terms) {
        let id = ids.get(term);
        if (id === undefined) {
          id = ids.size;
          ids.set(term, id);
        }
        own.set(id, (own.get(id) ?? 0) + 1);
      }
      for (const [id, count] of own) {
        termIds.push(id);
        counts.push(count);
      }
      lengths.push(own.size);
    },
    finish: (rankOf) => invert(termIds.values(), counts.values(), lengths.values(), rankOf),
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

/** Numbers in a typed array that doubles when it is full. */
class GrowingList {
  #values = new Uint32Array(1024);
  #length = 0;

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const wider = new Uint32Array(this.#length * 2);
      wider.set(this.#values);
      this.#values = wider;
    }
    this.#values[this.#length] = value;
    this.#length += 1;
  }

  values(): Uint32Array {
    return this.#values.subarray(0, this.#length);
  }
}

function increase(numbers: Uint32Array, at: number, by: number): void {
  numbers[at] = (numbers[at] ?? 0) + by;
}
