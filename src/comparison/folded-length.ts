// How much text there is, in the characters that are compared: the denominator of every rate and share.
import type { Clause } from '../corpus/model.ts';
import { foldedText } from '../search/clause-text.ts';
import { CELL_BORDER } from '../text/fold.ts';

/** Folded characters of a clause; the borders between cells are ours, not the plan's, and do not count. */
export function foldedLength(clause: Pick<Clause, 'text' | 'cells' | 'marks'>): number {
  let length = 0;
  for (const character of foldedText(clause)) if (character !== CELL_BORDER) length += 1;
  return length;
}
