// The printed table of contents: the same headings again, before the body. It must not become structure or hits, but it
// is the best witness of what a broken title says in full.
import { cleanText } from '../text/clean.ts';
import { fold } from '../text/fold.ts';
import { isPreambleLabel } from './furniture.ts';
import { isTitleLike, type Label, labelIn, labelOf } from './label.ts';
import { leaderStart } from './leader.ts';
import type { SourceLine } from './source-line.ts';
import { opensFull, type Wrapping } from './wrapping.ts';

export interface ContentsEntry {
  readonly label: Label;
  /** Folded label and title, leader dots and page number taken off. */
  readonly folded: string;
  readonly line: SourceLine;
}

export interface PrintedContents {
  /** Half-open range of indexes into the lines. */
  readonly from: number;
  readonly to: number;
  readonly entries: readonly ContentsEntry[];
}

const CONTENTS_LABEL = /^(?:目录|目錄|目次)[:：]?$/u;
const PAGE_LINE = /^[—\-–·\s]*[\divxIVX]{1,4}[—\-–·\s]*$/u;
/** A run of headings without text between them is a list of contents from this many on, even if nothing says 目录. */
const SHORTEST_UNLABELLED = 8;
/** A shorter run is one if nearly all of its headings come again. */
const FEWEST_UNLABELLED = 2;
const AGAIN_SHARE = 0.8;

/**
 * The first printed contents among `lines`, or null. Contents end where their first entry comes again, or at a paragraph.
 */
export function findContents(lines: readonly SourceLine[], wrapping: Wrapping | null): PrintedContents | null {
  const labelled = lines.findIndex((line) => CONTENTS_LABEL.test(line.text));
  if (labelled >= 0) {
    const to = endOfContents(lines, labelled + 1, wrapping);
    if (to > labelled + 1) return { from: labelled, to, entries: entriesOf(lines.slice(labelled + 1, to)) };
  }
  const start = lines.findIndex((line) => labelIn(line) !== undefined);
  if (start < 0 || lines[start]?.text === undefined) return null;
  const to = endOfContents(lines, start, wrapping);
  const entries = entriesOf(lines.slice(start, to));
  const comesAgain = (entry: ContentsEntry) => lines.some((_line, at) => at >= to && repeats(lines, at, entry));
  const isContents =
    entries.length >= SHORTEST_UNLABELLED
      ? entries.slice(0, 1).some(comesAgain)
      : entries.length >= FEWEST_UNLABELLED && entries.filter(comesAgain).length >= entries.length * AGAIN_SHARE;
  return isContents ? { from: start, to, entries } : null;
}

/** Whether a body line is this entry again, or one of the two the first half of the other. A label may have its title on the next line. */
function repeats(lines: readonly SourceLine[], at: number, entry: ContentsEntry): boolean {
  const line = lines[at];
  const label = line && labelIn(line);
  if (!label || label.number !== entry.label.number || label.shape !== entry.label.shape) return false;
  const folded = fold(line.text + (label.rest === '' ? (lines[at + 1]?.text ?? '') : ''));
  // An entry that fills its line leaves no room for dots in front of its page number.
  const listed = entry.folded === folded ? folded : entry.folded.replace(/\d{1,3}$/u, '');
  const [shorter, longer] = [listed, folded].sort((a, b) => a.length - b.length);
  return (
    shorter !== undefined && (shorter === longer || (shorter.length >= SHORTEST_HALF && longer?.startsWith(shorter) === true))
  );
}

const SHORTEST_HALF = 6;

/** The body may leave out or reword the first entry, so it is looked for with the next ones of its shape. */
const FIRST_ENTRIES = 3;

function endOfContents(lines: readonly SourceLine[], from: number, wrapping: Wrapping | null): number {
  const firstEntries: { readonly entry: ContentsEntry; readonly at: number }[] = [];
  for (let at = from; at < lines.length; at += 1) {
    const line = lines[at];
    if (!line || opensPreamble(lines, at)) return at;
    if (!isContentsLine(line)) return wrapping === null ? at : paragraphStart(lines, from, at, wrapping);
    if (firstEntries.some((first) => at > first.at && repeats(lines, at, first.entry))) return at;
    const entry = firstEntries.length < FIRST_ENTRIES ? entryOf(line) : undefined;
    const shape = firstEntries[0]?.entry.label.shape ?? entry?.label.shape;
    if (entry && entry.label.shape === shape) firstEntries.push({ entry, at });
  }
  return lines.length;
}

// In wrapped text the first lines of a paragraph hold no full stop: they are full, and no entry ends in them.
function paragraphStart(lines: readonly SourceLine[], from: number, sentence: number, wrapping: Wrapping): number {
  let start = sentence;
  for (let at = sentence - 1; at > from; at -= 1) {
    const line = lines[at];
    if (!line || entryOf(line) !== undefined || withoutLeader(line) !== line.text || !opensFull(line, wrapping)) break;
    start = at;
  }
  return start;
}

// 序言 may be an entry of the contents; if no entry follows it, it is the preamble's own label.
function opensPreamble(lines: readonly SourceLine[], at: number): boolean {
  const next = lines[at + 1];
  return (
    isPreambleLabel(lines[at]?.text ?? '') && next !== undefined && entryOf(next) === undefined && !PAGE_LINE.test(next.text)
  );
}

function isContentsLine(line: SourceLine): boolean {
  return PAGE_LINE.test(line.text) || isTitleLike(withoutLeader(line));
}

// An entry may be broken over two lines; its page number stands at the end of the second.
function entriesOf(lines: readonly SourceLine[]): ContentsEntry[] {
  const entries: ContentsEntry[] = [];
  let isOpen = false;
  for (const line of lines) {
    const entry = entryOf(line);
    const last = entries.at(-1);
    if (entry) entries.push(entry);
    else if (isOpen && last && !PAGE_LINE.test(line.text))
      entries.splice(-1, 1, { ...last, folded: last.folded + fold(withoutLeader(line)) });
    isOpen =
      withoutLeader(line) === line.text &&
      !PAGE_LINE.test(line.text) &&
      (entry !== undefined || isOpen) &&
      entry?.label.shape !== '专栏';
  }
  return entries;
}

function entryOf(line: SourceLine): ContentsEntry | undefined {
  const text = withoutLeader(line);
  const label = line.label ? { ...line.label, rest: text.slice(line.label.num.length) } : labelOf(text);
  return label && { label, folded: fold(text), line };
}

const withoutLeader = ({ raw }: SourceLine): string =>
  cleanText(raw.length > LONGEST_ENTRY ? raw : raw.slice(0, leaderStart(raw)));

// No entry of a contents is longer.
const LONGEST_ENTRY = 300;
