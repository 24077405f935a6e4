import { describe, expect, it } from 'vitest';
import { parseQuery } from '../../src/search/query.ts';
import { withAlternative } from '../../src/web/alternative.ts';

describe('an alternative for a word of a question', () => {
  it.each([
    ['托育', '托育', '托育|婴幼儿照护'],
    ['养老 托育 -深圳', '托育', '养老 托育|婴幼儿照护 -深圳'],
    ['托兒所|托育', '托育', '托兒所|托育|婴幼儿照护'],
    ['"托育"  养老', '托育', '"托育"|婴幼儿照护  养老'],
    ['數字經濟 NEAR/20 托育', '数字经济', '數字經濟|婴幼儿照护 NEAR/20 托育'],
    ['托育 托育', '托育', '托育|婴幼儿照护 托育'],
  ])('in %s is added to %s and nothing else changes', (q, of, widened) => {
    expect(withAlternative(q, of, '婴幼儿照护')).toBe(widened);
    const words = parseQuery(widened).words.flatMap(({ alternatives }) => alternatives);
    expect(words).toEqual(expect.arrayContaining([of, '婴幼儿照护']));
  });

  it.each([
    ['老旧小区怎么加装电梯', '加装电梯', 'where the term is only a part of what was asked'],
    ['-托育 养老', '托育', 'where the word is one to exclude'],
    ['碳 达 峰', '碳达峰', 'where blanks stand inside the word'],
    ['"托育', '托育', 'where the question had to be mended'],
  ])('is not added to %s for %s: %s', (q, of) => {
    expect(withAlternative(q, of, '别的词')).toBeNull();
  });
});
