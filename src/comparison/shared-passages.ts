// 相近表述: passages that stand word for word in two plans or more. Where wording came from is not asked and not said.
import type { Library, PlacedClause } from '../corpus/library.ts';
import { foldedWithMap } from '../indexing/clause-text.ts';
import type { Range } from '../text/characters.ts';
import { CELL_BORDER, type Folded, unfoldRange } from '../text/fold.ts';
import { findMaximalMatches, type Piece } from './maximal-matches.ts';
import { countPlansOf } from './passage-plans.ts';
import { type ShareOfText, sharesOfText } from './text-shares.ts';

export interface Passage {
  /** Clause id. */
  readonly id: string;
  readonly plan: string;
  /** Of the clause's shown text, UTF-16 units, whole characters. */
  readonly range: Range;
}

export interface SharedPassage {
  /** Folded characters. */
  readonly length: number;
  readonly a: Passage;
  readonly b: Passage;
  /** Plans that have this very text: a phrase that all of them have says little about two. */
  readonly plans: number;
}

export interface SharedPassages {
  /**
   * Every longest common passage of `min` folded characters or more, each pair of places once, longest first, set phrases
   * discounted by the number of plans that have them. With a plan or a clause: those that stand in it, as `a`.
   */
  passages(selection?: { readonly min?: number; readonly plan?: string; readonly clauseId?: string }): readonly SharedPassage[];
  /** How much of each plan's text stands in each other plan too, in passages of `min` characters or more. */
  shares(min?: number): readonly ShareOfText[];
}

/** Shorter passages are mostly names and turns of the field; thirteen characters in a row seldom are. */
export const SHARED_LENGTH = { usual: 13, least: 8, most: 200 } as const;

/** Finds all passages at once and keeps them: a choice of another length only leaves some out. */
export function createSharedPassages(library: Library): SharedPassages {
  const pieces = piecesOf(library);
  const matches = findMaximalMatches(pieces, SHARED_LENGTH.least);
  const plans = countPlansOf(matches, pieces);
  const passageAt = createPassages(pieces);
  const found = matches.map((match, at): SharedPassage => {
    const { a, aStart, b, bStart, length } = match;
    return { length, a: passageAt(a, aStart, length), b: passageAt(b, bStart, length), plans: plans[at] ?? 2 };
  });
  const best = found
    .map((passage, at) => ({ passage, at }))
    .sort((x, y) => weightOf(y.passage) - weightOf(x.passage) || x.at - y.at);
  const ordered = best.map(({ passage }) => passage);
  const kept = new Map<number, readonly ShareOfText[]>();
  return {
    passages: ({ min = SHARED_LENGTH.usual, plan, clauseId } = {}) => {
      const least = boundedLength(min);
      const long = ordered.filter(({ length }) => length >= least);
      if (clauseId !== undefined) return long.flatMap((passage) => turned(passage, ({ id }) => id === clauseId));
      return plan === undefined ? long : long.flatMap((passage) => turned(passage, (side) => side.plan === plan));
    },
    shares: (min = SHARED_LENGTH.usual) => {
      const least = boundedLength(min);
      const shares =
        kept.get(least) ??
        sharesOfText(
          library,
          pieces,
          matches.filter(({ length }) => length >= least),
        );
      kept.set(least, shares);
      return shares;
    },
  };
}

/** A clause, or a cell of a row, as the search for passages sees it. */
interface ClausePiece extends Piece {
  readonly placed: PlacedClause;
  readonly folded: Folded;
  /** Where the piece starts in the clause's folded text. */
  readonly offset: number;
}

function piecesOf(library: Library): readonly ClausePiece[] {
  const groups = new Map(library.plans.map((plan, group) => [plan, group]));
  return library.clauses.flatMap((placed) => {
    const folded = foldedWithMap(placed.clause);
    const group = groups.get(placed.plan) ?? 0;
    let offset = 0;
    return folded.text.split(CELL_BORDER).map((text): ClausePiece => {
      const piece = {
        placed,
        folded,
        group,
        offset,
        characters: Uint32Array.from(text, (character) => character.codePointAt(0) ?? 0),
      };
      offset += text.length + CELL_BORDER.length;
      return piece;
    });
  });
}

function createPassages(pieces: readonly ClausePiece[]): (piece: number, start: number, length: number) => Passage {
  return (at, start, length) => {
    const piece = pieces[at];
    if (!piece) throw new RangeError(`no piece has the index ${at}`);
    const from = piece.offset + unitsOf(piece.characters.subarray(0, start));
    const to = from + unitsOf(piece.characters.subarray(start, start + length));
    return { id: piece.placed.clause.id, plan: piece.placed.plan.id, range: unfoldRange(piece.folded, [from, to]) };
  };
}

// A character outside the basic plane takes two UTF-16 units.
const unitsOf = (characters: Uint32Array): number => characters.reduce((sum, character) => sum + (character > 0xffff ? 2 : 1), 0);

const weightOf = ({ length, plans }: SharedPassage): number => length / (plans - 1);

function turned(passage: SharedPassage, isWanted: (side: Passage) => boolean): SharedPassage[] {
  if (isWanted(passage.a)) return [passage];
  return isWanted(passage.b) ? [{ ...passage, a: passage.b, b: passage.a }] : [];
}

const boundedLength = (min: number): number =>
  Number.isFinite(min) ? Math.min(Math.max(Math.round(min), SHARED_LENGTH.least), SHARED_LENGTH.most) : SHARED_LENGTH.usual;
