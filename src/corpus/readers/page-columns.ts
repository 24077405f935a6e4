// Whether a page is set in two columns, and where the one ends and the other begins.
import { type PageItem, type PageRow, rowsOf } from './page-rows.ts';

/** Both columns must hold this share of the page's lines, and the gutter must be free of nearly all text. */
const COLUMN_SHARE = 0.3;
const GUTTER_CROSSINGS = 0.03;
/** In characters. */
const GUTTER_WIDTH = 1;
/** A column of running text fills most of its width; the columns of a table do not. */
const FULL_LINE = 0.7;

/** The pieces of each column of running text, from left to right; all pieces where there is one column. */
export function columnsOf(items: readonly PageItem[], pageWidth: number): readonly (readonly PageItem[])[] {
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
