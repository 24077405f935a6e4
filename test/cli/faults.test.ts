// What can go wrong on a machine: several programs on one index, a disk that is full or may not be written, a kill at any
// moment. More kills by hand: KILLS=100 npx vitest run --config test/vitest.config.ts test/cli/faults.test.ts
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { prepareEngine } from '../../src/cli/prepare.ts';
import type { SearchAnswer } from '../../src/search/answer.ts';
import { ask, recordingOutput } from '../support/asking.ts';
import { randomFrom } from '../support/drawn-queries.ts';
import { canMount, withFileSystem } from '../support/file-systems.ts';
import { temporaryFolders } from '../support/seeds-folder.ts';
import { type Ready, type Running, serverProcesses, until } from '../support/server-process.ts';

const { folderWith } = temporaryFolders();
const { start, startReady } = serverProcesses();

const KILLS = Number(process.env['KILLS'] ?? 4);
const CLAUSES = 300;

const seedsWith = (clauses: number) =>
  folderWith({
    'p.txt': `第一章 总则\n${Array.from({ length: clauses }, (_unused, index) => `第${index}项，推动碳达峰行动。\n`).join('')}`,
    'vocabulary/terms.txt': '碳达峰\n',
    'vocabulary/synonyms.json': '[]',
  });

const totalOf = async ({ base }: Ready): Promise<number> =>
  ((await (await fetch(`${base}/api/search?q=${encodeURIComponent('碳达峰')}`)).json()) as SearchAnswer).total;

/** The figures of a search over what is stored, and what was said on the way. */
async function searchOver(seedsDir: string, indexDir: string) {
  const output = recordingOutput();
  const engine = await prepareEngine({ seedsDir, indexDir }, output);
  const { total, occurrences } = await ask(engine, '碳达峰');
  return { total, occurrences, said: output.lines.join('\n') };
}

/** The last process that a server has started to build its index; NaN before it has. */
const builderOf = (server: Running): number =>
  Number([...server.printed().matchAll(/built in a process of its own: (\d+)/g)].at(-1)?.[1] ?? Number.NaN);

describe('several programs on one index', () => {
  it('serve and build at once, each with right answers, and leave one whole index', async () => {
    const environment = { SEEDS_DIR: seedsWith(CLAUSES), INDEX_DIR: folderWith({}) };
    const builder = start(environment, 'build');
    const servers = await Promise.all([startReady(environment), startReady(environment)]);
    const another = start(environment, 'build');
    for (let asked = 0; asked < 10; asked += 1) expect(await Promise.all(servers.map(totalOf))).toEqual([CLAUSES, CLAUSES]);
    expect(await Promise.all([builder.exit, another.exit])).toEqual([0, 0]);
    expect(await Promise.all(servers.map(totalOf))).toEqual([CLAUSES, CLAUSES]);
    expect((await searchOver(environment.SEEDS_DIR, environment.INDEX_DIR)).said).toContain('is up to date');
    expect(readdirSync(environment.INDEX_DIR)).toEqual(['clauses.idx']);
  });

  it('with different seeds each answer from their own', async () => {
    const INDEX_DIR = folderWith({});
    const [few, many] = await Promise.all([
      startReady({ SEEDS_DIR: seedsWith(3), INDEX_DIR }),
      startReady({ SEEDS_DIR: seedsWith(CLAUSES), INDEX_DIR }),
    ]);
    expect(await Promise.all([totalOf(few), totalOf(many)])).toEqual([3, CLAUSES]);
  });
});

describe('a kill while the index is built', () => {
  it('leaves the index before or the one after, never a part, at whatever moment', {
    timeout: 60_000 + KILLS * 20_000,
  }, async () => {
    const random = randomFrom(Number(process.env['FC_SEED'] ?? 1));
    const [before, after] = [seedsWith(7), seedsWith(CLAUSES)];
    const INDEX_DIR = folderWith({});
    const startedAt = performance.now();
    expect(await start({ SEEDS_DIR: after, INDEX_DIR }, 'build').exit).toBe(0);
    const buildMs = performance.now() - startedAt;
    for (let kill = 0; kill < KILLS; kill += 1) {
      await prepareEngine({ seedsDir: before, indexDir: INDEX_DIR }, recordingOutput());
      const stored = readFileSync(join(INDEX_DIR, 'clauses.idx'));
      const builder = start({ SEEDS_DIR: after, INDEX_DIR }, 'build');
      // Half of the kills at any moment, half near the end, where the index is written.
      if (kill % 2 === 1) await until('it builds', () => /Building|Reading/.test(builder.printed()));
      await new Promise((resolve) => setTimeout(resolve, random() * buildMs * (kill % 2 === 1 ? 0.5 : 1)));
      builder.process.kill('SIGKILL');
      await builder.exit;
      const left = readFileSync(join(INDEX_DIR, 'clauses.idx'));
      const isBefore = left.equals(stored);
      const { total, occurrences, said } = await searchOver(isBefore ? before : after, INDEX_DIR);
      expect({ total, occurrences }).toEqual(isBefore ? { total: 7, occurrences: 7 } : { total: CLAUSES, occurrences: CLAUSES });
      expect(said).toContain('is up to date');
    }
  });

  it('leaves at most a file that a later build clears away', async () => {
    const [seedsDir, indexDir] = [
      seedsWith(2),
      folderWith({ 'clauses.idx.1.tmp': 'torn', 'clauses.idx.2.tmp': 'being written' }),
    ];
    utimesSync(join(indexDir, 'clauses.idx.1.tmp'), new Date(0), new Date(Date.now() - 2 * 3_600_000));
    await prepareEngine({ seedsDir, indexDir }, recordingOutput());
    expect(readdirSync(indexDir).sort()).toEqual(['clauses.idx', 'clauses.idx.2.tmp']);
  });

  it('does not take a server with it: it says what happened and goes on serving', async () => {
    const seeds = seedsWith(3);
    const server = await startReady({ SEEDS_DIR: seeds, INDEX_DIR: folderWith({}) });
    writeFileSync(join(seeds, 'p.txt'), '第一章 总则\n推动碳达峰行动。\n');
    const known = builderOf(server);
    await until('the index is built', () => builderOf(server) !== known);
    process.kill(builderOf(server), 'SIGKILL');
    await until('it is said', () => server.printed().includes('Reload: the plans stay as they were'));
    expect(server.printed()).toContain(
      'the building of the index was ended by SIGKILL; see that the machine has memory to spare',
    );
    expect(await totalOf(server)).toBe(3);
    const health = (await (await fetch(`${server.base}/healthz`)).json()) as { seeds: { state: string } };
    expect(health.seeds.state).toBe('refused');
    server.process.kill('SIGHUP');
    await until('it is taken up after all', async () => (await totalOf(server)) === 1);
  });

  it('ends with the server that has asked for it', async () => {
    const server = start({ PORT: '0', SEEDS_DIR: seedsWith(CLAUSES), INDEX_DIR: folderWith({}) });
    await until('the index is built', () => !Number.isNaN(builderOf(server)));
    const builder = builderOf(server);
    server.process.kill('SIGKILL');
    await server.exit;
    await until('the builder has ended', () => {
      try {
        process.kill(builder, 0);
        return false;
      } catch {
        return true;
      }
    });
  });
});

describe.skipIf(!canMount)('a server', () => {
  it('on a full disk serves, and says what to do', async () => {
    await withFileSystem('size=8k', async (INDEX_DIR) => {
      const server = await startReady({ SEEDS_DIR: seedsWith(CLAUSES), INDEX_DIR });
      expect(await totalOf(server)).toBe(CLAUSES);
      expect(server.printed()).toMatch(
        /Index: could not be written to \S+ \(ENOSPC[^\n]*\); it will be built again at the next start\. Set INDEX_DIR to a folder that can be written/,
      );
      expect(readdirSync(INDEX_DIR)).toEqual([]);
      server.process.kill('SIGTERM');
      expect(await server.exit).toBe(0);
    });
  });

  it('with an index that may only be read serves from it, and serves new plans without storing them', async () => {
    const seeds = seedsWith(CLAUSES);
    await withFileSystem('size=32m', async (INDEX_DIR) => {
      await prepareEngine({ seedsDir: seeds, indexDir: INDEX_DIR }, recordingOutput());
      execFileSync('mount', ['-o', 'remount,ro', INDEX_DIR]);
      const server = await startReady({ SEEDS_DIR: seeds, INDEX_DIR });
      expect(server.printed()).toContain('is up to date');
      expect(await totalOf(server)).toBe(CLAUSES);
      writeFileSync(join(seeds, 'p.txt'), '第一章 总则\n推动碳达峰行动。\n');
      await until('the new plan is served', async () => (await totalOf(server)) === 1);
      expect(server.printed()).toMatch(
        /could not be written to \S+ \(EROFS[^\n]*\); .* Set INDEX_DIR to a folder that can be written/,
      );
      server.process.kill('SIGTERM');
      expect(await server.exit).toBe(0);
    });
  });
});
