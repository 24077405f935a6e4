// Rows that have columns, as a table of the page.
import type { Clause } from '../corpus/model.ts';
import { type ClauseLine, clauseLine, type ReadingContext, type Segments } from './reading-lines.ts';
import { layOutTable, type PlacedCells, placeHeader, placeRow, type TableLayout } from './table-layout.ts';

export interface TableBlock {
  readonly type: 'table';
  readonly rows: readonly TableRow[];
  /** Whether some rows have cells that cannot be put under their columns. */
  readonly loose: boolean;
}

export interface TableRow {
  readonly line: ClauseLine;
  /** header: the names of the columns. group: one line across the table. */
  readonly role: 'header' | 'group' | 'data';
  readonly cells: readonly TableCell[];
}

export interface TableCell {
  readonly span: number;
  /** Mostly one text; several where nobody can say which column each belongs to. */
  readonly texts: readonly Segments[];
}

export function tableBlock(context: ReadingContext, clauses: readonly Clause[]): TableBlock {
  const columns = clauses.find((clause) => clause.columns !== null)?.columns ?? [];
  const data = clauses.filter((clause) => clause.columns !== null).map(cellTexts);
  const layout = layOutTable(columns, data);
  const rows = clauses.map((clause) => tableRow(clauseLine(context, clause), roleOf(clause, columns), clause, layout, columns));
  const loose = rows.some(({ role, cells }) => role === 'data' && cells.some(({ texts }) => texts.length > 1));
  return { type: 'table', rows, loose };
}

function tableRow(line: ClauseLine, role: TableRow['role'], clause: Clause, layout: TableLayout, columns: readonly string[]): TableRow {
  const texts = line.cells.length > 0 ? line.cells : [line.segments];
  const cells = placesOf(role, clause, layout, columns).map(({ span, cells: indexes }) => ({
    span,
    texts: indexes.flatMap((index) => texts.slice(index, index + 1)),
  }));
  return { line, role, cells };
}

function placesOf(role: TableRow['role'], clause: Clause, layout: TableLayout, columns: readonly string[]): readonly PlacedCells[] {
  if (role === 'header') return placeHeader(layout, columns);
  if (role === 'data') return placeRow(layout, cellTexts(clause));
  return [{ cells: cellTexts(clause).map((_text, index) => index), span: layout.width }];
}

function roleOf(clause: Clause, columns: readonly string[]): TableRow['role'] {
  if (clause.columns !== null) return 'data';
  const cells = cellTexts(clause);
  return cells.length === columns.length && cells.every((cell, index) => cell === columns[index]) ? 'header' : 'group';
}

const cellTexts = ({ text, cells }: Clause): readonly string[] =>
  cells === null ? [text] : cells.map(([start, end]) => text.slice(start, end));
