// The pieces a reading page is made of: a heading, a clause, a clause's cells, each with its hits and notes.
import type { Plan } from '../corpus/library.ts';
import type { Clause, ClauseKind, Heading } from '../corpus/model.ts';
import { headingAnchor } from '../search/address.ts';
import type { Range } from '../text/characters.ts';
import type { ClauseMenu } from './clause-menu.ts';
import type { NotedMark } from './notes.ts';
import type { PlacesInHeading } from './places.ts';
import { type Segment, segmentPart, segmentText } from './segment-text.ts';
import type { ShownText } from './shown-text.ts';
import type { ClauseSteps } from './steps.ts';

/** A piece of shown text. */
export interface ShownSegment extends Segment<NotedMark> {
  /** The number over the plan of the place the piece stands in; null outside places, and in headings. */
  readonly place: number | null;
}

export type Segments = readonly ShownSegment[];

export interface HeadingLine {
  readonly type: 'heading';
  /** Of the HTML element: 2 to 6. */
  readonly level: number;
  readonly elementId: string;
  readonly num: Segments;
  /** Whether the source lost the number. */
  readonly inferred: boolean;
  readonly title: Segments;
}

export interface ClauseLine {
  readonly type: 'clause';
  readonly id: string;
  /** The id without the plan: `7.1.3`. */
  readonly number: string;
  readonly kind: ClauseKind;
  /** The text, or each cell of a row. Never empty. */
  readonly paragraphs: readonly Segments[];
  readonly menu: ClauseMenu;
  /** Null where the clause has no place of the question. */
  readonly steps: ClauseSteps | null;
}

/** What is shown and marked in the texts of a plan, and how far its headings stand below the top of the page. */
export interface ReadingContext {
  readonly plan: Plan;
  /** Depth of the heading that is the page's own; -1 where none of the plan's headings is. */
  readonly baseDepth: number;
  readonly shown: ShownText;
  marksIn(marked: Clause | Heading): readonly NotedMark[];
  hitsIn(clause: Clause): readonly Range[];
  hitsInHeading(heading: Heading): PlacesInHeading;
  stepsOf(clause: Clause): ClauseSteps | null;
  menuOf(clause: Clause): ClauseMenu;
}

export function headingLine(context: ReadingContext, index: number, heading: Heading): HeadingLine {
  return {
    type: 'heading',
    level: Math.min(6, Math.max(2, heading.depth - context.baseDepth + 1)),
    elementId: headingAnchor(index),
    inferred: heading.inferred ?? false,
    ...headingSegments(context, heading),
  };
}

/** Label and title of a heading, marked. */
export function headingSegments(context: ReadingContext, heading: Heading): Pick<HeadingLine, 'num' | 'title'> {
  const hits = context.hitsInHeading(heading);
  return {
    num: showSegments(context.shown, { text: heading.num, hits: hits.num, marks: [] }, null),
    title: showSegments(context.shown, { text: heading.title, hits: hits.title, marks: context.marksIn(heading) }, null),
  };
}

export function clauseLine(context: ReadingContext, clause: Clause): ClauseLine {
  const marked = { text: clause.text, hits: context.hitsIn(clause), marks: context.marksIn(clause) };
  const steps = context.stepsOf(clause);
  const parts = clause.cells ?? [[0, clause.text.length] as const];
  return {
    type: 'clause',
    id: clause.id,
    number: clause.id.slice(context.plan.id.length + 1),
    kind: clause.kind,
    paragraphs: parts.map((part) => showSegments(context.shown, marked, steps?.first ?? null, part)),
    menu: context.menuOf(clause),
    steps,
  };
}

/** A text that has nothing to mark. */
export const plainSegments = (text: string): Segments =>
  text === '' ? [] : [{ text, hit: false, hitIndex: null, mark: null, place: null }];

interface MarkedText {
  readonly text: string;
  readonly hits: readonly Range[];
  readonly marks: readonly NotedMark[];
}

// All ranges are of the published text; the conversion says where each of them has gone.
function showSegments(shown: ShownText, marked: MarkedText, firstPlace: number | null, part?: Range): Segments {
  const { text, mapRange } = shown.convert(marked.text);
  if (marked.hits.length + marked.marks.length === 0) return plainSegments(part ? text.slice(...mapRange(part)) : text);
  const hits = marked.hits.map(mapRange);
  const marks = marked.marks.map((mark) => ({ ...mark, range: mapRange(mark.range) }));
  const segments = part ? segmentPart(text, mapRange(part), hits, marks) : segmentText(text, hits, marks);
  return segments.map((segment) => ({ ...segment, place: placeOf(segment, firstPlace) }));
}

const placeOf = ({ hitIndex }: Segment<NotedMark>, first: number | null): number | null =>
  first === null || hitIndex === null ? null : first + hitIndex;
