// Cutting a clause into sentences, each with its place.
import type { Range } from '../../text/characters.ts';

const SENTENCE_END = /[。！？!?]+[”’」』）)》]*/gu;

/** The sentences of a text in order, end marks included; joined they are the text. A semicolon ends none: years reach across it. */
export function sentenceRanges(text: string): readonly Range[] {
  const ranges: Range[] = [];
  let from = 0;
  for (const match of text.matchAll(SENTENCE_END)) {
    const to = match.index + match[0].length;
    ranges.push([from, to]);
    from = to;
  }
  if (from < text.length) ranges.push([from, text.length]);
  return ranges;
}
