// Tables whose cells stand one to a line in running text: where such a table ends, and which ones could not be put together.
import { isNote, isTableCaption, isUnitLine, textKind } from './clause-kind.ts';
import type { Clause, Diagnostic } from './model.ts';
import { cellsOf, type SourceLine } from './source-line.ts';
import { assembleTable, isFigure } from './table-rows.ts';

const LONGEST_CELL = 60;
const FEWEST_CELLS = 8;
const FEWEST_ROWS = 3;
const FIGURE_SHARE = 0.3;

/** A line that names the first column of a table, or what its rows are grouped by. */
export const opensTable = (text: string): boolean =>
  /^(?:序号|序號|类别|類別|指标|指標|指标名称|指標名稱|指标类别|指標類別|项目名称|項目名稱)$/u.test(text);

export interface FlattenedTable {
  /** Whether the lines fall into rows. */
  readonly isTable: boolean;
  /** Where the table ends, or, where there is none, the lines that may be cells. */
  readonly end: number;
}

/** The table that begins at line `from`, behind its caption. `isHeading` tells of a line whether something else begins there. */
export function flattenedTable(lines: readonly SourceLine[], from: number, isHeading: (at: number) => boolean): FlattenedTable {
  let end = from;
  while (end < lines.length && isLooseCell(lines[end], end === from) && !isHeading(end)) end += 1;
  const texts = lines.slice(from, end).map(({ text }) => text);
  const figures = texts.filter(isFigure).length;
  if (texts.length < FEWEST_CELLS || figures < texts.length * FIGURE_SHARE) return { isTable: false, end };
  const last = lastOfTable(texts);
  const { columns, rows } = assembleTable(texts.slice(0, last));
  const isTable = columns.length > 1 && rows.filter(({ role }) => role === 'data').length >= FEWEST_ROWS;
  return { isTable, end: isTable ? from + last : end };
}

const isLooseCell = (line: SourceLine | undefined, isFirst: boolean): boolean =>
  line !== undefined &&
  line.text.length <= LONGEST_CELL &&
  !/[。！？；]/u.test(line.text) &&
  !isNote(line.text) &&
  cellsOf(line) === null &&
  (isFirst || isUnitLine(line.text) || (!isTableCaption(line.text) && textKind(line.text) !== 'bullet'));

// What closes a row: a figure, or a word that closes other rows too (预期性).
function lastOfTable(texts: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return texts.findLastIndex((text) => isFigure(text) || CLOSING.test(text) || (counts.get(text) ?? 0) >= FEWEST_ROWS) + 1;
}

const CLOSING = /^(?:预期|约束|預期|約束)性$/u;

const LONGEST_LONE_CELL = 24;

/** Runs of lone cells, figures among them, that no row holds together. */
export function flattenedTables(clauses: readonly Clause[]): Diagnostic[] {
  const found: Diagnostic[] = [];
  let run: Clause[] = [];
  const close = () => {
    const figures = run.filter(({ text }) => isFigure(text)).length;
    const [first, last] = [run[0], run.at(-1)];
    if (first && last && run.length >= FEWEST_CELLS && figures >= run.length * FIGURE_SHARE)
      found.push({
        line: first.lines[0],
        rule: 'flattened-table',
        message: `第 ${first.lines[0]}-${last.lines[1]} 行似为表格，一格一行，未能还原成行`,
      });
    run = [];
  };
  for (const clause of clauses) {
    const isLone = clause.cells === null && clause.text.length <= LONGEST_LONE_CELL && !/[，。！？；]/u.test(clause.text);
    if (!isLone || (run[0] && run[0].heading !== clause.heading)) close();
    if (isLone) run.push(clause);
  }
  close();
  return found;
}
