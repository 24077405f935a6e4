// Answers that are asked for again, by the app itself over an engine that counts how often it is asked.
import { get as httpGet, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SearchEngine } from '../../src/search/engine.ts';
import { type Served, seedsEngine, serve } from '../served.ts';

const CACHE_BYTES = 4_000_000;
const PAGE = `/search?q=${encodeURIComponent('碳达峰')}`;
const API = `/api${PAGE}`;

let searches = 0;
let failure: Error | undefined;
let today = new Date('2026-03-01T12:00:00+08:00');
const lookups: boolean[] = [];
let engine: SearchEngine;
let served: Served;

beforeAll(async () => {
  const seeds = await seedsEngine();
  engine = {
    ...seeds,
    search: async (request) => {
      searches += 1;
      if (failure) throw failure;
      return seeds.search(request);
    },
  };
});
beforeEach(async () => {
  await served?.close();
  const metrics = { contentType: '', text: async () => '', lookedUp: (isKept: boolean) => lookups.push(isKept) };
  served = await serve({ engine, now: () => today, reportError: () => {}, answerCacheBytes: CACHE_BYTES, metrics });
  searches = 0;
  lookups.length = 0;
  failure = undefined;
});
afterAll(() => served.close());

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

const ask = (path: string, headers: OutgoingHttpHeaders = {}, method = 'GET'): Promise<Answer> =>
  new Promise((resolve, reject) => {
    httpGet(served.base + path, { headers, method, agent: false }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }),
      );
    }).on('error', reject);
  });

/** Without what names the exchange. */
const alike = ({ status, headers: { date: _date, 'x-request-id': _id, ...headers }, body }: Answer) => ({
  status,
  headers,
  body: body.toString(),
});

describe('an answer that is asked for again', () => {
  it.each([PAGE, API, '/matrix?q=5G', '/api/matrix?q=5G', '/kwic?q=5G', '/themes/ecology'])(
    'is the same, headers and all: %s',
    async (path) => {
      const first = await ask(path);
      expect(first.status).toBe(200);
      const asked = searches;
      expect(alike(await ask(path))).toEqual(alike(first));
      expect(searches).toBe(asked);
      expect(lookups).toEqual([false, true]);
    },
  );

  it('is what it would be without being kept', async () => {
    const kept = [alike(await ask(PAGE)), alike(await ask(PAGE))];
    const own = served.base;
    await served.close();
    served = await serve({ engine });
    const made = alike(await ask(PAGE));
    for (const { body, headers } of kept) {
      expect(body.replaceAll(own, '') === made.body.replaceAll(served.base, '')).toBe(true);
      expect(Object.keys(headers).sort()).toEqual(Object.keys(made.headers).sort());
    }
  });

  it('comes packed to those who take it packed, now in one way, now in another', async () => {
    const untimed = (body: Buffer) => body.toString().replace(/"tookMs":[\d.]+/, '');
    const plain = untimed((await ask(API)).body);
    for (const round of [1, 2]) {
      for (const [accepted, unpack] of [
        ['br', brotliDecompressSync],
        ['gzip', gunzipSync],
        ['gzip, deflate, br', brotliDecompressSync],
      ] as const) {
        const { headers, body } = await ask(API, { 'Accept-Encoding': accepted });
        expect(untimed(unpack(body)) === plain, `${accepted}, round ${round}`).toBe(true);
        expect(headers['content-length']).toBe(String(body.length));
        expect(headers.vary).toContain('Accept-Encoding');
      }
      const identity = await ask(API, { 'Accept-Encoding': 'br;q=0, identity' });
      expect(identity.headers['content-encoding']).toBeUndefined();
      expect(untimed(identity.body) === plain).toBe(true);
    }
    // Once plain, once in each packing.
    expect(searches).toBe(3);
  });

  it('is not sent again to those who have it, nor its body to those who ask for the head', async () => {
    const { headers, body } = await ask(PAGE);
    for (const encoding of ['br', undefined]) {
      const known = { 'If-None-Match': headers.etag ?? '', ...(encoding && { 'Accept-Encoding': encoding }) };
      const again = await ask(PAGE, known);
      expect([again.status, again.body.length]).toEqual([304, 0]);
    }
    const head = await ask(PAGE, {}, 'HEAD');
    expect([head.status, head.body.length, head.headers['content-length']]).toEqual([200, 0, String(body.length)]);
    // Once plain, once packed.
    expect(searches).toBe(2);
  });

  it('is another one at another address, under another name of the site, and in another app', async () => {
    await ask(PAGE);
    await ask(`${PAGE}&sort=order`);
    expect(searches).toBe(2);
    const named = await ask(PAGE, { Host: 'plans.example.org' });
    expect(named.body.includes('http://plans.example.org/')).toBe(true);
    expect((await ask(PAGE)).body.includes('plans.example.org')).toBe(false);
    expect(searches).toBe(3);
  });
});

describe('what is not kept', () => {
  it.each([500, 400, 404])('an answer of status %i', async (status) => {
    const path = { 500: PAGE, 400: '/api/search?q=', 404: `${PAGE}&page=999` }[status] ?? '';
    if (status === 500) failure = new Error('gone');
    expect((await ask(path)).status).toBe(status);
    failure = undefined;
    expect((await ask(path)).status).toBe(status === 500 ? 200 : status);
    expect(lookups).toEqual([false, false]);
  });

  it('what says which day it is', async () => {
    const path = '/clauses/huadu-7.1.3';
    expect((await ask(path)).body.includes('2026-03-01')).toBe(true);
    today = new Date('2026-03-02T12:00:00+08:00');
    expect((await ask(path)).body.includes('2026-03-02')).toBe(true);
  });

  it('what was asked for longest ago, once there is too much', async () => {
    const { body } = await ask(API);
    const more = Math.ceil(CACHE_BYTES / body.length) + 1;
    for (let offset = 1; offset <= more; offset += 1) await ask(`${API}&limit=20&explain=1&x=${offset}`);
    searches = 0;
    await ask(API);
    expect(searches).toBe(1);
  });

  it('the answer to an address that is longer than anybody types', async () => {
    const path = `${API}&x=${'x'.repeat(3000)}`;
    await ask(path);
    await ask(path);
    expect(searches).toBe(2);
  });
});
