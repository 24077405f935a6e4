import { once } from 'node:events';
import { createServer, get as httpGet, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import { answerUnavailable } from '../../src/web/bare-answer.ts';
import { createWaitingLine, type WaitingLine, type WaitingLineOptions } from '../../src/web/waiting-line.ts';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  }
});

const TAKEN_MS = 20;
const busyFor = (ms: number): void => {
  const until = performance.now() + ms;
  while (performance.now() < until);
};

/** A server whose every answer keeps the processor busy for a while, and the paths in the order of their answers. */
async function serveSlowly(options: Partial<WaitingLineOptions> = {}) {
  const served: string[] = [];
  const serve: RequestListener = (request, response) => {
    if (request.url !== '/healthz') busyFor(TAKEN_MS);
    served.push(request.url ?? '');
    response.end('served');
  };
  const line: WaitingLine = createWaitingLine({
    serve,
    refuse: (request, response) =>
      answerUnavailable(request, response, { title: '访问过多', detail: '请过几秒再试。', retrySeconds: 5 }),
    ...options,
  });
  const server = createServer(line.handle);
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const statusOf = (path: string): Promise<number> =>
    new Promise((resolve, reject) => {
      httpGet(base + path, { agent: false }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      }).on('error', reject);
    });
  return { base, line, served, statusOf };
}

const numbered = (count: number): string[] => Array.from({ length: count }, (_unused, index) => `/${index}`);

interface Reading {
  readonly path: string;
  readonly status: number;
}

// Readers in a thread of their own: in the server's they would have to wait for it before they could ask.
const READERS = `
  const { parentPort, workerData: { base, waves, pauseMs, leaveMs } } = require('node:worker_threads');
  const { get, Agent } = require('node:http');
  const { setTimeout: sleep } = require('node:timers/promises');
  const agent = new Agent({ keepAlive: true });
  const ask = (path) => new Promise((resolve) => get(base + path, { agent }, (response) => {
    response.resume().on('end', () => resolve({ path, status: response.statusCode }));
  }).on('error', () => resolve({ path, status: 0 })));
  (async () => {
    await Promise.all(waves.flat().map(() => ask('/healthz')));
    const readings = [];
    for (const paths of waves) {
      readings.push(...paths.map(ask));
      await sleep(pauseMs);
    }
    if (leaveMs !== undefined) setTimeout(() => agent.destroy(), leaveMs);
    parentPort.postMessage(await Promise.all(readings));
  })();
`;

interface ReaderOptions {
  /** Each wave asks at once, over connections that are open already. */
  readonly waves: readonly (readonly string[])[];
  readonly pauseMs?: number;
  /** How long after the last wave they close their connections. */
  readonly leaveMs?: number;
}

async function readAll(base: string, { waves, pauseMs = 0, leaveMs }: ReaderOptions): Promise<readonly Reading[]> {
  const worker = new Worker(READERS, { eval: true, workerData: { base, waves, pauseMs, leaveMs } });
  const [readings] = await once(worker, 'message');
  await worker.terminate();
  return readings;
}

const withStatus = (readings: readonly Reading[], status: number): number =>
  readings.filter((reading) => reading.status === status).length;

describe('requests in line', () => {
  it('are all served, one a turn, whatever comes with them', async () => {
    const { base, served, line } = await serveSlowly();
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 1);
    const readings = await readAll(base, { waves: [numbered(40)] });
    clearInterval(timer);
    expect(withStatus(readings, 200)).toBe(40);
    expect(served.filter((path) => path !== '/healthz').sort()).toEqual(numbered(40).sort());
    expect(line.length()).toBe(0);
    expect(turns).toBeGreaterThan(40);
  });

  it('leave the word to whoever asks how the server is', async () => {
    const { base, served } = await serveSlowly();
    const readings = await readAll(base, { waves: [[...numbered(40), '/readyz?x=1']] });
    expect(withStatus(readings, 200)).toBe(41);
    const requests = served.filter((path) => path !== '/healthz');
    expect(requests.indexOf('/readyz?x=1')).toBeLessThan(20);
  });

  it('are refused once there are too many, and served again when they are fewer', async () => {
    const waits: number[] = [];
    const { base, statusOf } = await serveSlowly({ mostWaiting: 4, onServed: (ms) => waits.push(ms) });
    const readings = await readAll(base, { waves: [numbered(60)] });
    expect(withStatus(readings, 200) + withStatus(readings, 503)).toBe(60);
    expect(withStatus(readings, 503)).toBeGreaterThan(10);
    expect(withStatus(readings, 200)).toBeGreaterThanOrEqual(5);
    expect(waits).toHaveLength(withStatus(readings, 200));
    expect(await statusOf('/later')).toBe(200);
  });

  it('are refused once the first of them has waited too long', async () => {
    const { base, statusOf } = await serveSlowly({ longestWaitMs: 2 * TAKEN_MS });
    const readings = await readAll(base, { waves: [numbered(30), numbered(30)], pauseMs: 6 * TAKEN_MS });
    expect(withStatus(readings, 200) + withStatus(readings, 503)).toBe(60);
    expect(withStatus(readings.slice(0, 30), 200)).toBe(30);
    expect(withStatus(readings.slice(30), 503)).toBeGreaterThan(0);
    expect(await statusOf('/later')).toBe(200);
  });

  it('are passed over when their reader has left', async () => {
    const { base, served, line, statusOf } = await serveSlowly();
    const readings = await readAll(base, { waves: [numbered(40)], leaveMs: 5 * TAKEN_MS });
    expect(withStatus(readings, 0)).toBeGreaterThan(10);
    expect(await statusOf('/last')).toBe(200);
    expect(served.filter((path) => path !== '/healthz').length).toBeLessThan(30);
    expect(line.length()).toBe(0);
  });
});

describe('the refusal', () => {
  const answerOf = async (path: string, method = 'GET'): Promise<Response> => {
    const server = createServer((request, response) =>
      answerUnavailable(request, response, { title: '访问过多', detail: '请过几秒再试。', retrySeconds: 5 }),
    );
    servers.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, { method });
  };

  it('is a page for readers', async () => {
    const response = await answerOf('/search?q=%3Cscript%3E');
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('5');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await response.text()).toMatch(
      /^<!doctype html><html lang="zh-Hans">.*<h1>访问过多<\/h1><p>请过几秒再试。<\/p><\/html>$/,
    );
  });

  it.each(['/api/search?q=a', '/healthz', '/readyz'])('is a problem for scripts that ask for %s', async (path) => {
    const response = await answerOf(path);
    expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(await response.json()).toEqual({ type: 'about:blank', title: '访问过多', status: 503, detail: '请过几秒再试。' });
  });

  it('has no body where none is asked for', async () => {
    const response = await answerOf('/', 'HEAD');
    expect(response.status).toBe(503);
    expect(await response.text()).toBe('');
  });
});
