import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuery, type Query } from '../../src/search/query.ts';
import { findPlaces } from '../../src/search/scan.ts';
import { isInOneSentence, sentenceAt } from '../../src/search/sentences.ts';
import { CELL_BORDER } from '../../src/text/fold.ts';
import { check } from '../support/properties.ts';

const stringOf = (characters: string, maxLength: number) =>
  fc.array(fc.constantFrom(...characters), { maxLength }).map((drawn) => drawn.join(''));

const text = stringOf(`碳达峰中和规划。;，${CELL_BORDER}`, 40);
const word = stringOf('碳达峰中和规划', 2).filter((drawn) => drawn !== '');
const part = fc.oneof(
  { weight: 6, arbitrary: word },
  fc.tuple(word, word).map(([one, other]) => `${one}|${other}`),
  word.map((excluded) => `-${excluded}`),
  fc.constant('NEAR/2'),
);

/** By definition: the sentence of a place, as it is found by looking for all places, holds every word. */
const byDefinition = (folded: string, query: Query): boolean =>
  (findPlaces(folded, query) ?? []).some(([start]) =>
    query.words.every(({ alternatives }) => alternatives.some((term) => sentenceAt(folded, start).includes(term))),
  );

describe('a sentence', () => {
  it.each([
    ['碳达峰。碳中和。', 1, '碳达峰'],
    ['碳达峰。碳中和。', 4, '碳中和'],
    ['碳达峰;碳中和', 6, '碳中和'],
    [`碳达峰${CELL_BORDER}碳中和`, 0, '碳达峰'],
  ])('of %j at %i is %j', (folded, at, sentence) => {
    expect(sentenceAt(folded, at)).toBe(sentence);
  });

  it('holds all words of a query exactly where one around a place does', () => {
    let together = 0;
    check(
      [text, fc.array(part, { minLength: 1, maxLength: 4 })],
      (folded, parts) => {
        const query = parseQuery(parts.join(' '));
        const isOne = byDefinition(folded, query);
        if (isOne) together += 1;
        expect(isInOneSentence(folded, query), `${parts.join(' ')} in ${folded}`).toBe(isOne);
      },
      4000,
    );
    expect(together).toBeGreaterThan(200);
  });
});
