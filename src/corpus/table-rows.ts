// Boxes and tables reach us one cell a line, empty cells dropped, some cells broken over two lines. A lone `5.7` is
// useless to a reader: the row is the clause. Five shapes of table are told apart by what their lines show.
import { isTitleLike } from './label.ts';

/** A cell by the indexes of its lines: more than one where it was broken. */
export type CellLines = readonly number[];

export interface Row {
  readonly cells: readonly CellLines[];
  /** header: the names of the columns. group: a line that spans the table. */
  readonly role: 'header' | 'group' | 'data';
}

export interface Table {
  readonly rows: readonly Row[];
  /** Names of the columns, none for a list. */
  readonly columns: readonly string[];
}

/** Every line ends up in exactly one cell of one row, in order. `captured`: the lines with their blanks. */
export function assembleTable(lines: readonly string[], captured: readonly string[] = lines): Table {
  return (
    numberedTable(lines, captured) ??
    recordTable(lines) ??
    fieldTable(lines) ??
    figureTable(lines) ?? { rows: lines.map((_line, at) => row([[at]])), columns: [] }
  );
}

const LONGEST_HEADER = 14;
const SHORTEST_NUMBERED = 2;

// 1. Rows that open with 1, 2, 3 … on a line of its own.
function numberedTable(lines: readonly string[], captured: readonly string[]): Table | undefined {
  const closers = closingValues(lines);
  const starts = rowStarts(lines, closers);
  const header = starts[0];
  if (header === undefined || header < 1 || header > LONGEST_HEADER || starts.length < SHORTEST_NUMBERED) return undefined;
  if (header === 1) return tableUnderOneLine(lines, starts, captured[0] ?? '');
  const grouped = closers.size > 0 && starts.slice(1).some((start) => !closers.has(lines[start - 1] ?? ''));
  const headerEnd = grouped && header > 2 ? groupStart(lines, header) : header;
  const headerCells = joinHeaderCells(lines, 0, headerEnd);
  const rows: Row[] = [{ role: 'header', cells: headerCells }];
  if (headerEnd < header) rows.push({ role: 'group', cells: [indexes(headerEnd, header)] });
  const whole = new Set(lines);
  for (const [index, start] of starts.entries())
    for (const own of numberedRows(lines, whole, start, starts[index + 1] ?? lines.length, closers)) rows.push(own);
  return { rows, columns: namesOf(lines, headerCells) };
}

// The names of all columns on one line, blanks between them. They are printed again on each page.
function tableUnderOneLine(lines: readonly string[], starts: readonly number[], captured: string): Table | undefined {
  const columns = captured.trim().split(/\p{White_Space}+/u);
  if (columns.length < 2) return undefined;
  const rows = [...starts, lines.length].flatMap((start, index, all): Row[] => {
    const from = all[index - 1] ?? 0;
    const repeated = indexes(from, start).filter((at) => lines[at] === lines[0]);
    const data = indexes(from, start).filter((at) => lines[at] !== lines[0]);
    return [
      ...(index > 0 ? [row(toColumns(lines, data, columns.length))] : []),
      ...repeated.map((at): Row => ({ role: 'header', cells: [[at]] })),
    ];
  });
  return { rows, columns };
}

/** Text fills a column so much wider than the one before that a broken name and it are told apart. */
const WIDER = 2;

// Of three columns the second may be narrow and its name broken over several lines; the third is text.
function toColumns(lines: readonly string[], own: readonly number[], columns: number): CellLines[] {
  const [number, ...others] = own;
  if (columns !== 3 || number === undefined || others.length < 3) return own.map((at) => [at]);
  let widest = Number.POSITIVE_INFINITY;
  const text = others.findIndex((at, index) => {
    const { length } = lines[at] ?? '';
    const isWider = length > WIDER * widest;
    widest = index === 0 ? length : Math.max(widest, length);
    return isWider;
  });
  return text < 0 ? own.map((at) => [at]) : [[number], others.slice(0, text), others.slice(text)];
}

// How many indicators it has may stand in brackets below a group's name.
const groupStart = (lines: readonly string[], header: number): number =>
  IN_BRACKETS.test(lines[header - 1] ?? '') && header > 3 ? header - 2 : header - 1;

// The lines from one number to the next: its row, rows under the same number, and the name of the next group.
function numberedRows(
  lines: readonly string[],
  whole: ReadonlySet<string>,
  from: number,
  to: number,
  closers: ReadonlySet<string>,
): Row[] {
  if (closers.size === 0) return [row(joinBrokenCells(lines, whole, from, to))];
  const rows: Row[] = [];
  let start = from;
  for (let at = from; at < to; at += 1) {
    if (!closers.has(lines[at] ?? '')) continue;
    rows.push(row(joinBrokenCells(lines, whole, start, at + 1)));
    start = at + 1;
  }
  if (start < to) {
    const rest = indexes(start, to);
    // What is left over after the last closing value names the next group; at the very end it belongs to the last row.
    rows.push(
      to === lines.length || start === from ? row(joinBrokenCells(lines, whole, start, to)) : { role: 'group', cells: [rest] },
    );
  }
  return rows;
}

/** The values of a closed last column (预期性, 约束性): what stands again and again right before the next number. */
function closingValues(lines: readonly string[]): ReadonlySet<string> {
  const starts = rowStarts(lines, new Set());
  const counts = new Map<string, number>();
  for (const start of starts.slice(1)) {
    const before = lines[start - 1] ?? '';
    if (!isFigure(before)) counts.set(before, (counts.get(before) ?? 0) + 1);
  }
  const frequent = [...counts].filter(([value, count]) => count >= 3 && value.length <= 6).map(([value]) => value);
  const covered = frequent.reduce((sum, value) => sum + (counts.get(value) ?? 0), 0);
  return new Set(covered >= starts.length / 2 ? frequent : []);
}

function rowStarts(lines: readonly string[], closers: ReadonlySet<string>): number[] {
  const starts: number[] = [];
  for (const [at, line] of lines.entries()) {
    if (line === String(starts.length + 1) && (starts.length === 0 || closers.size === 0 || followsCloser(lines, at, closers)))
      starts.push(at);
  }
  return starts;
}

// A figure may happen to equal the next number: a true one follows a closed row, with at most a group's name between.
function followsCloser(lines: readonly string[], at: number, closers: ReadonlySet<string>): boolean {
  for (let back = 1; back <= 3; back += 1) {
    const line = lines[at - back] ?? '';
    if (closers.has(line)) return true;
    if (isFigure(line)) return false;
  }
  return false;
}

const FIELD_NAME = /^([^，,。；;：:]{2,10})[：:]./u;

// 2. Records: a name, then lines whose opening words recur in every record (重点产业:… 发展方向:…).
function recordTable(lines: readonly string[]): Table | undefined {
  const fields = lines.map((line) => FIELD_NAME.exec(line)?.[1]);
  const counts = new Map<string, number>();
  for (const field of fields) if (field !== undefined) counts.set(field, (counts.get(field) ?? 0) + 1);
  const recurring = new Set([...counts].filter(([, count]) => count >= 3).map(([field]) => field));
  const closing = fields.findLast((field) => field !== undefined && recurring.has(field));
  if (closing === undefined || fields[0] !== undefined) return undefined;
  const rows: Row[] = [];
  let start = 0;
  for (const [at, field] of fields.entries()) {
    const next = fields[at + 1];
    if (at + 1 < lines.length && !(field === closing && (next === undefined || !recurring.has(next)))) continue;
    rows.push(row(indexes(start, at + 1).map((index) => [index])));
    start = at + 1;
  }
  return { rows, columns: [] };
}

const LONGEST_FIELD = 10;

// 3. Records whose fields are named on lines of their own, the same in every record (发展目标, 重点平台).
function fieldTable(lines: readonly string[]): Table | undefined {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  const isField = (at: number) => {
    const line = lines[at] ?? '';
    return (counts.get(line) ?? 0) >= FEWEST_RECORDS && line.length <= LONGEST_FIELD && !isFigure(line);
  };
  const fields = indexes(0, lines.length).filter(isField);
  if (fields.length < FEWEST_RECORDS || fields.some((at) => isField(at + 1) || at + 1 === lines.length)) return undefined;
  const rows: Row[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    if (isField(at)) rows.push(row([[at], [at + 1]]));
    else rows.push({ role: 'group', cells: [[at]] });
    if (isField(at)) at += 1;
  }
  return { rows, columns: [] };
}
const FEWEST_RECORDS = 3;

const FIGURE_SHARE = 0.4;

// 4. A name and its figures, row after row, without numbers.
function figureTable(lines: readonly string[]): Table | undefined {
  const firstFigure = lines.findIndex(isFigure);
  if (firstFigure < 2 || firstFigure > LONGEST_HEADER || lines.filter(isFigure).length < lines.length * FIGURE_SHARE)
    return undefined;
  const headerCells = joinHeaderCells(lines, 0, firstFigure - 1);
  const rows: Row[] = [{ role: 'header', cells: headerCells }];
  const whole = new Set(lines);
  let start = firstFigure - 1;
  for (let at = firstFigure; at <= lines.length; at += 1) {
    const endsRow = at === lines.length || (!isFigure(lines[at] ?? '') && isFigure(lines[at - 1] ?? ''));
    if (!endsRow) continue;
    rows.push(row(joinBrokenCells(lines, whole, start, at)));
    start = at;
  }
  return { rows, columns: namesOf(lines, headerCells) };
}

const FIGURE = /^[[(（≥≤<>＜＞约±+\-—]?\d[\d.,，]*[%‰*\])）]*(?:左右|以上|以内|以下)?(?:[（(].{1,6}[)）])?\]?\*?$|^[/—-]$/u;

/** Whether a cell is a value: `5.7`, `[22.2]*`, `≥88`, `65左右`, `/`. */
export const isFigure = (cell: string): boolean => FIGURE.test(cell);

// Names that tables of this field give their columns. A name broken over two lines is known by its whole.
const COLUMN_NAMES = new Set(
  (
    '指标名称 指标属性 指标类别 指标类型 项目名称 项目类别 项目类型 建设内容 建设规模 建设性质 建设地点 建设年限 建设单位 责任单位 牵头单位 总投资 投资额 计划总投资 ' +
    '功能定位 发展目标 重点产业 完成值 规划值 目标值 年均增速 年均增长 起止年限 主要内容 備注 备注 ' +
    '指標名稱 指標屬性 指標類別 項目名稱 項目類別 建設內容 建設規模 責任單位 牽頭單位 總投資 投資額 功能定位 發展目標'
  ).split(' '),
);
const OPENS_COLUMN_NAME = /(?:\d{4}年|年底|[“"]?十[一二三四五六七]五[”"]?(?:时期|時期|计划|計劃|规划|規劃)?)$/u;

const WHOLE_COLUMN_NAME = /^(?:属性|屬性|单位|單位|备注|備註|年均|累计|累計|年均增[长長速])$/u;

// A year or a period alone names no column: what follows says what of it (2015年 + 完成值, 到2020年底 + 累计完成投资).
function joinHeaderCells(lines: readonly string[], from: number, to: number): CellLines[] {
  const cells: number[][] = [];
  for (const at of indexes(from, to)) {
    const line = lines[at] ?? '';
    const previous = cells.at(-1);
    const before = previous?.map((index) => lines[index] ?? '').join('') ?? '';
    const continues =
      previous?.length === 1 &&
      (COLUMN_NAMES.has(before + line) ||
        (OPENS_COLUMN_NAME.test(before) && !/^\d/u.test(line) && !WHOLE_COLUMN_NAME.test(line)) ||
        before.endsWith('/'));
    if (continues) previous?.push(at);
    else cells.push([at]);
  }
  return cells;
}

// Two neighbours whose joined text stands as one cell elsewhere in the table are one cell that was broken, and so are a value
// and what is said of it in brackets: 21.5 （2024年）. `whole`: all cells of the table.
function joinBrokenCells(lines: readonly string[], whole: ReadonlySet<string>, from: number, to: number): CellLines[] {
  const cells: number[][] = [];
  for (const at of indexes(from, to)) {
    const previous = cells.at(-1);
    const before = lines[at - 1] ?? '';
    const line = lines[at] ?? '';
    const joins =
      previous?.length === 1 && (isFigure(before) ? IN_BRACKETS.test(line) && !isFigure(line) : whole.has(before + line));
    if (joins) previous.push(at);
    else cells.push([at]);
  }
  return cells;
}

const IN_BRACKETS = /^[（(][^（()）]{1,10}[）)]$/u;

const row = (cells: readonly CellLines[]): Row => ({ role: 'data', cells });

const indexes = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_unused, offset) => from + offset);

const namesOf = (lines: readonly string[], cells: readonly CellLines[]): string[] =>
  cells.map((cell) => cell.map((at) => lines[at] ?? '').join(''));

const LONGEST_CELL = 24;

/** Whether a line of running text looks like a cell of a flattened table. */
export const isCellLike = (text: string): boolean => text.length <= LONGEST_CELL && isTitleLike(text) && !/[，,、]/u.test(text);
