// Targets in running text: which measures of a sentence are values it sets, and for what.
import type { Range } from '../../text/characters.ts';
import { indicatorPieces, type Surroundings } from './indicator.ts';
import { findMeasures, type Measure } from './measures.ts';
import type { Comparator } from './target.ts';
import {
  attains,
  COUNTS_NO_THINGS,
  DESCRIBES_A_PROJECT,
  endsInAttaining,
  NAMES_A_CIRCLE,
  STATES_THE_PRESENT,
  type Wording,
  wordingAfter,
  wordingBefore,
} from './wording.ts';
import { markAt, type TimeMark, timeMarks } from './years.ts';

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
  const measures = findMeasures(text).filter((measure) => isMeasured(text, measure));
  const found: FoundTarget[] = [];
  for (const [index, measure] of measures.entries()) {
    const place = placeOf(text, measure, measures[index - 1], measures[index + 1]);
    const frame = frameOf(markAt(marks, measure.range[0]), marks.length > 0, context);
    const previous = found.at(-1);
    const goesOn = previous !== undefined && continues(place, previous);
    if (frame === 'past' || !(goesOn || setsValue(place, frame, context))) continue;
    found.push({ ...readPlace(place, previous), ...frame });
  }
  return found;
}

// Titles of documents and words in quotation marks are names, whatever numbers they hold; blanks keep every place.
function withoutNames(folded: string): string {
  return folded.replaceAll(/《[^》]*》|“(?![十廿])[^”]*”/gu, (name) => (/\d/u.test(name) ? ' '.repeat(name.length) : name));
}

// A number that is part of a name, a date, an age or an ordinal measures nothing.
function isMeasured(text: string, { range: [start, end], valueRange, unit }: Measure): boolean {
  const before = text.slice(0, start);
  const after = text.slice(end);
  if (/[a-z.+\d/]$/u.test(before) || /(?:第|每|前|近|国道|省道|g|s|x)$/u.test(before))
    return !/(?:第|每|前|[a-z.+\d/])$/u.test(before);
  if (/^[a-z+]/u.test(after) || /^强|^号/u.test(after)) return false;
  if (unit === '年') return /(?:年限|年数)(?:达到|达|为|提高到|提升到|超过|≥)?$/u.test(before);
  if (unit === '岁') return /寿命|年龄/u.test(before);
  if (unit === '级' || unit === '度' || unit === '路' || unit === '分' || unit === '批' || unit === '期') return false;
  if (/^(?:分钟|小时|天|公里|米)$/u.test(unit)) return !NAMES_A_CIRCLE.test(after);
  return valueRange[1] > valueRange[0] && !COUNTS_NO_THINGS.test(after);
}

/** A measure and what stands around it in its phrase. */
interface Place {
  readonly text: string;
  readonly measure: Measure;
  /** Where the phrase begins: after the last comma, semicolon, or earlier value. */
  readonly from: number;
  readonly prefix: string;
  readonly suffix: string;
  readonly before: Wording | undefined;
  readonly after: Wording | undefined;
  /** What follows value and bound. */
  readonly rest: string;
  readonly next: Measure | undefined;
  /** The whole phrase before the value, earlier values included. */
  readonly phrase: string;
}

function placeOf(text: string, measure: Measure, previous: Measure | undefined, next: Measure | undefined): Place {
  const [start, end] = measure.range;
  const border = lastBorder(text, start);
  const from = Math.max(border, previous && previous.range[1] <= start ? previous.range[1] : 0);
  const prefix = text.slice(from, start);
  const suffix = text.slice(end);
  const after = wordingAfter(suffix);
  const rest = suffix.slice(after?.text.length ?? 0);
  return {
    text,
    measure,
    from,
    prefix,
    suffix,
    before: wordingBefore(prefix.trimEnd()),
    after,
    rest,
    next,
    phrase: text.slice(border, start),
  };
}

function lastBorder(text: string, at: number): number {
  for (let back = at - 1; back >= 0; back -= 1)
    if (/[,;:。!?]/u.test(text.charAt(back)) && !isThousand(text, back)) return back + 1;
  return 0;
}

const isThousand = (text: string, at: number): boolean => /^,\d{3}/u.test(text.slice(at)) && /\d$/u.test(text.slice(0, at));

type Frame = 'past' | Pick<FoundTarget, 'year' | 'yearFrom'>;

// The year in force; a year before the plan's first makes the value a report, not a target.
function frameOf(mark: TimeMark | undefined, namesYears: boolean, { period, inherited }: ProseContext): Frame {
  if (mark) return period && mark.year < period.first ? 'past' : { year: mark.year, yearFrom: 'sentence' };
  if (namesYears || inherited === null) return { year: null, yearFrom: null };
  return { year: inherited, yearFrom: 'sentence-before' };
}

function setsValue(place: Place, { year }: Exclude<Frame, 'past'>, { needsYear }: ProseContext): boolean {
  const { prefix, phrase, before, after, rest } = place;
  if (needsYear && year === null) return false;
  if (STATES_THE_PRESENT.test(phrase) || /[从由]$/u.test(prefix)) return false;
  if (DESCRIBES_A_PROJECT.test(phrase) && (year === null || NAMES_A_PROJECT.test(rest))) return false;
  // A、B等3个: the number counts what is named.
  if (/等$/u.test(prefix) && year === null) return false;
  if (isModifier(place)) return false;
  if (before) return before.text !== '为' || year !== null || after !== undefined;
  const verb = attains(phrase);
  // 推动45家企业…: with a year even a verb of progress says how many it is to be.
  if (verb === false) return year !== null && PROGRESS_ALONE.test(prefix);
  if (verb === true) return true;
  if (after && endsPhrase(rest)) return true;
  return year !== null && endsPhrase(rest) && /\p{Script=Han}[)”]?$/u.test(prefix);
}

const NAMES_A_PROJECT = /^\p{Script=Han}{0,12}(?:项目|工程)/u;
const PROGRESS_ALONE = /^(?:推进|推动|支持|引导|带动)$/u;

// 建成5—6家中心,3—5家站: a phrase that begins with its number goes on with the verb of the one before.
const continues = ({ text, from, measure }: Place, previous: FoundTarget): boolean =>
  text.slice(from, measure.range[0]).trim() === '' && /^[^。;]{0,24},$/u.test(text.slice(previous.unitRange[1], from));

// 年产值10亿元以上企业5家: the value describes what the next one counts.
function isModifier({ after, before, rest, next, measure, text, prefix }: Place): boolean {
  if (/^的(?!目标|水平|增速|速度)/u.test(rest) && !before) return true;
  if (after && !endsPhrase(rest) && !before && !endsInAttaining(prefix)) return true;
  if (!next) return false;
  const between = text.slice(measure.range[1], next.range[0]);
  return (
    /^(?:以上|以下|以内)?(?:的)?\p{Script=Han}{1,12}$/u.test(between) &&
    !/[和及与或]|达|超|至/u.test(between) &&
    isHanOnly(between)
  );
}

const isHanOnly = (text: string): boolean => /^\p{Script=Han}+$/u.test(text);
const endsPhrase = (rest: string): boolean => /^[,;:。!?、)”\s]|^$|^(?:和|及|与|或|以及|并|且)/u.test(rest);

function readPlace(place: Place, previous: FoundTarget | undefined): Omit<FoundTarget, 'year' | 'yearFrom'> {
  const { measure, before, after } = place;
  const comparator = before && before.comparator !== '=' ? before.comparator : (after?.comparator ?? '=');
  return {
    valueRange: measure.valueRange,
    unitRange: [measure.valueRange[1], measure.range[1]],
    indicator: indicatorPieces(surroundingsOf(place), previous?.indicator ?? []),
    number: measure.number,
    comparator,
  };
}

function surroundingsOf({ text, from, prefix, before, rest, next }: Place): Surroundings {
  const restFrom = text.length - rest.length;
  const untilNext = next ? Math.max(0, next.range[0] - restFrom) : rest.length;
  return { from, prefix, wording: before?.text ?? '', restFrom, rest, untilNext };
}
