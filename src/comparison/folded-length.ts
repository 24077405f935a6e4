// How much text there is, in the characters that are compared: the denominator of every rate and share.
import type { Clause } from '../corpus/model.ts';
import { foldedText } from '../indexing/clause-text.ts';
import { CELL_BORDER } from '../text/fold.ts';

// Folding a plan takes some milliseconds, every page of comparisons asks, and a clause never changes.
const knownLengths = new WeakMap<Clause, number>();

/** Folded characters of a clause; the borders between cells are ours, not the plan's, and do not count. */
export function foldedLength(clause: Clause): number {
  const known = knownLengths.get(clause);
  if (known !== undefined) return known;
  let length = 0;
  for (const character of foldedText(clause)) if (character !== CELL_BORDER) length += 1;
  knownLengths.set(clause, length);
  return length;
}
