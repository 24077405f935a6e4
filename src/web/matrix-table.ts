// A coverage matrix with the address of every number in it: what the page, the file and the API are made from.
import { type Matrix, type MatrixCell, NO_THEME } from '../comparison/matrix.ts';
import type { Library } from '../corpus/library.ts';
import { planUrl } from '../search/address.ts';
import type { Comparison } from './comparison.ts';
import { checkSort, type MatrixState, type Measure } from './matrix-state.ts';
import { anyOf, chaptersWithoutTheme, literalUrl } from './search-links.ts';

export interface LinkedCell extends MatrixCell {
  /** The clauses it counts; null where no one question finds them all. */
  readonly url: string | null;
}

export interface LinkedColumn {
  readonly id: string;
  readonly label: string;
  readonly total: LinkedCell;
}

export interface LinkedRow {
  readonly plan: string;
  readonly district: string;
  readonly cells: readonly LinkedCell[];
  readonly total: LinkedCell;
}

export interface LinkedMatrix {
  readonly kind: Matrix['kind'];
  readonly columns: readonly LinkedColumn[];
  readonly rows: readonly LinkedRow[];
  readonly total: LinkedCell;
}

/**
 * `choose` is given the plans in the order of the rows and says which rows are wanted; totals are those of all plans.
 * Throws `BadRequestError` for no term, too many terms, or a column that is not there.
 */
export async function linkedMatrix(
  comparison: Comparison,
  library: Library,
  state: MatrixState,
  choose: (plans: readonly string[]) => readonly string[] = (plans) => plans,
): Promise<LinkedMatrix> {
  const [first = '', ...others] = state.queries;
  const matrices = comparison.matrices();
  const matrix = await (others.length === 0 ? matrices.byTheme(first) : matrices.byQuery(state.queries));
  checkSort(state, matrix.columns);
  const url = cellUrls(matrix, library, state.queries);
  const ordered = new Map(inOrder(matrix, state).map((row) => [row.plan, row]));
  const wanted = choose([...ordered.keys()]).flatMap((plan) => ordered.get(plan) ?? []);
  const rows = wanted.map((row) => ({
    ...row,
    cells: row.cells.map((cell, at) => ({ ...cell, url: url(cell, row.plan, matrix.columns[at]?.id ?? null) })),
    total: { ...row.total, url: url(row.total, row.plan, null) },
  }));
  return {
    kind: matrix.kind,
    columns: matrix.columns.map(({ id, label, total }) => ({ id, label, total: { ...total, url: url(total, null, id) } })),
    rows,
    total: { ...matrix.total, url: url(matrix.total, null, null) },
  };
}

export function measureOf(cell: MatrixCell, measure: Measure): number {
  return measure === 'clauses' ? cell.clauses : measure === 'places' ? cell.occurrences : cell.perTenThousand;
}

type CellUrl = (cell: MatrixCell, plan: string | null, column: string | null) => string | null;

function cellUrls(matrix: Matrix, library: Library, queries: readonly string[]): CellUrl {
  const together = matrix.kind === 'themes' ? (queries[0] ?? '') : anyOf(queries);
  return ({ state }, plan, column) => {
    if (state === 'no-text') return plan === null ? null : planUrl(plan);
    const districts = plan === null ? [] : [plan];
    if (matrix.kind === 'queries') {
      const q = column ?? together;
      return q === null ? null : literalUrl(q, { districts });
    }
    const q = together ?? '';
    if (column === null) return literalUrl(q, { districts });
    if (column !== NO_THEME.id) return literalUrl(q, { districts, themes: [column] });
    const chapters = chaptersWithoutTheme(library, plan ?? undefined);
    // Without such a chapter there is nothing to restrict the search to, and it would find everything; an address of
    // hundreds of chapters is too long to be asked.
    return chapters.length === 0 || chapters.length > MOST_CHAPTERS ? null : literalUrl(q, { districts, chapters });
  };
}

const MOST_CHAPTERS = 100;

function inOrder({ rows, columns }: Matrix, { sort, measure }: MatrixState): Matrix['rows'] {
  if (sort === 'order') return rows;
  const at = columns.findIndex(({ id }) => id === sort);
  const sortedBy = (row: Matrix['rows'][number]) =>
    measureOf(sort === 'total' ? row.total : (row.cells[at] ?? row.total), measure);
  return rows.toSorted((a, b) => sortedBy(b) - sortedBy(a));
}
