import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createLibrary } from '../../src/corpus/library.ts';
import { defaultFacts } from '../../src/corpus/manifest.ts';
import { planOf, type SeedPlan } from '../../src/corpus/seeds.ts';
import { buildIndex } from '../../src/indexing/build.ts';
import { buildFromSeeds, type SeedBuildOptions } from '../../src/indexing/build-seeds.ts';
import { startPartThread } from '../../src/indexing/part-thread.ts';
import type { StoredIndex } from '../../src/indexing/store.ts';
import { loadSegmenter } from '../../src/text/segment.ts';

const runningThreads = (): number => process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length;
const threadsAtRest = runningThreads();

const segmenter = loadSegmenter();
const declaredTerms = ['碳达峰', '大湾区'];
const HEAD_OF_PLAN = 20_000;

/** The beginning of one of the five plans, under another name. */
function headOf(seed: string, id: string): SeedPlan {
  const file = fileURLToPath(new URL(`../../seeds/${seed}.txt`, import.meta.url));
  const text = readFileSync(file, 'utf8').slice(0, HEAD_OF_PLAN);
  return { facts: { ...defaultFacts(`${id}.txt`), id }, text, key: createHash('sha256').update(id).digest('hex') };
}

const plans = [
  headOf('zengcheng', 'a'),
  headOf('huadu', 'b'),
  headOf('panyu', 'c'),
  headOf('lianzhou', 'd'),
  headOf('huadu', 'e'),
];

const build = (options: Partial<SeedBuildOptions>): Promise<StoredIndex> =>
  buildFromSeeds({ plans, themes: [], declaredTerms, segmenter, previous: null, threads: 1, leastCharacters: 1, ...options });

describe('an index built by several threads', () => {
  const inOneThread = () =>
    buildIndex({
      library: createLibrary(
        plans.map(({ facts, text }) => planOf(facts, text, [])),
        [],
      ),
      segmenter,
      declaredTerms,
      keys: plans.map(({ key }) => key),
    }).stored;

  it.each([1, 2, 3])('is the same with %i of them', async (threads) => {
    expect(await build({ threads })).toEqual(inOneThread());
  });

  it('is the same with a thread that was started before, which is left running', async () => {
    const cutter = startPartThread(segmenter.name);
    try {
      expect(await build({ threads: 2, cutter })).toEqual(inOneThread());
      expect(await cutter.partsOf(['粤港澳大湾区'])).toEqual([segmenter.segment('粤港澳大湾区')]);
    } finally {
      cutter.stop();
    }
  });

  it.each([1, 2, 3])('is the same where plans are added to an earlier index, moved and taken out, with %i', async (threads) => {
    const previous = await build({ plans: [3, 0, 2].flatMap((at) => plans[at] ?? []) });
    const wanted = plans.filter(({ facts }) => facts.id !== 'c');
    expect(await build({ plans: wanted, previous, threads })).toEqual(await build({ plans: wanted }));
  });

  it('is the same where most plans are taken out, or all', async () => {
    const previous = await build({});
    const last = plans.slice(4);
    expect(await build({ plans: last, previous })).toEqual(await build({ plans: last }));
    expect(await build({ plans: [], previous })).toEqual(await build({ plans: [] }));
  });

  it('tells how far it is, to the last plan and clause', async () => {
    const said: string[] = [];
    const index = await build({
      threads: 2,
      onPlan: (done, total) => said.push(`plan ${done}/${total}`),
      onPlansRead: (clauses) => said.push(`read ${clauses}`),
      onClause: (done, total) => said.push(`clause ${done}/${total}`),
    });
    const { size } = index.table;
    expect(said.slice(0, said.indexOf(`read ${size}`)).every((line) => /^plan [0-5]\/5$/.test(line))).toBe(true);
    expect(said).toContain(`read ${size}`);
    expect(said.at(-1)).toMatch(new RegExp(`^clause \\d+/${size}$`));
  });

  // Of three, this one takes the first plan and another the next two.
  it.each([
    [2, 5],
    [3, 0],
    [3, 1],
  ])('of %i that breaks down at plan %i says why, and leaves none behind', async (threads, at) => {
    const broken = { ...headOf('panyu', 'f'), facts: { ...defaultFacts('f.txt'), id: 'f', corrections: null as never } };
    await expect(build({ plans: plans.toSpliced(at, 0, broken), threads })).rejects.toThrow(/not iterable|null/);
    await expect.poll(runningThreads).toBe(threadsAtRest);
  });
});
