// A clause as answers show it: text, chain of headings, addresses, source line.
import type { PlacedClause, Plan } from '../corpus/library.ts';
import type { Chapter } from '../corpus/model.ts';
import type { ThemeId } from '../corpus/themes.ts';
import type { Range } from '../text/characters.ts';
import { chapterUrl, clauseUrlOn, headingSpot, headingUrl, type Spot, spotUrl } from './address.ts';
import type { ClauseView, HeadingHit, Hit, PathStep } from './answer.ts';
import type { FoundHeading } from './heading-search.ts';
import { snippetHtml } from './snippet.ts';

/** `q` is kept in the clause's url, so that the page it opens marks the query too. */
export const viewClause = (placed: PlacedClause, highlights: readonly Range[], q: string): ClauseView =>
  new ShownClause(placed, highlights, q);

export const viewHit = (
  placed: PlacedClause,
  { highlights, q, match, score }: Pick<Hit, 'highlights' | 'match' | 'score'> & { readonly q: string },
): Hit => new ShownHit(placed, highlights, q, match, score);

class ShownClause implements ClauseView {
  readonly id: string;
  readonly url: string;
  readonly plan: ClauseView['plan'];
  readonly path: readonly PathStep[];
  readonly chapter: ClauseView['chapter'];
  readonly kind: ClauseView['kind'];
  readonly columns: ClauseView['columns'];
  readonly text: string;
  readonly highlights: readonly Range[];
  readonly snippet: string;
  readonly source: ClauseView['source'];
  readonly marks: ClauseView['marks'];

  constructor({ plan, chapter, theme, clause }: PlacedClause, highlights: readonly Range[], q: string) {
    const known = viewsOf(plan);
    this.id = clause.id;
    this.url = clauseUrlOn(known.chapterUrlOf(clause.chapter, chapter), clause.id, q);
    this.plan = known.plan;
    this.path = known.pathOf(clause.heading);
    this.chapter = known.chapterOf(clause.chapter, chapter, theme);
    this.kind = clause.kind;
    this.columns = clause.columns;
    this.text = clause.text;
    this.highlights = highlights;
    this.snippet = snippetHtml(clause.text, highlights);
    this.source = sourceOf(plan, clause);
    this.marks = clause.marks;
  }
}

class ShownHit extends ShownClause implements Hit {
  readonly match: Hit['match'];
  readonly score: number;

  constructor(placed: PlacedClause, highlights: readonly Range[], q: string, match: Hit['match'], score: number) {
    super(placed, highlights, q);
    this.match = match;
    this.score = score;
  }
}

export function viewHeading({ plan, heading, index }: FoundHeading, q: string): HeadingHit {
  const url = spotUrl(viewsOf(plan).spotOf(index), q);
  return { plan: plan.id, kind: heading.kind, num: heading.num, title: heading.title, url };
}

const sourceOf = (plan: Plan, { lines, page }: PlacedClause['clause']): ClauseView['source'] =>
  page ? { file: plan.facts.file, lines, page } : { file: plan.facts.file, lines };

const knownViews = new WeakMap<Plan, PlanViews>();

function viewsOf(plan: Plan): PlanViews {
  const known = knownViews.get(plan);
  if (known) return known;
  const views = new PlanViews(plan);
  knownViews.set(plan, views);
  return views;
}

/** What all clauses of a plan, a chapter or a heading show of it, made once and shared by all answers. */
class PlanViews {
  readonly plan: ClauseView['plan'];
  readonly #plan: Plan;
  readonly #paths: (readonly PathStep[])[] = [];
  readonly #chapters: ClauseView['chapter'][] = [];
  readonly #chapterUrls: string[] = [];
  readonly #spots: Spot[] = [];

  constructor(plan: Plan) {
    this.#plan = plan;
    this.plan = { id: plan.id, district: plan.facts.district, title: plan.facts.title };
  }

  pathOf(innermost: number | null): readonly PathStep[] {
    if (innermost === null) return NO_PATH;
    const path = this.#paths[innermost] ?? pathOf(this.#plan, innermost);
    this.#paths[innermost] = path;
    return path;
  }

  /** Of a heading. A common word stands in thousands. */
  spotOf(index: number): Spot {
    const spot = this.#spots[index] ?? headingSpot(this.#plan, index);
    this.#spots[index] = spot;
    return spot;
  }

  chapterUrlOf(index: number, chapter: Chapter): string {
    const url = this.#chapterUrls[index] ?? chapterUrl(this.#plan.id, chapter);
    this.#chapterUrls[index] = url;
    return url;
  }

  chapterOf(index: number, { kind, id, number, title }: Chapter, theme: ThemeId | null): ClauseView['chapter'] {
    if (kind === 'preamble') return null;
    const chapter = this.#chapters[index] ?? { id, number, title, theme };
    this.#chapters[index] = chapter;
    return chapter;
  }
}

const NO_PATH: readonly PathStep[] = [];

function pathOf(plan: Plan, innermost: number): PathStep[] {
  const path: PathStep[] = [];
  for (let at: number | null = innermost; at !== null; ) {
    const heading: Plan['headings'][number] | undefined = plan.headings[at];
    if (!heading) break;
    const { kind, num, title, inferred } = heading;
    path.unshift({ kind, num, title, url: headingUrl(plan, at), ...(inferred ? { inferred } : {}) });
    at = heading.parent;
  }
  return path;
}
