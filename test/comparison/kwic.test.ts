import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type Concordance,
  createConcordance,
  KWIC_SORTS,
  KWIC_WIDTH,
  type KwicLine,
  MOST_PLACES,
} from '../../src/comparison/kwic.ts';
import type { Library } from '../../src/corpus/library.ts';
import { BadRequestError } from '../../src/search/answer.ts';
import { createLiteralSearch } from '../../src/search/literal.ts';
import { parseQuery } from '../../src/search/query.ts';
import { fold } from '../../src/text/fold.ts';
import { checkAsync } from '../support/properties.ts';
import { bare, fivePlans, indexOf, smallLibrary } from './corpus.ts';

let library: Library;
let concordance: Concordance;

beforeAll(async () => {
  const corpus = await fivePlans();
  library = corpus.library;
  concordance = createConcordance(library, corpus.index);
});

const textOf = ({ clauseId }: KwicLine): string => library.clauseById(clauseId)?.clause.text ?? '';
const usual = { width: KWIC_WIDTH.usual, sort: 'order' as const };

describe('keyword in context', () => {
  it.each(['碳达峰', '绿色金融', '5G', '生态|绿色', '养老 服务', '区块链'])(
    'gives as many lines as a search counts places: %s',
    async (q) => {
      const counted = createLiteralSearch(library)
        .match(parseQuery(q))
        .reduce((sum, { count }) => sum + count, 0);
      expect((await concordance.lines({ q, ...usual })).lines).toHaveLength(counted);
    },
  );

  it('cuts each line from the text of its clause, in either script', async () => {
    for (const line of (await concordance.lines({ q: '发展', ...usual })).lines) {
      const [start, end] = line.range;
      expect(textOf(line).slice(start - line.left.length, end + line.right.length)).toBe(line.left + line.term + line.right);
      expect(fold(line.term)).toBe('发展');
      expect(line.cut).toEqual({ left: line.left.length < start, right: end + line.right.length < textOf(line).length });
    }
  });

  it('shows no more than the width asked for, within its bounds', async () => {
    const longest = async (width: number) => {
      const { lines } = await concordance.lines({ q: '生态文明', width, sort: 'order' });
      return Math.max(...lines.flatMap(({ left, right }) => [[...left].length, [...right].length]));
    };
    expect(await longest(6)).toBe(6);
    expect(await longest(0)).toBe(KWIC_WIDTH.least);
    expect(await longest(4000)).toBe(KWIC_WIDTH.most);
    expect(await longest(Number.NaN)).toBe(KWIC_WIDTH.usual);
  });

  it('sorts by what follows, by what precedes read backwards, and by the order of the plans', async () => {
    const letters = (text: string) => [...fold(text)].filter((character) => /[\p{L}\p{N}]/u.test(character));
    const wide = { q: '绿色金融', width: KWIC_WIDTH.most };
    const following = (await concordance.lines({ ...wide, sort: 'following' })).lines.map(({ right }) => letters(right).join(''));
    expect(following).toEqual([...following].sort());
    const preceding = (await concordance.lines({ ...wide, sort: 'preceding' })).lines.map(({ left }) =>
      letters(left).reverse().join(''),
    );
    expect(preceding).toEqual([...preceding].sort());
    const { lines } = await concordance.lines({ ...wide, sort: 'order' });
    const ordinals = lines.map(({ clauseId }) => library.clauseById(clauseId)?.ordinal ?? -1);
    expect(ordinals).toEqual([...ordinals].sort((a, b) => a - b));
  });

  it('keeps the order whatever the width, and gives every sort the same lines', async () => {
    const placesOf = async (width: number, sort: (typeof KWIC_SORTS)[number]) =>
      (await concordance.lines({ q: '生态文明', width, sort })).lines.map(({ clauseId, range }) => `${clauseId} ${range}`);
    for (const sort of KWIC_SORTS) {
      expect(await placesOf(4, sort)).toEqual(await placesOf(40, sort));
      expect((await placesOf(20, sort)).sort()).toEqual((await placesOf(20, 'order')).sort());
    }
  });

  it('counts the words that follow and precede', async () => {
    const { following, preceding, lines } = await concordance.lines({ q: '碳达峰', ...usual });
    expect(lines).toHaveLength(3);
    // 碳达峰目标 in one place, “碳达峰、碳中和” in another, and in the third a full stop ends the phrase.
    expect(following).toEqual([
      { word: '目标', count: 1 },
      { word: '碳中和', count: 1 },
    ]);
    expect(preceding.reduce((sum, { count }) => sum + count, 0)).toBe(3);
  });

  it('restricts the lines to the filters of the search', async () => {
    const filters = { districts: ['huadu'], themes: ['ecology'], chapters: [] };
    const { lines } = await concordance.lines({ q: '绿色', ...usual, filters });
    expect(lines.length).toBeGreaterThan(0);
    expect(new Set(lines.map(({ plan, clauseId }) => `${plan} ${library.clauseById(clauseId)?.theme}`))).toEqual(
      new Set(['huadu ecology']),
    );
  });

  it('refuses a query that holds nothing to look for', async () => {
    await expect(concordance.lines({ q: ' ', ...usual })).rejects.toThrow(BadRequestError);
  });
});

describe('a word that stands very often', () => {
  it('is refused with its number where no one could read its places', async () => {
    const often = smallLibrary([
      { id: 'a', clauses: ['碳达'.repeat(MOST_PLACES)] },
      { id: 'b', clauses: ['碳达'] },
    ]);
    const concord = createConcordance(often, indexOf(often, bare));
    await expect(concord.lines({ q: '碳达', ...usual })).rejects.toThrow(`共${MOST_PLACES + 1}处`);
    const filters = { districts: ['b'], themes: [], chapters: [] };
    expect((await concord.lines({ q: '碳达', ...usual, filters })).lines).toHaveLength(1);
  });
});

describe('any concordance', () => {
  const clause = fc.array(fc.constantFrom(...'碳達达峰，、 A5𠮷㎡'), { maxLength: 14 }).map((characters) => characters.join(''));

  it('finds each place of the text, left to right', async () => {
    await checkAsync(
      [fc.array(clause, { maxLength: 4 }), fc.constantFrom('达', '碳达', '𠮷', 'a5')],
      async (texts, q) => {
        const small = smallLibrary([{ id: 'p', clauses: texts }]);
        const concord = createConcordance(small, indexOf(small, bare));
        const { lines } = await concord.lines({ q, width: 5, sort: 'order' });
        expect(lines).toHaveLength(texts.reduce((sum, text) => sum + fold(text).split(q).length - 1, 0));
        for (const { term } of lines) expect(fold(term)).toBe(q);
      },
      200,
    );
  });
});
