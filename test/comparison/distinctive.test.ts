import { beforeAll, describe, expect, it } from 'vitest';
import {
  createDistinctiveTerms,
  type DistinctiveTerms,
  LEAST_RATIO,
  LEAST_SCORE,
  logLikelihood,
} from '../../src/comparison/distinctive.ts';
import { fold } from '../../src/text/fold.ts';
import type { Segmenter } from '../../src/text/segment.ts';
import { type Corpus, fivePlans, indexOf, smallLibrary } from './corpus.ts';

let corpus: Corpus;
let distinctive: DistinctiveTerms;

beforeAll(async () => {
  corpus = await fivePlans();
  distinctive = createDistinctiveTerms(corpus.library, corpus.index);
});

const termsOf = async (plan: string): Promise<string[]> => (await distinctive.of(plan)).map(({ term }) => term);

/** Takes what stands between full stops for a word. */
const whole: Segmenter = {
  name: 'jieba-wasm',
  segment: (text: string): string[] => text.split(/(。)/u).filter((piece) => piece !== ''),
};

describe('log-likelihood', () => {
  it('is what Dunning defines', () => {
    // Two texts of 1,000 and 2,000; a word 10 times in the first and 5 in the second: expected 5 and 10.
    const expected = 2 * (10 * Math.log(10 / 5) + 5 * Math.log(5 / 10));
    expect(logLikelihood({ occurrences: 10, own: 1000, elsewhere: 5, others: 2000 })).toBeCloseTo(expected, 10);
  });

  it('is nothing where the rates are equal, and finite where a word is in one text alone', () => {
    expect(logLikelihood({ occurrences: 5, own: 100, elsewhere: 10, others: 200 })).toBeCloseTo(0, 10);
    expect(logLikelihood({ occurrences: 5, own: 100, elsewhere: 0, others: 100 })).toBeCloseTo(10 * Math.log(2), 10);
  });
});

describe('the distinctive terms of a plan', () => {
  it('are what the district is known for', async () => {
    expect(await termsOf('huadu')).toEqual(expect.arrayContaining(['绿色金融', '皮革皮具', '空铁联运', '临空']));
    expect(await termsOf('lianzhou')).toEqual(expect.arrayContaining(['民族', '农业', '历史文化名城', '湘桂']));
    expect(await termsOf('panyu')).toEqual(expect.arrayContaining(['文商旅', '珠宝', '直播']));
    expect(await termsOf('xiangzhou')).toEqual(expect.arrayContaining(['打印', '格力', '智能家居']));
    expect(await termsOf('zengcheng')).toEqual(expect.arrayContaining(['经开区', '荔枝']));
  });

  it('keep names of places, marked as such', async () => {
    for (const { id, facts } of corpus.library.plans) {
      const terms = await distinctive.of(id);
      const places = terms.filter(({ kind }) => kind === 'place');
      expect(places.some(({ term }) => facts.district.startsWith(term))).toBe(true);
      expect(terms.find(({ term }) => term === '绿色')?.kind ?? 'topic').toBe('topic');
    }
  });

  it('have the counts of a plain scan, here and elsewhere', async () => {
    const faces = corpus.library.clauses.map(({ plan, clause }) => ({
      plan: plan.id,
      texts: (clause.cells ?? [[0, clause.text.length] as const]).map(([start, end]) => fold(clause.text.slice(start, end))),
    }));
    const places = (term: string, texts: readonly string[]) => texts.reduce((sum, text) => sum + text.split(term).length - 1, 0);
    for (const plan of corpus.library.plans) {
      for (const { term, occurrences, clauses, elsewhere } of await distinctive.of(plan.id)) {
        const own = faces.filter((face) => face.plan === plan.id);
        expect(
          own.reduce((sum, { texts }) => sum + places(term, texts), 0),
          term,
        ).toBe(occurrences);
        expect(
          own.filter(({ texts }) => places(term, texts) > 0),
          term,
        ).toHaveLength(clauses);
        expect(
          faces.filter((face) => face.plan !== plan.id).reduce((sum, { texts }) => sum + places(term, texts), 0),
          term,
        ).toBe(elsewhere);
      }
    }
  });

  it('pass the cut-off, the most telling first, each once, and no numbers', async () => {
    for (const { id } of corpus.library.plans) {
      const terms = await distinctive.of(id);
      expect(terms.map(({ score }) => score)).toEqual(terms.map(({ score }) => score).sort((a, b) => b - a));
      expect(new Set(terms.map(({ term }) => term)).size).toBe(terms.length);
      for (const { term, score, occurrences } of terms) {
        expect(score).toBeGreaterThanOrEqual(LEAST_SCORE);
        expect(occurrences).toBeGreaterThanOrEqual(6);
        expect([...term].length).toBeGreaterThan(1);
        expect(term).not.toMatch(/^[\d.]+$/);
      }
    }
  });

  it('are used at least twice as often as elsewhere', async () => {
    const text = (word: string, times: number, rest: number) =>
      Array.from({ length: times }, () => `${word}。`).concat(Array.from({ length: rest }, () => '其他。'));
    const library = smallLibrary([
      { id: 'a', clauses: text('常用词语', 300, 700) },
      { id: 'b', clauses: text('常用词语', 200, 800) },
    ]);
    expect(LEAST_RATIO).toBe(2);
    expect(await createDistinctiveTerms(library, indexOf(library, whole)).of('a')).toEqual([]);
  });

  it('are none for an unknown plan or a plan alone', async () => {
    expect(await distinctive.of('nowhere')).toEqual([]);
    const alone = smallLibrary([{ id: 'a', clauses: Array.from({ length: 20 }, () => '独有词语') }]);
    expect(await createDistinctiveTerms(alone, indexOf(alone, whole)).of('a')).toEqual([]);
  });
});
