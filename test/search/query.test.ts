// The query language, sentence by sentence as the API documents it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuery, type Query, queryTerms } from '../../src/search/query.ts';
import { fold } from '../../src/text/fold.ts';
import { anyUnits, check } from '../support/properties.ts';

const LONE_SURROGATE = /\p{Surrogate}/u;

/** A query as understood, in its own language: words apart, alternatives with bars, NEAR between, exclusions last. */
function understood({ words, exclusions, nearness }: Query): string {
  const parts = words.map(({ alternatives }, at) => {
    const near = nearness.find(({ left }) => left === at);
    return alternatives.join('|') + (near ? ` NEAR/${near.distance}` : '');
  });
  return [...parts, ...exclusions.map((term) => `-${term}`)].join(' ');
}

describe('words', () => {
  it.each([
    ['碳达峰', '碳达峰'],
    ['碳达峰 碳中和', '碳达峰 碳中和'],
    ['碳达峰\u3000碳中和', '碳达峰 碳中和'],
    ['  碳达峰\t碳中和\n', '碳达峰 碳中和'],
    ['碳達峰', '碳达峰'],
    ['ＲＣＥＰ', 'rcep'],
    ['著力', '着力'],
    ['smart city', 'smart city'],
  ])('are separated by blanks, and folded: %j', (q, meaning) => {
    const query = parseQuery(q);
    expect(understood(query)).toBe(meaning);
    expect(query.repaired).toBeNull();
  });

  it.each([
    ['碳 达 峰', '碳达峰'],
    ['碳 達 峰', '碳达峰'],
    ['碳　达　峰', '碳达峰'],
    ['养 老', '养老'],
  ])('of one Chinese character each are joined: %j', (q, meaning) => {
    expect(understood(parseQuery(q))).toBe(meaning);
  });

  it.each([
    ['2035 年', '2035年'],
    ['2035 年 目标', '2035年 目标'],
    ['目标 2035 年', '目标 2035年'],
    ['1.5 亿', '1.5亿'],
    ['２０３５ 年', '2035年'],
  ])('that are a number and one Chinese character are joined: %j', (q, meaning) => {
    expect(understood(parseQuery(q))).toBe(meaning);
  });

  it.each([
    ['碳 达峰', '碳 达峰'],
    ['5G 网', '5g 网'],
    ['第 2035', '第 2035'],
    ['a b', 'a b'],
    ['2035 目标', '2035 目标'],
    ['"碳" 达 峰', '碳 达 峰'],
    ['碳|氮 达', '碳|氮 达'],
    ['"2035" 年', '2035 年'],
    ['-2035 年', '年 -2035'],
  ])('of another make stay apart: %j', (q, meaning) => {
    expect(understood(parseQuery(q))).toBe(meaning);
  });
});

describe('quotation marks', () => {
  it.each([
    ['"碳达峰 行动"', '碳达峰行动'],
    ['＂碳达峰 行动＂', '碳达峰行动'],
    ['"smart city"', 'smart city'],
    ['"甲|乙"', '甲|乙'],
    ['"-甲"', '-甲'],
    ['"甲 NEAR/5 乙"', '甲near/5乙'],
    ['前"甲 乙"后', '前甲乙后'],
    ['"甲""乙"', '甲乙'],
    ['甲|"乙 丙"', '甲|乙丙'],
    ['-"甲 乙" 丙', '丙 -甲乙'],
  ])('make what stands between them literal: %j', (q, meaning) => {
    const query = parseQuery(q);
    expect(understood(query)).toBe(meaning);
    expect(query.repaired).toBeNull();
  });

  it.each([
    ['“放管服”', '“放管服”'],
    ['“甲 乙”', '“甲 乙”'],
    ['「甲」', '「甲」'],
    ["'甲'", "'甲'"],
  ])('of another shape are ordinary characters: %j', (q, meaning) => {
    expect(understood(parseQuery(q))).toBe(meaning);
  });
});

describe('the bar', () => {
  it.each([
    ['甲|乙', '甲|乙'],
    ['甲｜乙', '甲|乙'],
    ['甲|乙|丙', '甲|乙|丙'],
    ['甲|乙 丙', '甲|乙 丙'],
    ['丙 甲|乙', '丙 甲|乙'],
    ['甲|甲', '甲'],
    ['A|a', 'a'],
  ])('means either, and binds tighter than a blank: %j', (q, meaning) => {
    const query = parseQuery(q);
    expect(understood(query)).toBe(meaning);
    expect(query.repaired).toBeNull();
  });
});

describe('the minus', () => {
  it.each([
    ['甲 -乙', '甲 -乙'],
    ['-乙 甲', '甲 -乙'],
    ['甲 －乙', '甲 -乙'],
    ['甲 -乙 -丙', '甲 -乙 -丙'],
    ['甲 -乙|丙', '甲 -乙 -丙'],
  ])('at the start of a word excludes it: %j', (q, meaning) => {
    const query = parseQuery(q);
    expect(understood(query)).toBe(meaning);
    expect(query.repaired).toBeNull();
  });

  it.each([
    ['COVID-19', 'covid-19'],
    ['甲-乙', '甲-乙'],
    ['甲 —乙', '甲 —乙'],
    ['"-乙" 甲', '-乙 甲'],
  ])('elsewhere is a character: %j', (q, meaning) => {
    expect(understood(parseQuery(q))).toBe(meaning);
  });
});

describe('NEAR', () => {
  it.each([
    ['创新 NEAR/20 人才', '创新 NEAR/20 人才'],
    ['创新 near/5 人才', '创新 NEAR/5 人才'],
    ['创新 ＮＥＡＲ／５ 人才', '创新 NEAR/5 人才'],
    ['创新 NEAR/0 人才', '创新 NEAR/0 人才'],
    ['创新 NEAR/500 人才', '创新 NEAR/500 人才'],
    ['创新 NEAR/5 人才 NEAR/6 平台', '创新 NEAR/5 人才 NEAR/6 平台'],
    ['创新 NEAR/5 人才|团队 平台', '创新 NEAR/5 人才|团队 平台'],
    ['创新 NEAR/5 -产业 人才', '创新 NEAR/5 人才 -产业'],
  ])('stands between two words with a distance: %j', (q, meaning) => {
    const query = parseQuery(q);
    expect(understood(query)).toBe(meaning);
    expect(query.repaired).toBeNull();
  });

  it.each([
    ['NEAR', 'near'],
    ['创新NEAR/5人才', '创新near/5人才'],
    ['"NEAR/5"', 'near/5'],
    ['创新 NEAR人才', '创新 near人才'],
  ])('elsewhere is a word like any other: %j', (q, meaning) => {
    const query = parseQuery(q);
    expect(understood(query)).toBe(meaning);
    expect(query.repaired).toBeNull();
  });
});

describe('broken syntax', () => {
  it.each([
    ['a quotation mark without its other', '"碳达峰 行动', '碳达峰行动', /引号/],
    ['a quotation mark at the end', '碳达峰"', '碳达峰', /引号/],
    ['empty quotation marks', '"" 碳达峰', '碳达峰', /空的词/],
    ['a bar at the end', '甲|', '甲', /“\|”/],
    ['a bar at the start', '|甲', '甲', /“\|”/],
    ['two bars', '甲||乙', '甲|乙', /“\|”/],
    ['a bar with blanks around it', '甲子 | 乙丑', '甲子|乙丑', /或/],
    ['a minus alone', '甲子 - 乙丑', '甲子 乙丑', /“-”/],
    ['nothing but exclusions', '-甲 -乙', '甲 乙', /排除/],
    ['NEAR at the start', 'NEAR/5 甲', '甲', /NEAR/],
    ['NEAR at the end', '甲 NEAR/5', '甲', /NEAR/],
    ['two NEAR in a row', '甲 NEAR/5 NEAR/6 乙', '甲 NEAR/5 乙', /NEAR/],
    ['NEAR before an exclusion alone', '甲 NEAR/5 -乙', '甲 -乙', /NEAR/],
    ['NEAR without a number', '甲 NEAR/ 乙', '甲 NEAR/20 乙', /NEAR/],
    ['NEAR with something else than a number', '甲 NEAR/x 乙', '甲 NEAR/20 乙', /NEAR/],
    ['NEAR that is too far', '甲 NEAR/9999 乙', '甲 NEAR/500 乙', /500/],
  ])('is repaired and said, where it is %s', (_what, q, meaning, repaired) => {
    const query = parseQuery(q);
    expect(understood(query)).toBe(meaning);
    expect(query.repaired).toMatch(repaired);
  });

  it('that leaves nothing to look for leaves no words', () => {
    for (const q of ['', ' ', '""', '|', '-', '-""', 'NEAR/5', '\u200b', '" "', '| - ""'])
      expect(parseQuery(q).words, q).toEqual([]);
  });

  it('with several faults says each once', () => {
    const { repaired } = parseQuery('甲| 乙| "丙');
    expect(repaired?.split('；')).toHaveLength(2);
  });
});

describe('the terms of a query', () => {
  it('are its words and alternatives, folded, each once, without exclusions', () => {
    expect(queryTerms(parseQuery('碳達峰|碳中和 RCEP rcep -产业'))).toEqual(['碳达峰', '碳中和', 'rcep']);
  });
});

describe('any input', () => {
  const operators = fc
    .array(
      fc.constantFrom(
        '"',
        '＂',
        '|',
        '｜',
        '-',
        '－',
        ' ',
        '\u3000',
        'NEAR/',
        'near/3',
        '5',
        '甲',
        '碳達峰',
        'a',
        '“',
        '年',
        '2035',
        '\u200b',
        '\ud842',
      ),
      { maxLength: 16 },
    )
    .map((parts) => parts.join(''));
  const anyInput = fc.oneof(anyUnits, operators);

  it('is understood as something, with words that are folded and not empty', () => {
    check(
      [anyInput],
      (q) => {
        const { words, exclusions, nearness } = parseQuery(q);
        for (const term of [...words.flatMap(({ alternatives }) => alternatives), ...exclusions]) {
          expect(term).not.toBe('');
          if (!LONE_SURROGATE.test(q)) expect(fold(term)).toBe(term);
        }
        for (const { alternatives } of words) expect(new Set(alternatives).size).toBe(alternatives.length);
        for (const { left, distance } of nearness) {
          expect(left).toBeGreaterThanOrEqual(0);
          expect(left + 1).toBeLessThan(words.length);
          expect(distance).toBeGreaterThanOrEqual(0);
          expect(distance).toBeLessThanOrEqual(500);
        }
        if (words.length === 0) expect(exclusions).toEqual([]);
      },
      3000,
    );
  });

  it('between quotation marks is that very string', () => {
    check([anyUnits], (text) => {
      fc.pre(!/["＂]/.test(text));
      const folded = fold(text);
      expect(parseQuery(`"${text}"`).words).toEqual(folded === '' ? [] : [{ alternatives: [folded] }]);
    });
  });

  it('of thousands of operators is understood too', () => {
    for (const part of ['"', '|', '-', 'NEAR/5 ', '甲 -', '甲|', '"甲" '])
      expect(() => parseQuery(part.repeat(20_000))).not.toThrow();
  });
});
