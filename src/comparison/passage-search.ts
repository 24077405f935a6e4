// The passages that clauses have in common with those of other plans, found by looking through the folded texts as the index
// keeps them.

import type { Sliced } from '../text/in-slices.ts';
import { clauseSpans, type IndexedTexts } from './clause-lengths.ts';
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

/** Of one plan with all others: every longest passage of `least` characters or more, clause by clause. */
export function* passagesOfPlan(index: IndexedTexts, plan: number, least: number): Sliced<readonly PassageMatch[][]> {
  const [from, to] = clauseSpans(index)[plan] ?? [0, 0];
  const own = Array.from({ length: to - from }, (_unused, at) => from + at);
  return yield* passagesBetween(index, own, othersThan(index.table.size, from, to), least);
}

function* othersThan(size: number, from: number, to: number): Generator<number> {
  for (let ordinal = 0; ordinal < from; ordinal += 1) yield ordinal;
  for (let ordinal = to; ordinal < size; ordinal += 1) yield ordinal;
}

function* passagesBetween(
  { table, texts }: IndexedTexts,
  own: readonly number[],
  others: Iterable<number>,
  least: number,
): Sliced<readonly PassageMatch[][]> {
  const find = createMatchFinder(
    own.map((ordinal) => codePointsOf(texts.of(ordinal))),
    least,
  );
  yield;
  const found = own.map((): Omit<PassageMatch, 'plans'>[] => []);
  for (const other of others) {
    const otherPlan = table.plans[other] ?? 0;
    for (const { own: at, ...place } of find(codePointsOf(texts.of(other)))) {
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
