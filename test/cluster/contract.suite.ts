// One interface, two engines: whatever is asked, the cluster answers as the embedded engine does, to the last highlight.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prepareParts } from '../../src/cli/prepare.ts';
import type { SearchRequest } from '../../src/search/answer.ts';
import { BadRequestError } from '../../src/search/answer.ts';
import { createSynonymTable } from '../../src/search/synonyms.ts';
import { ask, recordingOutput } from '../support/asking.ts';
import { drawnStrings, quoted, randomFrom } from '../support/drawn-queries.ts';
import { differences } from '../support/held-against.ts';
import { manyPlansEngine } from '../support/many-plans.ts';
import { createNaiveScan, naiveClauses } from '../support/naive-scan.ts';
import { type BothEngines, bothEngines, disagreement } from './both-engines.ts';
import { dropAll, ownAlias, type SharedCluster, sharedCluster } from './shared-cluster.ts';

const folder = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const parts = await prepareParts({ seedsDir: folder('seeds'), indexDir: folder('index') }, recordingOutput());
const alias = ownAlias('contract');
let shared: SharedCluster;
let engines: BothEngines;

beforeAll(async () => {
  shared = await sharedCluster();
  engines = await bothEngines(shared.connection, alias, parts);
});

afterAll(() => dropAll(shared.connection, alias));

type Asked = readonly [q: string, request?: Partial<SearchRequest>];

const named = (asked: readonly Asked[]) => asked.map(([q, request = {}]) => ({ q, request }));

const WRITTEN: readonly Asked[] = [
  ['碳达峰'],
  ['碳達峰'],
  ['发展'],
  ['的'],
  ['一'],
  ['5G'],
  ['2035 年'],
  ['㎡'],
  ['"……"'],
  ['学前教育 学位'],
  ['建设 发展'],
  ['碳达峰|碳中和'],
  ['新能源|新能源汽车'],
  ['新能源 能源汽车'],
  ['住房 -保障性住房'],
  ['地铁 -广州'],
  ['发展 -广州'],
  ['城市 建设 -城市群'],
  ['港澳 NEAR/20 规则'],
  ['发展 NEAR/5 建设'],
  ['区块链'],
  ['新能源汽车'],
  ['Ⅲ类'],
  ['香洲区'],
  ['放管服改革'],
  ['不存在的词语'],
  ['碳达锋'],
  ['发展 不存在的词语'],
  ['怎么解决入学难'],
  ['养老服务体系建设'],
  ['推进'],
  ['"人工智能"|机器人 产业'],
  ['产业', { sort: 'order', offset: 340, limit: 60 }],
  ['发展', { offset: 680, limit: 100 }],
  ['发展', { offset: 5000 }],
  ['发展', { sort: 'order', offset: 5000 }],
  ['发展', { match: 'exact', limit: 2000 }],
  ['发展', { districts: ['huadu'] }],
  ['发展', { districts: ['huadu', 'panyu'], sort: 'order', offset: 100, limit: 100 }],
  ['发展', { themes: ['ecology', 'culture'], limit: 100 }],
  ['发展', { chapters: ['panyu-7', 'huadu-7', 'panyu-A1'] }],
  ['发展', { districts: ['huadu'], themes: ['ecology'], explain: true }],
  ['碳达峰', { districts: ['lianzhou'] }],
  ['碳达峰', { explain: true, without: ['双碳', '碳中和'] }],
  ['发展', { regions: ['广东省/广州市'] }],
  ['发展', { periods: ['2021-2025'], themes: ['innovation'] }],
  ['区块链', { districts: ['lianzhou'] }],
];

// Few clauses ranked at a time: what happens elsewhere with tens of thousands of matches happens here with hundreds.
const WINDOWS: readonly { readonly name: string; readonly windows?: readonly number[] }[] = [
  { name: 'as it is' },
  { name: 'that ranks fifty clauses at first', windows: [50, 200, 10_000] },
  { name: 'that ranks eight clauses at first', windows: [8, 10_000] },
];

describe.each(WINDOWS)('the cluster $name', ({ windows }) => {
  it.each(named(WRITTEN))('answers $q $request as the embedded engine does', async ({ q, request }) => {
    expect(await disagreement(engines.embedded, engines.cluster(windows), q, request)).toEqual({});
  });

  it.each([11, 12])('answers queries of several drawn words as the embedded engine does (draw %i)', async (seed) => {
    const random = randomFrom(seed);
    const strings = drawn(seed);
    const wrong: Record<string, unknown> = {};
    for (let asked = 0; asked < 25; asked += 1) {
      const q = drawnQuery(() => quoted(short(strings.next().value as string)), random);
      const found = await disagreement(engines.embedded, engines.cluster(windows), q, drawnRequest(random));
      if (Object.keys(found).length > 0) wrong[q] = found;
    }
    expect(wrong).toEqual({});
  });
});

describe('the cluster', () => {
  it.each([21, 22, 23])('finds every place of a drawn string and no other (draw %i)', async (seed) => {
    const clauses = naiveClauses(parts.library.clauses, new URL('../../seeds/plans.json', import.meta.url));
    const scan = createNaiveScan(clauses);
    const strings = drawn(seed);
    const engine = engines.cluster();
    const wrong: Record<string, readonly string[]> = {};
    for (let asked = 0; asked < 80; asked += 1) {
      const text = strings.next().value as string;
      const answer = await ask(engine, quoted(text), { match: 'exact', limit: 100_000 });
      const found = differences(answer, answer.hits, scan.find(text));
      if (found.length > 0) wrong[text] = found;
    }
    expect(wrong).toEqual({});
  });

  it.each(['碳', 'tan', 'tdf', '高质量', '5', '发展', '𠮷', '不存在'])(
    'suggests for %s what the embedded engine does',
    async (typed) => {
      expect(await engines.cluster().suggest(typed)).toEqual(await engines.embedded.suggest(typed));
    },
  );

  it('refuses what is no question, as the embedded engine does', async () => {
    const engine = engines.cluster();
    for (const [q, request] of [
      ['', {}],
      ['发展', { districts: ['nowhere'] }],
      ['字'.repeat(201), {}],
    ] as const) {
      await expect(ask(engine, q, request)).rejects.toBeInstanceOf(BadRequestError);
    }
  });

  it.each(['\ufdfa'.repeat(200), '𠮷'.repeat(200), '\ud842', '字'.repeat(200), '"\\"*?{}[]"', 'a\u0000b'])(
    'answers a query that nobody would type as the embedded engine does (%#)',
    async (q) => {
      expect(await disagreement(engines.embedded, engines.cluster(), q)).toEqual({});
    },
  );
});

describe('a cluster with many plans in many regions', () => {
  const others = ownAlias('regions');
  let both: BothEngines;

  beforeAll(async () => {
    const { library, index } = manyPlansEngine(120, parts.library.themes);
    both = await bothEngines(shared.connection, others, {
      library,
      index,
      synonyms: createSynonymTable([]),
      fingerprint: '0'.repeat(64),
    });
  });

  afterAll(() => dropAll(shared.connection, others));

  it.each(
    named([
      ['碳达峰'],
      ['高质量发展', { regions: ['一省'] }],
      ['高质量发展', { periods: ['2026-2030'], sort: 'order', offset: 20, limit: 5 }],
      ['绿色', { regions: ['二省/二之零市'], districts: ['d5'], periods: ['2021-2025'] }],
      ['二〇二五年', { limit: 100 }],
      ['碳中和'],
    ]),
  )('answers $q $request as the embedded engine does', async ({ q, request }) => {
    for (const windows of [undefined, [10, 40, 10_000]]) {
      expect(await disagreement(both.embedded, both.cluster(windows), q, request)).toEqual({});
    }
  });
});

function drawn(seed: number): Generator<string> {
  const words = readFileSync(new URL('../../seeds/vocabulary/terms.txt', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => /^\p{Script=Han}/u.test(line));
  return drawnStrings({ texts: parts.library.clauses.map(({ clause }) => clause.text), words, random: randomFrom(seed) });
}

const short = (text: string): string => [...text].slice(0, 6).join('');

function drawnQuery(word: () => string, random: () => number): string {
  const kind = Math.floor(random() * 5);
  if (kind === 0) return `${word()} ${word()}`;
  if (kind === 1) return `${word()}|${word()}`;
  if (kind === 2) return `${word()} -${word()}`;
  if (kind === 3) return `${word()} NEAR/${1 + Math.floor(random() * 60)} ${word()}`;
  return `${word()}|${word()} ${word()} -${word()}`;
}

function drawnRequest(random: () => number): Partial<SearchRequest> {
  const plans = parts.library.plans.filter(() => random() < 0.3).map(({ id }) => id);
  const themes = parts.library.themes.filter(() => random() < 0.1).map(({ id }) => id);
  return { districts: plans, themes, sort: random() < 0.3 ? 'order' : 'relevance', offset: Math.floor(random() * 30) };
}
