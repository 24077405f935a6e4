// Titles broken over several printed lines: what tells them from the paragraph below is the type they are set in.
import { cleanText } from '../../text/clean.ts';
import { isTitleLike, labelOf } from '../label.ts';
import type { PageLine } from './page-lines.ts';
import { mainType } from './page-rows.ts';
import { withoutRadicals } from './radicals.ts';

type PlacedLine = PageLine & { readonly page: number };

/** The lines of a document, each title that is set in a type of its own as one line. */
export function joinTitles<Line extends PlacedLine>(lines: readonly Line[]): readonly Line[] {
  const main = mainType(lines);
  const joined: Line[] = [];
  for (let at = 0; at < lines.length; ) {
    const count = titleLines(lines, at, main);
    const [first, ...others] = lines.slice(at, at + count);
    if (first) joined.push({ ...first, text: others.reduce((text, other) => joinText(text, other.text), first.text) });
    at += count;
  }
  return joined;
}

/** A longer run in one type is a paragraph of a box, not a title. */
const MOST_LINES = 4;
/** A title in the type of the text that leaves more of the line free was not broken there; a label alone is. */
const LEAST_WIDTH = 0.4;

function titleLines(lines: readonly PlacedLine[], at: number, main: Type): number {
  const first = lines[at];
  const label = first && labelOf(plainText(first));
  if (!first || !label || !isTitleType(first, main)) return 1;
  let count = 1;
  let title = label.rest;
  for (let next = lines[at + 1]; next && follows(lines[at + count - 1] ?? first, next, main); next = lines[at + count]) {
    count += 1;
    title += plainText(next);
  }
  return count <= MOST_LINES && isTitleLike(title) ? count : 1;
}

const plainText = ({ text }: Pick<PageLine, 'text'>): string => withoutRadicals(cleanText(text)).text;

const LARGER = 1.06;
const NOT_SMALLER = 0.98;

type Type = Pick<PageLine, 'size' | 'font'>;

const isLarger = ({ size }: Type, main: Type): boolean => size > main.size * LARGER;
const isTitleType = (line: Type, main: Type): boolean =>
  isLarger(line, main) || (line.font !== main.font && line.size > main.size * NOT_SMALLER);

/** Baselines of a title's lines are at most this many heights of its type apart. */
const LINE_DISTANCE = 2.6;
const SAME_SIZE = 0.03;

function follows(line: PlacedLine, next: PlacedLine, main: Type): boolean {
  const isBroken =
    isLarger(line, main) || line.end - line.start > line.columnWidth * LEAST_WIDTH || labelOf(plainText(line))?.rest === '';
  return (
    isBroken &&
    next.page === line.page &&
    (next.font === line.font || isLarger(next, main)) &&
    Math.abs(next.size - line.size) < line.size * SAME_SIZE &&
    line.y > next.y &&
    line.y - next.y < line.size * LINE_DISTANCE &&
    labelOf(plainText(next)) === undefined &&
    /\p{Script=Han}/u.test(next.text)
  );
}

const joinText = (text: string, next: string): string =>
  labelOf(plainText({ text }))?.rest === '' ? `${text} ${next.trim()}` : text + next.trim();
