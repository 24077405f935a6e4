// What clients may do to the port: come slowly, leave early, come in masses, and be there when the server stops.
import { once } from 'node:events';
import { Agent, get as httpGet, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { ConfigError } from '../../src/cli/config.ts';
import { type HttpServer, openServer, type ServerLimits } from '../../src/cli/http-server.ts';
import { until } from '../support/server-process.ts';

const servers: HttpServer[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

const hello = (_request: IncomingMessage, response: ServerResponse) => void response.end('hello');

async function open(answer = hello, limits: Partial<ServerLimits> = {}) {
  const server = await openServer(answer, { port: 0, host: '127.0.0.1' }, { limits });
  servers.push(server);
  const port = Number(new URL(server.address).port);
  const client = (): Socket => connect(port, '127.0.0.1');
  return { server, port, client, base: `http://127.0.0.1:${port}` };
}

const received = async (socket: Socket): Promise<string> => {
  let text = '';
  socket.on('data', (part) => (text += part)).on('error', () => {});
  await once(socket, 'close');
  return text;
};

describe('the port', () => {
  it('ends a request whose head trickles in', async () => {
    const { client, base } = await open(hello, { headersTimeout: 200, connectionsCheckingInterval: 50 });
    const slow = client();
    slow.write('GET / HTTP/1.1\r\nHost: a\r\n');
    const trickle = setInterval(() => slow.write('X-Slow: a\r\n'), 50);
    expect(await received(slow)).toMatch(/^HTTP\/1\.1 408 /);
    clearInterval(trickle);
    expect(await (await fetch(base)).text()).toBe('hello');
  });

  it('ends a connection that takes nothing of its answer', async () => {
    let isEnded = false;
    const { client, base } = await open(
      (request, response) => {
        if (request.url === '/') return hello(request, response);
        response.once('close', () => {
          isEnded = true;
        });
        response.end('x'.repeat(50_000_000));
      },
      { idleTimeout: 200 },
    );
    const reader = client();
    reader.on('error', () => {});
    reader.write('GET /large HTTP/1.1\r\nHost: a\r\n\r\n');
    reader.pause();
    while (!isEnded) await new Promise((resolve) => setTimeout(resolve, 20));
    reader.destroy();
    expect(await (await fetch(base)).text()).toBe('hello');
  });

  it('does not mind readers who leave', async () => {
    const answers: ServerResponse[] = [];
    const { client, base } = await open((request, response) => {
      if (request.url === '/') return hello(request, response);
      answers.push(response);
    });
    for (let count = 0; count < 50; count += 1) {
      const reader = client();
      await once(reader, 'connect');
      reader.write('GET /left HTTP/1.1\r\nHost: a\r\n\r\n');
      reader.on('error', () => {});
      setImmediate(() => reader.resetAndDestroy());
    }
    while (answers.length < 5) await new Promise((resolve) => setTimeout(resolve, 5));
    for (const response of answers) response.end('to nobody');
    expect(await (await fetch(base)).text()).toBe('hello');
  });

  it('has a most of connections, and takes others when some have gone', async () => {
    const { client, base } = await open(hello, { maxConnections: 3 });
    const taken = [client(), client(), client()];
    for (const socket of taken) {
      socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
      await once(socket, 'data');
    }
    expect(await received(client())).toBe('');
    for (const socket of taken) socket.destroy();
    await until('there is room', () =>
      fetch(base).then(
        () => true,
        () => false,
      ),
    );
  });
});

describe('a port that cannot be opened', () => {
  const refusal = (host: string, port = 0) =>
    openServer(hello, { port, host }).then(
      () => null,
      (error: unknown) => error,
    );

  it.each([
    ['an address of another machine', '192.0.2.1', /^192\.0\.2\.1 is no address of this machine; set HOST=127\.0\.0\.1/],
    ['a name that nobody has', 'nosuch.invalid', /^no address is known for the name nosuch\.invalid \(.*; set HOST=127\.0\.0\.1/],
    ['an address that needs an interface', 'fe80::1', /HOST=127\.0\.0\.1/],
    ['an address of a group', '255.255.255.255', /HOST=127\.0\.0\.1/],
  ])('says so, and what to do: %s', async (_what, host, message) => {
    const error = await refusal(host);
    // A machine may be set up so that it has even this one.
    if (error === null) return;
    expect(error).toBeInstanceOf(ConfigError);
    expect(String((error as Error).message)).toMatch(message);
  });
});

describe('the port that is being closed', () => {
  it('answers what is under way, takes nothing new, and keeps no connection', async () => {
    let finish: (() => void) | undefined;
    const { server, base, client } = await open((_request, response) => {
      finish = () => void response.end('at last');
    });
    const agent = new Agent({ keepAlive: true });
    const answered = new Promise<string>((resolve, reject) => {
      httpGet(base, { agent }, (response) => {
        response.setEncoding('utf8').once('data', resolve);
      }).on('error', reject);
    });
    while (!finish) await new Promise((resolve) => setTimeout(resolve, 5));
    const drained = server.drain();
    const late = client();
    await expect(once(late, 'connect')).rejects.toThrow('ECONNREFUSED');
    finish();
    expect(await answered).toBe('at last');
    await drained;
    agent.destroy();
  });

  it('tells whoever asks once more over an open connection that it was the last time', async () => {
    const asked = new Map<string, ServerResponse>();
    const { server, client } = await open((request, response) => void asked.set(request.url ?? '', response));
    const reader = client();
    const text = received(reader);
    reader.write('GET /slow HTTP/1.1\r\nHost: a\r\n\r\n');
    await until('it is asked', () => asked.has('/slow'));
    const drained = server.drain();
    reader.write('GET /quick HTTP/1.1\r\nHost: a\r\n\r\n');
    await until('it is asked again', () => asked.has('/quick'));
    asked.get('/quick')?.end('quick');
    asked.get('/slow')?.end('slow');
    expect(await text).toMatch(/slow\r?\n?HTTP\/1\.1 200 OK\r\nConnection: close\r\n[\s\S]*quick$/);
    await drained;
  });

  it('waits no longer than it is told to', async () => {
    let isAsked = false;
    const { server, client } = await open(
      () => {
        isAsked = true;
      },
      { drainMs: 100 },
    );
    const hanging = client();
    hanging.on('error', () => {});
    hanging.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    await until('it is asked', () => isAsked);
    await server.drain();
  });
});
