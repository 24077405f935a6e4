// Whether a page, or a part of it, is set in two columns, and where the one ends and the other begins.
import { type PageItem, type PageRow, rowsOf } from './page-rows.ts';

/** Both columns must hold this share of their part's pieces. */
const COLUMN_SHARE = 0.3;
const FEWEST_SEGMENTS = 20;
/** In characters. */
const GUTTER_WIDTH = 1;
/** A column of running text fills most of its width; the columns of a table do not. */
const FULL_LINE = 0.7;
const FULL_SHARE = 0.6;
/** A page that holds a table in one of its columns: enough where the page before it parts at the same place. */
const FULL_SHARE_AGAIN = 0.25;
const SAME_PLACE = 0.03;

export interface Columns {
  readonly parts: readonly (readonly PageItem[])[];
  /** Where the columns part, null where there are none. */
  readonly gutter: number | null;
}

/**
 * The parts of a page in reading order: what runs across it (a title, a table, a foot), and between such rows each column of
 * running text. `before`: where the columns of the page before part.
 */
export function columnsOf(items: readonly PageItem[], pageWidth: number, before: number | null = null): Columns {
  const rows = rowsOf(items);
  const bands = widestSplit(rows, pageWidth, before);
  const parts = bands.flatMap(({ rows: own, gutter }) => {
    const pieces = own.flat();
    return gutter === null ? [pieces] : [pieces.filter(({ x }) => x < gutter), pieces.filter(({ x }) => x >= gutter)];
  });
  return { parts: parts.filter((part) => part.length > 0), gutter: bands.find((band) => band.gutter !== null)?.gutter ?? null };
}

/** Rows one below the other that are set alike. */
interface Band {
  readonly rows: readonly PageRow[];
  /** Where the columns part, null for a band without. */
  readonly gutter: number | null;
}

// Of all places for a gutter near the middle, the one that leaves most rows in columns.
function widestSplit(rows: readonly PageRow[], pageWidth: number, before: number | null): readonly Band[] {
  let best: readonly Band[] = [{ rows, gutter: null }];
  let most = 0;
  for (let share = 0.4; share <= 0.6; share += 0.02) {
    const gutter = pageWidth * share;
    const isSame = before !== null && Math.abs(before - gutter) < pageWidth * SAME_PLACE;
    const bands = bandsAt(rows, gutter, isSame ? FULL_SHARE_AGAIN : FULL_SHARE);
    const inColumns = bands.reduce((sum, band) => sum + (band.gutter === null ? 0 : band.rows.length), 0);
    if (inColumns > most) [best, most] = [bands, inColumns];
  }
  return best;
}

function bandsAt(rows: readonly PageRow[], gutter: number, fullShare: number): Band[] {
  const bands: Band[] = [];
  const add = (own: readonly PageRow[], at: number | null) => {
    const last = bands.at(-1);
    if (last && last.gutter === null && at === null) bands.splice(-1, 1, { rows: [...last.rows, ...own], gutter: null });
    else if (own.length > 0) bands.push({ rows: own, gutter: at });
  };
  for (let from = 0; from < rows.length; ) {
    let to = from;
    while (to < rows.length && !crosses(rows[to] ?? [], gutter)) to += 1;
    const free = rows.slice(from, to);
    if (isColumns(free, gutter, fullShare)) {
      const foot = footFrom(free, gutter);
      add(free.slice(0, foot), gutter);
      add(free.slice(foot), null);
    } else add(free, null);
    add(rows.slice(to, to + 1), null);
    from = to + 1;
  }
  return bands;
}

const crosses = (row: PageRow, gutter: number): boolean =>
  segmentsOf(row).some(({ start, end }) => start < gutter && end > gutter);

function isColumns(rows: readonly PageRow[], gutter: number, fullShare: number): boolean {
  const segments = rows.flatMap(segmentsOf);
  const sides = [segments.filter(({ end }) => end <= gutter), segments.filter(({ start }) => start >= gutter)];
  return (
    segments.length >= FEWEST_SEGMENTS &&
    sides.every((side) => side.length > segments.length * COLUMN_SHARE && isRunningText(side, fullShare))
  );
}

// A foot stands below both columns, further away than one line from the next. Where the lines of the columns stand at
// different heights, rows are nearer to each other than lines: so the type is asked too.
const FOOT_DISTANCE = 1.5;
const FOOT_HEIGHTS = 2.2;
const MOST_FOOT_LINES = 3;

function footFrom(rows: readonly PageRow[], gutter: number): number {
  const lastOfBoth = rows.findLastIndex((row) => row.some(({ x }) => x < gutter) && row.some(({ x }) => x >= gutter));
  const distances = rows.map((row, at) => (rows[at - 1]?.[0]?.y ?? 0) - (row[0]?.y ?? 0));
  const usual = distances.slice(1).sort((a, b) => a - b)[distances.length >> 1] ?? 0;
  for (let at = Math.max(1, lastOfBoth, rows.length - MOST_FOOT_LINES); at < rows.length; at += 1)
    if ((distances[at] ?? 0) > Math.max(usual * FOOT_DISTANCE, (rows[at]?.[0]?.size ?? 0) * FOOT_HEIGHTS)) return at;
  return rows.length;
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

function isRunningText(segments: readonly Segment[], fullShare: number): boolean {
  const left = Math.min(...segments.map(({ start }) => start));
  const right = Math.max(...segments.map(({ end }) => end));
  const full = segments.filter(({ start, end }) => end - start > (right - left) * FULL_LINE);
  return full.length > segments.length * fullShare;
}
