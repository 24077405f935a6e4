// 量化目标: every value a plan sets for an indicator, each with the sentence that sets it.
import type { Plan } from '../../corpus/library.ts';
import type { Clause } from '../../corpus/model.ts';
import type { ClauseRole } from '../../indexing/clause-profile.ts';
import type { Range } from '../../text/characters.ts';
import { foldWithMap, unfoldRange } from '../../text/fold.ts';
import type { Sliced } from '../../text/in-slices.ts';
import { type FoundTarget, type ProseContext, targetsInSentence } from './prose.ts';
import { targetOfRow, unitOfNote } from './rows.ts';
import { sentenceRanges } from './sentences.ts';
import type { Target } from './target.ts';

/** The targets of a plan in reading order; `roleOf` takes the position of a clause in the plan. */
export function* extractTargets(plan: Plan, roleOf: (at: number) => ClauseRole): Sliced<readonly Target[]> {
  const units = tableUnits(plan);
  const targets: Target[] = [];
  for (const [at, clause] of plan.clauses.entries()) {
    yield;
    const row = rowTarget(plan, clause, units);
    targets.push(...(row ? [row] : proseTargets(plan, clause, roleOf(at) === 'background')));
  }
  return targets;
}

/** First and last year of a plan, from its declared period. */
function periodOf({ facts }: Plan): ProseContext['period'] {
  const match = /^(?<first>\d{4})-(?<last>\d{4})$/u.exec(facts.period ?? '');
  return match ? { first: Number(match.groups?.['first']), last: Number(match.groups?.['last']) } : null;
}

// A note above a table gives the unit of all that stands under the same heading.
function tableUnits({ clauses }: Plan): ReadonlyMap<number | null, string> {
  return new Map(
    clauses.flatMap((clause) => {
      const unit = unitOfNote(clause.text);
      return unit === '' ? [] : [[clause.heading, unit] as const];
    }),
  );
}

function rowTarget(plan: Plan, clause: Clause, units: ReadonlyMap<number | null, string>): Target | undefined {
  if (clause.kind !== 'row') return undefined;
  const found = targetOfRow(clause, { period: periodOf(plan), tableUnit: units.get(clause.heading) ?? '' });
  if (!found) return undefined;
  return {
    clauseId: clause.id,
    plan: plan.id,
    sentence: clause.text,
    sentenceRange: [0, clause.text.length],
    ...found,
    yearFrom: 'sentence',
  };
}

// 石碁水厂扩建工程:…总投资…建设周期…: what is said of one project is when it is built and what it costs.
const DESCRIBES_ONE_PROJECT = /^[^。,]{2,40}[:：].*(?:建[设設]周期|[总總]投[资資]|占地|建[筑築][总總]?面[积積])/u;

function proseTargets(plan: Plan, clause: Clause, looksBack: boolean): readonly Target[] {
  const pieces = clause.cells ?? [[0, clause.text.length] as Range];
  const isRow = clause.kind === 'row';
  const needsYear = looksBack || clause.kind === 'note' || DESCRIBES_ONE_PROJECT.test(clause.text);
  const period = periodOf(plan);
  return pieces.flatMap(([pieceStart, pieceEnd]) => {
    const targets: Target[] = [];
    let inherited: number | null = null;
    for (const [from, to] of sentenceRanges(clause.text.slice(pieceStart, pieceEnd))) {
      const range: Range = [pieceStart + from, pieceStart + to];
      const folded = foldWithMap(clause.text.slice(...range));
      const found = targetsInSentence(folded.text, { period, inherited, needsYear });
      const shown = (part: Range): Range => {
        if (part[0] === part[1]) return [range[0], range[0]];
        const [start, end] = unfoldRange(folded, part);
        return [range[0] + start, range[0] + end];
      };
      const sentenceRange: Range = isRow ? [0, clause.text.length] : range;
      const place = { clauseId: clause.id, plan: plan.id, sentenceRange };
      targets.push(...found.map((target) => printed(target, clause.text, shown, place)));
      inherited = found.length === 0 ? null : (found.findLast(({ year }) => year !== null)?.year ?? null);
    }
    return targets;
  });
}

function printed(
  { valueRange, unitRange, indicator, number, comparator, year, yearFrom }: FoundTarget,
  text: string,
  shown: (part: Range) => Range,
  place: Pick<Target, 'clauseId' | 'plan' | 'sentenceRange'>,
): Target {
  const range = shown(valueRange);
  return {
    ...place,
    sentence: text.slice(...place.sentenceRange),
    range,
    indicator: indicator.map((piece) => text.slice(...shown(piece))).join(''),
    value: text.slice(...range),
    number,
    unit: text.slice(...shown(unitRange)),
    comparator,
    year,
    yearFrom,
    binding: null,
    base: null,
  };
}
