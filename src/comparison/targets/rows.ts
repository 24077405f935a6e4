// Targets in the rows of tables: a column whose name speaks of the plan's own years sets a value for each indicator.
import type { Clause } from '../../corpus/model.ts';
import type { Range } from '../../text/characters.ts';
import { fold } from '../../text/fold.ts';
import { simplifyText } from '../../text/simplify.ts';
import { findMeasures } from './measures.ts';
import type { Comparator } from './target.ts';
import { timeMarks } from './years.ts';

/** A value in a row; ranges are of the clause's shown text. */
export interface RowTarget {
  readonly range: Range;
  readonly value: string;
  readonly number: number | null;
  readonly unit: string;
  readonly comparator: Comparator;
  readonly year: number;
  readonly indicator: string;
  readonly base: string | null;
  readonly binding: 'binding' | 'expected' | null;
}

export interface RowContext {
  readonly period: { readonly first: number; readonly last: number } | null;
  /** The unit a note above the table gives for all its values (单位:万元), as printed; empty where there is none. */
  readonly tableUnit: string;
}

/** The target of a row, or undefined where its table has no column of targets, or the row no value in it. */
export function targetOfRow(clause: Clause, { period, tableUnit }: RowContext): RowTarget | undefined {
  const { cells, columns, text } = clause;
  if (!cells || !columns || cells.length < 2) return undefined;
  const column = columns.findIndex((name) => yearOfColumn(name, period) !== null);
  const year = yearOfColumn(columns[column] ?? '', period);
  // Empty cells are lost, and names lack more often than values, so cells and columns are counted from the right.
  const at = cells.length - (columns.length - column);
  const range = cells[at];
  if (year === null || !range || at < 1 || isHeader(clause, columns)) return undefined;
  const printed = (cell: Range | undefined) => (cell ? text.slice(...cell) : '');
  const nameAt = cells.findLastIndex((cell, index) => index < at && !isFigure(printed(cell)) && !isUnit(printed(cell)));
  if (nameAt < 0 || isEmptyCell(printed(range))) return undefined;
  const unitCell = printed(cells[nameAt + 1]);
  const { indicator, unit } = splitName(printed(cells[nameAt]), isUnit(unitCell) ? unitCell : tableUnit);
  const before = printed(cells[at - 1]);
  const base = isFigure(before) ? before : null;
  const binding =
    cells
      .map(printed)
      .map(bindingOf)
      .find((found) => found !== null) ?? null;
  return { ...readValue(printed(range), range[0], unit), year, indicator, base, binding };
}

/** The unit that a note gives for a whole table, as printed; empty for any other text. */
export const unitOfNote = (text: string): string =>
  /^[（(]?(?:单位|單位)[:：](?<unit>[^,，;；）)]{1,12})[）)]?$/u.exec(text)?.groups?.['unit'] ?? '';

// 2025年规划目标, “十四五”计划投资额: a year of the plan, and a word that says it is not yet so.
function yearOfColumn(name: string, period: RowContext['period']): number | null {
  const folded = fold(name);
  if (!/目标|规划|计划|预期|指标值/u.test(folded)) return null;
  const year = timeMarks(folded, period?.last ?? null).at(-1)?.year ?? planYear(folded);
  return year !== null && period && year >= period.first ? year : null;
}

// In the head of a column the plan's period often stands alone, without 时期 or 末.
const planYear = (folded: string): number | null =>
  timeMarks(`${/[“"]?十[一二三四五六七八九]五[”"]?/u.exec(folded)?.[0] ?? ''}时期`, null)[0]?.year ?? null;

const isHeader = ({ text, cells }: Clause, columns: readonly string[]): boolean =>
  cells?.every(([start, end]) => columns.includes(text.slice(start, end))) ?? false;

const isFigure = (cell: string): boolean => /^[[(（≥≤<>＜＞约+\-—]?\s?\d/u.test(cell) || isEmptyCell(cell);
const isEmptyCell = (cell: string): boolean => /^(?:[/—–-]+|暂无.{0,6}|暫無.{0,6}|无|無|空)$/u.test(cell);

const bindingOf = (cell: string): 'binding' | 'expected' | null => {
  const simplified = simplifyText(cell);
  return simplified === '约束性' ? 'binding' : simplified === '预期性' ? 'expected' : null;
};

// 森林覆盖率(%): the unit stands in brackets after the name; (助理), (含离退休) are part of the name.
function splitName(name: string, tableUnit: string): { readonly indicator: string; readonly unit: string } {
  const match = /^(?<indicator>.+?)[（(](?<unit>[^()（）]{1,10})[)）]$/u.exec(name);
  const unit = match?.groups?.['unit'] ?? '';
  if (!isUnit(unit)) return { indicator: name, unit: tableUnit };
  return { indicator: match?.groups?.['indicator'] ?? name, unit: unit.replace(/^1\//u, '/') };
}

function isUnit(text: string): boolean {
  const folded = fold(text);
  return (
    folded !== '' &&
    (/^1\/\d*万?$/u.test(folded) || findMeasures(`1${folded}`).some(({ range }) => range[1] === folded.length + 1))
  );
}

const SIGNS: readonly (readonly [sign: RegExp, comparator: Comparator])[] = [
  [/^≥|以上$/u, '≥'],
  [/^≤|以内$|以下$/u, '≤'],
  [/^[>＞]/u, '>'],
  [/^[<＜]/u, '<'],
  [/左右$|^约/u, '≈'],
];

// ≥88, 65左右, [8], ≤12/10万: the number, what is said of it, and its own unit where it has one.
function readValue(
  cell: string,
  offset: number,
  unit: string,
): Pick<RowTarget, 'range' | 'value' | 'number' | 'unit' | 'comparator'> {
  const match = /\d[\d,.]*/u.exec(cell);
  if (!match || !/^\D{0,2}\d/u.test(cell)) {
    return { range: [offset, offset + cell.length], value: cell, number: null, unit: '', comparator: '=' };
  }
  const own = /^\/\d*[万萬]?/u.exec(cell.slice(match.index + match[0].length))?.[0] ?? '';
  const comparator = SIGNS.find(([sign]) => sign.test(cell))?.[1] ?? '=';
  const number = Number(match[0].replaceAll(',', ''));
  const factor = findMeasures(`1${fold(own === '' ? unit : own)}`)[0]?.number ?? 1;
  const start = offset + match.index;
  return {
    range: [start, start + match[0].length],
    value: match[0],
    number: number * factor,
    unit: own === '' ? unit : own,
    comparator,
  };
}
