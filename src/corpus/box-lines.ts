// The printed lines of a box: what it lists, and how its wrapped paragraphs are put together again.
import { isBullet, isNote, isUnitLine } from './clause-kind.ts';
import { isTitleLike, type Label, type LabelShape, labelIn } from './label.ts';
import { cellsOf, type SourceLine } from './source-line.ts';
import { isFigure } from './table-rows.ts';
import { joinLines, type Wrapping } from './wrapping.ts';

const LISTING_SHAPES: ReadonlySet<LabelShape> = new Set(['1.', '（1）']);

/**
 * Which list a label belongs to, undefined if lists are not numbered like that. Entries of one list are labelled alike, and
 * all are titles or all have text behind their titles. In wrapped text, what fills its line is no title.
 */
export function listOf({ shape, num, rest }: Label, wrapping: Wrapping | null): string | undefined {
  if (!LISTING_SHAPES.has(shape)) return undefined;
  const isTitle = isTitleLike(rest) && (wrapping === null || (rest.length < wrapping.full * TITLE_SHARE && !/[：:]/u.test(rest)));
  return `${num.replace(/\p{Nd}/gu, '')} ${isTitle ? 'titles' : 'texts'}`;
}
const TITLE_SHARE = 0.75;

/** A box whose longest line is shorter holds cells alone. */
const NARROWEST_BOX = 15;
const SLACK = 3;

/** In wrapped text the paragraphs of a box are wrapped too, to a width of its own. A line that falls short of it is whole. */
export function joinBoxLines(lines: readonly SourceLine[], { isSpaced }: Wrapping): readonly SourceLine[] {
  const width = lines.reduce((widest, { text }) => Math.max(widest, text.length), 0);
  if (width < NARROWEST_BOX) return lines;
  const groups: SourceLine[][] = [];
  for (const line of lines) {
    const before = groups.at(-1)?.at(-1);
    const goesOn = before && !opensEntry(line) && !(isSpaced && line.afterBlank) && !cellsOf(before);
    if (goesOn && before.text.length >= width - SLACK) groups.at(-1)?.push(line);
    else groups.push([line]);
  }
  return groups.map(joinLines);
}

const opensEntry = (line: SourceLine): boolean =>
  isFigure(line.text) ||
  labelIn(line) !== undefined ||
  isBullet(line.text) ||
  isNote(line.text) ||
  isUnitLine(line.text) ||
  cellsOf(line) !== null;
