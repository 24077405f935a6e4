// How many printed lines a title takes: by the printed contents, by a break in mid-phrase, by the missing blank line, or, in
// wrapped text, by lines too short for a paragraph.
import { fold } from '../text/fold.ts';
import { isTableCaption, textKind } from './clause-kind.ts';
import type { ContentsEntry } from './contents.ts';
import { isBrokenTitle, isTitleLike, type Label, type LabelShape, labelIn } from './label.ts';
import type { ListedEntries } from './listed-entries.ts';
import { cellsOf, type SourceLine } from './source-line.ts';
import { isFull, opensFull, opensIndented, type Wrapping } from './wrapping.ts';

export interface PrintedLines {
  readonly lines: readonly SourceLine[];
  readonly listed: ListedEntries;
  readonly wrapping: Wrapping | null;
  /** Everything stands apart by empty lines, but for the lines of one title. */
  readonly titlesAreGlued: boolean;
  /** The indent of running text. */
  readonly bodyIndent: number;
}

const LONGEST_TITLE_LINE = 50;
const MOST_TITLE_LINES = 4;
/** A shorter title would not have been broken. */
const SHORTEST_BROKEN_LINE = 9;

/** Of a title that begins behind its label at line `at`. */
export function titleLines(printed: PrintedLines, at: number, label: Label): number {
  const { lines, titlesAreGlued, bodyIndent } = printed;
  const line = lines[at];
  if (!line || !mayGoOnInTitle(lines[at + 1])) return 1;
  const listed = listedEntry(printed, label, line.text);
  if (listed) return listedLines(lines, at, listed.folded);
  if (isBrokenTitle(label.rest)) return 2;
  const next = lines[at + 1];
  const isGlued = titlesAreGlued && !next?.afterBlank && next?.indent !== bodyIndent;
  return isGlued && label.shape !== '专栏' ? 2 : shortLines(printed, at, label);
}

/** Of a title below its label, which stands alone on line `at`; the label's line is counted. */
export function linesOfTitleApart(printed: PrintedLines, at: number, label: Label): number {
  const { lines } = printed;
  const begun = (lines[at]?.text ?? '') + (lines[at + 1]?.text ?? '');
  const listed = listedEntry(printed, label, begun);
  if (listed) return Math.max(2, listedLines(lines, at, listed.folded));
  return mayGoOnInTitle(lines[at + 2]) ? 1 + shortLines(printed, at + 1, label) : 2;
}

/**
 * In wrapped text the first line of a numbered paragraph has no full stop either. It is a title if the contents list it, if it
 * stops before the line is full or something else begins below it, or is longer than any line, so that somebody has put it together. Hardly any paragraph
 * opens with 第七章 or 专栏3: that is a title unless a sentence goes on in it.
 */
export function opensWrappedParagraph(
  { lines, listed, wrapping }: PrintedLines,
  at: number,
  label: Label,
  lineCount: number,
): boolean {
  const line = lines[at];
  if (wrapping === null || !line || lineCount > 1 || !isFull(line.text, wrapping)) return false;
  if (!LIST_SHAPES.has(label.shape) && [...line.text].length > wrapping.width + LONGER) return false;
  if (NAMED_SHAPES.has(label.shape) && !isInSentence(lines[at - 1], wrapping)) return false;
  const next = lines[at + 1];
  if (next && (labelIn(next)?.number != null || opensIndented(next, wrapping))) return false;
  return !listed.has(label.shape, fold(line.text));
}

const NAMED_SHAPES: ReadonlySet<LabelShape> = new Set(['篇', '章', '节', '专栏']);
/** Lists stand in notes and boxes, whose type is smaller and whose lines are longer. */
const LIST_SHAPES: ReadonlySet<LabelShape> = new Set(['1.', '（1）']);
/** In characters: what a line may hold beyond its width. */
const LONGER = 4;

/** Whether a wrapped line ends in the middle of a sentence, so that the next one goes on with it. */
export const isInSentence = (before: SourceLine | undefined, wrapping: Wrapping): boolean =>
  before !== undefined &&
  labelIn(before) === undefined &&
  isFull(before.text, wrapping) &&
  /[\p{Script=Han}，,、]$/u.test(before.text);

const listedEntry = ({ listed }: PrintedLines, label: Label, begun: string): ContentsEntry | undefined =>
  listed.beginning(label, fold(begun));

const mayGoOnInTitle = (line: SourceLine | undefined): boolean =>
  line !== undefined && !labelIn(line) && isTitleLike(line.text) && line.text.length <= LONGEST_TITLE_LINE;

// The title that the contents list may be broken over several lines.
function listedLines(lines: readonly SourceLine[], at: number, folded: string): number {
  let joined = '';
  for (let count = 1; count <= MOST_TITLE_LINES; count += 1) {
    const line = lines[at + count - 1];
    if (count > 1 && !mayGoOnInTitle(line)) return 1;
    joined += fold(line?.text ?? '');
    if (joined === folded) return count;
  }
  return 1;
}

/** What stands this much further to the right than a paragraph's first line is centred. */
const CENTRED = 3;

// Where the layout is kept, the lines of a title are centred, and what follows it begins at the margin.
function centredLines(lines: readonly SourceLine[], at: number, bodyIndent: number): number {
  const isCentred = (line: SourceLine | undefined) =>
    line !== undefined && line.indent >= bodyIndent + CENTRED && cellsOf(line) === null;
  if (!isCentred(lines[at])) return 1;
  let count = 1;
  while (count < MOST_TITLE_LINES && isCentred(lines[at + count]) && mayGoOnInTitle(lines[at + count])) count += 1;
  const below = lines.slice(at + 1, at + count).map(({ text }) => text);
  return below.some((text) => isTableCaption(text) || textKind(text) !== 'paragraph') ? 1 : count;
}

// The first line of a paragraph is full, or ends a sentence. So a line that does neither belongs to the title above it, if a
// paragraph or another title follows; a table would go on with short lines.
function shortLines({ lines, wrapping, bodyIndent }: PrintedLines, at: number, label: Label): number {
  const [line, next, after] = lines.slice(at, at + 3);
  if (!wrapping || !line || !next || label.shape === '专栏' || [...line.text].length < SHORTEST_BROKEN_LINE) return 1;
  const centred = centredLines(lines, at, bodyIndent);
  if (centred > 1) return centred;
  if (opensFull(next, wrapping) || textKind(next.text) !== 'paragraph' || cellsOf(next)) return 1;
  const isFollowed = !after || isFull(after.text, wrapping) || labelIn(after) !== undefined || !isTitleLike(after.text);
  return isFollowed ? 2 : 1;
}
