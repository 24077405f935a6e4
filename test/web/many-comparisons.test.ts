import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SearchEngine } from '../../src/search/engine.ts';
import { prepareComparison } from '../../src/web/comparison.ts';
import { type Served, seedsEngine, serve } from '../served.ts';
import { manyPlansEngine } from '../support/many-plans.ts';

const PLANS = 120;

let engine: SearchEngine;
let served: Served;
beforeAll(async () => {
  const { library } = await seedsEngine();
  engine = manyPlansEngine(PLANS, library.themes);
  served = await serve({ engine });
}, 60_000);
afterAll(() => served.close());

const get = (path: string): Promise<Response> => fetch(served.base + encodeURI(path));
const html = async (path: string): Promise<string> => {
  const response = await get(path);
  expect(response.status, path).toBe(200);
  return response.text();
};
const json = async <Answer>(path: string): Promise<Answer> => (await get(path)).json() as Promise<Answer>;
const refusal = async (path: string): Promise<unknown> => {
  const response = await get(path);
  expect(response.status, path).toBe(400);
  return response.json();
};

describe(`shared wording among ${PLANS} plans`, () => {
  interface Passage {
    readonly a: { readonly id: string };
    readonly b: { readonly id: string };
    readonly plans: number;
  }

  it('asks for a district first: between all of them there is too much', async () => {
    const page = await html('/shared');
    expect(page).toContain('请先选定一个区县');
    expect(page).not.toContain('/shared.csv');
    expect(await refusal('/api/shared')).toMatchObject({ parameter: 'plan' });
    expect((await get('/shared.csv')).status).toBe(400);
  });

  it('of one district is that with every other, counted on the page as the API gives it', async () => {
    const passages = await json<Passage[]>('/api/shared?plan=d4');
    expect(new Set(passages.map(({ b }) => b.id.split('-')[0])).size).toBe(PLANS - 1);
    expect(passages.every(({ a }) => a.id.startsWith('d4-'))).toBe(true);
    expect(await html('/shared?plan=d4')).toContain(`相同的表述有${passages.length}处`);
    expect((await (await get('/shared.csv?plan=d4')).text()).trimEnd().split('\r\n')).toHaveLength(passages.length + 1);
    const pair = await json<Passage[]>('/api/shared?plan=d4&other=d9');
    expect(pair).toEqual(passages.filter(({ b }) => b.id.startsWith('d9-')));
    expect(Math.max(...pair.map(({ plans }) => plans))).toBe(PLANS);
  });
});

describe(`the targets of ${PLANS} plans`, () => {
  it('are listed for those that are named, and the page says so', async () => {
    const page = await html('/targets?view=list');
    expect(page).toContain('请先找省、市、区县');
    expect(page).not.toContain('/targets.csv');
    expect(await refusal('/api/targets')).toMatchObject({ parameter: 'district' });
    expect(await html('/targets?view=list&place=一省')).toContain('/targets.csv?place=');
    expect(await json('/api/targets?district=d4&district=d5')).toEqual([]);
  });

  it('stand beside each other for the districts of the page', async () => {
    expect(await html('/targets')).toContain('下表各区县共0个目标值');
  });
});

describe(`counterparts among ${PLANS} plans`, () => {
  it('are those of the nearest, or of the district that is named', async () => {
    const id = engine.library.plans[7]?.clauses[1]?.id ?? '';
    const page = await html(`/compare?ids=${id}`);
    expect(page).toContain('这里是最接近的16个');
    expect(await html(`/compare?ids=${id}&place=第一一九区`)).toContain('d119-');
    const near = await json<{ plan: string }[]>(`/api/similar?id=${id}&plan=d119`);
    expect(near.length).toBeGreaterThan(0);
    expect(near.every(({ plan }) => plan === 'd119')).toBe(true);
  });
});

describe('what is prepared', () => {
  it('ends where it is no longer wanted', async () => {
    let asked = 0;
    await prepareComparison(engine, () => {
      asked += 1;
      return asked < 3;
    });
    expect(asked).toBe(3);
  });
});
