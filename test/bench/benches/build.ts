// From plans to an index on disk, each in a process of its own, so that both load their dictionaries: ours with all cores and
// parsing included, the naive peer from clauses that were parsed for it.
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { quantile } from '../measure.ts';
import { documentsOf } from '../peers/peer.ts';
import { outputOf, start } from '../processes.ts';
import type { Spent } from '../spent.ts';
import { figure, percent } from '../table.ts';
import { outcomeOf } from '../targets.ts';
import type { Bench } from './bench.ts';

const MOST_ROUNDS = 3;

export const benchBuild: Bench = async ({ scale, seedsDir, rounds, engine }) => {
  const folder = await mkdtemp(join(tmpdir(), 'plan-clause-search-build-'));
  try {
    const clausesFile = join(folder, 'clauses.json');
    await writeFile(clausesFile, JSON.stringify(documentsOf((await engine()).library)));
    const fewer = join(folder, 'seeds-without-one');
    await copyWithoutLast(seedsDir, fewer);
    const before = join(folder, 'index-without-one');
    await spentBy<Spent>('engine-build.ts', [fewer, before, 'all']);
    const runs: Run[] = [];
    for (let round = 0; round < Math.min(rounds, MOST_ROUNDS); round += 1) {
      const own = join(folder, `index-${round}`);
      const grown = join(folder, `grown-${round}`);
      await cp(before, grown, { recursive: true });
      runs.push({
        all: await spentBy<Spent>('engine-build.ts', [seedsDir, own, 'all']),
        naive: await spentBy<Run['naive']>('peers/naive-build.ts', [clausesFile, join(folder, 'minisearch.json')]),
        one: await spentBy<Spent>('engine-build.ts', [seedsDir, grown, 'changes']),
        parsing: await spentBy<Spent>('engine-build.ts', [seedsDir, own, 'parse']),
      });
    }
    const median = (figureOf: (run: Run) => number) => quantile(runs.map(figureOf), 0.5);
    const row = (name: string, spent: (run: Run) => Spent) => [
      name,
      figure(median((run) => spent(run).wall / 1000)),
      figure(median((run) => spent(run).processor / 1000)),
      figure(median((run) => spent(run).wall / run.naive.inMemory.wall)),
      figure(median((run) => spent(run).processor / run.naive.inMemory.processor)),
    ];
    const parsed = median(({ parsing, all }) => parsing.processor / all.processor);
    const added = median(({ one, all }) => one.wall / all.wall);
    return {
      tables: [
        {
          title: `Building the index ×${scale}, s from the start of the process`,
          columns: ['', 'clock', 'processor, all cores', 'clock ÷ naive in memory', 'processor ÷ naive in memory'],
          rows: [
            row('ours, from plans to disk', ({ all }) => all),
            row('parsing alone, in one thread', ({ parsing }) => parsing),
            row('naive MiniSearch + jieba, from clauses to memory', ({ naive }) => naive.inMemory),
            row('the same, to disk as JSON', ({ naive }) => naive.onDisk),
            row('ours, one plan added to the others', ({ one }) => one),
          ],
          note: `Of our processor time ${percent(parsed)} is parsing, which the naive peer is spared. Adding one plan takes ${percent(added)} of a whole build.`,
        },
      ],
      outcomes: outcomeOf(
        'build',
        'building the index ÷ naive MiniSearch, parsing and saving ours alone',
        scale,
        median(({ all, naive }) => all.wall / naive.inMemory.wall),
      ),
    };
  } finally {
    await rm(folder, { recursive: true });
  }
};

interface Run {
  readonly all: Spent;
  readonly one: Spent;
  readonly parsing: Spent;
  readonly naive: { readonly inMemory: Spent; readonly onDisk: Spent };
}

// Without a limit of its own a process may use less memory than the largest corpora take.
const spentBy = async <Printed>(program: string, args: readonly string[]): Promise<Printed> =>
  JSON.parse(await outputOf(start(`test/bench/${program}`, args, {}, ['--max-old-space-size=12288'])));

/** A copy of a folder of plans in which the last plan is not declared. */
async function copyWithoutLast(seedsDir: string, folder: string): Promise<void> {
  await mkdir(folder);
  await cp(seedsDir, folder, { recursive: true });
  const manifest = join(folder, 'plans.json');
  const facts: unknown[] = JSON.parse(await readFile(manifest, 'utf8'));
  await writeFile(manifest, JSON.stringify(facts.slice(0, -1)));
}
