// All plans at once, and the ways to reach one clause, chapter or plan by its id.
import type { PlanFacts } from './manifest.ts';
import type { Chapter, Clause, Heading, ParsedPlan } from './model.ts';
import type { Theme, ThemeId } from './themes.ts';

/** A plan as the rest of the program knows it: the manifest's facts, the parsed text, a theme for each chapter. */
export interface Plan extends ParsedPlan {
  readonly id: string;
  readonly facts: PlanFacts;
  /** One entry a chapter, in the order of `chapters`; null for preambles, appendices and chapters no theme fits. */
  readonly themes: readonly (ThemeId | null)[];
  /** The lines of the source file exactly as captured; `lines` of clauses and headings count from 1 into this. */
  readonly sourceLines: readonly string[];
}

/** A clause with the plan and the chapter it stands in. */
export interface PlacedClause {
  readonly plan: Plan;
  readonly chapter: Chapter;
  readonly theme: ThemeId | null;
  readonly clause: Clause;
  /** Position among all clauses of the library, in reading order. */
  readonly ordinal: number;
}

export interface Library {
  readonly plans: readonly Plan[];
  readonly themes: readonly Theme[];
  /** Every clause of every plan: plans in the manifest's order, then reading order. */
  readonly clauses: readonly PlacedClause[];
  planById(id: string): Plan | undefined;
  clauseById(id: string): PlacedClause | undefined;
  chapterById(id: string): { readonly plan: Plan; readonly chapter: Chapter; readonly index: number } | undefined;
}

/** Throws if two plans share an id: the manifest's reader has refused that before. */
export function createLibrary(plans: readonly Plan[], themes: readonly Theme[]): Library {
  const planById = new Map(plans.map((plan) => [plan.id, plan]));
  if (planById.size !== plans.length) throw new Error('two plans share an id; give each plan in the manifest an id of its own');
  const clauses: PlacedClause[] = plans.flatMap(placeClauses).map((placed, ordinal) => ({ ...placed, ordinal }));
  const clauseById = new Map(clauses.map((placed) => [placed.clause.id, placed]));
  const chapterById = new Map(
    plans.flatMap((plan) => plan.chapters.map((chapter, index) => [chapter.id, { plan, chapter, index }] as const)),
  );
  return {
    plans,
    themes,
    clauses,
    planById: (id) => planById.get(id),
    clauseById: (id) => clauseById.get(id),
    chapterById: (id) => chapterById.get(id),
  };
}

/** The headings above a clause, outermost first. */
export function headingPath(plan: ParsedPlan, innermost: number | null): readonly Heading[] {
  const path: Heading[] = [];
  for (let at = innermost; at !== null; ) {
    const heading = plan.headings[at];
    if (!heading) break;
    path.unshift(heading);
    at = heading.parent;
  }
  return path;
}

function placeClauses(plan: Plan): Omit<PlacedClause, 'ordinal'>[] {
  return plan.clauses.flatMap((clause) => {
    const chapter = plan.chapters[clause.chapter];
    return chapter ? [{ plan, chapter, theme: plan.themes[clause.chapter] ?? null, clause }] : [];
  });
}
