// Lines from the pieces of text on a page: by height, then from left to right; two columns one after the other.

/** A piece of text with the left end of its baseline; units of the page, y upwards. */
export interface PageItem {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** Height of the type. */
  readonly size: number;
}

/**
 * The lines of a page from top to bottom. A line is indented by blanks as far as it stands to the right of the page's
 * margin; a gap as wide as two characters is a tab, as between the cells of a table.
 */
export function pageLines(items: readonly PageItem[], pageWidth: number): string[] {
  const visible = items.filter(({ text }) => text.trim() !== '');
  return columnsOf(visible, pageWidth).flatMap((column) => {
    const rows = rowsOf(column);
    const margin = marginOf(rows);
    return rows.map((row) => lineText(row, margin));
  });
}

type PageRow = readonly PageItem[];

/** Two pieces stand on one line if their baselines differ by less than this share of the type's height. */
const SAME_LINE = 0.45;

function rowsOf(items: readonly PageItem[]): PageRow[] {
  const rows: PageItem[][] = [];
  for (const item of [...items].sort((a, b) => b.y - a.y || a.x - b.x)) {
    const row = rows.at(-1);
    const [first] = row ?? [];
    if (row && first && Math.abs(first.y - item.y) < Math.max(first.size, item.size) * SAME_LINE) row.push(item);
    else rows.push([item]);
  }
  return rows.map((row) => row.sort((a, b) => a.x - b.x));
}

// The left edge that most lines share; indents are to its right.
function marginOf(rows: readonly PageRow[]): number {
  const counts = new Map<number, number>();
  for (const [first] of rows) if (first) counts.set(Math.round(first.x), (counts.get(Math.round(first.x)) ?? 0) + 1);
  const frequent = [...counts].filter(([, count]) => count >= Math.max(2, rows.length * 0.15)).map(([x]) => x);
  return Math.min(...(frequent.length > 0 ? frequent : rows.map(([first]) => first?.x ?? 0)));
}

const CELL_GAP = 2;
const WORD_GAP = 0.3;

function lineText(row: PageRow, margin: number): string {
  const [first] = row;
  if (!first) return '';
  let line = ' '.repeat(Math.max(0, Math.min(20, Math.round((first.x - margin) / first.size))));
  let end = first.x;
  for (const { text, x, width, size } of row) {
    const gap = (x - end) / size;
    if (x > first.x && gap >= CELL_GAP) line += '\t';
    else if (x > first.x && gap >= WORD_GAP && !line.endsWith(' ')) line += ' ';
    line += unspaceDigits(text);
    end = x + width;
  }
  return line.trimEnd();
}

// Some typesetters space the digits of a number out (`2 0 0 1`): single digits between single blanks are one number.
const unspaceDigits = (text: string): string =>
  text.replace(/(?<![\d.])\d(?: \d)+(?![\d.])/gu, (digits) => digits.replaceAll(' ', ''));

/** Both columns must hold this share of the page's lines, and the gutter must be free of nearly all text. */
const COLUMN_SHARE = 0.3;
const GUTTER_CROSSINGS = 0.03;
/** A column of running text fills most of its width; the columns of a table do not. */
const FULL_LINE = 0.7;

function columnsOf(items: readonly PageItem[], pageWidth: number): readonly (readonly PageItem[])[] {
  const gutter = findGutter(items, pageWidth);
  if (gutter === null) return [items];
  return [items.filter(({ x }) => x < gutter), items.filter(({ x }) => x >= gutter)];
}

function findGutter(items: readonly PageItem[], pageWidth: number): number | null {
  const segments = rowsOf(items).flatMap(segmentsOf);
  if (segments.length < 20) return null;
  for (let share = 0.4; share <= 0.6; share += 0.02) {
    const at = pageWidth * share;
    const crossing = segments.filter(({ start, end }) => start < at && end > at).length;
    if (crossing > segments.length * GUTTER_CROSSINGS) continue;
    const left = segments.filter(({ end }) => end <= at);
    const right = segments.filter(({ start }) => start >= at);
    if ([left, right].every((side) => side.length > segments.length * COLUMN_SHARE && isRunningText(side))) return at;
  }
  return null;
}

interface Segment {
  readonly start: number;
  readonly end: number;
}

function segmentsOf(row: PageRow): Segment[] {
  const segments: { start: number; end: number }[] = [];
  for (const { x, width, size } of row) {
    const last = segments.at(-1);
    if (last && x - last.end < size * CELL_GAP) last.end = Math.max(last.end, x + width);
    else segments.push({ start: x, end: x + width });
  }
  return segments;
}

function isRunningText(segments: readonly Segment[]): boolean {
  const left = Math.min(...segments.map(({ start }) => start));
  const right = Math.max(...segments.map(({ end }) => end));
  const full = segments.filter(({ start, end }) => end - start > (right - left) * FULL_LINE);
  return full.length > segments.length * 0.6;
}
