// Texts whose paragraphs were cut by hard line breaks, as they come out of a PDF: how wide a line is, and what goes on in the
// next line.
import { labelIn } from './label.ts';
import type { SourceLine } from './source-line.ts';

/** How a hard-wrapped text is set. */
export interface Wrapping {
  /** The usual number of characters on a line. */
  readonly width: number;
  /** The least number of characters on a line that is full. */
  readonly full: number;
  /** The least number on a line whose paragraph likely goes on although the line ends with a sentence. */
  readonly goesOnFrom: number;
  /** Whether lines are broken early in front of a quotation, as some programs take a text out of a PDF. */
  readonly breaksAtQuotes: boolean;
  /** The indent of a line that is not the first of its paragraph, where first lines are set in further; null where not. */
  readonly indent: number | null;
  /** Whether an empty line stands between paragraphs. */
  readonly isSpaced: boolean;
}

/** How the text is wrapped, null if its paragraphs are whole lines. */
export function findWrapping(lines: readonly SourceLine[]): Wrapping | null {
  const widths = lines.map(widthOf).filter((width) => width >= SHORTEST_WRAPPED);
  if (widths.length < FEWEST_LINES) return null;
  const width = quantile(widths, 0.75);
  if (width > LONGEST_WRAPPED) return null;
  const full = lines.filter((line) => widthOf(line) >= width - SLACK);
  const broken = full.filter(({ text }) => !SENTENCE_END.test(text));
  if (full.length <= widths.length * FULL_SHARE || broken.length <= full.length * BROKEN_SHARE) return null;
  // Nearly all of the lines that stop in mid-sentence are full, so their shortest tell how short a full line can be.
  const least = Math.max(width - SLACK, quantile(broken.map(widthOf), SHORT_SHARE));
  return {
    width,
    full: least,
    goesOnFrom: goesOnFrom(lines, width, least),
    breaksAtQuotes: breaksAtQuotes(lines, least),
    ...settingOf(lines, least),
  };
}

const SHORTEST_WRAPPED = 10;
const LONGEST_WRAPPED = 80;
const FEWEST_LINES = 12;
// In wrapped text more than half of the lines are full and nearly all of those stop in the middle of a sentence; where
// paragraphs are whole lines, few have the same width and nearly all end a sentence.
const FULL_SHARE = 0.5;
const BROKEN_SHARE = 0.7;
/** A full line falls short of the width by this much at most: the typesetter pushes a character over, or sets digits. */
const SLACK = 4;
const SHORT_SHARE = 0.01;
const SENTENCE_END = /[。！？；;：:]["”’）)》]*$/u;

const widthOf = ({ text }: Pick<SourceLine, 'text'>): number => [...text].length;

// A line that ends a sentence is the last of its paragraph, or its sentence happens to end where the line does. Last lines
// are of any length alike; the others are as long as the lines that stop in mid-sentence. At each length the more likely wins.
function goesOnFrom(lines: readonly SourceLine[], width: number, full: number): number {
  const ending = lines.filter(({ text }) => SENTENCE_END.test(text)).map(widthOf);
  const lastLines = ending.filter((length) => length < full - SLACK && length > SLACK);
  const lastOfALength = lastLines.length / Math.max(1, full - SLACK - SLACK - 1);
  const broken = lines.filter(({ text }) => !SENTENCE_END.test(text)).map(widthOf);
  for (let length = width; length > full; length -= 1) {
    const chance = broken.filter((own) => own === length - 1).length * SENTENCE_END_CHANCE;
    if (chance < lastOfALength) return length;
  }
  return full;
}

function breaksAtQuotes(lines: readonly SourceLine[], full: number): boolean {
  const early = lines.filter((line, at) => {
    const next = lines[at + 1];
    return (
      next?.text.startsWith('“') &&
      widthOf(line) < full &&
      /[，,、\p{Script=Han}]$/u.test(line.text) &&
      !labelIn(line) &&
      !labelIn(next)
    );
  });
  return early.length >= FEWEST_EARLY;
}
const FEWEST_EARLY = 5;

/** One character in so many ends a sentence or a part of one that may end a line. */
const SENTENCE_END_CHANCE = 1 / 25;

// What stands behind a short last line begins a paragraph for sure; what stands behind a full line in mid-sentence goes on.
function settingOf(lines: readonly SourceLine[], full: number): Pick<Wrapping, 'indent' | 'isSpaced'> {
  const firsts: SourceLine[] = [];
  const others: SourceLine[] = [];
  for (const [at, line] of lines.entries()) {
    const before = lines[at - 1];
    // Titles are indented in their own way.
    if (!before || labelIn(line) !== undefined) continue;
    const endsSentence = SENTENCE_END.test(before.text);
    if (endsSentence && widthOf(before) < full - SLACK) firsts.push(line);
    else if (!endsSentence && widthOf(before) >= full) others.push(line);
  }
  const share = (own: readonly SourceLine[], test: (line: SourceLine) => boolean) =>
    own.filter(test).length / Math.max(1, own.length);
  const usual = quantile(
    others.map(({ indent }) => indent),
    0.5,
  );
  const isTold = firsts.length >= FEWEST_FIRSTS;
  const areIndented =
    share(firsts, ({ indent }) => indent > usual) > SURE_SHARE && share(others, ({ indent }) => indent === usual) > SURE_SHARE;
  const areSpaced =
    share(firsts, ({ afterBlank }) => afterBlank) > SURE_SHARE && share(others, ({ afterBlank }) => !afterBlank) > SURE_SHARE;
  return { indent: isTold && areIndented ? usual : null, isSpaced: isTold && areSpaced };
}

const FEWEST_FIRSTS = 4;
const SURE_SHARE = 0.75;

/** Whether a line fills the width, give or take a character that the typesetter pushed over. */
export const isFull = (text: string, { full }: Wrapping): boolean => [...text].length >= full;

/** The same of a line that may be the first of its paragraph, set in by two characters. */
export const opensFull = (line: SourceLine, wrapping: Wrapping): boolean =>
  isFull(line.text, wrapping) || (line.indent > 0 && [...line.text].length + FIRST_INDENT >= wrapping.full);
const FIRST_INDENT = 2;

/** Whether the paragraph of a line goes on in the next one. */
export function continues(line: SourceLine, next: SourceLine, wrapping: Wrapping): boolean {
  const { indent, isSpaced } = wrapping;
  const endsSentence = SENTENCE_END.test(line.text);
  const isTold = indent !== null || isSpaced || (wrapping.breaksAtQuotes && next.text.startsWith('“'));
  if (endsSentence && widthOf(line) < (isTold ? wrapping.full : wrapping.goesOnFrom)) return false;
  if (opensIndented(next, wrapping)) return false;
  if (indent !== null && (endsSentence || !isFull(line.text, wrapping)) && next.indent > indent) return false;
  return !(isSpaced && endsSentence && next.afterBlank);
}

/** Whether a line is set in as the first of its paragraph is, in a text that shows it. */
export const opensIndented = (line: SourceLine, { indent }: Wrapping): boolean =>
  indent !== null && line.indent >= indent + FIRST_INDENT;

/** Several lines as the one paragraph they were cut from. */
export function joinLines(lines: readonly SourceLine[]): SourceLine {
  const [first] = lines;
  if (!first || lines.length === 1) return first ?? { raw: '', text: '', indent: 0, afterBlank: false, spans: [] };
  return {
    ...first,
    raw: lines.map(({ raw }) => raw).join(''),
    text: lines.map(({ text }) => text).join(''),
    spans: lines.flatMap(({ spans }) => spans),
  };
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
}
