import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countsExactly, findsExactly } from '../../src/cluster/literal-query.ts';
import { parseQuery, queryTerms } from '../../src/search/query.ts';
import { findPlaces } from '../../src/search/scan.ts';

const counts = (q: string): boolean => countsExactly(parseQuery(q));

describe('the cluster counts the places of', () => {
  it.each(['碳达峰', '的', '学前教育 学位', '碳达峰|碳中和', '碳达峰 碳达峰', '发展 -广州', '2035年'])('%s', (q) => {
    expect(counts(q)).toBe(true);
  });
});

describe('the scan counts the places of', () => {
  it.each([
    ['a string that can overlap itself', '"……"'],
    ['a string that can overlap itself by one character', '人人'],
    ['strings of which one holds the other', '新能源|新能源汽车'],
    ['strings of which one may begin with the end of the other', '新能源 能源汽车'],
    ['words near each other', '港澳 NEAR/20 规则'],
    ['a word that an exclusion contains', '住房 -保障性住房'],
    ['a string of more pairs than the cluster takes', '\ufdfa'.repeat(30)],
  ])('%s', (_what, q) => {
    expect(counts(q)).toBe(false);
  });

  it('a word that an exclusion contains, and nothing else decides what matches', () => {
    expect(findsExactly(parseQuery('"……"'))).toBe(true);
    expect(findsExactly(parseQuery('新能源 能源汽车'))).toBe(true);
    expect(findsExactly(parseQuery('住房 -保障性住房'))).toBe(false);
    expect(findsExactly(parseQuery('港澳 NEAR/20 规则'))).toBe(false);
  });
});

describe('where the cluster counts', () => {
  const letter = fc.constantFrom('甲', '乙', '丙');
  const word = fc.array(letter, { minLength: 1, maxLength: 3 }).map((letters) => letters.join(''));
  const typed = fc.array(fc.array(word, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 3 });

  it('the frequencies of the strings are the places, in every text', () => {
    let counted = 0;
    fc.assert(
      fc.property(typed, fc.array(letter, { maxLength: 30 }), (words, letters) => {
        const query = parseQuery(words.map((alternatives) => alternatives.map((term) => `"${term}"`).join('|')).join(' '));
        const text = letters.join('');
        const places = findPlaces(text, query);
        if (!countsExactly(query) || places === null) return;
        counted += 1;
        expect(queryTerms(query).reduce((sum, term) => sum + frequency(text, term), 0)).toBe(places.length);
      }),
      { numRuns: 3000, seed: 8 },
    );
    expect(counted).toBeGreaterThan(200);
  });
});

/** As a phrase is counted: at every position, overlapping or not. */
const frequency = (text: string, term: string): number =>
  [...text].filter((_, at) => [...text].slice(at).join('').startsWith(term)).length;
