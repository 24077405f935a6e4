// A table of a page as a file for Excel, by the same rules as the export of clauses: byte-order mark, CRLF, no formulas.
import type { Response } from 'express';
import { contentDisposition, fileName } from './download-name.ts';
import { csvCell } from './export-csv.ts';

const BYTE_ORDER_MARK = '\uFEFF';
const LINE_END = '\r\n';

/** Numbers are written as numbers, a negative one too; only text could be taken for a formula. */
export type CsvValue = string | number;

export interface CsvTable {
  /** The name of the file, in pieces, without its ending. */
  readonly name: readonly string[];
  readonly head: readonly string[];
  readonly rows: readonly (readonly CsvValue[])[];
}

function csvText({ head, rows }: Pick<CsvTable, 'head' | 'rows'>): string {
  const cell = (value: CsvValue) => (typeof value === 'number' ? String(value) : csvCell(value));
  return BYTE_ORDER_MARK + [head, ...rows].map((row) => row.map(cell).join(',') + LINE_END).join('');
}

export function sendCsv(response: Response, table: CsvTable): void {
  response
    .set({
      'Content-Type': 'text/csv; charset=utf-8; header=present',
      'Content-Disposition': contentDisposition(fileName(table.name, 'csv')),
    })
    .send(csvText(table));
}
