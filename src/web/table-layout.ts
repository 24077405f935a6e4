// How the rows of a table fall under its columns. Sources drop empty cells, so a row may have fewer cells than there
// are columns, and then nobody can say which cell is missing: such a row is shown as it is, never guessed into columns.

export interface TableLayout {
  /** Cells of a full line. */
  readonly width: number;
  /** Empty cells before the names of the columns: rows have a number that no column is named for. */
  readonly headerLead: number;
  /** Cells that the last name spans. */
  readonly lastNameSpan: number;
  /** Empty cells before the cells of a regular row: its first column stands on a line of its own, or was dropped. */
  readonly rowLead: number;
  /** Cells of a regular row. Any other number of cells is shown unaligned. */
  readonly regular: number;
}

const NUMBER_COLUMN = /序[号號]|编号|編號/u;
const GROUP_COLUMN = /[类類][别別]/u;
const WHOLE_NUMBER = /^\d+$/;

/** The layout for data rows, each given as its cells. */
export function layOutTable(columns: readonly string[], rows: readonly (readonly string[])[]): TableLayout {
  const regular = mostFrequent(rows.map((cells) => cells.length)) ?? columns.length;
  const numbered = rows.filter((cells) => WHOLE_NUMBER.test(cells[0] ?? '')).length * 2 > rows.length;
  const first = columns[0] ?? '';
  const aligned: TableLayout = { width: columns.length, headerLead: 0, lastNameSpan: 1, rowLead: 0, regular };
  if (regular === columns.length + 1) {
    const unnamedNumber = numbered && !NUMBER_COLUMN.test(first);
    return { ...aligned, width: regular, ...(unnamedNumber ? { headerLead: 1 } : { lastNameSpan: 2 }) };
  }
  if (regular === columns.length - 1) {
    const firstIsMissing = GROUP_COLUMN.test(first) || (NUMBER_COLUMN.test(first) && !numbered);
    return { ...aligned, ...(firstIsMissing ? { rowLead: 1 } : { regular: columns.length }) };
  }
  return regular === columns.length ? aligned : { ...aligned, regular: columns.length };
}

/** A cell of the page's table: some cells of the row by their indexes, and how many columns they take together. */
export interface PlacedCells {
  readonly cells: readonly number[];
  readonly span: number;
}

/** Where the names of the columns go. */
export function placeHeader({ headerLead, lastNameSpan }: TableLayout, columns: readonly string[]): readonly PlacedCells[] {
  const lead = headerLead > 0 ? [{ cells: [], span: headerLead }] : [];
  return [...lead, ...columns.map((_name, index) => ({ cells: [index], span: index === columns.length - 1 ? lastNameSpan : 1 }))];
}

/** Where the cells of one row go. The spans add up to the width. */
export function placeRow({ width, rowLead, regular }: TableLayout, cells: readonly string[]): readonly PlacedCells[] {
  const lead = rowLead > 0 ? [{ cells: [], span: rowLead }] : [];
  if (cells.length === regular) {
    const last = { cells: [cells.length - 1], span: width - rowLead - cells.length + 1 };
    return [...lead, ...cells.slice(0, -1).map((_cell, index) => ({ cells: [index], span: 1 })), last];
  }
  // The number and the name of a row stay in their columns; what follows is kept together.
  const sure = WHOLE_NUMBER.test(cells[0] ?? '') ? Math.min(2, cells.length - 1, width - rowLead - 1) : 0;
  return [
    ...lead,
    ...cells.slice(0, sure).map((_cell, index) => ({ cells: [index], span: 1 })),
    { cells: cells.map((_cell, index) => index).slice(sure), span: width - rowLead - sure },
  ];
}

function mostFrequent(numbers: readonly number[]): number | undefined {
  const counts = new Map<number, number>();
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}
