import { describe, expect, it } from 'vitest';
import { chineseNumeral, parseNumeral } from '../../src/corpus/numerals.ts';

const oneToNinetyNine = Array.from({ length: 99 }, (_unused, index) => index + 1);

describe('a numeral', () => {
  it('from 1 to 99 is read as it is written', () => {
    for (const value of oneToNinetyNine) expect(parseNumeral(chineseNumeral(value))).toBe(value);
  });

  it('is written differently for each number', () => {
    expect(new Set(oneToNinetyNine.map(chineseNumeral)).size).toBe(99);
  });

  it.each([
    [1, '一'],
    [10, '十'],
    [12, '十二'],
    [20, '二十'],
    [23, '二十三'],
    [99, '九十九'],
  ])('of %i is written %s', (value, written) => {
    expect(chineseNumeral(value)).toBe(written);
  });

  it.each([
    ['12', 12],
    ['１２', 12],
    ['两', 2],
    ['一百', 100],
    ['一百零三', 103],
    ['一百二十', 120],
    ['二百三十四', 234],
    ['〇', 0],
    ['零', 0],
    ['1 2', 12],
  ])('%s is read as %i', (printed, value) => {
    expect(parseNumeral(printed)).toBe(value);
  });

  it.each(['', '甲', '一一', '十百', '1.2', '1234', '-1', 'Ⅲ'])('is not found in %j', (printed) => {
    expect(parseNumeral(printed)).toBeNull();
  });
});
