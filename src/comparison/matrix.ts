// The coverage matrix: districts by themes for one query, districts by queries for several. Every number is a literal
// count by the scan, so each cell can be checked by reading.
import type { Library, Plan } from '../corpus/library.ts';
import type { SearchIndex } from '../indexing/search-index.ts';
import { BadRequestError } from '../search/answer.ts';
import { createHeadingSearch } from '../search/heading-search.ts';
import { createLiteralSearch, type LiteralSearch } from '../search/literal.ts';
import { understand } from '../search/understand.ts';
import { inSlices, rememberSliced } from '../text/in-slices.ts';
import { createTallier, sumOf, type Tallies, type Tally } from './tally.ts';

/**
 * count: the numbers say it all. headings: no clause, but a heading there. no-chapter: the plan has no chapter of the
 * theme. no-text: the plan is known but not a clause of it.
 */
export type CellState = 'count' | 'headings' | 'no-chapter' | 'no-text';

export interface MatrixCell extends Omit<Tally, 'headings'> {
  /** Occurrences per 10,000 folded characters of the cell's text; 0 where there is no text. */
  readonly perTenThousand: number;
  readonly state: CellState;
}

export interface MatrixColumn {
  /** A theme's id, `none` for clauses without a theme, or the query as typed. */
  readonly id: string;
  readonly label: string;
  readonly total: MatrixCell;
}

export interface MatrixRow {
  readonly plan: string;
  readonly district: string;
  /** One for each column. */
  readonly cells: readonly MatrixCell[];
  readonly total: MatrixCell;
}

/**
 * Themes: the cells of a row add up to its total, because each clause stands in one column. Queries: a clause that several
 * queries match counts once in the total, and their overlapping places count as one, so a total may be less than the sum.
 */
export interface Matrix {
  readonly kind: 'themes' | 'queries';
  readonly columns: readonly MatrixColumn[];
  readonly rows: readonly MatrixRow[];
  readonly total: MatrixCell;
}

export interface Matrices {
  /** Rejects with `BadRequestError` for a query that holds nothing to look for. */
  byTheme(q: string): Promise<Matrix>;
  /** Blank queries and repetitions are left out. Rejects with `BadRequestError` for none, or more than `MOST_QUERIES`. */
  byQuery(queries: readonly string[]): Promise<Matrix>;
}

export const MOST_QUERIES = 12;
/** The column of clauses that stand in no chapter with a theme. */
export const NO_THEME = { id: 'none', label: '前言、附件等' } as const;

/** Cells are counted a slice at a time, with room for other requests in between. */
export function createMatrices(
  library: Library,
  index: SearchIndex,
  literal: LiteralSearch = createLiteralSearch(library, index),
): Matrices {
  const headings = createHeadingSearch(library, index);
  const emptyPlans = new Set(library.plans.filter((_plan, at) => index.sizes.clauses[at] === 0));
  const cellOf = createCells((plan) => emptyPlans.has(plan));
  const tallierOf = rememberSliced(1, function* () {
    // A matrix asks every plan for its themes: each is unpacked in a slice of its own, not all of them in the last.
    for (const plan of library.plans) yield void plan.themes;
    return yield* createTallier({ library, index, literal, headings });
  });
  return {
    byTheme: async (q) => {
      const query = understand(q);
      const tally = await tallierOf('of all plans');
      return matrixByTheme(await inSlices(tally([query])), library, cellOf);
    },
    byQuery: async (queries) => {
      const distinct = distinctQueries(queries);
      const understood = distinct.map(understand);
      const tally = await tallierOf('of all plans');
      const each: { q: string; tallies: Tallies }[] = [];
      for (const [at, q] of distinct.entries()) each.push({ q, tallies: await inSlices(tally(understood.slice(at, at + 1))) });
      return matrixByQuery(each, await inSlices(tally(understood)), library, cellOf);
    },
  };
}

function distinctQueries(queries: readonly string[]): string[] {
  const distinct = [...new Set(queries.map((q) => q.trim()).filter((q) => q !== ''))];
  if (distinct.length === 0) throw new BadRequestError('q', '请输入检索词');
  if (distinct.length > MOST_QUERIES) {
    throw new BadRequestError('q', `一次至多比较 ${MOST_QUERIES} 个词，现有 ${distinct.length} 个，请删去一些`);
  }
  return distinct;
}

function matrixByTheme(tallies: Tallies, library: Library, cellOf: CellOf): Matrix {
  const columns = [...library.themes.map(({ id, label }) => ({ id, label, theme: id })), { ...NO_THEME, theme: null }];
  const total = (plan: Plan) => sumOf(columns.map(({ theme }) => tallies(plan.id, theme)));
  return {
    kind: 'themes',
    columns: columns.map(({ id, label, theme }) => ({
      id,
      label,
      total: cellOf(sumOf(library.plans.map((plan) => tallies(plan.id, theme))), library.plans, (plan) =>
        plan.themes.includes(theme),
      ),
    })),
    rows: library.plans.map((plan) => ({
      plan: plan.id,
      district: plan.facts.district,
      cells: columns.map(({ theme }) => cellOf(tallies(plan.id, theme), [plan], () => plan.themes.includes(theme))),
      total: cellOf(total(plan), [plan]),
    })),
    total: cellOf(sumOf(library.plans.map(total)), library.plans),
  };
}

function matrixByQuery(
  each: readonly { readonly q: string; readonly tallies: Tallies }[],
  together: Tallies,
  library: Library,
  cellOf: CellOf,
): Matrix {
  const themes = [...library.themes.map(({ id }) => id), null];
  const ofPlan = (tallies: Tallies, plan: Plan) => sumOf(themes.map((theme) => tallies(plan.id, theme)));
  const ofAll = (tallies: Tallies) => sumOf(library.plans.map((plan) => ofPlan(tallies, plan)));
  return {
    kind: 'queries',
    columns: each.map(({ q, tallies }) => ({ id: q, label: q, total: cellOf(ofAll(tallies), library.plans) })),
    rows: library.plans.map((plan) => ({
      plan: plan.id,
      district: plan.facts.district,
      cells: each.map(({ tallies }) => cellOf(ofPlan(tallies, plan), [plan])),
      total: cellOf(ofPlan(together, plan), [plan]),
    })),
    total: cellOf(ofAll(together), library.plans),
  };
}

/** The cell of these plans; `hasChapter` where it is of one theme. */
type CellOf = (tally: Tally, plans: readonly Plan[], hasChapter?: (plan: Plan) => boolean) => MatrixCell;

const createCells =
  (isEmpty: (plan: Plan) => boolean): CellOf =>
  ({ clauses, occurrences, headings, characters }, plans, hasChapter = () => true) => {
    const perTenThousand = characters === 0 ? 0 : (occurrences * 10_000) / characters;
    const figures = { clauses, occurrences, characters, perTenThousand };
    if (clauses > 0) return { ...figures, state: 'count' };
    if (plans.every(isEmpty)) return { ...figures, state: 'no-text' };
    if (headings > 0) return { ...figures, state: 'headings' };
    return { ...figures, state: plans.some(hasChapter) ? 'count' : 'no-chapter' };
  };
