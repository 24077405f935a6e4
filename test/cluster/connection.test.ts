// The connection to nodes that answer as told: what it sends them, and what it makes of their refusals.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { type ClusterAddress, type ClusterConnection, connect } from '../../src/cluster/connection.ts';

const open: { close(): unknown }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function node(status: number, body: string, seen: (request: IncomingMessage) => void = () => {}): Promise<string> {
  const server: Server = createServer((request, response) => {
    seen(request);
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(body);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  open.push({ close: () => server.close() });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
}

function connected(address: ClusterAddress): ClusterConnection {
  const connection = connect(address);
  open.push(connection);
  return connection;
}

const NOBODY = 'http://127.0.0.1:9';
const PING = { method: 'GET', path: '/' } as const;

describe('a connection', () => {
  it('asks the next node where one is away', async () => {
    const url = await node(200, '{"well":true}');
    const connection = connected({ urls: [NOBODY, url] });
    for (let asked = 0; asked < 4; asked += 1) expect(await connection.ask(PING)).toEqual({ well: true });
  });

  it.each([
    [{ username: 'reader', password: 'secret' }, `Basic ${Buffer.from('reader:secret').toString('base64')}`],
    [{ apiKey: 'a2V5' }, 'ApiKey a2V5'],
    [{}, undefined],
  ])('with %j says who asks', async (who, authorization) => {
    let said: string | undefined;
    const url = await node(200, '{}', ({ headers }) => {
      said = headers.authorization;
    });
    await connected({ urls: [url], ...who }).ask(PING);
    expect(said).toBe(authorization);
  });

  it.each([
    [400, 'rejected'],
    [401, 'refused'],
    [403, 'refused'],
    [404, 'missing'],
    [429, 'busy'],
    [503, 'away'],
  ])('calls an answer %i %s, with the reason', async (status, trouble) => {
    const url = await node(status, '{"error":{"root_cause":[{"reason":"a deep reason"}],"reason":"all shards failed"}}');
    const connection = connected({ urls: [url] });
    await expect(connection.ask({ ...PING, retries: 0 })).rejects.toMatchObject({
      trouble,
      message: expect.stringContaining(`${url} answered ${status}: a deep reason`),
    });
  });

  it('to nobody says so', async () => {
    await expect(connected({ urls: [NOBODY] }).ask(PING)).rejects.toMatchObject({
      trouble: 'away',
      message: expect.stringContaining(`${NOBODY} does not answer`),
    });
  });

  it('to a node that never answers gives up in time', async () => {
    const server = createServer(() => {});
    await once(server.listen(0, '127.0.0.1'), 'listening');
    open.push({ close: () => server.closeAllConnections() }, { close: () => server.close() });
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
    await expect(connected({ urls: [url] }).ask({ ...PING, timeoutMs: 100, retries: 0 })).rejects.toMatchObject({
      trouble: 'away',
    });
  });
});
