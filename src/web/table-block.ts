// Rows that have columns, as a table of the page.
import type { Clause } from '../corpus/model.ts';
import { type ClauseLine, clauseLine, type ReadingContext, type Segments } from './reading-lines.ts';
import { layOutTable, type PlacedCells, placeHeader, placeRow, type TableLayout } from './table-layout.ts';

export interface TableBlock {
  readonly type: 'table';
  /** Null where the source has no row of names. */
  readonly header: TableRow | null;
  readonly rows: readonly TableRow[];
  /** Whether some rows have cells that cannot be put under their columns. */
  readonly loose: boolean;
}

interface TableRow {
  readonly line: ClauseLine;
  /** header: the names of the columns. group: one line across the table. */
  readonly role: 'header' | 'group' | 'data';
  readonly cells: readonly TableCell[];
}

interface TableCell {
  readonly span: number;
  /** Mostly one; several only in a loose cell. */
  readonly texts: readonly Segments[];
  /** Whether nobody can say which columns the texts belong to. */
  readonly loose: boolean;
  /** Whether it fits on one line, so that no figure is broken in two. */
  readonly short: boolean;
}

const LONGEST_ON_ONE_LINE = 8;

export function tableBlock(context: ReadingContext, clauses: readonly Clause[]): TableBlock {
  const columns = clauses.find((clause) => clause.columns !== null)?.columns ?? [];
  const data = clauses.filter((clause) => clause.columns !== null).map(cellTexts);
  const layout = layOutTable(columns, data);
  const rows = clauses.map((clause) => tableRow(clauseLine(context, clause), roleOf(clause, columns), clause, layout, columns));
  const header = rows[0]?.role === 'header' ? rows[0] : null;
  const loose = rows.some(({ role, cells }) => role === 'data' && cells.some((cell) => cell.loose));
  return { type: 'table', header, rows: header ? rows.slice(1) : rows, loose };
}

function tableRow(
  line: ClauseLine,
  role: TableRow['role'],
  clause: Clause,
  layout: TableLayout,
  columns: readonly string[],
): TableRow {
  const cells = placesOf(role, clause, layout, columns).map(({ span, cells: indexes, loose = false }): TableCell => {
    const placed = indexes.flatMap((index) => line.paragraphs.slice(index, index + 1));
    return { span, texts: placed, loose, short: !loose && lengthOf(placed) <= LONGEST_ON_ONE_LINE };
  });
  return { line, role, cells };
}

function placesOf(
  role: TableRow['role'],
  clause: Clause,
  layout: TableLayout,
  columns: readonly string[],
): readonly PlacedCells[] {
  if (role === 'header') return placeHeader(layout, columns);
  if (role === 'data') return placeRow(layout, cellTexts(clause));
  return [{ cells: cellTexts(clause).map((_text, index) => index), span: layout.width }];
}

function roleOf(clause: Clause, columns: readonly string[]): TableRow['role'] {
  if (clause.columns !== null) return 'data';
  const cells = cellTexts(clause);
  return cells.length === columns.length && cells.every((cell, index) => cell === columns[index]) ? 'header' : 'group';
}

const lengthOf = (texts: readonly Segments[]): number => texts.flat().reduce((sum, { text }) => sum + text.length, 0);

const cellTexts = ({ text, cells }: Clause): readonly string[] =>
  cells === null ? [text] : cells.map(([start, end]) => text.slice(start, end));
