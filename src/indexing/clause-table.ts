// What answers ask of every match, as columns: where a clause stands and what kind of passage it is. A common word matches
// tens of thousands of clauses, and reading numbers from typed arrays costs a tenth of following as many objects.
import type { Library } from '../corpus/library.ts';
import type { ClauseKind } from '../corpus/model.ts';
import { fold } from '../text/fold.ts';
import { type ClauseProfile, type ClauseRole, profileClauses } from './clause-profile.ts';
import { foldedText } from './clause-text.ts';

export const ROLES: readonly ClauseRole[] = ['task', 'background', 'chapter-lead', 'section-lead', 'principle', 'goal'];
export const KINDS: readonly ClauseKind[] = ['paragraph', 'bullet', 'row', 'note', 'caption'];

/** One entry a clause, by ordinal. */
export interface ClauseTable {
  readonly size: number;
  /** Index of the plan in the library. */
  readonly plans: Uint32Array;
  /** Number of the chapter, counted through all plans. */
  readonly chapters: Uint32Array;
  /** 1 + index of the theme in the library; 0 for none. */
  readonly themes: Uint8Array;
  /** Number of the innermost heading, counted through all plans; -1 for none. */
  readonly headings: Int32Array;
  /** Index in `ROLES`. */
  readonly roles: Uint8Array;
  /** Index in `KINDS`. */
  readonly kinds: Uint8Array;
  /** Length of the folded text, in UTF-16 units. */
  readonly lengths: Uint32Array;
  /** How many units of the folded text read as its title; 0 for none. */
  readonly runIns: Uint8Array;
  /** 1 where corrections are declared, so that the clause is found in two forms. */
  readonly corrected: Uint8Array;
}

/** How much of everything each plan has, one entry a plan. Clauses, headings and chapters are numbered through all plans. */
export interface PlanSizes {
  readonly clauses: Uint32Array;
  readonly headings: Uint32Array;
  readonly chapters: Uint32Array;
}

export const planSizes = ({ plans }: Library): PlanSizes => ({
  clauses: Uint32Array.from(plans, (plan) => plan.clauses.length),
  headings: Uint32Array.from(plans, (plan) => plan.headings.length),
  chapters: Uint32Array.from(plans, (plan) => plan.chapters.length),
});

/** One entry a heading, by its number counted through all plans. */
export interface HeadingTable {
  /** Number of the heading above; -1 for none. */
  readonly parents: Int32Array;
  /** Folded. */
  readonly titles: readonly string[];
}

export function tabulateClauses(library: Library, profiles: readonly ClauseProfile[] = profileClauses(library)): ClauseTable {
  const size = library.clauses.length;
  const table: ClauseTable = {
    size,
    plans: new Uint32Array(size),
    chapters: new Uint32Array(size),
    themes: new Uint8Array(size),
    headings: new Int32Array(size),
    roles: new Uint8Array(size),
    kinds: new Uint8Array(size),
    lengths: new Uint32Array(size),
    runIns: new Uint8Array(size),
    corrected: new Uint8Array(size),
  };
  const planIndex = new Map(library.plans.map((plan, index) => [plan, index]));
  const firstChapters = firstNumbers(library.plans.map((plan) => plan.chapters.length));
  const firstHeadings = firstNumbers(library.plans.map((plan) => plan.headings.length));
  const themeIndex = new Map(library.themes.map((theme, index) => [theme.id, index + 1]));
  for (const { plan, clause, theme, ordinal } of library.clauses) {
    const at = planIndex.get(plan) ?? 0;
    const profile = profiles[ordinal];
    table.plans[ordinal] = at;
    table.chapters[ordinal] = (firstChapters[at] ?? 0) + clause.chapter;
    table.themes[ordinal] = theme === null ? 0 : (themeIndex.get(theme) ?? 0);
    table.headings[ordinal] = clause.heading === null ? -1 : (firstHeadings[at] ?? 0) + clause.heading;
    table.roles[ordinal] = profile ? ROLES.indexOf(profile.role) : 0;
    table.kinds[ordinal] = KINDS.indexOf(clause.kind);
    table.lengths[ordinal] = foldedText(clause).length;
    table.runIns[ordinal] = profile?.runInTitle.length ?? 0;
    table.corrected[ordinal] = clause.marks.some(({ kind }) => kind === 'correction') ? 1 : 0;
  }
  return table;
}

export function tabulateHeadings(library: Library): HeadingTable {
  const firstHeadings = firstNumbers(library.plans.map((plan) => plan.headings.length));
  return {
    parents: Int32Array.from(
      library.plans.flatMap(({ headings }, at) =>
        headings.map(({ parent }) => (parent === null ? -1 : (firstHeadings[at] ?? 0) + parent)),
      ),
    ),
    titles: library.plans.flatMap(({ headings }) => headings.map(({ title }) => fold(title))),
  };
}

/** For lists of these lengths laid end to end: where each begins. */
export function firstNumbers(lengths: Iterable<number>): number[] {
  let next = 0;
  return Array.from(lengths, (length) => {
    const first = next;
    next += length;
    return first;
  });
}

/** The profile of one clause, whose folded text is given. */
export function profileAt(
  { table, headings }: { readonly table: ClauseTable; readonly headings: HeadingTable },
  ordinal: number,
  text: string,
): ClauseProfile {
  const titles: string[] = [];
  for (let heading = table.headings[ordinal] ?? -1; heading >= 0; heading = headings.parents[heading] ?? -1)
    titles.unshift(headings.titles[heading] ?? '');
  return {
    role: ROLES[table.roles[ordinal] ?? 0] ?? 'task',
    kind: KINDS[table.kinds[ordinal] ?? 0] ?? 'paragraph',
    titles,
    runInTitle: text.slice(0, table.runIns[ordinal] ?? 0),
    length: table.lengths[ordinal] ?? 0,
  };
}
