// Every route of the app, taken from the app itself, asked what nobody asks in good faith. More of it by hand:
// FC_RUNS=2000 FC_SEED=7 npx vitest run --config test/vitest.config.ts test/web/hostile.test.ts
import { createServer, request as httpRequest, type IncomingHttpHeaders, type Server } from 'node:http';
import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../src/web/app.ts';
import { createUploadDesk } from '../../src/web/uploading/upload-desk.ts';
import { exchange } from '../bench/exchange.ts';
import { seedsEngine } from '../served.ts';
import { hostileTargets, MARK, percentEncoded, type RouteUnderTest } from '../support/hostile-requests.ts';
import { temporaryFolders } from '../support/seeds-folder.ts';
import { xmlErrors } from '../support/xml.ts';

const { folderWith } = temporaryFolders();

const RUNS = Number(process.env['FC_RUNS'] ?? 40);
const SEED = Number(process.env['FC_SEED'] ?? 20210623);

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What an answer may bear: a header of another name was put there by a request. */
const HEADERS: ReadonlySet<string> = new Set([
  'allow',
  'cache-control',
  'connection',
  'content-disposition',
  'content-length',
  'content-security-policy',
  'content-type',
  'cross-origin-opener-policy',
  'cross-origin-resource-policy',
  'date',
  'etag',
  'keep-alive',
  'location',
  'origin-agent-cluster',
  'referrer-policy',
  'refresh',
  'transfer-encoding',
  'vary',
  'x-content-type-options',
  'x-dns-prefetch-control',
  'x-download-options',
  'x-frame-options',
  'x-permitted-cross-domain-policies',
  'x-xss-protection',
]);

describe('the app under hostile requests', async () => {
  const reported: unknown[] = [];
  const app = createApp({
    engine: await seedsEngine(),
    reportError: (error) => void reported.push(error),
    metrics: { contentType: 'text/plain', text: async () => '', lookedUp: () => {} },
    answerCacheBytes: 4_000_000,
    uploads: createUploadDesk({ seedsDir: folderWith({}), largestMb: 1 }),
  });
  // Some of the routes are there once somebody has asked for one of them.
  await exchange(app, '/nowhere');
  const paths = [...new Set(routesOf(app.router.stack))];
  let server: Server;
  let port: number;
  const routes = new Map<string, RouteUnderTest>();

  beforeAll(async () => {
    server = createServer({ maxHeaderSize: 128 * 1024 }, app);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    port = typeof address === 'object' && address ? address.port : 0;
    for (const path of paths) routes.set(path, await explored(path));
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const ask = (target: string, method = 'GET'): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const request = httpRequest({ host: '127.0.0.1', port, path: target, method }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts).toString() }),
        );
      });
      request.on('error', reject);
      request.end();
    });

  /** What a route answers, and what it reads to do so. */
  const explored = async (path: string): Promise<RouteUnderTest> => {
    const targets = new Set(IDS.flatMap((first) => IDS.map((second) => filled(path, first, second))));
    const sound: string[] = [];
    const names = await namesRead(async () => {
      for (const target of targets) {
        const { status } = await ask(`${target}?q=a&ids=huadu-7.1.3&plan=huadu&id=huadu-7.1.3`);
        if (status < 400) sound.push(target);
      }
    });
    // What goes wrong here goes wrong again where it is counted.
    reported.length = 0;
    return { path, sound, names };
  };
  const routeOf = (path: string): RouteUnderTest => routes.get(path) ?? { path, sound: [], names: [] };

  const expectHarmless = ({ status, headers, body }: Answer, statuses = [200, 301, 303, 400, 404, 410]): void => {
    expect(reported.splice(0)).toEqual([]);
    expect(statuses).toContain(status);
    expect(Object.keys(headers).filter((name) => !HEADERS.has(name))).toEqual([]);
    expect(headers['content-security-policy']).toMatch(/^default-src 'none';/);
    expect(headers['content-security-policy']).not.toMatch(/unsafe|\*|data:/);
    expect(headers['x-content-type-options']).toBe('nosniff');
    const { location } = headers;
    // A path of this site: neither another site nor what some browsers take for one.
    if (location !== undefined) expect(location).toMatch(/^\/(?![/\\])[!-~]*$/);
    expect(body).not.toContain('root:x:0:0');
    expectSoundBody(headers['content-type'] ?? '', body);
  };

  it('are made for every route that the app has, with every parameter that it reads, and reach an answer', () => {
    expect(paths.length).toBeGreaterThan(40);
    for (const path of [
      '/search',
      '/plans/:id/:chapter',
      '/export.:format',
      '/api/matrix',
      '/targets.csv',
      '/assets/:name',
      '/metrics',
    ])
      expect(paths).toContain(path);
    const names = new Set([...routes.values()].flatMap((route) => route.names));
    for (const name of ['q', 'district', 'ids', 'without', 'script', 'measure', 'other', 't', 'indicator', 'min'])
      expect(names).toContain(name);
    const unanswered = [...routes.values()].filter(({ sound }) => sound.length === 0).map(({ path }) => path);
    // A review is there only for a file that has been sent.
    expect(unanswered).toEqual(['/add-plan/:id']);
  });

  describe.each(paths)('%s', (path) => {
    it('answers in its own words, without markup, headers, places or formulas from outside', async () => {
      await fc.assert(
        fc.asyncProperty(hostileTargets(routeOf(path)), async (target) => expectHarmless(await ask(target))),
        { seed: SEED, numRuns: RUNS },
      );
    });
  });

  it('answers addresses of no route with 404 or 400', async () => {
    await fc.assert(
      fc.asyncProperty(
        hostileTargets({ path: '/:a', sound: [], names: ['q', 'district'] }),
        fc.constantFrom('/', '/api/', '/assets/', '/plans/', '//'),
        async (target, folder) => expectHarmless(await ask(folder + target.slice(1)), [200, 301, 303, 400, 404]),
      ),
      { seed: SEED, numRuns: RUNS * 4 },
    );
  });

  it('refuses methods that it does not know, on every route', async () => {
    for (const path of paths) {
      for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'TRACE', 'PROPFIND', 'OPTIONS']) {
        expectHarmless(await ask(path.replaceAll(/:\w+/g, '__proto__'), method), [204, 400, 403, 404, 405, 413, 415, 422]);
      }
    }
  });

  it('survives request lines and heads that no program writes', async () => {
    const raw = (text: string | Buffer): Promise<string> =>
      new Promise((resolve) => {
        const socket = connect(port, '127.0.0.1');
        let received = '';
        socket.on('data', (part) => (received += part));
        socket.on('close', () => resolve(received));
        socket.on('error', () => resolve(received));
        socket.end(text);
      });
    const host = 'Host: a\r\nConnection: close\r\n\r\n';
    const heads: readonly (readonly [text: string | Buffer, expected: RegExp])[] = [
      [`GET /search?q=${'碳'} HTTP/1.1\r\n${host}`, /^HTTP\/1\.1 (?:200|400) /],
      [
        Buffer.concat([
          Buffer.from('GET /search?q='),
          Buffer.from([0xff, 0xfe, 0xed, 0xa0, 0x80]),
          Buffer.from(` HTTP/1.1\r\n${host}`),
        ]),
        /^HTTP\/1\.1 [24]00 /,
      ],
      [`GET /search?q=a%00b HTTP/1.1\r\n${host}`, /^HTTP\/1\.1 200 /],
      [`GET http://evil.example/search?q=a HTTP/1.1\r\n${host}`, /^HTTP\/1\.1 (?:200|404) /],
      [`GET //evil.example/%2e%2e HTTP/1.1\r\n${host}`, /^HTTP\/1\.1 404 /],
      [`GET /plans/huadu/huadu-7?q=//evil.example HTTP/1.1\r\n${host}`, /\r\nLocation: \/plans\/huadu\/7\?q=[^\r]*\r\n/],
      [`OPTIONS * HTTP/1.1\r\n${host}`, /^HTTP\/1\.1 (?:204|404) /],
      [`GET /search?q=a HTTP/1.1\r\nHost: "><${MARK}>\r\nConnection: close\r\n\r\n`, /^HTTP\/1\.1 200 /],
      [
        `GET /feed.atom?q=a HTTP/1.1\r\nHost: a"><${MARK}>\r\nX-Forwarded-Host: evil.example\r\nConnection: close\r\n\r\n`,
        /^HTTP\/1\.1 200 /,
      ],
      [`GET / HTTP/1.1\r\n${'X-Bomb: a\r\n'.repeat(3000)}${host}`, /^HTTP\/1\.1 4(?:00|31) /],
      [`GET / HTTP/1.1\r\nX-Bomb: ${'a'.repeat(200_000)}\r\n${host}`, /^HTTP\/1\.1 431 /],
      [`GET /search?q=${'a'.repeat(100_000)} HTTP/1.1\r\n${host}`, /^HTTP\/1\.1 400 /],
      ['GET / HTTP/9.9\r\n\r\n', /^HTTP\/1\.1 400 /],
      [Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00]), /^HTTP\/1\.1 400 /],
      ['', /^$/],
    ];
    for (const [text, expected] of heads) {
      const answer = await raw(text);
      expect(answer, String(text).slice(0, 60)).toMatch(expected);
      expect(answer).not.toContain(`<${MARK}`);
      expect(answer).not.toMatch(/evil\.example(?!%|&)[^\r\n]*\r\n\r\n|^X-Injected|^Set-Cookie/im);
      expect(reported.splice(0)).toEqual([]);
    }
    expect((await ask('/api/search?q=5G')).status).toBe(200);
  });

  it('takes the name of a repeated parameter as other programs write it', async () => {
    const total = async (query: string) => JSON.parse((await ask(`/api/search?q=5G&${query}`)).body).total as number;
    const one = await total('district=huadu');
    expect(one).toBeLessThan(await total('limit=1'));
    for (const name of ['district[]', 'district[0]', 'district%5B%5D']) expect(await total(`${name}=huadu`)).toBe(one);
    expect((await ask('/api/search?q=5G&district[]=atlantis')).status).toBe(400);
    // No parameter is an object, so one that is written as a part of one is a parameter of another name.
    expect((await ask('/api/search?q[a]=5G')).status).toBe(400);
  });

  it('keeps control characters out of the name of a download', async () => {
    const { headers } = await ask(`/export.csv?q=${percentEncoded('碳达峰|\r\nX-Injected: 1\u202e"/../')}`);
    expect(headers['content-disposition']).toMatch(/^attachment; filename="clauses\.csv"; filename\*=UTF-8''[\w.%!~-]+\.csv$/);
    expect(decodeURIComponent(/''(.*)$/.exec(headers['content-disposition'] ?? '')?.[1] ?? '')).not.toMatch(
      /[\p{Cc}\p{Cf}/\\"]/u,
    );
  });
});

/** Of which the addresses of a route can be made. */
const IDS = ['huadu', 'huadu-7.1.3', '7', 'csv', 'ecology', 'style.css', '1'];

const filled = (path: string, first: string, second: string): string => path.replace(/:\w+/, first).replace(/:\w+/, second);

interface Layer {
  readonly route?: { readonly path: string } | undefined;
  /** A function; that of a router within the router has layers of its own. */
  readonly handle: object;
}

/** The patterns of an application's routes. */
const routesOf = (stack: readonly Layer[]): string[] =>
  stack.flatMap(({ route, handle }) => {
    if (route) return [route.path];
    return 'stack' in handle ? routesOf(handle.stack as readonly Layer[]) : [];
  });

/** The parameters whose values the program asks for while `run` goes on. */
async function namesRead(run: () => Promise<void>): Promise<string[]> {
  const read = new Set<string>();
  const { get, getAll } = URLSearchParams.prototype;
  URLSearchParams.prototype.get = function (name) {
    read.add(name);
    return get.call(this, name);
  };
  URLSearchParams.prototype.getAll = function (name) {
    read.add(name);
    return getAll.call(this, name);
  };
  try {
    await run();
  } finally {
    Object.assign(URLSearchParams.prototype, { get, getAll });
  }
  return [...read].sort();
}

// Attributes of XML are written in double quotes throughout, which the reader of XML checks.
const MARKUP = new RegExp(`<[/!%]?\\s*${MARK}|"\\s*${MARK}=x`, 'u');
const MARKUP_OF_HTML = new RegExp(`${MARKUP.source}|'\\s*${MARK}=x`, 'u');
const FORMULA = /^\s*[=+\-@＝＋－＠]|^[\t\r]/u;

function expectSoundBody(type: string, body: string): void {
  if (/html/.test(type)) expect(MARKUP_OF_HTML.exec(body)?.[0]).toBeUndefined();
  if (/[/+]xml/.test(type)) expect(MARKUP.exec(body)?.[0]).toBeUndefined();
  if (/[/+]xml/.test(type)) expect(xmlErrors(body)).toEqual([]);
  if (/json/.test(type)) expect(() => JSON.parse(body)).not.toThrow();
  if (/csv/.test(type)) {
    const cells = body.replace(/^\uFEFF/u, '').match(/"(?:[^"]|"")*"|[^,"\r\n]+/gu) ?? [];
    const texts = cells.map((cell) => cell.replace(/^"|"$/gu, '').replaceAll('""', '"'));
    // A number is none, be it negative.
    expect(texts.filter((text) => FORMULA.test(text) && !/^-?\d+(?:\.\d+)?$/.test(text))).toEqual([]);
  }
}
