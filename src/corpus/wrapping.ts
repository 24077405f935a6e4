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
  return { width, full: least, ...settingOf(lines, least) };
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
  const share = (own: readonly SourceLine[], test: (line: SourceLine) => boolean) => own.filter(test).length / Math.max(1, own.length);
  const usual = quantile(
    others.map(({ indent }) => indent),
    0.5,
  );
  const isTold = firsts.length >= FEWEST_FIRSTS;
  const areIndented = share(firsts, ({ indent }) => indent > usual) > SURE_SHARE && share(others, ({ indent }) => indent === usual) > SURE_SHARE;
  const areSpaced = share(firsts, ({ afterBlank }) => afterBlank) > SURE_SHARE && share(others, ({ afterBlank }) => !afterBlank) > SURE_SHARE;
  return { indent: isTold && areIndented ? usual : null, isSpaced: isTold && areSpaced };
}

const FEWEST_FIRSTS = 4;
const SURE_SHARE = 0.75;

/** Whether a line fills the width, give or take a character that the typesetter pushed over. */
export const isFull = (text: string, { full }: Wrapping): boolean => [...text].length >= full;

/** Whether the paragraph of a line goes on in the next one. */
export function continues(line: SourceLine, next: SourceLine, wrapping: Wrapping): boolean {
  const { indent, isSpaced } = wrapping;
  const endsSentence = SENTENCE_END.test(line.text);
  if (endsSentence && !isFull(line.text, wrapping)) return false;
  if (indent !== null && (endsSentence || !isFull(line.text, wrapping)) && next.indent > indent) return false;
  return !(isSpaced && endsSentence && next.afterBlank);
}

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
