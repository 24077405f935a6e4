// A clause's text cut wherever a hit or a mark begins or ends, so that a template can dress each piece.
import type { Range } from '../text/characters.ts';

/** A piece of text, all of it inside or outside every hit and every mark. Never empty. */
export interface Segment<Mark> {
  readonly text: string;
  readonly hit: boolean;
  /** Which of the hits the piece stands in first, as its index; null outside them. */
  readonly hitIndex: number | null;
  /** The first mark the piece stands in. */
  readonly mark: Mark | null;
}

/**
 * The text in pieces, in order; joined they are the text. Hits and marks may overlap in any way, and whatever part of
 * them lies outside the text is ignored.
 * @example segmentText('香洲区', [[1, 2]], []) → 香, 洲 (a hit), 区
 */
export function segmentText<Mark extends { readonly range: Range }>(
  text: string,
  hits: readonly Range[],
  marks: readonly Mark[],
): readonly Segment<Mark>[] {
  const ends = borders(text.length, [...hits, ...marks.map(({ range }) => range)]);
  return ends.map((end, index) => {
    const start = ends[index - 1] ?? 0;
    const hitIndex = hits.findIndex((range) => covers(range, start));
    return {
      text: text.slice(start, end),
      hit: hitIndex >= 0,
      hitIndex: hitIndex >= 0 ? hitIndex : null,
      mark: marks.find(({ range }) => covers(range, start)) ?? null,
    };
  });
}

/** The pieces of one part of a text, for instance of a cell. Hits keep their indexes. */
export function segmentPart<Mark extends { readonly range: Range }>(
  text: string,
  part: Range,
  hits: readonly Range[],
  marks: readonly Mark[],
): readonly Segment<Mark>[] {
  const shift = ([start, end]: Range): Range => [start - part[0], end - part[0]];
  return segmentText(
    text.slice(part[0], part[1]),
    hits.map(shift),
    marks.map((mark) => ({ ...mark, range: shift(mark.range) })),
  );
}

const covers = ([start, end]: Range, position: number): boolean => start <= position && position < end;

// Where pieces end: at every border inside the text, and at the end of a text that is not empty.
function borders(length: number, ranges: readonly Range[]): readonly number[] {
  const inside = ranges.flat().filter((border) => border > 0 && border < length);
  return [...new Set(length > 0 ? [...inside, length] : [])].sort((a, b) => a - b);
}
