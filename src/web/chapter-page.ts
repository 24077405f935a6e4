// The reading page: one chapter of a plan in full, with the places of a question marked.
import type { Plan } from '../corpus/library.ts';
import { chapterUrl, clauseUrl, headingUrl, planUrl } from '../search/address.ts';
import type { SearchEngine } from '../search/engine.ts';
import { type ContentsEntry, partBefore } from './contents-view.ts';
import { findChapter, findPlan } from './lookup.ts';
import { headOf, type PageHead } from './page-head.ts';
import { type Block, readingBlocks } from './reading-blocks.ts';
import { headingSegments, plainSegments, type Segments } from './reading-lines.ts';
import { type ReadingEntry, readingOrder } from './reading-order.ts';
import {
  openPage,
  type PageOfPlan,
  type PlanAround,
  planAround,
  READING_SCRIPTS,
  READING_STYLES,
  type ReadingFrame,
} from './reading-page.ts';
import { inEachScript, type ReadingState } from './reading-state.ts';
import { joinHeading } from './words.ts';

export interface ChapterView extends ReadingFrame {
  readonly head: PageHead;
  readonly plan: PlanAround;
  readonly elementId: string;
  readonly part: string;
  readonly num: Segments;
  readonly title: Segments;
  readonly blocks: readonly Block[];
  readonly previous: ChapterLink | null;
  readonly next: ChapterLink | null;
}

interface ChapterLink {
  readonly text: string;
  readonly url: string;
}

export function chapterView(engine: SearchEngine, planId: string, suffix: string, state: ReadingState): ChapterView {
  const { library } = engine;
  const plan = findPlan(library, planId);
  const { chapter, index } = findChapter(library, plan, suffix);
  const own = chapter.heading === null ? undefined : plan.headings[chapter.heading];
  const entries = readingOrder(plan, index);
  const { frame, context, shown } = openPage(engine, chapterAsPage(plan, index, entries), state);
  const heading = own
    ? headingSegments(context, own)
    : { num: plainSegments(shown.convert(chapter.num).text), title: plainSegments(shown.convert(chapter.title).text) };
  return {
    ...frame,
    head: headOf(`${joinHeading(chapter.num, chapter.title)} · ${plan.facts.district}`, {
      q: state.q,
      current: 'plans',
      canonical: chapterUrl(plan.id, chapter),
      languages: inEachScript(chapterUrl(plan.id, chapter)),
      scripts: READING_SCRIPTS,
      styles: READING_STYLES,
    }),
    plan: planAround(plan, state, { isWhole: false }),
    elementId: chapter.id,
    part: shown.convert(partBefore(plan, chapter.heading)).text,
    ...heading,
    blocks: readingBlocks(entries, context),
    previous: chapterLink(frame.contents[index - 1]),
    next: chapterLink(frame.contents[index + 1]),
  };
}

function chapterAsPage(plan: Plan, index: number, below: readonly ReadingEntry[]): PageOfPlan {
  const placeOfChapter = (at: number) => {
    const chapter = plan.chapters[at];
    return chapter ? chapterUrl(plan.id, chapter) : planUrl(plan.id);
  };
  const own = plan.chapters[index]?.heading ?? null;
  const heading = own === null ? undefined : plan.headings[own];
  return {
    plan,
    address: placeOfChapter(index),
    chapter: index,
    entries: own !== null && heading ? [{ type: 'heading', index: own, heading }, ...below] : below,
    baseDepth: heading?.depth ?? -1,
    placeOf: (clause) => {
      const chapter = plan.chapters[clause.chapter];
      return chapter ? clauseUrl(plan.id, chapter, clause.id) : planUrl(plan.id);
    },
    placeOfChapter,
    placeOfHeading: (at) => headingUrl(plan, at),
  };
}

const chapterLink = (entry: ContentsEntry | undefined): ChapterLink | null =>
  entry ? { text: entry.text, url: entry.url } : null;
