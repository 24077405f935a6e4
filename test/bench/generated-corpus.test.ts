// Made-up corpora are only worth measuring on if they are like the real one, and the same every time.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Library } from '../../src/corpus/library.ts';
import { loadSeeds } from '../../src/corpus/seeds.ts';
import { fold } from '../../src/text/fold.ts';
import { makePlans, writeCorpus } from './generated-corpus.ts';
import { createSentencePool } from './sentence-pool.ts';

const seedsDir = fileURLToPath(new URL('../../seeds', import.meta.url));
const SCALE = 2;
let folder: string;
let seeds: Library;
let made: Library;

beforeAll(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'made-corpus-')), 'corpus');
  await writeCorpus({ seedsDir, folder, scale: SCALE, seed: 1 });
  seeds = (await loadSeeds(seedsDir)).library;
  made = (await loadSeeds(folder)).library;
});

afterAll(() => rm(join(folder, '..'), { recursive: true }));

const lengthsOf = ({ clauses }: Library): number[] => clauses.map(({ clause }) => clause.text.length).sort((a, b) => a - b);
const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

const expectNear = (measured: number, wanted: number, share: number): void => {
  expect(measured).toBeGreaterThan(wanted * (1 - share));
  expect(measured).toBeLessThan(wanted * (1 + share));
};

function countBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return counts;
}

describe('a made-up corpus', () => {
  it('has as many plans as were asked for, each of a district of its own', () => {
    expect(made.plans).toHaveLength(SCALE * seeds.plans.length);
    expect(new Set(made.plans.map(({ facts }) => facts.district)).size).toBe(made.plans.length);
  });

  it('has districts enough for all counties of the country', () => {
    const pool = createSentencePool(seeds);
    const outlines = pool.outlines.map((outline) => ({ ...outline, steps: [] }));
    const plans = [...makePlans({ ...pool, outlines }, { scale: 600, seed: 1 })];
    expect(new Set(plans.map(({ facts }) => facts.district)).size).toBe(600 * seeds.plans.length);
  });

  it('has as much text as the seeds, in clauses as long as theirs', () => {
    expectNear(sum(lengthsOf(made)), SCALE * sum(lengthsOf(seeds)), 0.05);
    expectNear(made.clauses.length, SCALE * seeds.clauses.length, 0.02);
    for (const share of [0.1, 0.5, 0.9]) {
      const at = (lengths: number[]) => lengths[Math.floor(lengths.length * share)] ?? 0;
      expectNear(at(lengthsOf(made)), at(lengthsOf(seeds)), 0.1);
    }
  });

  it('parses to the outlines it was made from, heading by heading', () => {
    for (const [at, plan] of made.plans.entries()) {
      const model = seeds.plans[at % seeds.plans.length];
      expect(plan.headings.map(({ kind }) => kind)).toEqual(model?.headings.map(({ kind }) => kind));
      expect(plan.facts.script).toBe(model?.facts.script);
    }
  });

  it('keeps the shares of the kinds of clauses and of the themes', () => {
    const kinds = (library: Library) => countBy(library.clauses, ({ clause }) => clause.kind);
    for (const [kind, count] of kinds(seeds)) expectNear(kinds(made).get(kind) ?? 0, SCALE * count, count > 50 ? 0.05 : 0.5);
    const themes = (library: Library) => countBy(library.clauses, ({ theme }) => theme ?? '');
    for (const [theme, count] of themes(seeds)) expectNear(themes(made).get(theme) ?? 0, SCALE * count, 0.35);
  });

  it('keeps the shape of the vocabulary: common words are as common, and names of its own are added', () => {
    const share = (library: Library, word: string) =>
      library.clauses.filter(({ clause }) => fold(clause.text).includes(word)).length / library.clauses.length;
    for (const word of ['发展', '建设', '产业', '生态', '教育', '数字']) expectNear(share(made, word), share(seeds, word), 0.35);
    for (const { facts } of seeds.plans) {
      const name = fold(facts.district.slice(0, -1));
      expect(share(made, name), name).toBe(0);
    }
    const pairs = ({ clauses }: Library) => {
      const grams = new Set<string>();
      for (const { clause } of clauses) {
        const text = fold(clause.text);
        for (let at = 0; at + 2 <= text.length; at += 1) grams.add(text.slice(at, at + 2));
      }
      return grams;
    };
    const known = pairs(seeds);
    expect([...pairs(made)].filter((gram) => !known.has(gram)).length).toBeGreaterThan(1000);
  });

  it('is the same for the same seed, and another for another', () => {
    const pool = createSentencePool(seeds);
    const textsOf = (seed: number) => [...makePlans(pool, { scale: 1, seed })].map(({ text }) => text);
    expect(textsOf(1)).toEqual(textsOf(1));
    expect(textsOf(1)).not.toEqual(textsOf(2));
  });

  it('is a folder of plans like any other, with the vocabularies of the seeds and nothing half-written', async () => {
    const names = await readdir(folder);
    expect(names.sort()).toEqual([...made.plans.map(({ facts }) => facts.file), 'plans.json', 'vocabulary'].sort());
    expect(await readFile(join(folder, 'vocabulary', 'terms.txt'), 'utf8')).toBe(
      await readFile(join(seedsDir, 'vocabulary', 'terms.txt'), 'utf8'),
    );
    expect(await readdir(join(folder, '..'))).toEqual(['corpus']);
  });
});
