// The passages that clauses have in common with those of other plans, found by looking through the folded texts as the index
// keeps them.
import type { SearchIndex } from '../indexing/search-index.ts';
import { CELL_BORDER } from '../text/fold.ts';
import { clauseSpans, type IndexedTexts } from './clause-lengths.ts';
import type { Sliced } from './in-slices.ts';
import { codePointsOf, createMatchFinder } from './maximal-matches.ts';
import { countPlansOf, type SharedStretch } from './passage-plans.ts';

/** A passage of a clause that stands in a clause of another plan, in characters of the folded texts. */
export interface PassageMatch extends SharedStretch {
  /** Ordinals. */
  readonly own: number;
  readonly other: number;
  readonly otherStart: number;
  /** How many plans have this very text. */
  readonly plans: number;
}

type Searched = IndexedTexts & Pick<SearchIndex, 'grams'>;

/** Of one plan with all others: every longest passage of `least` characters or more, clause by clause. */
export function* passagesOfPlan(index: Searched, plan: number, least: number): Sliced<readonly PassageMatch[][]> {
  const [from, to] = clauseSpans(index)[plan] ?? [0, 0];
  const own = Array.from({ length: to - from }, (_unused, at) => from + at);
  return yield* passagesBetween(index, own, othersThan(index.table.size, from, to), least);
}

/** The same of one clause. */
export function* passagesOfClause(index: Searched, ordinal: number, least: number): Sliced<readonly PassageMatch[]> {
  const others = yield* clausesLike(index, ordinal, least);
  const [found = []] = yield* passagesBetween(index, [ordinal], others, least);
  return found;
}

function* othersThan(size: number, from: number, to: number): Generator<number> {
  for (let ordinal = 0; ordinal < from; ordinal += 1) yield ordinal;
  for (let ordinal = to; ordinal < size; ordinal += 1) yield ordinal;
}

function* passagesBetween(
  { table, textOf }: IndexedTexts,
  own: readonly number[],
  others: Iterable<number>,
  least: number,
): Sliced<readonly PassageMatch[][]> {
  const find = createMatchFinder(
    own.map((ordinal) => codePointsOf(textOf(ordinal))),
    least,
  );
  yield;
  const found = own.map((): Omit<PassageMatch, 'plans'>[] => []);
  for (const other of others) {
    const otherPlan = table.plans[other] ?? 0;
    for (const { own: at, ...place } of find(codePointsOf(textOf(other)))) {
      found[at]?.push({ own: own[at] ?? 0, other, otherPlan, ...place });
    }
    yield;
  }
  const counted: PassageMatch[][] = [];
  for (const matches of found) {
    const plans = countPlansOf(matches);
    counted.push(matches.map((match, at) => ({ ...match, plans: plans[at] ?? 2 })));
    yield;
  }
  return counted;
}

// A passage holds, whole, one of the stretches of half its length that stand side by side in the clause; grams tell which
// clauses may hold them, so that few texts are looked through.
function* clausesLike({ table, grams, textOf }: Searched, ordinal: number, least: number): Sliced<readonly number[]> {
  const text = textOf(ordinal);
  const length = Math.ceil(least / 2);
  const found = new Set<number>();
  for (let at = 0; at + length <= text.length; at += least - length + 1) {
    const stretch = text.slice(at, at + length);
    if (stretch.includes(CELL_BORDER)) continue;
    for (const other of grams.clauses.candidates(stretch) ?? []) {
      if (table.plans[other] !== table.plans[ordinal]) found.add(other);
    }
    yield;
  }
  return [...found].sort((a, b) => a - b);
}
