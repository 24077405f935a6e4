// Figures as a reader gets them: Markdown tables, with three significant digits.

export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** How to read it. */
  readonly note?: string;
}

export const markdownOf = ({ title, columns, rows, note }: Table): string =>
  [
    `### ${title}`,
    '',
    ...(note === undefined ? [] : [note, '']),
    line(columns),
    line(columns.map(() => '---')),
    ...rows.map(line),
    '',
  ].join('\n');

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

export function figure(value: number): string {
  if (!Number.isFinite(value)) return '—';
  if (value === 0) return '0';
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toFixed(Math.min(digits, 4));
}

export const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
