import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SearchAnswer } from '../../src/search/answer.ts';
import type { Problem } from '../../src/web/errors.ts';
import type { PlanDetail, PlanSummary } from '../../src/web/plan-summary.ts';
import { type Served, serveSeeds } from '../served.ts';

describe('the JSON API', () => {
  let served: Served;
  beforeAll(async () => {
    served = await serveSeeds();
  });
  afterAll(() => served.close());

  const get = (path: string): Promise<Response> => fetch(served.base + path);
  const json = async <Answer>(path: string): Promise<Answer> => (await get(path)).json() as Promise<Answer>;

  it('answers a search as the contract says', async () => {
    const answer = await json<SearchAnswer>('/api/search?q=碳达峰&limit=2');
    expect(answer).toMatchObject({
      query: { q: '碳达峰', terms: ['碳达峰'], repaired: null },
      total: 3,
      occurrences: 3,
      districts: 2,
      hits: [{ match: 'exact' }, { match: 'exact' }],
    });
    expect(answer.facets.district).toHaveLength(5);
    expect(answer.facets.theme).toHaveLength(14);
  });

  it('goes on from one page to the next without a gap or a repeat', async () => {
    const ids = async (query: string) => (await json<SearchAnswer>(`/api/search?q=5G${query}`)).hits.map(({ id }) => id);
    expect([...(await ids('&limit=10')), ...(await ids('&limit=10&offset=10'))]).toEqual(await ids('&limit=20'));
  });

  it('explains hits when asked, and only then', async () => {
    const explained = await json<SearchAnswer>('/api/search?q=碳达峰&explain=1');
    expect(explained.hits.every(({ explain }) => (explain?.found.length ?? 0) > 0)).toBe(true);
    expect(explained.nearest.length).toBe(3);
    for (const query of ['q=碳达峰', 'q=碳达峰&explain=0']) {
      expect((await json<SearchAnswer>(`/api/search?${query}`)).hits.some((hit) => 'explain' in hit)).toBe(false);
    }
  });

  it('leaves out the neighbours that are taken off', async () => {
    const terms = async (query: string) =>
      (await json<SearchAnswer>(`/api/search?q=元宇宙${query}`)).expansion.map(({ term }) => term);
    const all = await terms('');
    expect(all).toEqual(expect.arrayContaining(['vr', 'ar']));
    expect(await terms('&without=VR&without=ar')).toEqual(all.filter((term) => term !== 'vr' && term !== 'ar'));
  });

  it('suggests terms and headings with counts', async () => {
    expect(await json('/api/suggest?q=tdf')).toEqual([{ text: '碳达峰', kind: 'term', count: 3 }]);
    expect(await json('/api/suggest?q=放管服')).toContainEqual({
      text: '深化“放管服”改革',
      kind: 'heading',
      count: 1,
      url: expect.stringMatching(/^\/plans\/huadu\/\w+#/),
    });
    for (const nothing of ['', '?q=', '?q=%20', '?q=%E9%BE%98']) expect(await json(`/api/suggest${nothing}`)).toEqual([]);
  });

  it('suggests nothing for what is too long to be a question, and says so', async () => {
    const response = await get(`/api/suggest?q=${'a'.repeat(201)}`);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ status: 400, parameter: 'q' });
    expect((await get(`/api/suggest?q=${'a'.repeat(200)}`)).status).toBe(200);
  });

  it('lists the plans, with figures', async () => {
    const plans = await json<PlanSummary[]>('/api/plans');
    expect(plans.map(({ id }) => id)).toEqual(['zengcheng', 'huadu', 'panyu', 'xiangzhou', 'lianzhou']);
    expect(plans[1]).toMatchObject({ district: '花都区', script: 'Hans', chapters: 13, sections: 55 });
    expect(Object.keys(plans[0] ?? {})).toEqual([
      'id',
      'district',
      'city',
      'province',
      'title',
      'issuer',
      'publishedOn',
      'dateMeaning',
      'period',
      'script',
      'chapters',
      'sections',
      'clauses',
      'characters',
    ]);
  });

  it('gives a plan its outline and what was left out of it', async () => {
    const plan = await json<PlanDetail>('/api/plans/panyu');
    expect(plan.outline.find(({ id }) => id === 'panyu-A1')).toMatchObject({
      kind: 'appendix',
      num: '附件1',
      depth: 0,
    });
    expect(plan.outline.some(({ inferred }) => inferred === true)).toBe(true);
    expect(plan.dropped[0]).toEqual({ lines: [1, 1], reason: 'spam' });
  });

  it('gives a clause and its neighbours in its own plan', async () => {
    expect(await json('/api/clauses/huadu-7.1.3')).toMatchObject({
      id: 'huadu-7.1.3',
      source: { file: 'huadu.txt', lines: [417, 417] },
      previous: 'huadu-7.1.2',
    });
    expect(await json('/api/clauses/huadu-0.0.1')).toMatchObject({ chapter: null, previous: null, next: 'huadu-0.0.2' });
  });

  it('says that it is well', async () => {
    expect(await json('/healthz')).toMatchObject({ status: 'ok', plans: 5, clauses: served.engine.library.clauses.length });
  });

  it.each([
    ['no question', 400, 'q=', 'q'],
    ['no question at all', 400, '', 'q'],
    ['a question of nothing visible', 400, 'q=%00%E2%80%8B', 'q'],
    ['a question too long', 400, `q=${'a'.repeat(201)}`, 'q'],
    ['a question far too long', 400, `q=${'a'.repeat(10_000)}`, 'q'],
    ['a negative limit', 400, 'q=5G&limit=-1', 'limit'],
    ['a limit of zero', 400, 'q=5G&limit=0', 'limit'],
    ['a limit above the highest', 400, 'q=5G&limit=101', 'limit'],
    ['a limit in letters', 400, 'q=5G&limit=abc', 'limit'],
    ['a negative offset', 400, 'q=5G&offset=-5', 'offset'],
    ['an unknown order', 400, 'q=5G&sort=foo', 'sort'],
    ['an unknown match', 400, 'q=5G&match=foo', 'match'],
    ['an unknown district', 400, 'q=5G&district=atlantis', 'district'],
    ['an unknown theme', 400, 'q=5G&theme=magic', 'theme'],
    ['an unknown chapter', 400, 'q=5G&chapter=huadu-99', 'chapter'],
    ['an explanation neither wanted nor not', 400, 'q=5G&explain=yes', 'explain'],
    ['a neighbour longer than any question', 400, `q=5G&without=${'a'.repeat(201)}`, 'without'],
    ['more neighbours than there are', 400, `q=5G${Array.from({ length: 51 }, (_, n) => `&without=a${n}`).join('')}`, 'without'],
    ['half a percent sign', 400, 'q=%E0%A4%A', 'url'],
    ['a lone surrogate', 400, 'q=%ED%A0%80', 'url'],
  ])('answers %s with %i and names the parameter', async (_case, status, query, parameter) => {
    const response = await get(`/api/search?${query}`);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    const problem = (await response.json()) as Problem;
    expect(problem).toMatchObject({ type: 'about:blank', title: '请求有误', status, parameter });
    expect(problem.detail).toMatch(/\p{Script=Han}/u);
  });

  it.each(['/api/plans/atlantis', '/api/clauses/huadu-99.9.9', '/api/clauses/__proto__', '/api/nothing'])(
    'answers %s with a 404 for scripts',
    async (path) => {
      const response = await get(path);
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ status: 404, title: '没有这一项' });
    },
  );

  it('takes the first of a repeated value and ignores what it does not know', async () => {
    const answer = await json<SearchAnswer>('/api/search?q=碳达峰&q=5G&limit=1&limit=abc&__proto__[x]=1&utm_source=y');
    expect(answer).toMatchObject({ total: 3, query: { q: '碳达峰' } });
    expect(answer.hits).toHaveLength(1);
  });

  it('refuses to change anything, and says what it allows', async () => {
    for (const path of ['/api/search', '/api/plans', '/healthz', '/', '/plans/huadu', '/robots.txt']) {
      const response = await fetch(served.base + path, { method: 'POST' });
      expect(response.status, path).toBe(405);
      expect(response.headers.get('allow'), path).toBe('GET, HEAD');
    }
  });

  it('answers HEAD as it answers GET, without a body', async () => {
    const response = await fetch(`${served.base}/api/search?q=5G`, { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('');
  });
});
