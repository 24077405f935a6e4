// How the rows of a table fall under its columns. Sources drop empty cells, so a row may have fewer cells than there
// are columns, and then nobody can say which cell is missing: only what is sure is put under a column, the rest stays
// together in its own order. A wrong figure under a right heading would be worse than none.

export interface TableLayout {
  /** Cells of a full line of the page's table. */
  readonly width: number;
  /** Empty cells before the names of the columns: the rows have numbers and no column is named for them. */
  readonly headerLead: number;
  /** Cells that the last name spans. */
  readonly lastNameSpan: number;
  /** Empty cells before the cells of every row: what belongs there stands on a line of its own, or was lost. */
  readonly rowLead: number;
  /** Cells of a row that lost nothing. */
  readonly regular: number;
  /** Whether rows begin with their number. */
  readonly numbered: boolean;
  /** What full rows have in the last column, where that is a closed set (预期性, 约束性). */
  readonly closers: ReadonlySet<string>;
}

const NUMBER_COLUMN = /序[号號]|编号|編號/u;
const GROUP_COLUMN = /[类類][别別]/u;
const WHOLE_NUMBER = /^\d+$/;
const FEWEST_ROWS_A_CLOSER_HAS = 3;

/** The layout for the data rows, each given as its cells. */
export function layOutTable(columns: readonly string[], rows: readonly (readonly string[])[]): TableLayout {
  const numbered = rows.filter(startsWithNumber).length * 2 > rows.length;
  const shape = shapeOf(columns, rows, numbered);
  const full = rows.filter((cells) => cells.length === shape.regular);
  return { ...shape, numbered, closers: closersOf(full.map((cells) => cells.at(-1) ?? '')) };
}

/** A cell of the page's table: some cells of the row by their indexes, and how many columns they take together. */
export interface PlacedCells {
  readonly cells: readonly number[];
  readonly span: number;
  /** Whether nobody can say which of the columns these cells belong to. */
  readonly loose?: true;
}

/** Where the names of the columns go. */
export function placeHeader({ headerLead, lastNameSpan }: TableLayout, columns: readonly string[]): readonly PlacedCells[] {
  const last = columns.length - 1;
  return [...blank(headerLead), ...columns.map((_name, index) => ({ cells: [index], span: index === last ? lastNameSpan : 1 }))];
}

/** Where the cells of one row go. The spans add up to the width. */
export function placeRow(layout: TableLayout, cells: readonly string[]): readonly PlacedCells[] {
  const { width, rowLead, regular } = layout;
  if (cells.length === regular) {
    const last = { cells: [cells.length - 1], span: width - rowLead - cells.length + 1 };
    return [...blank(rowLead), ...single(0, cells.length - 1), last];
  }
  return [...blank(rowLead), ...placeLooseRow(layout, cells, width - rowLead)];
}

// The number and the name keep their columns, and so does a last cell that can only be of the last column.
function placeLooseRow({ numbered, closers }: TableLayout, cells: readonly string[], room: number): readonly PlacedCells[] {
  const lead = numbered && !startsWithNumber(cells) && room > 1 ? 1 : 0;
  const left = room - lead;
  // One cell and one column at least stay for what is not sure.
  const sure = Math.max(0, Math.min(numbered ? 2 - lead : 1, cells.length - 1, left - 1));
  const closed = closers.has(cells.at(-1) ?? '') && cells.length > sure + 1 && left > sure + 1 ? 1 : 0;
  const loose = { cells: indexes(sure, cells.length - closed), span: left - sure - closed, loose: true as const };
  return [...blank(lead), ...single(0, sure), loose, ...single(cells.length - closed, cells.length)];
}

type Shape = Omit<TableLayout, 'numbered' | 'closers'>;

function shapeOf(columns: readonly string[], rows: readonly (readonly string[])[], numbered: boolean): Shape {
  const plain: Shape = { width: columns.length, headerLead: 0, lastNameSpan: 1, rowLead: 0, regular: columns.length };
  const first = columns[0] ?? '';
  const isNumberNamed = NUMBER_COLUMN.test(first) || (GROUP_COLUMN.test(first) && NUMBER_COLUMN.test(columns[1] ?? ''));
  if (numbered && !isNumberNamed) return { ...plain, width: columns.length + 1, headerLead: 1, regular: columns.length + 1 };
  const usual = mostFrequent(rows.map((cells) => cells.length));
  if (usual === columns.length + 1) return { ...plain, width: usual, lastNameSpan: 2, regular: usual };
  const firstIsMissing = GROUP_COLUMN.test(first) || (NUMBER_COLUMN.test(first) && !numbered);
  return usual === columns.length - 1 && firstIsMissing ? { ...plain, rowLead: 1, regular: usual } : plain;
}

const startsWithNumber = (cells: readonly string[]): boolean => WHOLE_NUMBER.test(cells[0] ?? '');

const blank = (span: number): readonly PlacedCells[] => (span > 0 ? [{ cells: [], span }] : []);

const indexes = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_unused, at) => from + at);

const single = (from: number, to: number): readonly PlacedCells[] =>
  indexes(from, to).map((index) => ({ cells: [index], span: 1 }));

function closersOf(lastCells: readonly string[]): ReadonlySet<string> {
  const counts = countsOf(lastCells);
  return new Set(
    [...counts].filter(([cell, count]) => count >= FEWEST_ROWS_A_CLOSER_HAS && !/\d/.test(cell)).map(([cell]) => cell),
  );
}

const mostFrequent = (numbers: readonly number[]): number | undefined =>
  [...countsOf(numbers)].sort((a, b) => b[1] - a[1])[0]?.[0];

function countsOf<Value>(values: readonly Value[]): ReadonlyMap<Value, number> {
  const counts = new Map<Value, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
