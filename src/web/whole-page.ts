// The reading page of a whole plan: all chapters on one page, for searching with the browser, printing and long reading.
import type { Plan } from '../corpus/library.ts';
import type { Chapter } from '../corpus/model.ts';
import { wholePlanUrl } from '../search/address.ts';
import type { SearchEngine } from '../search/engine.ts';
import { findPlan } from './lookup.ts';
import { headOf, type PageHead } from './page-head.ts';
import { type Block, readingBlocks } from './reading-blocks.ts';
import { type HeadingLine, headingLine, plainSegments, type ReadingContext } from './reading-lines.ts';
import { type ReadingEntry, readingOrder } from './reading-order.ts';
import {
  headingElementId,
  openPage,
  type PageOfPlan,
  type PlanAround,
  planAround,
  READING_SCRIPTS,
  READING_STYLES,
  type ReadingFrame,
} from './reading-page.ts';
import { inEachScript, type ReadingState } from './reading-state.ts';

export interface WholeView extends ReadingFrame {
  readonly head: PageHead;
  readonly plan: PlanAround;
  readonly title: string;
  readonly chapters: readonly WholeChapter[];
}

interface WholeChapter {
  /** The headings of the parts that begin here, then the chapter's own. */
  readonly headings: readonly HeadingLine[];
  readonly blocks: readonly Block[];
}

export function wholeView(engine: SearchEngine, planId: string, state: ReadingState): WholeView {
  const plan = findPlan(engine.library, planId);
  const chapters = plan.chapters.map((chapter, index) => ({
    chapter,
    above: headingsAbove(plan, chapter),
    below: readingOrder(plan, index),
  }));
  const entries = chapters.flatMap(({ above, below }) => [...above, ...below]);
  const { frame, context } = openPage(engine, planAsPage(plan, entries), state);
  return {
    ...frame,
    head: headOf(`${plan.facts.title}（全文）`, {
      q: state.q,
      current: 'plans',
      canonical: wholePlanUrl(plan.id),
      languages: inEachScript(wholePlanUrl(plan.id)),
      scripts: READING_SCRIPTS,
      styles: READING_STYLES,
    }),
    plan: planAround(plan, state, { isWhole: true }),
    title: context.shown.convert(plan.facts.title).text,
    chapters: chapters.map(({ chapter, above, below }) => ({
      headings: above.length > 0 ? above.map((entry) => ownHeading(context, entry)) : [preambleHeading(context, chapter)],
      blocks: readingBlocks(below, context),
    })),
  };
}

type HeadingEntry = Extract<ReadingEntry, { readonly type: 'heading' }>;

// The chapter's heading, and before it those of the parts between the chapter before and this one.
function headingsAbove(plan: Plan, { heading }: Chapter): readonly HeadingEntry[] {
  if (heading === null) return [];
  const before = plan.headings.slice(0, heading).findLastIndex(({ chapter }) => chapter !== null);
  return plan.headings
    .slice(before + 1, heading + 1)
    .map((own, offset) => ({ type: 'heading', index: before + 1 + offset, heading: own }));
}

function ownHeading(context: ReadingContext, { index, heading }: HeadingEntry): HeadingLine {
  return { ...headingLine(context, index, heading), elementId: headingElementId(context.plan, index) };
}

function preambleHeading({ shown }: ReadingContext, { id, num, title }: Chapter): HeadingLine {
  return {
    type: 'heading',
    level: 2,
    elementId: id,
    num: plainSegments(shown.convert(num).text),
    inferred: false,
    title: plainSegments(shown.convert(title).text),
  };
}

function planAsPage(plan: Plan, entries: readonly ReadingEntry[]): PageOfPlan {
  const address = wholePlanUrl(plan.id);
  return {
    plan,
    address,
    chapter: null,
    entries,
    baseDepth: -1,
    placeOf: ({ id }) => `${address}#${id}`,
    placeOfChapter: (index) => `${address}#${plan.chapters[index]?.id ?? 'main'}`,
    placeOfHeading: (index) => `${address}#${headingElementId(plan, index)}`,
  };
}
