// Texts whose paragraphs were cut by hard line breaks, as they come out of a PDF: how wide a line is, and what goes on in the
// next line.
import type { SourceLine } from './source-line.ts';

/** The usual width of a line in characters if the text is hard-wrapped, null if its paragraphs are whole lines. */
export function wrapWidth(lines: readonly SourceLine[]): number | null {
  const widths = lines.map(({ text }) => [...text].length).filter((width) => width >= SHORTEST_WRAPPED);
  if (widths.length < FEWEST_LINES) return null;
  const width = quantile(widths, 0.75);
  if (width > LONGEST_WRAPPED) return null;
  const full = lines.filter(({ text }) => isFull(text, width));
  const broken = full.filter(({ text }) => !SENTENCE_END.test(text));
  return full.length > widths.length * FULL_SHARE && broken.length > full.length * BROKEN_SHARE ? width : null;
}

const SHORTEST_WRAPPED = 10;
const LONGEST_WRAPPED = 80;
const FEWEST_LINES = 12;
// In wrapped text more than half of the lines are full and nearly all of those stop in the middle of a sentence; where
// paragraphs are whole lines, few have the same width and nearly all end a sentence.
const FULL_SHARE = 0.5;
const BROKEN_SHARE = 0.7;
const SENTENCE_END = /[。！？；;：:]["”’）)》]*$/u;

/** Whether a line fills the width, give or take a character that the typesetter pushed over. */
export const isFull = (text: string, width: number): boolean => [...text].length >= width - SLACK;
const SLACK = 4;

/** Whether the paragraph of a line goes on in the next one. A line that ends a sentence early ends its paragraph. */
export function continues(line: SourceLine, width: number): boolean {
  return !SENTENCE_END.test(line.text) || isFull(line.text, width);
}

/** Several lines as the one paragraph they were cut from. */
export function joinLines(lines: readonly SourceLine[]): SourceLine {
  const [first] = lines;
  if (!first || lines.length === 1) return first ?? { raw: '', text: '', indent: 0, afterBlank: false, spans: [] };
  return {
    raw: lines.map(({ raw }) => raw).join(''),
    text: lines.map(({ text }) => text).join(''),
    indent: first.indent,
    afterBlank: first.afterBlank,
    spans: lines.flatMap(({ spans }) => spans),
  };
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
}
