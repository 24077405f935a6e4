// Matches as columns: a common word matches tens of thousands of clauses, and objects would cost more than finding them.
import type { Range } from '../text/characters.ts';
import { keepShapeOf } from '../text/lasting.ts';

/** Matches as columns, in reading order. */
export interface Matches {
  readonly ordinals: Uint32Array;
  /** Places in each clause, at least 1. */
  readonly counts: Uint32Array;
  /** The share of those places that are items of an enumeration: a 、 stands beside them. */
  readonly listed: Float32Array;
}

/** Collects at most `most` matches. */
export class MatchColumns {
  readonly #ordinals: Uint32Array;
  readonly #counts: Uint32Array;
  readonly #listed: Float32Array;
  #length = 0;

  constructor(most: number) {
    this.#ordinals = new Uint32Array(most);
    this.#counts = new Uint32Array(most);
    this.#listed = new Float32Array(most);
  }

  add(ordinal: number, count: number, listed: number): void {
    this.#ordinals[this.#length] = ordinal;
    this.#counts[this.#length] = count;
    this.#listed[this.#length] = listed;
    this.#length += 1;
  }

  finish(): Matches {
    return {
      ordinals: this.#ordinals.subarray(0, this.#length),
      counts: this.#counts.subarray(0, this.#length),
      listed: this.#listed.subarray(0, this.#length),
    };
  }
}

keepShapeOf(new MatchColumns(0));

const LIST_COMMA = 0x3001;

/** Whether a 、 stands beside a place in the text. */
export const isListed = (text: string, start: number, end: number): boolean =>
  text.charCodeAt(start - 1) === LIST_COMMA || text.charCodeAt(end) === LIST_COMMA;

export function listedShare(text: string, places: readonly Range[]): number {
  let listed = 0;
  for (const [start, end] of places) if (isListed(text, start, end)) listed += 1;
  return places.length === 0 ? 0 : listed / places.length;
}
