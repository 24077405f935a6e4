// The server as a process of its own: what systemd, a container or a person at a terminal meets.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { temporaryFolders } from '../support/seeds-folder.ts';

const { folderWith } = temporaryFolders();
const projectFolder = fileURLToPath(new URL('../../', import.meta.url));

interface Running {
  readonly process: ChildProcess;
  /** All it has printed so far, on either stream. */
  printed(): string;
  readonly exit: Promise<number | null>;
}

const running: Running[] = [];
afterEach(async () => {
  for (const { process: child, exit } of running.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await exit;
  }
});

function start(environment: NodeJS.ProcessEnv): Running {
  const { PORT: _port, HOST: _host, ...inherited } = process.env;
  const child = spawn(process.execPath, ['--import', 'tsx', join(projectFolder, 'src/cli/main.ts'), 'serve'], {
    cwd: projectFolder,
    env: { ...inherited, ...environment },
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part) => (printed += part));
  const exit = once(child, 'close').then(([code]) => code as number | null);
  const server = { process: child, printed: () => printed, exit };
  running.push(server);
  return server;
}

async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let waited = 0; waited < 40_000; waited += 20) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`waited in vain until ${what}`);
}

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('there is no free port');
  return address.port;
}

const smallSeeds = () =>
  folderWith({ 'p.txt': '第一章 总则\n推动碳达峰行动。\n', 'vocabulary/terms.txt': '', 'vocabulary/synonyms.json': '[]' });
const healthOf = (port: number) =>
  fetch(`http://127.0.0.1:${port}/healthz`).then(
    (response) => response.status,
    () => 0,
  );

describe('the server', () => {
  it('answers 503 while it prepares, 200 when it can search, and ends with 0 on SIGTERM', async () => {
    const port = await freePort();
    const server = start({ PORT: String(port), INDEX_DIR: folderWith({}) });
    const seen = new Set<number>();
    await until('it is healthy', async () => {
      const status = await healthOf(port);
      seen.add(status);
      return status === 200;
    });
    expect([...seen].filter((status) => status !== 0)).toEqual([503, 200]);
    expect(server.printed()).toContain(`Ready: http://localhost:${port}`);

    const health = await (await fetch(`http://127.0.0.1:${port}/healthz`)).json();
    expect(health).toMatchObject({ status: 'ok', plans: 5, clauses: expect.any(Number) });
    const answer = await (await fetch(`http://127.0.0.1:${port}/api/search?q=${encodeURIComponent('碳达峰')}`)).json();
    expect(answer).toMatchObject({ total: 3 });

    server.process.kill('SIGTERM');
    expect(await server.exit).toBe(0);
    expect(server.printed()).toContain('SIGTERM');
    expect(await healthOf(port)).toBe(0);
  });

  it('takes a free port where it is given port 0, and says which; SIGINT ends it too', async () => {
    const server = start({ PORT: '0', SEEDS_DIR: smallSeeds(), INDEX_DIR: folderWith({}) });
    await until('it is ready', () => server.printed().includes('Ready: '));
    const port = Number(/Ready: http:\/\/localhost:(\d+)/.exec(server.printed())?.[1]);
    expect(await healthOf(port)).toBe(200);
    server.process.kill('SIGINT');
    expect(await server.exit).toBe(0);
  });

  it('answers a request under way before it ends', async () => {
    const server = start({ PORT: '0', SEEDS_DIR: smallSeeds(), INDEX_DIR: folderWith({}) });
    await until('it is ready', () => server.printed().includes('Ready: '));
    const port = Number(/Ready: http:\/\/localhost:(\d+)/.exec(server.printed())?.[1]);
    const answers = Promise.all(
      Array.from({ length: 5 }, () => fetch(`http://127.0.0.1:${port}/api/search?q=x`).then((response) => response.status)),
    );
    await fetch(`http://127.0.0.1:${port}/healthz`);
    server.process.kill('SIGTERM');
    expect(await answers).toEqual([200, 200, 200, 200, 200]);
    expect(await server.exit).toBe(0);
  });

  it('on a port in use says so, with the cure, and fails', async () => {
    const other = createServer();
    other.listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const server = start({ PORT: String(port), SEEDS_DIR: smallSeeds(), INDEX_DIR: folderWith({}) });
    expect(await server.exit).toBe(2);
    expect(server.printed()).toContain(`port ${port} is in use; stop the other server or set PORT to another number`);
    expect(server.printed()).not.toMatch(/\n {4}at /);
    other.close();
  });

  it('with a bad PORT says what it may be, and fails', async () => {
    const server = start({ PORT: 'eighty' });
    expect(await server.exit).toBe(2);
    expect(server.printed()).toContain('PORT="eighty" cannot be used; give a port number from 0 to 65535');
  });

  it('on an address that is not of this machine says so, with the cure, and fails', async () => {
    const server = start({ PORT: '0', HOST: '192.0.2.1', SEEDS_DIR: smallSeeds(), INDEX_DIR: folderWith({}) });
    expect(await server.exit).toBe(2);
    expect(server.printed()).toContain('192.0.2.1 is no address of this machine; set HOST=127.0.0.1 or HOST=0.0.0.0');
  });

  it('over seeds that cannot be used says so, with the cure, and fails', async () => {
    const server = start({ PORT: '0', SEEDS_DIR: join(projectFolder, 'nowhere'), INDEX_DIR: folderWith({}) });
    expect(await server.exit).toBe(1);
    expect(server.printed()).toMatch(/nowhere does not exist; set SEEDS_DIR/);
  });
});
