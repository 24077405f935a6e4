// Where things are on the pages: the one place that knows the shape of their addresses.
import type { Plan } from '../corpus/library.ts';
import type { Chapter, LineRange } from '../corpus/model.ts';
import { remember } from '../text/remember.ts';

/** The last segment of a chapter's page: `7`, `0` for a preamble, `A1` for an appendix. */
const chapterSegment = (chapter: Pick<Chapter, 'id'>): string => chapter.id.slice(chapter.id.lastIndexOf('-') + 1);

export const planUrl = (plan: string): string => `/plans/${plan}`;

/** The reading page of a whole plan. */
export const wholePlanUrl = (plan: string): string => `${planUrl(plan)}/all`;

export function chapterUrl(plan: string, chapter: Pick<Chapter, 'id'>, q = ''): string {
  return `/plans/${plan}/${chapterSegment(chapter)}${queryPart(q)}`;
}

/** The reading page with this clause in view; `chapter` is the chapter's page. */
export const clauseUrlOn = (chapter: string, clauseId: string, q: string): string => `${chapter}${queryPart(q)}#${clauseId}`;

/** The reading page with this clause in view. */
export const clauseUrl = (plan: string, chapter: Pick<Chapter, 'id'>, clauseId: string, q = ''): string =>
  clauseUrlOn(chapterUrl(plan, chapter), clauseId, q);

/** The page a clause has to itself. */
export const clausePageUrl = (clauseId: string, q = ''): string => `/clauses/${clauseId}${queryPart(q)}`;

/** The link a citation carries: where the clause stands, and by its token what it says, should it have moved. */
export const durableUrl = (clauseId: string, token: string): string => `/id/${clauseId}?t=${token}`;

/** Lines of the source file as captured, these ones marked and in view. */
export const sourceUrl = (plan: string, [first, last]: LineRange): string =>
  `/plans/${plan}/source?line=${first}${last === first ? '' : `&last=${last}`}#L${first}`;

/** The id of a heading's element on its chapter's page. */
export const headingAnchor = (index: number): string => `h-${index}`;

/** A page, and a place on it: `#h-7`, nothing for the whole page, null for a page that marks no query. */
export interface Spot {
  readonly page: string;
  readonly fragment: string | null;
}

/** The place of a heading: its chapter's page, or a spot on it; a part's first chapter; the plan where it has none. */
export function headingSpot(plan: Plan, index: number): Spot {
  const heading = plan.headings[index];
  const chapterIndex = heading?.chapter ?? firstChapterUnder(plan, index);
  const chapter = chapterIndex === undefined ? undefined : plan.chapters[chapterIndex];
  if (!heading || !chapter) return { page: planUrl(plan.id), fragment: null };
  return { page: chapterUrl(plan.id, chapter), fragment: chapter.heading === index ? '' : `#${headingAnchor(index)}` };
}

export const spotUrl = ({ page, fragment }: Spot, q: string): string =>
  fragment === null ? page : `${page}${queryPart(q)}${fragment}`;

export const headingUrl = (plan: Plan, index: number, q = ''): string => spotUrl(headingSpot(plan, index), q);

function firstChapterUnder(plan: Plan, index: number): number | undefined {
  return plan.headings.find((heading) => heading.parent === index && heading.chapter !== null)?.chapter ?? undefined;
}

const queryPart = (q: string): string => (q === '' ? '' : `?q=${encoded(q)}`);

/** An answer has the same question in each of its addresses. Few are kept: a question may be as long as an address. */
const ENCODED_KEPT = 16;
const encoded = remember(ENCODED_KEPT, encodeURIComponent);
