import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BadRequestError } from '../../src/search/answer.ts';
import { basketUrl, MOST_IN_BASKET, parseBasket } from '../../src/web/basket-address.ts';
import { check } from '../support/properties.ts';

const parse = (query: string): readonly string[] => parseBasket(new URLSearchParams(query));
const ids = fc.uniqueArray(fc.stringMatching(/^[a-z]{3,8}-A?\d{1,2}\.\d{1,2}\.\d{1,3}$/), { maxLength: 40 });

describe('the address of the basket', () => {
  it('keeps the clauses in their order', () => {
    check([ids], (list) => {
      expect(parseBasket(new URL(basketUrl(list), 'http://x').searchParams)).toEqual(list);
    });
  });

  it('takes ids as people paste them, each once', () => {
    expect(parse('ids=huadu-7.1.3,panyu-4.1.1&ids=huadu-7.1.3')).toEqual(['huadu-7.1.3', 'panyu-4.1.1']);
    expect(parse('ids=%20huadu-7.1.3，panyu-4.1.1%0D%0Axiangzhou-1.0.1、')).toEqual([
      'huadu-7.1.3',
      'panyu-4.1.1',
      'xiangzhou-1.0.1',
    ]);
    expect(parse('')).toEqual([]);
    expect(parse('ids=')).toEqual([]);
  });

  it('is bounded', () => {
    const many = Array.from({ length: MOST_IN_BASKET + 1 }, (_, at) => `huadu-1.1.${at}`).join(',');
    expect(() => parse(`ids=${many}`)).toThrow(BadRequestError);
    expect(() => parse(`ids=${'a'.repeat(65)}`)).toThrow(BadRequestError);
  });
});
