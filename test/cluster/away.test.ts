// A cluster that is away, as a reader meets it. The connection is real; nobody listens at its other end.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClusterEngine } from '../../src/cluster/cluster-engine.ts';
import { connect } from '../../src/cluster/connection.ts';
import { createSynonymTable } from '../../src/search/synonyms.ts';
import { type Served, seedsEngine, serve } from '../served.ts';

const cluster = connect({ urls: ['http://127.0.0.1:9'] });
const reported: unknown[] = [];
let served: Served;

beforeAll(async () => {
  const { library, index } = await seedsEngine();
  const engine = createClusterEngine({
    library,
    index,
    synonyms: createSynonymTable([]),
    cluster,
    alias: 'nothing',
    fingerprint: 'f'.repeat(64),
  });
  served = await serve({ engine, reportError: (error) => reported.push(error) });
});

afterAll(async () => {
  await served.close();
  await cluster.close();
});

const get = (path: string) => fetch(`${served.base}${path}`);

describe('while the cluster is away', () => {
  it.each(['/search?q=发展', '/export.csv?q=发展', '/feed.atom?q=发展', '/matrix?q=发展'])(
    '%s is a page that says so and when to come again',
    async (path) => {
      const response = await get(path);
      expect(response.status).toBe(503);
      expect(response.headers.get('retry-after')).toBe('10');
      expect(response.headers.get('cache-control')).toBe('no-store');
      const page = await response.text();
      expect(page).toContain('检索服务暂时无法应答，请稍后再试。规划原文仍可阅读。');
      expect(page).not.toContain('127.0.0.1:9');
    },
  );

  it.each(['/api/search?q=发展', '/api/suggest?q=发展'])('%s is a problem that says so', async (path) => {
    const response = await get(path);
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('10');
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(await response.json()).toEqual({
      type: 'about:blank',
      title: '检索暂不可用',
      status: 503,
      detail: '检索服务暂时无法应答，请稍后再试。规划原文仍可阅读。',
    });
  });

  it.each(['/', '/plans', '/plans/huadu', '/plans/huadu/7?q=碳达峰', '/clauses/huadu-7.1.3', '/healthz', '/kwic?q=碳达峰'])(
    '%s is as ever',
    async (path) => {
      expect((await get(path)).status).toBe(200);
    },
  );

  it('a question that is none is refused as such', async () => {
    expect((await get('/api/search?q=')).status).toBe(400);
    expect((await get('/api/search?q=发展&district=nowhere')).status).toBe(400);
  });

  it('the operator is told which cluster and why', async () => {
    reported.length = 0;
    await get('/api/search?q=发展');
    expect(reported.map(String)).toEqual([
      expect.stringMatching(/^ClusterError: the cluster at http:\/\/127\.0\.0\.1:9 does not answer: /u),
    ]);
  });
});
