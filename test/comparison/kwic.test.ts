import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Concordance, createConcordance, KWIC_SORTS, KWIC_WIDTH, type KwicLine } from '../../src/comparison/kwic.ts';
import type { Library } from '../../src/corpus/library.ts';
import { BadRequestError } from '../../src/search/answer.ts';
import { createLiteralSearch } from '../../src/search/literal.ts';
import { parseQuery } from '../../src/search/query.ts';
import { fold } from '../../src/text/fold.ts';
import { check } from '../support/properties.ts';
import { fivePlans, smallLibrary } from './corpus.ts';

let library: Library;
let concordance: Concordance;

beforeAll(async () => {
  const corpus = await fivePlans();
  library = corpus.library;
  concordance = createConcordance(library, corpus.index.analyser);
});

const textOf = ({ clauseId }: KwicLine): string => library.clauseById(clauseId)?.clause.text ?? '';
const usual = { width: KWIC_WIDTH.usual, sort: 'order' as const };

describe('keyword in context', () => {
  it.each(['碳达峰', '绿色金融', '5G', '生态|绿色', '养老 服务', '区块链'])(
    'gives as many lines as a search counts places: %s',
    (q) => {
      const counted = createLiteralSearch(library)
        .match(parseQuery(q))
        .reduce((sum, { count }) => sum + count, 0);
      expect(concordance.lines({ q, ...usual }).lines).toHaveLength(counted);
    },
  );

  it('cuts each line from the text of its clause, in either script', () => {
    for (const line of concordance.lines({ q: '发展', ...usual }).lines) {
      const [start, end] = line.range;
      expect(textOf(line).slice(start - line.left.length, end + line.right.length)).toBe(line.left + line.term + line.right);
      expect(fold(line.term)).toBe('发展');
      expect(line.cut).toEqual({ left: line.left.length < start, right: end + line.right.length < textOf(line).length });
    }
  });

  it('shows no more than the width asked for, within its bounds', () => {
    const longest = (width: number) =>
      Math.max(
        ...concordance
          .lines({ q: '生态文明', width, sort: 'order' })
          .lines.flatMap(({ left, right }) => [[...left].length, [...right].length]),
      );
    expect(longest(6)).toBe(6);
    expect(longest(0)).toBe(KWIC_WIDTH.least);
    expect(longest(4000)).toBe(KWIC_WIDTH.most);
    expect(longest(Number.NaN)).toBe(KWIC_WIDTH.usual);
  });

  it('sorts by what follows, by what precedes read backwards, and by the order of the plans', () => {
    const letters = (text: string) => [...fold(text)].filter((character) => /[\p{L}\p{N}]/u.test(character));
    const wide = { q: '绿色金融', width: KWIC_WIDTH.most };
    const following = concordance.lines({ ...wide, sort: 'following' }).lines.map(({ right }) => letters(right).join(''));
    expect(following).toEqual([...following].sort());
    const preceding = concordance.lines({ ...wide, sort: 'preceding' }).lines.map(({ left }) => letters(left).reverse().join(''));
    expect(preceding).toEqual([...preceding].sort());
    const ordinals = concordance
      .lines({ ...wide, sort: 'order' })
      .lines.map(({ clauseId }) => library.clauseById(clauseId)?.ordinal ?? -1);
    expect(ordinals).toEqual([...ordinals].sort((a, b) => a - b));
  });

  it('keeps the order whatever the width, and gives every sort the same lines', () => {
    const placesOf = (width: number, sort: (typeof KWIC_SORTS)[number]) =>
      concordance.lines({ q: '生态文明', width, sort }).lines.map(({ clauseId, range }) => `${clauseId} ${range}`);
    for (const sort of KWIC_SORTS) {
      expect(placesOf(4, sort)).toEqual(placesOf(40, sort));
      expect([...placesOf(20, sort)].sort()).toEqual([...placesOf(20, 'order')].sort());
    }
  });

  it('counts the words that follow and precede', () => {
    const { following, preceding, lines } = concordance.lines({ q: '碳达峰', ...usual });
    expect(lines).toHaveLength(3);
    // 碳达峰目标 in one place, “碳达峰、碳中和” in another, and in the third a full stop ends the phrase.
    expect(following).toEqual([
      { word: '目标', count: 1 },
      { word: '碳中和', count: 1 },
    ]);
    expect(preceding.reduce((sum, { count }) => sum + count, 0)).toBe(3);
  });

  it('restricts the lines to the filters of the search', () => {
    const filters = { districts: ['huadu'], themes: ['ecology'], chapters: [] };
    const { lines } = concordance.lines({ q: '绿色', ...usual, filters });
    expect(lines.length).toBeGreaterThan(0);
    expect(new Set(lines.map(({ plan, clauseId }) => `${plan} ${library.clauseById(clauseId)?.theme}`))).toEqual(
      new Set(['huadu ecology']),
    );
  });

  it('refuses a query that holds nothing to look for', () => {
    expect(() => concordance.lines({ q: ' ', ...usual })).toThrow(BadRequestError);
  });
});

describe('any concordance', () => {
  const clause = fc.array(fc.constantFrom(...'碳達达峰，、 A5𠮷㎡'), { maxLength: 14 }).map((characters) => characters.join(''));

  it('finds each place of the text, left to right', () => {
    check(
      [fc.array(clause, { maxLength: 4 }), fc.constantFrom('达', '碳达', '𠮷', 'a5')],
      (texts, q) => {
        const small = smallLibrary([{ id: 'p', clauses: texts }]);
        const { lines } = createConcordance(small, { words: (text) => [...text] }).lines({ q, width: 5, sort: 'order' });
        expect(lines).toHaveLength(texts.reduce((sum, text) => sum + fold(text).split(q).length - 1, 0));
        for (const { term } of lines) expect(fold(term)).toBe(q);
      },
      200,
    );
  });
});
