import { once } from 'node:events';
import { createServer, IncomingMessage, type Server, ServerResponse } from 'node:http';
import { type AddressInfo, Socket } from 'node:net';
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

const numbered = (count: number): string[] => Array.from({ length: count }, (_unused, index) => `/${index}`);

/** A line with a clock of its own, and the paths that were served and refused, in their order. */
function createSubject(options: Partial<WaitingLineOptions> = {}) {
  const served: string[] = [];
  const refused: string[] = [];
  const waits: number[] = [];
  const clock = { now: 0 };
  const line = createWaitingLine({
    serve: ({ url = '' }) => void served.push(url),
    refuse: ({ url = '' }) => void refused.push(url),
    onServed: (ms) => waits.push(ms),
    now: () => clock.now,
    ...options,
  });
  /** A request arrives; its connection is returned. */
  const arrive = (path: string): Socket => {
    const socket = new Socket();
    const request = new IncomingMessage(socket);
    request.url = path;
    line.handle(request, new ServerResponse(request));
    return socket;
  };
  return { line, served, refused, waits, clock, arrive };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function untilEmpty({ line }: { readonly line: WaitingLine }): Promise<void> {
  while (line.length() > 0) await turn();
}

describe('requests in line', () => {
  it('are served in the order in which they came, the first at once, no two in a turn', async () => {
    const { line, served, arrive } = createSubject();
    for (const path of numbered(10)) arrive(path);
    expect(served).toEqual(['/0']);
    expect(line.length()).toBe(9);
    while (line.length() > 0) {
      const before = served.length;
      await turn();
      expect(served.length - before).toBeLessThanOrEqual(1);
    }
    expect(served).toEqual(numbered(10));
  });

  it('leave room for newcomers between two of them', async () => {
    const { served, arrive, line } = createSubject();
    for (const path of numbered(3)) arrive(path);
    let turns = 0;
    while (line.length() > 0) {
      await turn();
      turns += 1;
    }
    expect(turns).toBeGreaterThanOrEqual(10);
    expect(served).toHaveLength(3);
  });

  it('stand in line after a long one, until those who came meanwhile are let in and seen to have left', async () => {
    const clock = { now: 0 };
    const served: string[] = [];
    const { line, arrive } = createSubject({
      now: () => clock.now,
      serve: ({ url = '' }) => {
        served.push(url);
        clock.now += 50;
      },
    });
    arrive('/long');
    const newcomers: Socket[] = [];
    for (let at = 0; at < 150; at += 1) {
      await turn();
      newcomers.push(arrive(`/${at}`));
    }
    expect(served).toEqual(['/long']);
    for (const socket of newcomers.slice(1)) socket.destroy();
    await untilEmpty({ line });
    expect(served).toEqual(['/long', '/0']);
  });

  it('do not wait after a quick one, where there is no line', async () => {
    const { served, arrive } = createSubject();
    arrive('/0');
    await turn();
    arrive('/1');
    expect(served).toEqual(['/0', '/1']);
  });

  it('are passed by whoever asks how the server is', () => {
    const { served, arrive } = createSubject();
    for (const path of [...numbered(3), '/healthz?x=1', '/readyz', '/metrics', '/healthzz']) arrive(path);
    expect(served).toEqual(['/0', '/healthz?x=1', '/readyz', '/metrics']);
  });

  it('are refused once there are too many, and served again when they are fewer', async () => {
    const subject = createSubject({ mostWaiting: 4 });
    const { served, refused, arrive } = subject;
    for (const path of numbered(8)) arrive(path);
    expect(refused).toEqual(['/5', '/6', '/7']);
    await untilEmpty(subject);
    expect(served).toEqual(['/0', '/1', '/2', '/3', '/4']);
    arrive('/later');
    await untilEmpty(subject);
    expect(served.at(-1)).toBe('/later');
  });

  it('are refused once the first of them has waited too long', async () => {
    const subject = createSubject({ longestWaitMs: 1000 });
    const { served, refused, waits, clock, arrive } = subject;
    arrive('/0');
    arrive('/1');
    clock.now = 1000;
    arrive('/2');
    clock.now = 1001;
    arrive('/3');
    expect(refused).toEqual(['/3']);
    await untilEmpty(subject);
    expect(served).toEqual(['/0', '/1', '/2']);
    expect(waits).toEqual([0, 1001, 1]);
    arrive('/later');
    expect(refused).toEqual(['/3']);
  });

  it('are passed over when their reader has left', async () => {
    const subject = createSubject();
    const sockets = numbered(6).map(subject.arrive);
    for (const gone of [1, 2, 5]) sockets[gone]?.destroy();
    await untilEmpty(subject);
    expect(subject.served).toEqual(['/0', '/3', '/4']);
  });

  it('are all answered over real connections, more at once than can be served', async () => {
    const answered = createWaitingLine({
      serve: (_request, response) => void response.end('served'),
      refuse: (_request, response) => void response.writeHead(503).end(),
    });
    const server = createServer(answered.handle);
    servers.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const statuses = await Promise.all(numbered(300).map((path) => fetch(base + path).then(({ status }) => status)));
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(answered.length()).toBe(0);
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
