// What the two kinds of reading page, one chapter and the whole plan, have in common.
import type { Plan } from '../corpus/library.ts';
import type { Clause, Heading } from '../corpus/model.ts';
import { chapterUrl, headingAnchor, planUrl, wholePlanUrl } from '../search/address.ts';
import type { SearchEngine } from '../search/engine.ts';
import { clauseMenus } from './clause-menu.ts';
import { type ContentsEntry, viewContents } from './contents-view.ts';
import { type Note, noteMarks } from './notes.ts';
import { findPlacesInPlan } from './places.ts';
import type { ReadingContext } from './reading-lines.ts';
import type { ReadingEntry } from './reading-order.ts';
import { inState, type ReadingState } from './reading-state.ts';
import { type ScriptChoice, type ShownText, scriptChoices, showPlanIn } from './shown-text.ts';
import { type FoundBar, foundBar, stepsOfClauses } from './steps.ts';

/** The contents that follow the reader, the steps from place to place, the copying of citations. */
export const READING_SCRIPTS: readonly string[] = ['contents.js', 'places.js', 'copy.js'];

export const READING_STYLES: readonly string[] = ['reading.css'];

/** One page of a plan. Addresses are without parameters; the frame adds the state of the page to them. */
export interface PageOfPlan {
  readonly plan: Plan;
  readonly address: string;
  /** Index of its chapter; null where it is the whole plan. */
  readonly chapter: number | null;
  /** All that is on the page, the chapter's own heading included. */
  readonly entries: readonly ReadingEntry[];
  /** Depth of the heading that is the page's own; -1 where none of the plan's headings is. */
  readonly baseDepth: number;
  placeOf(clause: Clause): string;
  placeOfChapter(index: number): string;
  placeOfHeading(index: number): string;
}

/** The plan around the text, and the two ways to read it. */
export interface PlanAround {
  readonly id: string;
  readonly district: string;
  readonly title: string;
  readonly url: string;
  readonly isWhole: boolean;
  readonly wholeUrl: string;
  /** Where reading by chapters begins. */
  readonly chaptersUrl: string;
}

export function planAround(plan: Plan, state: ReadingState, { isWhole }: { readonly isWhole: boolean }): PlanAround {
  const { id, facts, chapters } = plan;
  const first = chapters[0];
  return {
    id,
    district: facts.district,
    title: facts.title,
    url: planUrl(id),
    isWhole,
    wholeUrl: inState(wholePlanUrl(id), state),
    chaptersUrl: first ? inState(chapterUrl(id, first), state) : planUrl(id),
  };
}

/** What every reading page shows beside its text. */
export interface ReadingFrame {
  readonly lang: string;
  readonly contents: readonly ContentsEntry[];
  readonly scripts: readonly ScriptChoice[];
  readonly notes: readonly Note[];
  /** Whether some number on the page is not in the source. */
  readonly hasInferred: boolean;
  readonly found: FoundBar | null;
}

export interface OpenPage {
  readonly frame: ReadingFrame;
  readonly context: ReadingContext;
  readonly shown: ShownText;
}

export function openPage(engine: SearchEngine, page: PageOfPlan, state: ReadingState): OpenPage {
  const { plan, entries, baseDepth } = page;
  const shown = showPlanIn(plan, state.script);
  const places = findPlacesInPlan(engine, plan, state.q);
  const urlOf = (clause: Clause) => inState(page.placeOf(clause), state);
  const steps = stepsOfClauses(places, urlOf);
  const notes = noteMarks(entries, (index) => headingElementId(plan, index));
  const frame: ReadingFrame = {
    lang: shown.lang,
    contents: viewContents(plan, {
      places,
      shown,
      current: page.chapter,
      urlOfChapter: (index) => inState(page.placeOfChapter(index), state),
      urlOfHeading: (index) => inState(page.placeOfHeading(index), state),
    }),
    scripts: scriptChoices(page.address, state, plan),
    notes: [...notes.values()].flat().map(({ note }) => note),
    hasInferred: entries.some((entry) => entry.type === 'heading' && entry.heading.inferred === true),
    found: foundBar(places, { chapter: page.chapter, urlOf, clearUrl: inState(page.address, { ...state, q: '' }) }),
  };
  const context: ReadingContext = {
    plan,
    baseDepth,
    shown,
    menuOf: clauseMenus(engine.library, plan, shown),
    marksIn: (marked: Clause | Heading) => notes.get(marked) ?? [],
    hitsIn: (clause) => places.inClause(clause)?.ranges ?? [],
    hitsInHeading: (heading) => places.inHeading(heading),
    stepsOf: (clause) => steps.get(clause) ?? null,
  };
  return { frame, context, shown };
}

/** The id of a heading's element: of a chapter's heading the chapter's own. */
export function headingElementId(plan: Plan, index: number): string {
  return plan.chapters.find(({ heading }) => heading === index)?.id ?? headingAnchor(index);
}
