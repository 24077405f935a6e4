// A source text as lines that know where they came from.
import { isBlank, isInvisible, type Range } from '../text/characters.ts';
import { cleanText } from '../text/clean.ts';
import type { Label } from './label.ts';
import type { LineRange, Span } from './model.ts';

/** One paragraph of a source as captured: a line, or the lines that a hard line break cut it into. */
export interface SourceLine {
  /** As captured, line breaks taken out. */
  readonly raw: string;
  /** As a reader sees it, nothing repaired. Never empty. */
  readonly text: string;
  /** Width of the blanks before the first visible character, in characters. */
  readonly indent: number;
  /** A label that only the document as a whole makes out, see `decimals.ts`. */
  readonly label?: Label;
  /** Of a title run into its paragraph, where only the document as a whole shows it: see `run-ins.ts`. */
  readonly runIn?: number;
  /** Whether an empty line stands before it. */
  readonly afterBlank: boolean;
  readonly spans: readonly Span[];
}

/** The lines of a text that show anything, in order. Line numbers are 1-based; CRLF, LF and CR all end a line. */
export function sourceLines(text: string): SourceLine[] {
  const lines: SourceLine[] = [];
  let afterBlank = true;
  for (const [index, raw] of splitLines(text).entries()) {
    const cleaned = cleanText(raw);
    if (cleaned !== '') {
      lines.push({ raw, text: cleaned, indent: indentOf(raw), afterBlank, spans: [{ line: index + 1, range: [0, raw.length] }] });
    }
    afterBlank = cleaned === '';
  }
  return lines;
}

/** The page of each line, by the form feeds before its text, as pdftotext writes them; null for a text without pages. */
export function pagesOf(text: string): readonly number[] | null {
  if (!text.includes('\f')) return null;
  let page = 1;
  return splitLines(text).map((line) => {
    const blanks = /^[\p{White_Space}\p{Cf}]*/u.exec(line)?.[0] ?? '';
    const own = page + feedsIn(blanks);
    // A form feed after the text ends the page with it.
    page += feedsIn(line);
    return own;
  });
}

const feedsIn = (text: string): number => text.split('\f').length - 1;

/** The cells of a line that is a row of a table, between tabs or wide blanks, empty ones included; null for other lines. */
export function cellsOf({ raw }: SourceLine): readonly string[] | null {
  if (!raw.includes('\t')) return spacedCells(raw);
  const cells = raw
    .replace(/^[ \t\f\u3000]+/u, '')
    .split('\t')
    .map(cleanText);
  return cells.filter((cell) => cell !== '').length >= 2 ? cells : null;
}

// Programs that keep the layout of a page set cells apart by blanks. A title may be spaced out as well, letter by letter.
function spacedCells(raw: string): readonly string[] | null {
  if (raw.length > LONGEST_ROW) return null;
  const cells = raw
    .trim()
    .split(/ {2,}|\u3000{2,}/u)
    .map(cleanText)
    .filter((cell) => cell !== '');
  const isRow = cells.length >= 3 && cells.filter((cell) => /\d/u.test(cell)).length >= 2;
  return isRow && cells.filter(({ length }) => length > 1).length >= 2 ? cells : null;
}
const LONGEST_ROW = 300;

/** The lines of a file as captured. A line ends at CRLF, LF or CR. */
export const splitLines = (text: string): string[] => text.split(/\r\n|\n|\r/);

export function lineRangeOf(spans: readonly Span[]): LineRange {
  return [spans[0]?.line ?? 0, spans.at(-1)?.line ?? 0];
}

export const firstLine = (line: SourceLine): number => line.spans[0]?.line ?? 0;

/** Where in `raw` the visible character number `count` (0-based) starts; the end of `raw` if there are fewer. */
export function rawOffsetOf(raw: string, count: number): number {
  let seen = 0;
  let at = 0;
  for (const character of raw) {
    if (!isBlank(character) && !isInvisible(character)) {
      if (seen === count) return at;
      seen += 1;
    }
    at += character.length;
  }
  return raw.length;
}

/** The spans of a part of `line.raw`. */
export function sliceSpans(line: SourceLine, [start, end]: Range): Span[] {
  let offset = 0;
  return line.spans.flatMap(({ line: number, range }): Span[] => {
    const length = range[1] - range[0];
    const from = Math.max(start - offset, 0);
    const to = Math.min(end - offset, length);
    offset += length;
    return from < to ? [{ line: number, range: [range[0] + from, range[0] + to] }] : [];
  });
}

function indentOf(raw: string): number {
  let width = 0;
  for (const character of raw) {
    // A form feed begins a page; it is no indent.
    if (character === '\f') continue;
    if (isBlank(character)) width += 1;
    else if (!isInvisible(character)) break;
  }
  return width;
}
