// Lines from the pieces of text on a page: by height, then from left to right; two columns one after the other.
import { columnsOf } from './page-columns.ts';
import { mainSize, mainType, type PageItem, type PageRow, rowsOf } from './page-rows.ts';

/** A printed line and the type it is set in. */
export interface PageLine {
  readonly text: string;
  /** The height and the font of most of its characters. */
  readonly size: number;
  readonly font: string;
  /** Its ends and its baseline, and those of its column. */
  readonly start: number;
  readonly end: number;
  readonly y: number;
  readonly columnWidth: number;
}

export interface PageText {
  readonly lines: readonly PageLine[];
  /** Where two columns part, null where there is one. */
  readonly gutter: number | null;
  /** How many marks of footnotes were taken out of the text. */
  readonly noteMarks: number;
}

/**
 * The lines of a page from top to bottom. A line is indented by blanks as far as it stands to the right of the page's
 * margin; a gap as wide as two characters is a tab, as between the cells of a table. A raised number after a word is the
 * mark of a footnote and left out, as it would part two words; the note below the text opens with its number in brackets.
 */
export function pageLines(items: readonly PageItem[], pageWidth: number, gutterBefore: number | null = null): PageText {
  const visible = items.filter(({ text }) => text.trim() !== '');
  const size = mainSize(visible);
  let noteMarks = 0;
  const { parts, gutter } = columnsOf(visible, pageWidth, gutterBefore);
  const lines = parts.flatMap((column) => {
    const rows = rowsOf(column);
    const margin = marginOf(rows);
    const notesFrom = firstNote(rows, size);
    const columnWidth = Math.max(0, ...rows.map(endOf)) - margin;
    return rows.map((row, at): PageLine => {
      const kept = at >= notesFrom ? row : withoutNoteMarks(row);
      noteMarks += row.length - kept.length;
      const text = at >= notesFrom ? noteText(row, margin) : lineText(kept, margin);
      return { text, ...mainType(kept), start: kept[0]?.x ?? 0, end: endOf(kept), y: kept[0]?.y ?? 0, columnWidth };
    });
  });
  return { lines, gutter, noteMarks };
}

const endOf = (row: PageRow): number => Math.max(0, ...row.map(({ x, width }) => x + width));

// The left edge that most lines share; indents are to its right.
function marginOf(rows: readonly PageRow[]): number {
  const counts = new Map<number, number>();
  for (const [first] of rows) if (first) counts.set(Math.round(first.x), (counts.get(Math.round(first.x)) ?? 0) + 1);
  const frequent = [...counts].filter(([, count]) => count >= Math.max(2, rows.length * 0.15)).map(([x]) => x);
  return Math.min(...(frequent.length > 0 ? frequent : rows.map(([first]) => first?.x ?? 0)));
}

const CELL_GAP = 2;
/** A gap as wide as a character is the blank that is one. */
const WIDE_GAP = 0.9;
const WORD_GAP = 0.3;
const WIDEST_INDENT = 20;

function lineText(row: PageRow, margin: number): string {
  const [first] = row;
  if (!first) return '';
  let line = ' '.repeat(Math.max(0, Math.min(WIDEST_INDENT, Math.round((first.x - margin) / first.size))));
  let end = first.x;
  for (const { text, x, width, size } of row) {
    const gap = (x - end) / size;
    if (x > first.x && gap >= CELL_GAP) line += '\t';
    else if (x > first.x && gap >= WIDE_GAP) line += '\u3000';
    else if (x > first.x && gap >= WORD_GAP && !line.endsWith(' ')) line += ' ';
    // A line break or a tab inside a piece would end a line or a cell that goes on.
    line += unspaceDigits(text.replace(/[\t\r\n\f]/gu, ' '));
    end = x + width;
  }
  return line.trimEnd();
}

// Some typesetters space the digits of a number out (`2 0 0 1`): single digits between single blanks are one number.
const unspaceDigits = (text: string): string =>
  text.replace(/(?<![\d.])\d(?: \d)+(?![\d.])/gu, (digits) => digits.replaceAll(' ', ''));

const NOTE_MARK = /^[[(（]?\d{1,3}[\])）]?$|^[①-⑳]$/u;
/** The mark of a note is smaller than this share of the type beside it, and raised by this share of it. */
const MARK_SIZE = 0.8;
const MARK_RAISE = 0.12;

// After a Chinese character or a closing mark; after a Latin letter a raised number may be a square or a cube.
function withoutNoteMarks(row: PageRow): PageRow {
  return row.filter((item, at) => {
    const before = row[at - 1];
    return !(
      before !== undefined &&
      NOTE_MARK.test(item.text.trim()) &&
      item.size < before.size * MARK_SIZE &&
      item.y - before.y > before.size * MARK_RAISE &&
      /[\p{Script=Han}”》）)】、，。；：]\s*$/u.test(before.text)
    );
  });
}

/** Notes are set smaller than the text. */
const NOTE_SIZE = 0.9;

/** From which row on the page has footnotes: a row in small type that opens with a number, and only small type after it. */
function firstNote(rows: readonly PageRow[], size: number): number {
  const isSmall = (row: PageRow) => row.every((item) => item.size <= size * NOTE_SIZE);
  const from = rows.findLastIndex((row) => !isSmall(row) && row.some(({ text }) => /\p{Script=Han}/u.test(text))) + 1;
  const opens = rows.slice(from).findIndex((row) => NOTE_OPENING.test(lineText(row, row[0]?.x ?? 0)));
  return opens < 0 ? rows.length : from + opens;
}
const NOTE_OPENING = /^[[(（]?(\d{1,3})[\])）]?\s*(?=[“《]?\p{Script=Han}{2})/u;

const noteText = (row: PageRow, margin: number): string => {
  const indent = ' '.repeat(Math.max(0, Math.min(WIDEST_INDENT, Math.round(((row[0]?.x ?? 0) - margin) / (row[0]?.size ?? 1)))));
  return indent + lineText(row, row[0]?.x ?? 0).replace(NOTE_OPENING, '[$1] ');
};
