// The server as a process of its own: what systemd, a container or a person at a terminal meets.
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolders } from '../support/seeds-folder.ts';
import { freePort, projectFolder, serverProcesses, until } from '../support/server-process.ts';

const { folderWith } = temporaryFolders();
const { start, startReady } = serverProcesses();

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
    await until('it says so', () => server.printed().includes(`Ready: http://localhost:${port}`));

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
    const server = await startReady({ SEEDS_DIR: smallSeeds(), INDEX_DIR: folderWith({}) });
    expect((await fetch(`${server.base}/healthz`)).status).toBe(200);
    server.process.kill('SIGINT');
    expect(await server.exit).toBe(0);
  });

  it('takes signals before it has loaded what it serves with', async () => {
    const run = (signal: string) =>
      spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', CALL, signal, folderWith({})], {
        cwd: projectFolder,
        encoding: 'utf8',
        timeout: 60_000,
      });
    // The first words of the program: nothing but its entry is loaded.
    const CALL = `
      const { main } = await import('./src/cli/main.ts');
      const environment = { PORT: '0', SEEDS_DIR: 'seeds', INDEX_DIR: process.argv[2] };
      void main(['serve'], environment, { line: console.log, error: console.error, rewrite: null });
      process.kill(process.pid, process.argv[1]);
      setTimeout(() => process.exit(7), 3_000);
    `;
    expect(run('SIGTERM')).toMatchObject({ status: 0, signal: null, stdout: '' });
    expect(run('SIGINT')).toMatchObject({ status: 0, signal: null, stdout: '' });
    expect(run('SIGHUP')).toMatchObject({ status: 7, signal: null });
  });

  it('is ended by a second signal, of whichever kind, while it finishes', async () => {
    const server = await startReady({ SEEDS_DIR: smallSeeds(), INDEX_DIR: folderWith({}) });
    const hanging = connect(Number(new URL(server.base).port), '127.0.0.1').on('error', () => {});
    hanging.write('POST /search HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n');
    await once(hanging, 'connect');
    await fetch(`${server.base}/healthz`);
    server.process.kill('SIGINT');
    await until('it finishes', () => server.printed().includes('SIGINT: finishing open requests'));
    server.process.kill('SIGTERM');
    await server.exit;
    expect(server.process.signalCode).toBe('SIGTERM');
  });

  it('answers a request under way before it ends', async () => {
    const server = await startReady({ SEEDS_DIR: smallSeeds(), INDEX_DIR: folderWith({}) });
    const answers = Promise.all(
      Array.from({ length: 5 }, () => fetch(`${server.base}/api/search?q=x`).then((response) => response.status)),
    );
    await fetch(`${server.base}/healthz`);
    server.process.kill('SIGTERM');
    expect(await answers).toEqual([200, 200, 200, 200, 200]);
    expect(await server.exit).toBe(0);
  });

  it('says how it is configured, and logs each answer without who asked and for what', async () => {
    const server = await startReady({
      SEEDS_DIR: smallSeeds(),
      INDEX_DIR: folderWith({}),
      LOG_LEVEL: 'info',
      RATE_LIMIT: '2',
      TRUST_PROXY: 'loopback',
    });
    expect(server.printed()).toMatch(
      /^Configuration: PORT=0 HOST=127\.0\.0\.1 .*RATE_LIMIT=2 ANSWER_CACHE_MB=32 TRUST_PROXY=loopback LOG_LEVEL=info/,
    );
    const reader = { headers: { 'X-Forwarded-For': '203.0.113.77', 'User-Agent': 'curious' } };
    const ask = (path: string) => fetch(server.base + path, reader);
    const answers = [await ask('/search?q=密谋'), await ask('/plans/p/1'), await ask('/api/search?q=密谋')];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    const ids = answers.map(({ headers }) => headers.get('x-request-id'));
    await until('the answers are logged', () => ids.every((id) => server.printed().includes(String(id))));
    const lines = server.printed().split('\n');
    const logged = lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
    // A line is written when an answer has been taken, which may be after the next one has begun.
    const requests = logged.filter(({ msg }) => msg === 'request').sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
    expect(requests).toEqual(
      ['/search', '/plans/:id/:chapter', null].map((route, index) => ({
        level: 'info',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        id: ids[index],
        method: 'GET',
        route,
        status: answers[index]?.status,
        ms: expect.any(Number),
        msg: 'request',
      })),
    );
    expect(server.printed()).not.toMatch(/密谋|%E5%AF%86|203\.0\.113|curious/);
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
