import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { createLiteralSearch } from '../../src/search/literal.ts';
import { parseQuery } from '../../src/search/query.ts';
import { type RankedClauses, type Ranking, rank } from '../../src/search/rank.ts';
import { createSynonymTable, parseSynonyms, type SynonymTable } from '../../src/search/synonyms.ts';
import { seedsEngine } from '../served.ts';

const { library, index } = await seedsEngine();
const literal = createLiteralSearch(library, index);
let synonyms: SynonymTable;

beforeAll(async () => {
  const file = 'seeds/vocabulary/synonyms.json';
  synonyms = createSynonymTable(parseSynonyms(JSON.parse(await readFile(file, 'utf8')), file));
});

const QUERIES = [
  '创新',
  '发展',
  '的',
  '碳达峰',
  '养老 服务',
  '产业 园区 建设',
  '乡村振兴',
  '如何发展数字经济',
  '人才|教育',
  '改革 -开放',
];
const SOME = (ordinal: number) => ordinal % 3 !== 0;

const rankOf = (q: string): Ranking => {
  const query = parseQuery(q);
  return rank(query, literal.find(query), { index, textOf: literal.textOf, synonyms });
};

/** Every clause weighed and sorted. */
function sorted(ranked: RankedClauses, passes: (ordinal: number) => boolean): { position: number; score: number }[] {
  return Array.from(ranked.ordinals, (ordinal, position) => ({ ordinal, position, score: ranked.at(position).score }))
    .filter(({ ordinal }) => passes(ordinal))
    .sort((a, b) => b.score - a.score || a.position - b.position);
}

describe('the best matches', () => {
  it.each(QUERIES)('are those that weighing all of them puts first: %s', (q) => {
    const { exact } = rankOf(q);
    for (const passes of [() => true, SOME]) {
      const all = sorted(exact, passes).map(({ position }) => position);
      for (const limit of [0, 1, 5, 20, 100, exact.ordinals.length])
        expect(exact.best(limit, passes)).toEqual(all.slice(0, limit));
    }
  });

  it('have the score that their parts make', () => {
    for (const q of QUERIES) {
      const { exact } = rankOf(q);
      for (const position of exact.best(20)) {
        const { score, parts } = exact.at(position);
        const { words, literal: own, ...factors } = parts;
        expect(Object.values(factors).reduce((product, factor) => product * factor, words + own)).toBeCloseTo(score, 9);
      }
    }
  });
});

describe('the best related clauses', () => {
  it.each(QUERIES)('are those that weighing all of them puts first, as far as they are worth it: %s', (q) => {
    const related = rankOf(q).related();
    const floor = (sorted(related, () => true)[0]?.score ?? 0) * 0.01;
    for (const passes of [() => true, SOME]) {
      const all = sorted(related, passes).filter(({ score }) => score >= floor);
      for (const limit of [1, 20, 50, 1000])
        expect(related.best(limit, passes)).toEqual(all.slice(0, limit).map(({ position }) => position));
      const ofPlans = new Map<number, number>();
      for (const { position } of all) {
        const plan = index.table.plans[related.ordinals[position] ?? 0] ?? 0;
        if (plan !== 2 && !ofPlans.has(plan)) ofPlans.set(plan, position);
      }
      expect(related.bestOfPlans((plan) => plan !== 2, passes)).toEqual([...ofPlans.values()].sort((a, b) => a - b));
    }
  });
});
