// Targets in running text: which measures of a sentence are values it sets, and for what.
import type { Range } from '../../text/characters.ts';
import { indicatorPieces } from './indicator.ts';
import { continues, setsValue } from './judgement.ts';
import { measuresIn, withoutNames } from './measured.ts';
import { type Place, placeOf } from './place.ts';
import type { Comparator } from './target.ts';
import { markAt, NOW, type TimeMark, timeMarks } from './years.ts';

/** A value found in a folded sentence; ranges are of that sentence. */
export interface FoundTarget {
  readonly valueRange: Range;
  readonly unitRange: Range;
  /** The pieces the name of the indicator is made of, in order. */
  readonly indicator: readonly Range[];
  readonly number: number;
  readonly comparator: Comparator;
  readonly year: number | null;
  readonly yearFrom: 'sentence' | 'sentence-before' | null;
}

export interface ProseContext {
  /** First and last year of the plan; null where nobody has said. */
  readonly period: { readonly first: number; readonly last: number } | null;
  /** The year of the sentence before, if that one set values and belongs to the same list. */
  readonly inherited: number | null;
  /** Whether the passage looks back, or describes one project: then only a named later year makes a value a target. */
  readonly needsYear: boolean;
}

/** The values a folded sentence sets, in order. */
export function targetsInSentence(folded: string, context: ProseContext): readonly FoundTarget[] {
  const text = withoutNames(folded);
  const marks = timeMarks(text, context.period?.last ?? null);
  const measures = measuresIn(text);
  const found: FoundTarget[] = [];
  for (const [index, measure] of measures.entries()) {
    const frame = frameOf(markAt(marks, measure.range[0]), marks.length > 0, context);
    if (frame === 'past' || (context.needsYear && frame.year === null)) continue;
    const place = placeOf(text, measure, measures[index - 1], measures[index + 1]);
    const previous = found.at(-1);
    const goesOn = previous !== undefined && continues(place, previous.unitRange[1], text.slice(...previous.unitRange));
    if (goesOn || setsValue(place, frame.year)) found.push({ ...readPlace(place, previous), ...frame });
  }
  return found;
}

type Frame = 'past' | Pick<FoundTarget, 'year' | 'yearFrom'>;

// The year in force; a year before the plan's first makes the value a report, not a target.
function frameOf(mark: TimeMark | undefined, namesYears: boolean, { period, inherited }: ProseContext): Frame {
  if (mark?.year === NOW || (mark && period && mark.year < period.first)) return 'past';
  if (mark) return { year: mark.year, yearFrom: 'sentence' };
  if (namesYears || inherited === null) return { year: null, yearFrom: null };
  return { year: inherited, yearFrom: 'sentence-before' };
}

function readPlace(place: Place, previous: FoundTarget | undefined): Omit<FoundTarget, 'year' | 'yearFrom'> {
  const { measure, before, after } = place;
  const comparator = before && before.comparator !== '=' ? before.comparator : (after?.comparator ?? '=');
  return {
    valueRange: measure.valueRange,
    unitRange: [measure.valueRange[1], measure.range[1]],
    indicator: indicatorPieces(place, previous?.indicator ?? []),
    number: measure.number,
    comparator,
  };
}
