// Whether a page is set in two columns, and where the one ends and the other begins.
import { type PageItem, type PageRow, rowsOf } from './page-rows.ts';

/** Both columns must hold this share of the page's lines, and the gutter must be free of nearly all text. */
const COLUMN_SHARE = 0.3;
const GUTTER_CROSSINGS = 0.03;
const FEWEST_SEGMENTS = 20;
/** In characters. */
const GUTTER_WIDTH = 1;
/** A column of running text fills most of its width; the columns of a table do not. */
const FULL_LINE = 0.7;

/** The parts of a page in reading order: what runs across it at the top, each column of running text, what stands below. */
export function columnsOf(items: readonly PageItem[], pageWidth: number): readonly (readonly PageItem[])[] {
  const rows = rowsOf(items);
  const gutter = findGutter(rows, pageWidth);
  if (gutter === null) return [items];
  const from = rows.findIndex((row) => !crosses(row, gutter));
  const to = footFrom(rows, gutter);
  const within = rows.slice(from, to).flat();
  const parts = [
    rows.slice(0, from).flat(),
    within.filter(({ x }) => x < gutter),
    within.filter(({ x }) => x >= gutter),
    rows.slice(to).flat(),
  ];
  return parts.filter((part) => part.length > 0);
}

const crosses = (row: PageRow, gutter: number): boolean =>
  segmentsOf(row).some(({ start, end }) => start < gutter && end > gutter);

// A foot stands below both columns, at a distance.
const FOOT_DISTANCE = 1.8;

function footFrom(rows: readonly PageRow[], gutter: number): number {
  const lastOfBoth = rows.findLastIndex((row) => row.some(({ x }) => x < gutter) && row.some(({ x }) => x >= gutter));
  for (let at = Math.max(1, lastOfBoth); at < rows.length; at += 1) {
    const [above, own] = [rows[at - 1]?.[0], rows[at]?.[0]];
    if (above && own && above.y - own.y > own.size * FOOT_DISTANCE && rows.length - at <= MOST_FOOT_LINES) return at;
  }
  return rows.length;
}
const MOST_FOOT_LINES = 3;

function findGutter(rows: readonly PageRow[], pageWidth: number): number | null {
  const segments = rows.flatMap(segmentsOf);
  if (segments.length < FEWEST_SEGMENTS) return null;
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
    if (last && x - last.end < size * GUTTER_WIDTH) last.end = Math.max(last.end, x + width);
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
