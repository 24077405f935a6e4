// How much of a plan's text stands in another plan too.
import type { Library } from '../corpus/library.ts';
import type { MaximalMatch, Piece } from './maximal-matches.ts';

export interface ShareOfText {
  readonly plan: string;
  /** The other plan; null for all others together. */
  readonly other: string | null;
  /** Folded characters of `plan` that lie in a shared passage, each counted once. */
  readonly covered: number;
  readonly characters: number;
  /** covered / characters; 0 for a plan without text. */
  readonly share: number;
}

/** One entry for each ordered pair of plans and one for each plan against all others, in the library's order. */
export function sharesOfText(
  { plans }: Library,
  pieces: readonly Piece[],
  matches: readonly MaximalMatch[],
): readonly ShareOfText[] {
  const characters = plans.map(() => 0);
  for (const piece of pieces) characters[piece.group] = (characters[piece.group] ?? 0) + piece.characters.length;
  const covered = coveredCharacters(pieces, matches);
  return plans.flatMap((plan, own) => {
    const shareWith = (other: string | null, group: number): ShareOfText => {
      const count = covered.get(`${own} ${group}`) ?? 0;
      const all = characters[own] ?? 0;
      return { plan: plan.id, other, covered: count, characters: all, share: all === 0 ? 0 : count / all };
    };
    const others = plans.flatMap((other, group) => (group === own ? [] : [shareWith(other.id, group)]));
    return [...others, shareWith(null, ANY)];
  });
}

/** Stands for all other plans together. */
const ANY = -1;

type Stretch = readonly [start: number, end: number];

// Passages overlap, so the characters of a piece are counted by the union of its stretches.
function coveredCharacters(pieces: readonly Piece[], matches: readonly MaximalMatch[]): ReadonlyMap<string, number> {
  const stretches = new Map<string, Stretch[]>();
  const note = (piece: number, start: number, length: number, other: number) => {
    for (const group of [other, ANY]) {
      const key = `${piece} ${group}`;
      const known = stretches.get(key);
      if (known) known.push([start, start + length]);
      else stretches.set(key, [[start, start + length]]);
    }
  };
  for (const { a, aStart, b, bStart, length } of matches) {
    note(a, aStart, length, pieces[b]?.group ?? ANY);
    note(b, bStart, length, pieces[a]?.group ?? ANY);
  }
  const covered = new Map<string, number>();
  for (const [key, found] of stretches) {
    const [piece, group] = key.split(' ').map(Number);
    const pair = `${pieces[piece ?? 0]?.group ?? ANY} ${group ?? ANY}`;
    covered.set(pair, (covered.get(pair) ?? 0) + unionLength(found));
  }
  return covered;
}

function unionLength(stretches: readonly Stretch[]): number {
  let length = 0;
  let reached = 0;
  for (const [start, end] of [...stretches].sort((one, other) => one[0] - other[0])) {
    length += Math.max(0, end - Math.max(start, reached));
    reached = Math.max(reached, end);
  }
  return length;
}
