// Plans that come, change and go while a real server answers: what its readers see, and what its operator is told.
import { cpSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { get as httpGet } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readArguments } from '../../src/cli/command-line.ts';
import { IMPORT } from '../../src/cli/command-lines.ts';
import { importPlan } from '../../src/cli/import.ts';
import { readDocumentFile } from '../../src/corpus/readers/read-document.ts';
import { recordingOutput } from '../support/asking.ts';
import { FACTS, temporaryFolders } from '../support/seeds-folder.ts';
import { type Ready, serverProcesses, until } from '../support/server-process.ts';

const { folderWith } = temporaryFolders();
const { startReady } = serverProcesses({ endAfter: 'all' });

interface Health {
  readonly plans: number;
  readonly clauses: number;
  readonly fingerprint: string;
  readonly since: string;
  readonly seeds: { readonly state: string; readonly reason?: string };
}

const entry = (id: string) => ({ ...FACTS, id, file: `${id}.txt`, district: `${id}区` });
const manifest = (...ids: readonly string[]): string => JSON.stringify(ids.map(entry));
const plan = (clauses: number): string => `第一章 总则\n${'推动碳达峰行动。\n'.repeat(clauses)}`;

describe('a server over seeds that change', () => {
  let seeds: string;
  let server: Ready;
  const write = (name: string, text: string) => {
    // As an import does it: whole or not at all.
    writeFileSync(join(seeds, `${name}.1.tmp`), text);
    renameSync(join(seeds, `${name}.1.tmp`), join(seeds, name));
  };
  const health = async () => (await (await fetch(`${server.base}/healthz`)).json()) as Health;
  const total = async (): Promise<number> => {
    const response = await fetch(`${server.base}/api/search?q=${encodeURIComponent('碳达峰')}`);
    if (response.status !== 200) throw new Error(`answered ${response.status}`);
    const answer = (await response.json()) as { total: number; facets: { district: { count: number }[] } };
    // The parts of an answer must come from one index.
    expect(answer.facets.district.reduce((sum, { count }) => sum + count, 0)).toBe(answer.total);
    return answer.total;
  };
  /** Asks on and on until the answer is this; every answer before it must be the one that was served before. */
  const becomes = async (expected: number): Promise<void> => {
    const before = await total();
    expect(before).not.toBe(expected);
    const seen = new Set<number>();
    await until(`${expected} clauses are found`, async () => {
      const now = await total();
      seen.add(now);
      return now === expected;
    });
    expect([...seen]).toEqual(seen.has(before) ? [before, expected] : [expected]);
  };
  const settles = (state: string) => until(`the seeds are ${state}`, async () => (await health()).seeds.state === state);

  beforeAll(async () => {
    seeds = folderWith({
      'plans.json': manifest('one'),
      'one.txt': plan(2),
      'vocabulary/terms.txt': '碳达峰\n',
      'vocabulary/synonyms.json': '[]',
    });
    server = await startReady({ SEEDS_DIR: seeds, INDEX_DIR: folderWith({}), LOG_LEVEL: 'info' });
  });
  afterAll(() => {
    rmSync(seeds, { recursive: true, force: true });
  });

  it('takes up a plan that is added, and says since when another index is served', async () => {
    const before = await health();
    expect(before.fingerprint).toMatch(/^[0-9a-f]{64}$/);
    write('two.txt', plan(3));
    write('plans.json', manifest('one', 'two'));
    await becomes(5);
    const after = await health();
    expect(after).toMatchObject({ plans: 2, clauses: 5, seeds: { state: 'served' } });
    expect(after.fingerprint).not.toBe(before.fingerprint);
    expect(Date.parse(after.since)).toBeGreaterThan(Date.parse(before.since));
    expect(server.printed()).toMatch(/^Reload: the changed plans are served, [\d.]+ s$/m);
  });

  it('takes up a plan that is changed: the page that a browser has kept is sent anew, once', async () => {
    const url = `${server.base}/plans/two/1`;
    const etag = (await fetch(url)).headers.get('etag') ?? '';
    const statusFor = (known: string) =>
      new Promise((resolve, reject) => {
        httpGet(url, { headers: { 'if-none-match': known } }, (response) => {
          response.resume();
          resolve(response.statusCode);
        }).on('error', reject);
      });
    expect(await statusFor(etag)).toBe(304);
    write('two.txt', `${plan(3)}第二章 碳达峰\n实现碳达峰。\n`);
    await becomes(6);
    expect(await statusFor(etag)).toBe(200);
    expect(await statusFor((await fetch(url)).headers.get('etag') ?? '')).toBe(304);
  });

  it('serves the last good plans while the manifest is broken, and says why', async () => {
    const before = await health();
    write('plans.json', '[broken');
    await settles('refused');
    const during = await health();
    expect(during).toMatchObject({ plans: 2, fingerprint: before.fingerprint, since: before.since });
    expect(during.seeds.reason).toMatch(/^SEEDS_DIR\/plans\.json is not valid JSON: .*; mend it or restore it$/s);
    expect(await total()).toBe(6);
    expect(server.printed()).toContain(`Reload: the plans stay as they were, because ${seeds}/plans.json is not valid JSON`);
    expect(server.printed()).toMatch(/^\{"level":"warn",.*"msg":"reload refused"\}$/m);
    write('plans.json', manifest('one', 'two'));
    await settles('served');
    expect((await health()).since).toBe(before.since);
  });

  it.each<[string, () => void, string]>([
    ['names no plan', () => write('plans.json', '[]'), 'SEEDS_DIR/plans.json names no plan, though there are 2 texts'],
    [
      'is a folder',
      () => {
        rmSync(join(seeds, 'plans.json'));
        mkdirSync(join(seeds, 'plans.json'));
      },
      'SEEDS_DIR/plans.json cannot be read (it is a folder)',
    ],
  ])('serves the last good plans while the manifest %s, and says so', async (_what, spoil, reason) => {
    spoil();
    await settles('refused');
    expect((await health()).seeds.reason).toContain(reason);
    expect(await total()).toBe(6);
    rmSync(join(seeds, 'plans.json'), { recursive: true });
    write('plans.json', manifest('one', 'two'));
    await settles('served');
  });

  it.each([
    ['is not UTF-8', '第一章 总则\n', Buffer.from([0xb9, 0xe6]), 'two.txt (the plan two) is not UTF-8 in line 2'],
    ['holds no clause', '第一章 总则\n', Buffer.of(), 'SEEDS_DIR/two.txt holds no clause'],
  ])('serves the last good plans while a text %s, and says so', async (_what, text, tail, reason) => {
    writeFileSync(join(seeds, 'two.txt.1.tmp'), Buffer.concat([Buffer.from(text), tail]));
    renameSync(join(seeds, 'two.txt.1.tmp'), join(seeds, 'two.txt'));
    await settles('refused');
    expect((await health()).seeds.reason).toContain(reason);
    expect(await total()).toBe(6);
    write('two.txt', `${plan(3)}第二章 碳达峰\n实现碳达峰。\n`);
    await settles('served');
  });

  it('serves the last good plans while a text is missing, and the new ones when it is there', async () => {
    write('plans.json', manifest('one', 'two', 'three'));
    await settles('refused');
    expect((await health()).seeds.reason).toContain('plans.json names three.txt for the plan three, but SEEDS_DIR/three.txt');
    expect(await total()).toBe(6);
    write('three.txt', plan(1));
    await becomes(7);
  });

  it('takes up a plan that an import adds', async () => {
    const file = join(folderWith({ 'new.txt': `某县规划\n${plan(4)}` }), 'new.txt');
    const output = recordingOutput();
    const read: typeof readDocumentFile = (path) => readDocumentFile(path);
    expect(
      await importPlan(
        readArguments(IMPORT, [file, '--id', 'new', '--district', '某县', '--yes']),
        { seedsDir: seeds },
        output,
        read,
      ),
    ).toBe(0);
    await becomes(11);
    expect((await health()).plans).toBe(4);
  });

  it('takes up that plans are removed', async () => {
    write('plans.json', manifest('one'));
    await becomes(2);
    expect((await health()).plans).toBe(1);
  });

  it('takes up another vocabulary', async () => {
    const before = await health();
    writeFileSync(join(seeds, 'vocabulary/terms.txt'), '碳达峰\n达峰行动\n');
    await until('another index is served', async () => (await health()).fingerprint !== before.fingerprint);
    expect(await total()).toBe(2);
  });

  it('looks again on SIGHUP, and keeps its index where nothing has changed', async () => {
    const before = await health();
    server.process.kill('SIGHUP');
    await until('it has looked', () => /Reload: nothing has changed/.test(server.printed()));
    expect((await health()).since).toBe(before.since);
  });

  it('survives that the folder is taken away, and takes up the one that comes in its place', async () => {
    const aside = `${seeds}.aside`;
    renameSync(seeds, aside);
    await settles('refused');
    expect(await total()).toBe(2);
    mkdirSync(seeds);
    cpSync(aside, seeds, { recursive: true });
    rmSync(aside, { recursive: true });
    await settles('served');
    write('one.txt', plan(9));
    await becomes(9);
  });

  it('counts its reloads', async () => {
    const metrics = await (await fetch(`${server.base}/metrics`)).text();
    const count = (result: string) =>
      Number(new RegExp(`plan_search_reloads_total\\{result="${result}"\\} (\\d+)`).exec(metrics)?.[1]);
    expect(count('taken')).toBeGreaterThanOrEqual(7);
    expect(count('refused')).toBeGreaterThanOrEqual(3);
    expect(count('unchanged')).toBeGreaterThanOrEqual(1);
    expect(metrics).toMatch(/^plan_search_plans 1$/m);
    expect(metrics).toMatch(/^plan_search_clauses 9$/m);
    expect(metrics).toContain(`plan_search_index_info{fingerprint="${(await health()).fingerprint}"} 1`);
    expect(metrics.match(/^plan_search_index_info\{/gm)).toHaveLength(1);
  });
});
