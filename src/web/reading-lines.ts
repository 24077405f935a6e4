// The pieces a reading page is made of: a heading, a clause, a clause's cells, each with its hits and notes.
import type { Plan } from '../corpus/library.ts';
import type { Clause, ClauseKind, Heading } from '../corpus/model.ts';
import { headingAnchor } from '../search/address.ts';
import type { Range } from '../text/characters.ts';
import type { NotedMark } from './notes.ts';
import { type Segment, segmentPart, segmentText } from './segment-text.ts';
import { lineWords } from './words.ts';

export type Segments = readonly Segment<NotedMark>[];

export interface HeadingLine {
  readonly type: 'heading';
  /** Of the HTML element: 2 to 6. */
  readonly level: number;
  readonly elementId: string;
  readonly num: string;
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
  /** Where the clause comes from, in words. */
  readonly source: string;
}

/** What is marked in the texts of a chapter, and how far its headings stand below the top. */
export interface ReadingContext {
  readonly plan: Plan;
  /** Depth of the chapter's own heading; -1 where it has none. */
  readonly baseDepth: number;
  hitsIn(clause: Clause): readonly Range[];
  marksIn(marked: Clause | Heading): readonly NotedMark[];
}

export function headingLine(context: ReadingContext, index: number, heading: Heading): HeadingLine {
  return {
    type: 'heading',
    level: Math.min(6, Math.max(2, heading.depth - context.baseDepth + 1)),
    elementId: headingAnchor(index),
    num: heading.num,
    inferred: heading.inferred ?? false,
    title: segmentText(heading.title, [], context.marksIn(heading)),
  };
}

export function clauseLine(context: ReadingContext, clause: Clause): ClauseLine {
  const hits = context.hitsIn(clause);
  const marks = context.marksIn(clause);
  return {
    type: 'clause',
    id: clause.id,
    number: clause.id.slice(context.plan.id.length + 1),
    kind: clause.kind,
    paragraphs: (clause.cells ?? [[0, clause.text.length] as const]).map((part) => segmentPart(clause.text, part, hits, marks)),
    source: `${clause.id}，${context.plan.facts.file} ${lineWords(clause.lines)}`,
  };
}
