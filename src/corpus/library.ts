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

/**
 * Throws if two plans share an id: the manifest's reader has refused that before. `clauseCounts`, one a plan, spares looking
 * at the plans: those that are read from a store are read when they are first looked at, and their clauses by `clauseOf`.
 */
export function createLibrary<SomePlan extends Plan>(
  plans: readonly SomePlan[],
  themes: readonly Theme[],
  clauseCounts: readonly number[] = plans.map((plan) => plan.clauses.length),
  clauseOf: (plan: SomePlan, index: number) => Clause | undefined = (plan, index) => plan.clauses[index],
): Library {
  const planById = new Map(plans.map((plan) => [plan.id, plan]));
  if (planById.size !== plans.length) throw new Error('two plans share an id; give each plan in the manifest an id of its own');
  const clauses: PlacedClause[] = [];
  const firstOrdinals = new Map<Plan, number>();
  for (const [at, plan] of plans.entries()) {
    firstOrdinals.set(plan, clauses.length);
    const clauseAt = (index: number) => clauseOf(plan, index);
    for (let index = 0; index < (clauseCounts[at] ?? 0); index += 1)
      clauses.push(new ClauseOfPlan(plan, index, clauses.length, clauseAt));
  }
  const plansNamedIn = (id: string): Plan[] => namesIn(id).flatMap((name) => planById.get(name) ?? []);
  return {
    plans,
    themes,
    clauses,
    planById: (id) => planById.get(id),
    clauseById: (id) => {
      for (const plan of plansNamedIn(id)) {
        const index = clauseIndexes(plan).get(id);
        if (index !== undefined) return clauses[(firstOrdinals.get(plan) ?? 0) + index];
      }
      return undefined;
    },
    chapterById: (id) => {
      for (const plan of plansNamedIn(id)) {
        const index = plan.chapters.findIndex((chapter) => chapter.id === id);
        const chapter = plan.chapters[index];
        if (chapter) return { plan, chapter, index };
      }
      return undefined;
    },
  };
}

class ClauseOfPlan implements PlacedClause {
  readonly plan: Plan;
  readonly ordinal: number;
  readonly #index: number;
  readonly #clauseAt: (index: number) => Clause | undefined;

  constructor(plan: Plan, index: number, ordinal: number, clauseAt: (index: number) => Clause | undefined) {
    this.plan = plan;
    this.#index = index;
    this.ordinal = ordinal;
    this.#clauseAt = clauseAt;
  }

  get clause(): Clause {
    const clause = this.#clauseAt(this.#index);
    if (!clause) throw new RangeError(`${this.plan.id} has no clause ${this.#index}`);
    return clause;
  }

  get chapter(): Chapter {
    const chapter = this.plan.chapters[this.clause.chapter];
    if (!chapter) throw new RangeError(`${this.clause.id} stands in no chapter`);
    return chapter;
  }

  get theme(): ThemeId | null {
    return this.plan.themes[this.clause.chapter] ?? null;
  }
}

// An id begins with that of its plan and a hyphen, and a plan's id may have hyphens itself.
function namesIn(id: string): string[] {
  return [...id.matchAll(/-/gu)].map(({ index }) => id.slice(0, index));
}

const knownIndexes = new WeakMap<Plan, ReadonlyMap<string, number>>();

function clauseIndexes(plan: Plan): ReadonlyMap<string, number> {
  const indexes = knownIndexes.get(plan) ?? new Map(plan.clauses.map((clause, index) => [clause.id, index]));
  knownIndexes.set(plan, indexes);
  return indexes;
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
