// Plans numbered 1, 1.1, 1.1.1. A lone digit before a title is a label only in such a plan, where the titles under it are
// numbered with it; anywhere else it may be a row of a table or the number of a page.
import { isTitleLike, type Label, labelOf } from './label.ts';
import type { SourceLine } from './source-line.ts';

const BARE = /^[ \f\u3000\u00a0]*(\d{1,2})[ \u3000\u00a0\t]+(?=[“《]|\p{Script=Han})/u;
const FEWEST_CHAPTERS = 2;
/** Some chapters have no titles under them. */
const NUMBERED_SHARE = 0.15;
const FEWEST_NUMBERED = 1;
const HIGHER_LABEL = /^第.{1,5}[篇编編章]/u;

/** The lines, those with a label that opens a chapter of a plan numbered in decimals marked with it. */
export function labelDecimals(lines: readonly SourceLine[]): readonly SourceLine[] {
  if (lines.some(({ text }) => HIGHER_LABEL.test(text) && isTitleLike(text))) return lines;
  const isFollowed = followedBySections(lines);
  const opening = new Map<number, Label>();
  let numbered = 0;
  let expected = 1;
  for (const [at, line] of lines.entries()) {
    const label = bareLabel(line);
    if (!label || (label.number !== expected && label.number !== 1)) continue;
    opening.set(at, label);
    expected = (label.number ?? 0) + 1;
    if (isFollowed(at, label.num)) numbered += 1;
  }
  if (opening.size < FEWEST_CHAPTERS || numbered < Math.max(FEWEST_NUMBERED, opening.size * NUMBERED_SHARE)) return lines;
  return lines.map((line, at) => {
    const label = opening.get(at);
    return label ? { ...line, label } : line;
  });
}

function bareLabel({ raw, text }: SourceLine): Label | undefined {
  const num = BARE.exec(raw)?.[1];
  if (num === undefined || !text.startsWith(num) || isRow(raw)) return undefined;
  const rest = text.slice(num.length);
  return isTitleLike(rest) ? { shape: '1.', num, number: Number(num), rest } : undefined;
}

// The first cell of a table's row is a number too.
const isRow = (raw: string): boolean => raw.trim().split(/\t| {2,}|\u3000{2,}/u).length >= FEWEST_CELLS;
const FEWEST_CELLS = 3;

// The next label in decimals is the first under this number: 3 is followed by 3.1. To be asked from top to bottom.
function followedBySections(lines: readonly SourceLine[]): (at: number, num: string) => boolean {
  let next = 0;
  let found: Label | undefined;
  return (at, num) => {
    while (next < lines.length && (next <= at || found?.shape !== '1.1')) {
      next += 1;
      found = labelOf(lines[next]?.text ?? '');
    }
    return next <= at + LONGEST_LEAD && found?.shape === '1.1' && found.num.replace(/[.、]$/u, '') === `${num}.1`;
  };
}
const LONGEST_LEAD = 60;
