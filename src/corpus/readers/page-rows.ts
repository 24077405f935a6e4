// The pieces of text on a page, and the rows they stand in.

/** A piece of text with the left end of its baseline; units of the page, y upwards. */
export interface PageItem {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** Height of the type. */
  readonly size: number;
  /** What tells its font from others, the same through the whole file. */
  readonly font: string;
}

/** Pieces on one baseline, from left to right. */
export type PageRow = readonly PageItem[];

/** Two pieces stand on one line if their baselines differ by less than this share of the type's height. */
const SAME_LINE = 0.45;

/** The rows of a page from top to bottom. */
export function rowsOf(items: readonly PageItem[]): PageRow[] {
  const rows: PageItem[][] = [];
  for (const item of [...items].sort((a, b) => b.y - a.y || a.x - b.x)) {
    const row = rows.at(-1);
    const [first] = row ?? [];
    if (row && first && Math.abs(first.y - item.y) < Math.max(first.size, item.size) * SAME_LINE) row.push(item);
    else rows.push([item]);
  }
  return rows.map((row) => withoutDoubles(row.sort((a, b) => a.x - b.x)));
}

// Some programs make type bold by printing it twice, a hair apart.
const DOUBLE_SHIFT = 0.25;

function withoutDoubles(row: readonly PageItem[]): PageRow {
  return row.filter((item, at) => {
    const isDouble = (other: PageItem | undefined) =>
      other?.text === item.text &&
      Math.abs(other.x - item.x) < item.size * DOUBLE_SHIFT &&
      Math.abs(other.y - item.y) < item.size * DOUBLE_SHIFT;
    return !isDouble(row[at - 1]) && !isDouble(row[at - 2]);
  });
}

/** The height of type that most characters have. */
export const mainSize = (items: readonly PageItem[]): number => mainType(items).size;

/** The height of type and the font that most characters have. */
export function mainType(items: readonly Pick<PageItem, 'size' | 'font' | 'text'>[]): Pick<PageItem, 'size' | 'font'> {
  const counts = new Map<string, { readonly size: number; readonly font: string; count: number }>();
  for (const { size, font, text } of items) {
    const key = `${size.toFixed(1)} ${font}`;
    const entry = counts.get(key) ?? { size, font, count: 0 };
    entry.count += text.trim().length;
    counts.set(key, entry);
  }
  const [{ size, font } = { size: 0, font: '' }] = [...counts.values()].sort((a, b) => b.count - a.count);
  return { size, font };
}
