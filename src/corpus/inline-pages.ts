// Page numbers that a conversion has left inside a paragraph: `推进经济 — 12 — 社会发展`.
import { cleanText } from '../text/clean.ts';
import type { SourceLine } from './source-line.ts';
import { sliceSpans } from './source-line.ts';

const INLINE_NUMBER =
  /(?<=[\p{Script=Han}，,、“《])[ \u3000\u00a0]*[—–-][ \u3000]*(\d{1,3})[ \u3000]*[—–-][ \u3000\u00a0]*(?=[\p{Script=Han}“《])/gu;
const LONGEST_STEP = 3;
const FEWEST_NUMBERS = 3;
const COUNTING_SHARE = 0.8;

export interface WithoutInlinePages {
  readonly lines: readonly SourceLine[];
  /** The numbers that were taken out, each a line of its own. */
  readonly removed: readonly SourceLine[];
}

/** The lines without numbers of pages inside them, if such numbers count up through the text. */
export function removeInlinePages(lines: readonly SourceLine[]): WithoutInlinePages {
  const numbers = lines.flatMap(({ raw }) => [...raw.matchAll(INLINE_NUMBER)].map((match) => Number(match[1])));
  const counting = numbers
    .slice(1)
    .filter((number, at) => number > (numbers[at] ?? 0) && number <= (numbers[at] ?? 0) + LONGEST_STEP);
  if (numbers.length < FEWEST_NUMBERS || counting.length < (numbers.length - 1) * COUNTING_SHARE) return { lines, removed: [] };
  const removed: SourceLine[] = [];
  return {
    lines: lines.map((line) => {
      const matches = [...line.raw.matchAll(INLINE_NUMBER)];
      if (matches.length === 0) return line;
      removed.push(...matches.map((match) => partOf(line, match.index, match.index + match[0].length)));
      const borders = [0, ...matches.flatMap((match) => [match.index, match.index + match[0].length]), line.raw.length];
      const kept = borders.flatMap((start, at) =>
        at % 2 === 0 ? [partOf(line, start, borders[at + 1] ?? line.raw.length)] : [],
      );
      const raw = kept.map((part) => part.raw).join('');
      return { ...line, raw, text: cleanText(raw), spans: kept.flatMap((part) => part.spans) };
    }),
    removed,
  };
}

function partOf(line: SourceLine, start: number, end: number): SourceLine {
  const raw = line.raw.slice(start, end);
  return { ...line, raw, text: cleanText(raw), spans: sliceSpans(line, [start, end]) };
}
