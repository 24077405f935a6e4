import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinMarked, type MarkedText, markText, sliceMarked } from '../../src/corpus/marked-text.ts';
import { check } from '../support/properties.ts';

const repair = { find: '雷速体育直播', replace: '香洲区', reason: '网站被篡改。' };
const correction = { line: 1, find: '区域链', meant: '区块链', reason: '误字。' };

const letters = fc.string({ unit: fc.constantFrom('甲', '乙', '丙', '𠮷'), maxLength: 12 });
const someMarked: fc.Arbitrary<MarkedText> = fc
  .tuple(letters, fc.constantFrom('甲', '乙丙', '丙'), fc.constantFrom('', '丁', '丁戊己'), fc.constantFrom('甲乙', '𠮷'))
  .map(([text, find, replace, wrong]) =>
    markText(text, [{ find, replace, reason: '甲' }], [{ line: 1, find: wrong, meant: '庚', reason: '乙' }]),
  );

/** What a marked text was before it was repaired. */
const capturedOf = ({ text, marks }: MarkedText): string =>
  marks
    .filter((mark) => mark.kind === 'repair')
    .toReversed()
    .reduce((whole, { range, captured }) => whole.slice(0, range[0]) + captured + whole.slice(range[1]), text);

describe('a repair', () => {
  it('puts what belongs there in the place of what was captured, wherever it stands', () => {
    const { text, marks } = markText('雷速体育直播与雷速体育直播', [repair], []);
    expect(text).toBe('香洲区与香洲区');
    expect(marks.map(({ kind, range, captured, meant }) => [kind, ...range, captured, meant])).toEqual([
      ['repair', 0, 3, '雷速体育直播', '香洲区'],
      ['repair', 4, 7, '雷速体育直播', '香洲区'],
    ]);
  });

  it('leaves a text alone that does not need it', () => {
    expect(markText('香洲区', [repair], [])).toEqual({ text: '香洲区', marks: [] });
  });

  it('that could start where another could gives way to the one declared first', () => {
    const other = { find: '雷速', replace: '乙', reason: '误。' };
    expect(markText('雷速体育直播', [repair, other], []).text).toBe('香洲区');
    expect(markText('雷速体育直播', [other, repair], []).text).toBe('乙体育直播');
  });

  it('can be undone from the marks', () => {
    check([letters, fc.constantFrom('甲', '乙丙', '甲乙')], (text, find) => {
      expect(capturedOf(markText(text, [{ find, replace: '丁', reason: '误。' }], []))).toBe(text);
    });
  });
});

describe('a correction', () => {
  it('marks the typo and leaves the text as published', () => {
    const { text, marks } = markText('发展区域链产业', [], [correction]);
    expect(text).toBe('发展区域链产业');
    expect(marks).toEqual([{ kind: 'correction', range: [2, 5], captured: '区域链', meant: '区块链', reason: '误字。' }]);
  });

  it('of something that does not stand there marks nothing', () => {
    expect(markText('发展区块链产业', [], [correction])).toEqual({ text: '发展区块链产业', marks: [] });
  });

  it('stands behind a repair where the repaired text has it', () => {
    const { text, marks } = markText('雷速体育直播发展区域链', [repair], [correction]);
    expect(marks.map(({ kind, range }) => [kind, text.slice(...range)])).toEqual([
      ['repair', '香洲区'],
      ['correction', '区域链'],
    ]);
  });
});

describe('marked text', () => {
  it('has its marks in order, each on what it says', () => {
    check([someMarked], ({ text, marks }) => {
      for (const [at, { kind, range, captured, meant }] of marks.entries()) {
        expect(text.slice(...range)).toBe(kind === 'repair' ? meant : captured);
        expect(range[0]).toBeGreaterThanOrEqual(marks[at - 1]?.range[0] ?? 0);
      }
    });
  });

  it('cut in two keeps every mark that is not cut through', () => {
    check([someMarked, fc.nat(12)], (marked, at) => {
      const border = Math.min(at, marked.text.length);
      const halves = [sliceMarked(marked, 0, border), sliceMarked(marked, border)];
      expect(halves.map(({ text }) => text).join('')).toBe(marked.text);
      const cutThrough = marked.marks.filter(({ range }) => range[0] < border && range[1] > border);
      const kept = halves.flatMap(({ text, marks }) => marks.map(({ range }) => text.slice(...range)));
      // A repair to nothing that stands at the border belongs to both halves.
      const atBorder = marked.marks.filter(({ range }) => range[0] === border && range[1] === border);
      expect(kept).toHaveLength(marked.marks.length - cutThrough.length + atBorder.length);
      for (const half of halves)
        for (const { kind, range, captured, meant } of half.marks)
          expect(half.text.slice(...range)).toBe(kind === 'repair' ? meant : captured);
    });
  });

  it('joined has all parts, all marks, and the range of each part', () => {
    check([fc.array(someMarked, { maxLength: 4 }), fc.constantFrom('', ' | ')], (parts, separator) => {
      const joined = joinMarked(parts, separator);
      expect(joined.text).toBe(parts.map(({ text }) => text).join(separator));
      expect(joined.ranges.map((range) => joined.text.slice(...range))).toEqual(parts.map(({ text }) => text));
      expect(joined.marks).toHaveLength(parts.reduce((sum, { marks }) => sum + marks.length, 0));
      for (const { kind, range, captured, meant } of joined.marks)
        expect(joined.text.slice(...range)).toBe(kind === 'repair' ? meant : captured);
    });
  });

  it('joined and cut at its parts gives the parts again', () => {
    check([fc.array(someMarked, { maxLength: 4 })], (parts) => {
      const joined = joinMarked(parts, ' | ');
      expect(joined.ranges.map(([start, end]) => sliceMarked(joined, start, end))).toEqual(parts);
    });
  });
});
