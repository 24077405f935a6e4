// What becomes of a command when nobody can read what it says: a full disk, a reader that has gone or has stopped.
import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { canMount, withFileSystem } from '../support/file-systems.ts';
import { temporaryFolders } from '../support/seeds-folder.ts';
import { freePort, projectFolder, until } from '../support/server-process.ts';

const { folderWith } = temporaryFolders();
const running: ChildProcess[] = [];
afterEach(async () => {
  for (const child of running.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
});

const SEEDS = { 'p.txt': '第一章 总则\n推动碳达峰行动。\n', 'vocabulary/terms.txt': '', 'vocabulary/synonyms.json': '[]' };

function startWith(stdio: StdioOptions, environment: NodeJS.ProcessEnv, ...command: readonly string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', join(projectFolder, 'src/cli/main.ts'), ...command], {
    cwd: projectFolder,
    env: { ...process.env, HOST: '127.0.0.1', LOG_LEVEL: 'info', ...environment },
    stdio,
  });
  running.push(child);
  // The end that is closed here may be reset from there.
  for (const stream of [child.stdout, child.stderr]) stream?.on('error', () => {});
  const exit = once(child, 'exit').then(([code]) => code as number | null);
  return { child, exit };
}

async function serveWith(stdio: StdioOptions) {
  const [seeds, port] = [folderWith(SEEDS), await freePort()];
  const base = `http://127.0.0.1:${port}`;
  const { child, exit } = startWith(stdio, { PORT: String(port), SEEDS_DIR: seeds, INDEX_DIR: folderWith({}) }, 'serve');
  const health = () =>
    fetch(`${base}/healthz`).then(
      (response) => response.json() as Promise<{ status: string; seeds?: { state: string } }>,
      () => null,
    );
  await until('it is healthy', async () => child.exitCode !== null || (await health())?.status === 'ok');
  return { child, exit, seeds, base, health };
}

type Serving = Awaited<ReturnType<typeof serveWith>>;

/** Has the server say something on both streams, then asks it to end. */
async function expectToOutlive({ child, exit, seeds, base, health }: Serving): Promise<void> {
  for (let asked = 0; asked < 30; asked += 1) expect((await fetch(`${base}/plans`)).status).toBe(200);
  writeFileSync(join(seeds, 'plans.json'), '{');
  await until('the plans are refused', async () => (await health())?.seeds?.state === 'refused');
  rmSync(join(seeds, 'plans.json'));
  writeFileSync(join(seeds, 'p.txt'), '第一章 总则\n推动碳达峰行动。\n建设充电设施。\n');
  await until('the plans are served', async () => (await health())?.seeds?.state === 'served');
  expect((await fetch(`${base}/plans`)).status).toBe(200);
  child.kill('SIGTERM');
  expect(await exit).toBe(0);
}

describe('a server', () => {
  it.skipIf(!existsSync('/dev/full'))(
    'serves with both streams on a full disk, counts what it could not write, and ends',
    async () => {
      const full = openSync('/dev/full', 'a');
      const serving = await serveWith(['ignore', full, full]);
      closeSync(full);
      await fetch(`${serving.base}/plans`);
      const metrics = await (await fetch(`${serving.base}/metrics`)).text();
      expect(metrics).toMatch(/^plan_search_log_lines_waiting [1-9]\d*$/m);
      expect(metrics).toMatch(/^plan_search_log_lines_lost_total 0$/m);
      await expectToOutlive(serving);
    },
  );

  it.each(['stdout', 'stderr'] as const)('outlives the reader of its %s', async (name) => {
    const serving = await serveWith(['ignore', 'pipe', 'pipe']);
    serving.child[name === 'stdout' ? 'stderr' : 'stdout']?.resume();
    serving.child[name]?.destroy();
    await expectToOutlive(serving);
  });

  it('outlives readers that have stopped', async () => {
    const serving = await serveWith(['ignore', 'pipe', 'pipe']);
    // Neither is read, so that the pipes fill.
    for (let asked = 0; asked < 1_000; asked += 1) await fetch(`${serving.base}/healthz`);
    expect(await (await fetch(`${serving.base}/metrics`)).text()).toMatch(/^plan_search_log_lines_waiting [1-9]\d*$/m);
    await expectToOutlive(serving);
  });

  it.skipIf(!canMount)('writes on, whole lines only, when a full disk has room again', async () => {
    await withFileSystem('size=64k', async (folder) => {
      const [log, filler] = [join(folder, 'log'), join(folder, 'filler')];
      const fd = openSync(log, 'a');
      const serving = await serveWith(['ignore', fd, fd]);
      closeSync(fd);
      expect(() => writeFileSync(filler, Buffer.alloc(1 << 20))).toThrow('ENOSPC');
      for (let asked = 0; asked < 60; asked += 1) await fetch(`${serving.base}/healthz`);
      expect(await (await fetch(`${serving.base}/metrics`)).text()).toMatch(/^plan_search_log_lines_waiting [1-9]\d*$/m);
      rmSync(filler);
      serving.child.kill('SIGTERM');
      expect(await serving.exit).toBe(0);
      const lines = readFileSync(log, 'utf8').split('\n');
      expect(lines.pop()).toBe('');
      const logged = lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
      expect(logged.filter(({ route }) => route === '/healthz').length).toBeGreaterThanOrEqual(60);
      const said = lines.filter((line) => !line.startsWith('{'));
      expect(said.at(-1)).toBe('SIGTERM: finishing open requests');
      expect(said.filter((line) => !/^[A-Z][\w ]+[:,.]|^The index is built/u.test(line))).toEqual([]);
    });
  });
});

describe('another command', () => {
  it('that only prints ends quietly when its reader has gone', async () => {
    const { child, exit } = startWith(['ignore', 'pipe', 'pipe'], {}, 'show');
    let errors = '';
    child.stderr?.on('data', (part) => (errors += part));
    child.stdout?.destroy();
    expect(await exit).toBe(0);
    expect(errors).toBe('');
  });

  it.skipIf(!existsSync('/dev/full'))('that only prints fails where that cannot be written', async () => {
    const full = openSync('/dev/full', 'a');
    const { child, exit } = startWith(['ignore', full, 'pipe'], {}, 'show');
    closeSync(full);
    let errors = '';
    child.stderr?.on('data', (part) => (errors += part));
    expect(await exit).toBe(1);
    expect(errors).toMatch(/^what is printed here cannot be written \(ENOSPC[^\n]*\n$/);
  });

  it('that does something does it without a reader', async () => {
    const folder = folderWith({});
    mkdirSync(join(folder, 'index'));
    const environment = { SEEDS_DIR: folderWith(SEEDS), INDEX_DIR: join(folder, 'index') };
    const { child, exit } = startWith(['ignore', 'pipe', 'pipe'], environment, 'build');
    child.stdout?.destroy();
    child.stderr?.destroy();
    expect(await exit).toBe(0);
    expect(existsSync(join(folder, 'index', 'clauses.idx'))).toBe(true);
  });
});
