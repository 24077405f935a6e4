// Where each thing can be read. The chapter's suffix (`7`, `0`, `A1`) is its id without the plan.
import type { Plan } from '../corpus/library.ts';
import type { Chapter } from '../corpus/model.ts';

export const planUrl = (planId: string): string => `/plans/${planId}`;

export const clausePageUrl = (clauseId: string): string => `/clauses/${clauseId}`;

export const chapterSuffix = (plan: Plan, chapter: Chapter): string => chapter.id.slice(plan.id.length + 1);

/** The reading page of a chapter, with the places of `q` marked, at `fragment` if there is one. */
export function chapterUrl(plan: Plan, chapter: Chapter, { q = '', fragment = '' } = {}): string {
  const query = q === '' ? '' : `?${new URLSearchParams({ q })}`;
  return `/plans/${plan.id}/${chapterSuffix(plan, chapter)}${query}${fragment === '' ? '' : `#${fragment}`}`;
}

/** The id that a heading's element has on the reading page. A chapter's heading is the page's own. */
export function headingElementId(plan: Plan, headingIndex: number): string {
  const chapter = plan.chapters.find(({ heading }) => heading === headingIndex);
  return chapter ? chapter.id : `h-${headingIndex}`;
}

/** Where a heading can be read: a part at its first chapter. Null for a heading with nothing under it. */
export function headingUrl(plan: Plan, headingIndex: number, q = ''): string | null {
  const own = plan.headings[headingIndex]?.chapter ?? null;
  const within = own ?? plan.headings.find((heading, index) => index > headingIndex && heading.chapter !== null)?.chapter;
  const chapter = within === undefined || within === null ? undefined : plan.chapters[within];
  if (!chapter) return null;
  const startsChapter = own === null || chapter.heading === headingIndex;
  return chapterUrl(plan, chapter, { q, fragment: startsChapter ? '' : `h-${headingIndex}` });
}
