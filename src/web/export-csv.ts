// An export as a table for Excel: UTF-8 with a byte-order mark, CRLF, and columns whose names and order stay as they are.
import type { ExportedClause, ExportSet } from './export-set.ts';

/** The columns in their order. New ones are added at the end, so that readers' formulas keep pointing right. */
export const CSV_COLUMNS: readonly (readonly [name: string, cell: (clause: ExportedClause) => string])[] = [
  ['区县', ({ facts }) => facts.district],
  ['规划名称', ({ facts }) => facts.title],
  ['标题', ({ path }) => path.join(' › ')],
  ['条文', ({ text }) => text],
  ['引文', ({ citation }) => citation],
  ['链接', ({ link }) => link],
  ['编号', ({ id }) => id],
  ['类别', ({ kindWord }) => kindWord],
  ['各列', ({ columns }) => (columns ?? []).join(' | ')],
  ['处数', ({ match, highlights }) => (match === 'exact' ? String(highlights.length) : '')],
  ['匹配', ({ match }) => (match === null ? '' : MATCH_WORDS[match])],
  ['校注', ({ notes }) => notes.join(' ')],
  ['备注', ({ remark }) => remark],
  ['发文机关', ({ facts }) => facts.issuer ?? ''],
  ['文号', ({ facts }) => facts.documentNumber ?? ''],
  ['日期', ({ facts }) => facts.publishedOn ?? ''],
  ['日期说明', ({ facts }) => facts.dateMeaning ?? ''],
  ['来源', ({ source }) => source],
  ['规划期', ({ facts }) => facts.period ?? ''],
  ['省', ({ facts }) => facts.province ?? ''],
  ['市', ({ facts }) => facts.city ?? ''],
];

const MATCH_WORDS = { exact: '逐字', related: '相关' } as const;

const BYTE_ORDER_MARK = '\uFEFF';
const LINE_END = '\r\n';

/**
 * Line by line. The last lines, if any, name what was asked for and is not here: in the column of the text, so that nobody
 * misses it.
 */
export function* exportCsv({ clauses, unknownIds, leftOut, remarks }: ExportSet): Generator<string> {
  yield BYTE_ORDER_MARK + csvLine(['序号', ...CSV_COLUMNS.map(([name]) => name)]);
  for (const [at, clause] of clauses.entries()) yield csvLine([String(at + 1), ...CSV_COLUMNS.map(([, cell]) => cell(clause))]);
  for (const id of unknownIds) yield csvLine(remarkRow({ 编号: id, 条文: '没有这个编号的条文' }));
  if (leftOut > 0) yield csvLine(remarkRow({ 条文: remarks.at(-1) ?? '' }));
}

const csvLine = (row: readonly string[]): string => row.map(csvCell).join(',') + LINE_END;

const remarkRow = (cells: Readonly<Record<string, string>>): readonly string[] => [
  '',
  ...CSV_COLUMNS.map(([name]) => cells[name] ?? ''),
];

// A spreadsheet takes such a beginning for a formula and may run it, also behind the blanks it trims; an apostrophe
// makes it text. The dash — that bullets begin with is none of them.
const FORMULA = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u;

/** One cell: what could be a formula made text, then quoted where the format needs it. */
export function csvCell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
