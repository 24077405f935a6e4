// What answers ask of every match, as columns: where a clause stands and what kind of passage it is. A common word matches
// tens of thousands of clauses, and reading numbers from typed arrays costs a tenth of following as many objects.
import { createLibrary, type Library, type Plan } from '../corpus/library.ts';
import type { ClauseKind } from '../corpus/model.ts';
import type { Theme } from '../corpus/themes.ts';
import { fold } from '../text/fold.ts';
import { type ClauseProfile, type ClauseRole, profileClauses } from './clause-profile.ts';

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

/** One entry a heading, by its number counted through all plans. */
export interface HeadingTable {
  /** Number of the heading above; -1 for none. */
  readonly parents: Int32Array;
  /** Folded. */
  readonly titles: readonly string[];
}

/** The tables of one plan; all that is counted is counted from its beginning. */
export interface PlanTable {
  readonly clauses: ClauseTable;
  readonly headings: HeadingTable;
  readonly chapters: number;
}

/** `folded` are the folded texts of the plan's clauses. */
export function tabulatePlan(plan: Plan, themes: readonly Theme[], folded: readonly string[]): PlanTable {
  const library = createLibrary([plan], themes);
  return {
    clauses: tabulateClauses(library, folded),
    headings: {
      parents: Int32Array.from(plan.headings, ({ parent }) => parent ?? NONE),
      titles: plan.headings.map(({ title }) => fold(title)),
    },
    chapters: plan.chapters.length,
  };
}

const NONE = -1;

function tabulateClauses(library: Library, folded: readonly string[]): ClauseTable {
  const table = emptyTable(library.clauses.length);
  const profiles = profileClauses(library);
  const themeIndex = new Map(library.themes.map((theme, index) => [theme.id, index + 1]));
  for (const { clause, theme, ordinal } of library.clauses) {
    const profile = profiles[ordinal];
    table.chapters[ordinal] = clause.chapter;
    table.themes[ordinal] = theme === null ? 0 : (themeIndex.get(theme) ?? 0);
    table.headings[ordinal] = clause.heading ?? NONE;
    table.roles[ordinal] = profile ? ROLES.indexOf(profile.role) : 0;
    table.kinds[ordinal] = KINDS.indexOf(clause.kind);
    table.lengths[ordinal] = folded[ordinal]?.length ?? 0;
    table.runIns[ordinal] = profile?.runInTitle.length ?? 0;
    table.corrected[ordinal] = clause.marks.some(({ kind }) => kind === 'correction') ? 1 : 0;
  }
  return table;
}

const emptyTable = (size: number): ClauseTable => ({
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
});

/** The columns that are the same wherever a plan stands. */
const OWN_COLUMNS = ['themes', 'roles', 'kinds', 'lengths', 'runIns', 'corrected'] as const satisfies (keyof ClauseTable)[];

/** The tables of all plans, one after the other. */
export function joinTables(tables: readonly PlanTable[]): {
  readonly table: ClauseTable;
  readonly headings: HeadingTable;
  readonly sizes: PlanSizes;
} {
  const sizes: PlanSizes = {
    clauses: Uint32Array.from(tables, ({ clauses }) => clauses.size),
    headings: Uint32Array.from(tables, ({ headings }) => headings.titles.length),
    chapters: Uint32Array.from(tables, ({ chapters }) => chapters),
  };
  const first = firstOfPlans(sizes);
  const table = emptyTable(totalOf(sizes.clauses));
  const parents = new Int32Array(totalOf(sizes.headings));
  for (const [plan, { clauses, headings }] of tables.entries()) {
    const [clause, heading, chapter] = [first.clauses[plan] ?? 0, first.headings[plan] ?? 0, first.chapters[plan] ?? 0];
    for (const column of OWN_COLUMNS) table[column].set(clauses[column], clause);
    table.plans.fill(plan, clause, clause + clauses.size);
    table.chapters.set(shifted(clauses.chapters, chapter), clause);
    table.headings.set(shifted(clauses.headings, heading), clause);
    parents.set(shifted(headings.parents, heading), heading);
  }
  return { table, headings: { parents, titles: tables.flatMap(({ headings }) => headings.titles) }, sizes };
}

/** What `joinTables` has joined, taken apart again. */
export function tableOfPlan(
  { table, headings, sizes }: ReturnType<typeof joinTables>,
  first: ReturnType<typeof firstOfPlans>,
  plan: number,
): PlanTable {
  const [clause, heading, chapter] = [first.clauses[plan] ?? 0, first.headings[plan] ?? 0, first.chapters[plan] ?? 0];
  const size = sizes.clauses[plan] ?? 0;
  const [clauseEnd, headingEnd] = [clause + size, heading + (sizes.headings[plan] ?? 0)];
  const own = Object.fromEntries(OWN_COLUMNS.map((column) => [column, table[column].subarray(clause, clauseEnd)]));
  return {
    clauses: {
      ...(own as Pick<ClauseTable, (typeof OWN_COLUMNS)[number]>),
      size,
      plans: new Uint32Array(size),
      chapters: shifted(table.chapters.subarray(clause, clauseEnd), -chapter),
      headings: shifted(table.headings.subarray(clause, clauseEnd), -heading),
    },
    headings: {
      parents: shifted(headings.parents.subarray(heading, headingEnd), -heading),
      titles: headings.titles.slice(heading, headingEnd),
    },
    chapters: sizes.chapters[plan] ?? 0,
  };
}

/** For each plan the number of its first clause, heading and chapter. */
export const firstOfPlans = ({ clauses, headings, chapters }: PlanSizes) => ({
  clauses: firstNumbers(clauses),
  headings: firstNumbers(headings),
  chapters: firstNumbers(chapters),
});

function shifted<Numbers extends Int32Array | Uint32Array>(numbers: Numbers, by: number): Numbers {
  return numbers.map((number) => (number === NONE ? NONE : number + by)) as Numbers;
}

const totalOf = (counts: Uint32Array): number => counts.reduce((sum, count) => sum + count, 0);

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
