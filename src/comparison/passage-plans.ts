// How many plans have a passage that two of them share.
import type { MaximalMatch, Piece } from './maximal-matches.ts';

/**
 * For each match, the number of groups in which its text stands. Where a third text has the passage too, the match of the
 * first with the third covers it, so the matches themselves tell, and no text is searched again.
 */
export function countPlansOf(matches: readonly MaximalMatch[], pieces: readonly Piece[]): readonly number[] {
  const stretches = stretchesByPiece(matches, pieces);
  const known = new Map<string, number>();
  return matches.map(({ a, aStart, length }) => {
    const key = `${a} ${aStart} ${length}`;
    const count = known.get(key) ?? countGroups(stretches.get(a) ?? [], aStart, length) + 1;
    known.set(key, count);
    return count;
  });
}

/** A stretch of a piece that stands in another group. */
interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly other: number;
}

function stretchesByPiece(matches: readonly MaximalMatch[], pieces: readonly Piece[]): ReadonlyMap<number, readonly Stretch[]> {
  const stretches = new Map<number, Stretch[]>();
  const note = (piece: number, start: number, length: number, otherPiece: number) => {
    const stretch = { start, end: start + length, other: pieces[otherPiece]?.group ?? 0 };
    const known = stretches.get(piece);
    if (known) known.push(stretch);
    else stretches.set(piece, [stretch]);
  };
  for (const { a, aStart, b, bStart, length } of matches) {
    note(a, aStart, length, b);
    note(b, bStart, length, a);
  }
  return stretches;
}

function countGroups(stretches: readonly Stretch[], start: number, length: number): number {
  const covering = stretches.filter((stretch) => stretch.start <= start && stretch.end >= start + length);
  return new Set(covering.map(({ other }) => other)).size;
}
