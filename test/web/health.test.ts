import { afterEach, describe, expect, it, vi } from 'vitest';
import type { SeedsState } from '../../src/web/health.ts';
import { createMetrics } from '../../src/web/metrics.ts';
import type { Exchange } from '../../src/web/observation.ts';
import { type Served, seedsEngine, serve } from '../served.ts';

const open: Served[] = [];
afterEach(async () => {
  for (const served of open.splice(0)) await served.close();
});

const serving = async (services: Omit<Parameters<typeof serve>[0], 'engine'>): Promise<Served> => {
  const served = await serve({ engine: await seedsEngine(), ...services });
  open.push(served);
  return served;
};

describe('/healthz', () => {
  it('tells which index is served, since when, and how the newest plans fare', async () => {
    let seeds: SeedsState = { state: 'served', since: '2026-11-22T10:00:00.000Z' };
    const index = { fingerprint: 'f'.repeat(64), since: '2026-11-22T09:00:00.000Z' };
    const { base } = await serving({ index, seeds: () => seeds });
    const health = async () => (await fetch(`${base}/healthz`)).json();
    expect(await health()).toEqual({ status: 'ok', plans: 5, clauses: expect.any(Number), ...index, seeds });
    seeds = { state: 'refused', since: '2026-11-22T11:00:00.000Z', reason: 'plans.json is not valid JSON' };
    expect(await health()).toMatchObject({ status: 'ok', seeds });
  });

  it('is never kept by anybody on the way', async () => {
    const { base } = await serving({});
    for (const path of ['/healthz', '/readyz']) expect((await fetch(base + path)).headers.get('cache-control')).toBe('no-store');
  });
});

describe('/readyz', () => {
  it('says yes, and no once the server is about to stop', async () => {
    let isReady = true;
    const { base } = await serving({ isReady: () => isReady });
    const ready = await fetch(`${base}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([200, { ready: true }]);
    isReady = false;
    const stopping = await fetch(`${base}/readyz`);
    expect(stopping.status).toBe(503);
    expect(stopping.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(await stopping.json()).toMatchObject({ status: 503, title: '正在停止' });
    expect((await fetch(`${base}/search?q=5G`)).status).toBe(200);
  });
});

describe('what is told of an answer', () => {
  it('is its route, and neither the address nor the question', async () => {
    const told: Exchange[] = [];
    const { base } = await serving({ observe: (exchange) => told.push(exchange) });
    const answers = [];
    for (const path of ['/search?q=碳达峰', '/plans/huadu/7?q=碳达峰', '/themes/magic', '/nowhere?q=碳达峰', '/healthz']) {
      const answer = await fetch(base + path);
      answers.push(answer);
      await answer.text();
      // An exchange is told of when its last byte is out, which the reader may know a little sooner.
      await vi.waitFor(() => expect(told).toHaveLength(answers.length));
    }
    expect(told.map(({ method, route, status }) => `${method} ${route} ${status}`)).toEqual([
      'GET /search 200',
      'GET /plans/:id/:chapter 200',
      'GET /themes/:id 404',
      'GET null 404',
      'GET /healthz 200',
    ]);
    expect(answers.map(({ headers }) => headers.get('x-request-id'))).toEqual(told.map(({ id }) => id));
    for (const { ms, isAborted } of told) expect([ms > 0, isAborted]).toEqual([true, false]);
    expect(JSON.stringify(told)).not.toMatch(/碳|%E7|127\.0|::1|huadu/);
  });

  it('is counted by route and status', async () => {
    const metrics = createMetrics({ lengthOfLine: () => 7, logLines: () => ({ lost: 3, waiting: 2 }) });
    let told = 0;
    const observe = (exchange: Exchange) => {
      metrics.observe(exchange);
      told += 1;
    };
    const { base } = await serving({ metrics, observe });
    const paths = ['/search?q=碳达峰', '/search?q=5G', '/search?q=5G&sort=x', '/nowhere'];
    for (const path of paths) await (await fetch(base + path)).text();
    // What is still being sent is not counted yet.
    await vi.waitFor(() => expect(told).toBe(paths.length));
    const response = await fetch(`${base}/metrics`);
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    const text = await response.text();
    const count = (route: string, status: number) =>
      Number(
        new RegExp(
          `^http_request_duration_seconds_count\\{method="GET",route="${route}",status="${status}"\\} (\\d+)$`,
          'm',
        ).exec(text)?.[1],
      );
    expect([count('/search', 200), count('/search', 400), count('none', 404)]).toEqual([2, 1, 1]);
    expect(text).toMatch(/^http_requests_waiting 7$/m);
    expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds [\d.e-]+$/m);
    expect(text).not.toMatch(/碳|%E7|127\.0\.0/);
    // Every line is of the form that Prometheus reads.
    for (const line of text.trimEnd().split('\n'))
      expect(line).toMatch(
        /^(?:# (?:HELP|TYPE) \w+ .+|[a-z_]\w*(?:\{\w+="[^"]*"(?:,\w+="[^"]*")*\})? (?:[-+\d.e]+|NaN|[+-]Inf))$|^$/,
      );
  });
});

describe('what a browser is told', () => {
  it('is to come by https, where readers do', async () => {
    const secure = await serving({ publicUrl: 'https://plans.example.org' });
    expect((await fetch(secure.base)).headers.get('strict-transport-security')).toMatch(/^max-age=\d{7,}$/);
    const plain = await serving({});
    expect((await fetch(plain.base)).headers.get('strict-transport-security')).toBeNull();
  });

  it('is to take scripts, styles and pictures from here alone, to send nothing elsewhere, and to keep no cookie', async () => {
    const { base } = await serving({});
    const { headers } = await fetch(`${base}/search?q=5G`);
    const policy = new Map(
      (headers.get('content-security-policy') ?? '').split(';').map((rule): [string, string] => {
        const [name = '', ...sources] = rule.trim().split(' ');
        return [name, sources.join(' ')];
      }),
    );
    expect(Object.fromEntries(policy)).toEqual({
      'default-src': "'none'",
      'style-src': "'self'",
      'script-src': "'self'",
      'connect-src': "'self'",
      'img-src': "'self'",
      'form-action': "'self'",
      'base-uri': "'none'",
      'frame-ancestors': "'none'",
    });
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('set-cookie')).toBeNull();
  });
});
