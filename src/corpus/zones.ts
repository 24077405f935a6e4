// The zones of a source: what stands before the body, the preamble, the body itself, and what the site printed after it.
import { fold } from '../text/fold.ts';
import { findContents, type PrintedContents } from './contents.ts';
import { labelDecimals } from './decimals.ts';
import { type Furniture, furnitureOf, isPlanTitle, isPreambleLabel, isSpam, opensTail } from './furniture.ts';
import { removeInlinePages } from './inline-pages.ts';
import { isTitleLike, labelIn, labelOf } from './label.ts';
import { inferLevels, type Levels } from './levels.ts';
import type { DropReason } from './model.ts';
import { findPageFurniture } from './page-furniture.ts';
import { setNotesApart } from './page-notes.ts';
import { markRunIns } from './run-ins.ts';
import type { SourceLine } from './source-line.ts';
import { continues, findWrapping, isFull, joinLines, type Wrapping } from './wrapping.ts';

export interface DroppedLine {
  readonly line: SourceLine;
  readonly reason: DropReason;
}

export interface Zones {
  readonly contents: PrintedContents | null;
  readonly levels: Levels;
  /** How paragraphs are cut by hard line breaks, null where they are whole lines. */
  readonly wrapping: Wrapping | null;
  /** Lines of wrapped text that are whole paragraphs: nothing is joined to them. */
  readonly whole: ReadonlySet<SourceLine>;
  readonly preamble: readonly SourceLine[];
  readonly body: readonly SourceLine[];
  readonly dropped: readonly DroppedLine[];
  /** The printed label of the preamble (前言), null where the source has none. */
  readonly preambleLabel: string | null;
}

/** Every line ends up in exactly one of `preamble`, `body` and `dropped`. `pages`: the page of each line of the file. */
export function findZones(captured: readonly SourceLine[], pages: readonly number[] | null): Zones {
  const { lines: allLines, removed } = removeInlinePages(captured);
  const spam = new Set(allLines.filter((line) => isSpam(fold(line.text))));
  const unspoilt = allLines.filter((line) => !spam.has(line));
  const furniture = findPageFurniture(unspoilt, pages);
  const texts = unspoilt.filter((line) => !furniture.has(line));
  const wrapping = findWrapping(texts);
  const whole = wrapping === null ? joinAcross(unspoilt, furniture, pages) : texts;
  const { lines, notes } = setNotesApart(markRunIns(labelDecimals(whole), wrapping), pages, wrapping);
  const contents = findContents(lines, wrapping);
  const afterContents = contents?.to ?? 0;
  const levels = inferLevels(lines.slice(afterContents), wrapping);
  const bodyFrom = afterContents + indexOr(lines.slice(afterContents), (line) => opensBody(line, levels));
  const bodyTo = bodyFrom + tailStart(lines.slice(bodyFrom), levels);
  const before = lines.slice(0, contents?.from ?? bodyFrom);
  const between = contents ? lines.slice(contents.to, bodyFrom) : [];
  const head = splitHead({ before, between, hasContents: contents !== null, hasBody: bodyFrom < lines.length, wrapping });
  const contentsLines = contents ? lines.slice(contents.from, contents.to) : [];
  return {
    contents,
    levels,
    wrapping,
    whole: notes,
    preamble: head.preamble,
    preambleLabel: head.label,
    body: lines.slice(bodyFrom, bodyTo),
    dropped: [
      ...[...spam].map((line): DroppedLine => ({ line, reason: 'spam' })),
      ...[...furniture, ...removed].map((line): DroppedLine => ({ line, reason: 'boilerplate' })),
      ...head.dropped,
      ...contentsLines.map((line): DroppedLine => ({ line, reason: 'contents' })),
      ...lines.slice(bodyTo).map((line): DroppedLine => ({ line, reason: 'boilerplate' })),
    ],
  };
}

// Where paragraphs are whole lines, one that stops in mid-sentence at the end of a page goes on on the next.
function joinAcross(
  lines: readonly SourceLine[],
  furniture: ReadonlySet<SourceLine>,
  pages: readonly number[] | null,
): SourceLine[] {
  const paragraphs: OpenParagraph[] = [];
  const pageOf = (line: SourceLine | undefined) => pages?.[(line?.spans.at(-1)?.line ?? 1) - 1] ?? 0;
  let isInterrupted = false;
  for (const line of lines) {
    if (furniture.has(line)) {
      isInterrupted = true;
      continue;
    }
    const before = paragraphs.at(-1);
    const isOnNewPage = isInterrupted || (before !== undefined && pageOf(before.lines.at(-1)) < pageOf(line));
    if (isOnNewPage && before && stopsInSentence(before) && !isHeading(before) && !opensHeading(line)) goOn(before, line);
    else paragraphs.push(opened(line));
    isInterrupted = false;
  }
  return paragraphs.map(({ lines: own }) => joinLines(own));
}

/** A paragraph and what of its text tells whether it goes on: the whole is put together once. */
interface OpenParagraph {
  readonly lines: SourceLine[];
  length: number;
  hasMark: boolean;
  /** No more of its beginning than a heading could take. */
  head: string;
  /** Its last characters: no more than `LONGEST_END` units. */
  end: string;
}

const opened = (line: SourceLine): OpenParagraph => {
  const paragraph = { lines: [], length: 0, hasMark: false, head: '', end: '' };
  goOn(paragraph, line);
  return paragraph;
};

function goOn(paragraph: OpenParagraph, line: SourceLine): void {
  const { text } = line;
  paragraph.lines.push(line);
  paragraph.length += text.length;
  paragraph.hasMark ||= /[，,、；;。]/u.test(text);
  if (paragraph.head.length <= LONGEST_HEADING) paragraph.head += text.slice(0, LONGEST_HEADING + 1);
  paragraph.end = (paragraph.end + text.slice(-LONGEST_END)).slice(-LONGEST_END);
}

/** More than a label and a title that is one. */
const LONGEST_HEADING = 200;
/** A digit of two units and a full stop. */
const LONGEST_END = 3;

const isHeading = ({ head }: OpenParagraph): boolean => isTitleLike(labelOf(head)?.rest ?? '。');

// A comma at the start of a line is what is left of a lost number, or of a broken sentence.
function opensHeading(line: SourceLine): boolean {
  const label = labelIn(line);
  return label !== undefined && (label.number !== null || isTitleLike(label.rest));
}

const SHORTEST_INTERRUPTED = 25;

const stopsInSentence = ({ length, hasMark, end }: OpenParagraph): boolean =>
  length >= SHORTEST_INTERRUPTED && hasMark && /(?:[\p{Script=Han}\p{Nd}，,、%“《”》（()）]|\p{Nd}\.)$/u.test(end);

function opensBody(line: SourceLine, levels: Levels): boolean {
  const label = labelIn(line);
  const kind = label && levels.get(label.shape);
  return (kind === 'part' || kind === 'chapter') && label?.number !== null;
}

interface Head {
  readonly preamble: SourceLine[];
  readonly dropped: DroppedLine[];
  readonly label: string | null;
}

interface HeadInput {
  /** What stands before the contents, or before the body where there are none. */
  readonly before: readonly SourceLine[];
  /** What stands between the contents and the body. */
  readonly between: readonly SourceLine[];
  readonly hasContents: boolean;
  readonly hasBody: boolean;
  readonly wrapping: Wrapping | null;
}

// The preamble follows its printed label; without one, the contents; without those, the last line that names the plan.
function splitHead({ before, between, hasContents, hasBody, wrapping }: HeadInput): Head {
  const isText = (text: string) => isSentence(text) || (wrapping !== null && isFull(text, wrapping));
  const all = [...before, ...between];
  const label = all.findLastIndex((line, at) => isPreambleLabel(line.text) && isText(all[at + 1]?.text ?? ''));
  const title = titleEnd(before, hasBody);
  const opensWithText = lengthOf(before.slice(title).filter((line) => isText(line.text) && !furnitureOf(line.text)));
  const from = label >= 0 ? label + 1 : hasContents && opensWithText < SHORTEST_PREAMBLE ? before.length : title;
  const preamble: SourceLine[] = [];
  const dropped: DroppedLine[] = [];
  for (const [at, line] of all.entries()) {
    // In wrapped text the last line of a paragraph may be as short as a title: what follows text is text.
    const goesOn =
      wrapping !== null &&
      preamble.at(-1) !== undefined &&
      preamble.at(-1) === all[at - 1] &&
      continues(all[at - 1] ?? line, line, wrapping);
    const furniture =
      at < from
        ? (furnitureOf(line.text) ?? 'front-matter')
        : goesOn || isText(line.text)
          ? undefined
          : furnitureInPreamble(line.text, hasBody);
    if (furniture) dropped.push({ line, reason: furniture });
    else preamble.push(line);
  }
  return { preamble, dropped, label: all[label]?.text ?? null };
}

/** In front of the contents; the notice that a plan comes with is shorter. */
const SHORTEST_PREAMBLE = 300;
const lengthOf = (lines: readonly SourceLine[]): number => lines.reduce((sum, { text }) => sum + text.length, 0);

/** Where the title page ends: after the last line that names the plan. A text without headings has its title at the top. */
function titleEnd(before: readonly SourceLine[], hasBody: boolean): number {
  const searched = hasBody ? before : before.slice(0, LINES_OF_A_TITLE);
  return searched.findLastIndex((line) => isPlanTitle(line.text)) + 1;
}
const LINES_OF_A_TITLE = 3;

// In front of a body, a short line is part of the title page; in a text without headings it may be a paragraph.
function furnitureInPreamble(text: string, hasBody: boolean): Furniture | undefined {
  if (isSentence(text)) return undefined;
  const furniture = furnitureOf(text);
  return furniture ?? (hasBody && isTitleLike(text) && text.length < SHORTEST_PARAGRAPH ? 'front-matter' : undefined);
}
const SHORTEST_PARAGRAPH = 15;

const isSentence = (text: string): boolean => /[。！？]/u.test(text) || text.length > 60;

/** Where the site speaks again after the body's last heading: from the first such line on, all is furniture. */
function tailStart(body: readonly SourceLine[], levels: Levels): number {
  const lastHeading = body.findLastIndex((line) => {
    const label = labelIn(line);
    return (
      label !== undefined &&
      (levels.has(label.shape) || (label.shape === '附件' && label.number !== null)) &&
      label.rest !== '' &&
      isTitleLike(label.rest) &&
      label.number !== null &&
      label.shape !== '1.' &&
      !opensTail(line.text)
    );
  });
  for (let at = lastHeading + 1; at < body.length; at += 1) {
    const text = body[at]?.text ?? '';
    if (text.length <= LONGEST_FURNITURE && !/。./u.test(text) && opensTail(text)) return at;
    if (isDanglingAttachment(text, body[at + 1]?.text)) return at;
  }
  return body.length;
}
const LONGEST_FURNITURE = 120;

// 附件 with nothing after it, or with a file to download: its table is not in this text.
function isDanglingAttachment(text: string, next: string | undefined): boolean {
  const label = labelOf(text);
  return label?.shape === '附件' && label.rest === '' && (next === undefined || opensTail(next));
}

function indexOr<T>(items: readonly T[], predicate: (item: T) => boolean): number {
  const found = items.findIndex(predicate);
  return found < 0 ? items.length : found;
}
