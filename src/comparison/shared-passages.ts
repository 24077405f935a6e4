// 相近表述: passages that stand word for word in two plans or more. Where wording came from is not asked and not said.
import type { Library } from '../corpus/library.ts';
import { foldedWithMap } from '../indexing/clause-text.ts';
import type { SearchIndex } from '../indexing/search-index.ts';
import type { Range } from '../text/characters.ts';
import { type Folded, unfoldRange } from '../text/fold.ts';
import { inSlices, rememberSliced, type Sliced } from '../text/in-slices.ts';
import { remember } from '../text/remember.ts';
import { bestOf } from './best-of.ts';
import { clauseSpans, countCharacters, type IndexedTexts } from './clause-lengths.ts';
import { passagesOfClause } from './clause-passages.ts';
import { type PassageMatch, passagesOfPlan } from './passage-search.ts';
import { ANY_PLAN, coveredCharacters, type ShareOfText } from './text-shares.ts';

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

/** Without a plan or a clause: between all plans. `other` is held against `plan` alone. */
export interface PassageSelection {
  readonly min?: number;
  readonly plan?: string;
  readonly other?: string;
  readonly clauseId?: string;
  /** Which of the list: from the first wanted on, so many. All of the list where nothing is said. */
  readonly from?: number;
  readonly most?: number;
}

export interface FoundPassages {
  /** Each pair of places counts once. */
  readonly total: number;
  readonly passages: readonly SharedPassage[];
}

export interface ClosestClause {
  readonly id: string;
  readonly plan: string;
  /** Folded characters of the passage, `SHARED_LENGTH.usual` or more. */
  readonly length: number;
}

/** Each is worked out a slice at a time; whoever asks the same meanwhile waits for the same answer. */
export interface SharedPassages {
  /**
   * Every longest common passage of `min` folded characters or more, each pair of places once, longest first, set phrases
   * discounted by the number of plans that have them; the first `MOST_LISTED` of them can be had. With a plan or a clause:
   * those that stand in it, as `a`. Between all plans the work grows with the square of their number: ask for few.
   */
  passages(selection?: PassageSelection): Promise<FoundPassages>;
  /** The clause of each other plan that has the longest passage in common with a clause, longest first. */
  closestTo(clauseId: string): Promise<readonly ClosestClause[]>;
  /** How much of each plan's text stands in each other plan too, in passages of `min` characters or more. For few plans. */
  shares(min?: number): Promise<readonly ShareOfText[]>;
}

/** Shorter passages are mostly names and turns of the field; thirteen characters in a row seldom are. */
export const SHARED_LENGTH = { usual: 13, least: 8, most: 200 } as const;
/** Nobody reads further, and thousands of plans have millions. */
export const MOST_LISTED = 10_000;
/** Lists kept for the next page of them. */
const MOST_KEPT = 16;
const MOST_FOLDED = 500;

type Searched = IndexedTexts & Pick<SearchIndex, 'grams'>;
type Listed = Pick<FoundPassages, 'total'> & { readonly matches: readonly PassageMatch[] };

export function createSharedPassages(library: Library, index: Searched): SharedPassages {
  const listOf = rememberSliced(MOST_KEPT, (key) => list(JSON.parse(key) as ListKey, library, index));
  const sharesOf = rememberSliced(MOST_KEPT, (key) => sharesOfText(library, index, Number(key)));
  return {
    passages: async ({
      min = SHARED_LENGTH.usual,
      plan = null,
      other = null,
      clauseId = null,
      from = 0,
      most = MOST_LISTED,
    } = {}) => {
      const key: ListKey = { least: boundedLength(min), plan, other, clauseId };
      const { total, matches } = await listOf(JSON.stringify(key));
      return { total, passages: await inSlices(shown(matches.slice(from, from + most), library)) };
    },
    closestTo: async (clauseId) => {
      const key: ListKey = { least: SHARED_LENGTH.usual, plan: null, other: null, clauseId };
      return closestOf((await listOf(JSON.stringify(key))).matches, library);
    },
    shares: (min = SHARED_LENGTH.usual) => sharesOf(String(boundedLength(min))),
  };
}

// Of passages of one length in one plan the first listed is taken: the one that fewer plans have.
function closestOf(matches: readonly PassageMatch[], { plans, clauses }: Library): readonly ClosestClause[] {
  const longest = new Map<number, PassageMatch>();
  for (const match of matches) {
    if (match.length > (longest.get(match.otherPlan)?.length ?? 0)) longest.set(match.otherPlan, match);
  }
  return [...longest.values()]
    .sort((one, other) => other.length - one.length)
    .map(({ other, otherPlan, length }) => ({ id: clauses[other]?.clause.id ?? '', plan: plans[otherPlan]?.id ?? '', length }));
}

interface ListKey {
  readonly least: number;
  readonly plan: string | null;
  readonly other: string | null;
  readonly clauseId: string | null;
}

function* list({ least, plan, other, clauseId }: ListKey, library: Library, index: Searched): Sliced<Listed> {
  const indexOf = (id: string) => library.plans.findIndex((one) => one.id === id);
  if (clauseId !== null) {
    const ordinal = library.clauseById(clauseId)?.ordinal;
    return ordinal === undefined ? NONE : yield* ordered([yield* passagesOfClause(index, ordinal, least)]);
  }
  if (plan !== null) {
    const found = yield* passagesOfPlan(index, indexOf(plan), least);
    const wanted = other === null ? null : indexOf(other);
    return yield* ordered(wanted === null ? found : found.map((own) => own.filter(({ otherPlan }) => otherPlan === wanted)));
  }
  const all: (readonly PassageMatch[])[] = [];
  for (const at of library.plans.keys()) {
    const found = yield* passagesOfPlan(index, at, least);
    // Each pair of plans is met twice.
    for (const own of found) all.push(own.filter(({ otherPlan }) => otherPlan > at));
  }
  return yield* ordered(all);
}

const NONE: Listed = { total: 0, matches: [] };

function* ordered(found: readonly (readonly PassageMatch[])[]): Sliced<Listed> {
  const total = found.reduce((sum, { length }) => sum + length, 0);
  return { total, matches: yield* bestOf(each(found), MOST_LISTED, byWeight) };
}

function* each<Item>(lists: readonly (readonly Item[])[]): Generator<Item> {
  for (const items of lists) yield* items;
}

const weightOf = ({ length, plans }: PassageMatch): number => length / (plans - 1);

const byWeight = (one: PassageMatch, other: PassageMatch): number => weightOf(other) - weightOf(one) || byPlace(one, other);

// In reading order, whichever side is asked about.
function byPlace(one: PassageMatch, other: PassageMatch): number {
  const [isTurned, isOtherTurned] = [one.own > one.other, other.own > other.other];
  return (
    (isTurned ? one.other : one.own) - (isOtherTurned ? other.other : other.own) ||
    (isTurned ? one.otherStart : one.ownStart) - (isOtherTurned ? other.otherStart : other.ownStart) ||
    (isTurned ? one.own : one.other) - (isOtherTurned ? other.own : other.other) ||
    (isTurned ? one.ownStart : one.otherStart) - (isOtherTurned ? other.ownStart : other.otherStart)
  );
}

function* shown(matches: readonly PassageMatch[], library: Library): Sliced<readonly SharedPassage[]> {
  const foldedOf = remember(MOST_FOLDED, (ordinal: number): Folded | undefined => {
    const placed = library.clauses[ordinal];
    return placed && foldedWithMap(placed.clause);
  });
  const side = (ordinal: number, start: number, length: number): Passage => {
    const placed = library.clauses[ordinal];
    const folded = foldedOf(ordinal);
    if (!placed || !folded) throw new RangeError(`the library has no clause ${ordinal}`);
    const from = unitsOf(folded.text, 0, start);
    return {
      id: placed.clause.id,
      plan: placed.plan.id,
      range: unfoldRange(folded, [from, from + unitsOf(folded.text, from, length)]),
    };
  };
  const passages: SharedPassage[] = [];
  for (const { own, ownStart, other, otherStart, length, plans } of matches) {
    passages.push({ length, a: side(own, ownStart, length), b: side(other, otherStart, length), plans });
    yield;
  }
  return passages;
}

// A character outside the basic plane takes two UTF-16 units.
function unitsOf(text: string, from: number, characters: number): number {
  let at = from;
  for (let count = 0; count < characters; count += 1) at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  return at - from;
}

function* sharesOfText({ plans }: Library, index: Searched, least: number): Sliced<readonly ShareOfText[]> {
  const lengths = yield* countCharacters(index);
  const shares: ShareOfText[] = [];
  for (const [at, [from, to]] of clauseSpans(index).entries()) {
    const characters = lengths.subarray(from, to).reduce((sum, length) => sum + length, 0);
    const covered = new Map<number, number>();
    for (const own of yield* passagesOfPlan(index, at, least)) {
      for (const [other, count] of coveredCharacters(own)) covered.set(other, (covered.get(other) ?? 0) + count);
    }
    const plan = plans[at]?.id ?? '';
    const shareWith = (other: string | null, position: number): ShareOfText => {
      const count = covered.get(position) ?? 0;
      return { plan, other, covered: count, characters, share: characters === 0 ? 0 : count / characters };
    };
    for (const [position, { id }] of plans.entries()) if (position !== at) shares.push(shareWith(id, position));
    shares.push(shareWith(null, ANY_PLAN));
  }
  return shares;
}

const boundedLength = (min: number): number =>
  Number.isFinite(min) ? Math.min(Math.max(Math.round(min), SHARED_LENGTH.least), SHARED_LENGTH.most) : SHARED_LENGTH.usual;
