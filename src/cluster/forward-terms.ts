// The terms of each clause out of the postings, which list the clauses of each term: they were cut once and are the same.
import { FIELDS, type FieldName } from '../indexing/fields.ts';
import type { FieldPostings, TermPostings } from '../indexing/term-postings.ts';

export interface ForwardTerms {
  /** The terms of a clause's field by code unit, each as often as it stands there. */
  of(field: FieldName, ordinal: number): string[];
  /** How many different ones. */
  lengthOf(field: FieldName, ordinal: number): number;
}

export function createForwardTerms({ size, terms, fields }: TermPostings): ForwardTerms {
  const forward = new Map(FIELDS.map((field) => [field, turnRound(fields[field], size)]));
  return {
    of: (field, ordinal) => {
      const { starts, ids, counts } = forward.get(field) ?? NOTHING;
      const found: string[] = [];
      for (let at = starts[ordinal] ?? 0; at < (starts[ordinal + 1] ?? 0); at += 1) {
        const term = terms[ids[at] ?? 0] ?? '';
        for (let count = counts[at] ?? 0; count > 0; count -= 1) found.push(term);
      }
      return found;
    },
    lengthOf: (field, ordinal) => fields[field].lengths[ordinal] ?? 0,
  };
}

/** The terms of clause `c` are `ids[starts[c]] … ids[starts[c + 1] - 1]`. */
interface Forward {
  readonly starts: Uint32Array;
  readonly ids: Uint32Array;
  readonly counts: Uint16Array;
}

const NOTHING: Forward = { starts: new Uint32Array(), ids: new Uint32Array(), counts: new Uint16Array() };

function turnRound(postings: FieldPostings, size: number): Forward {
  const starts = new Uint32Array(size + 1);
  for (let ordinal = 0; ordinal < size; ordinal += 1) {
    starts[ordinal + 1] = (starts[ordinal] ?? 0) + (postings.lengths[ordinal] ?? 0);
  }
  const next = starts.slice();
  const ids = new Uint32Array(postings.ordinals.length);
  const counts = new Uint16Array(postings.ordinals.length);
  for (let id = 0; id + 1 < postings.starts.length; id += 1) {
    for (let at = postings.starts[id] ?? 0; at < (postings.starts[id + 1] ?? 0); at += 1) {
      const ordinal = postings.ordinals[at] ?? 0;
      const place = next[ordinal] ?? 0;
      next[ordinal] = place + 1;
      ids[place] = id;
      counts[place] = postings.counts[at] ?? 0;
    }
  }
  return { starts, ids, counts };
}
