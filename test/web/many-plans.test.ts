import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Served, seedsEngine, serve } from '../served.ts';
import { manyPlansEngine } from '../support/many-plans.ts';

const PLANS = 3000;

let served: Served;
beforeAll(async () => {
  const { library } = await seedsEngine();
  served = await serve({ engine: manyPlansEngine(PLANS, library.themes) });
}, 120_000);
afterAll(() => served.close());

async function page(path: string): Promise<string> {
  const response = await fetch(served.base + path);
  expect(response.status, path).toBe(200);
  return response.text();
}

const optionsIn = (html: string, parameter: string): string[] =>
  [...html.matchAll(new RegExp(`name="${parameter}" value="([^"]*)"`, 'g'))].map(([, id = '']) => id);
const checkedIn = (html: string): string[] => [...html.matchAll(/value="([^"]*)" checked/g)].map(([, id = '']) => id);

describe(`with ${PLANS} plans`, () => {
  it.each([
    '/',
    '/search?q=碳达峰',
    '/search?q=高质量发展',
    '/search?q=元宇宙',
    '/search?q=碳达峰&region=一省&place=一省',
    '/districts?q=碳达峰',
    '/districts?q=元宇宙&page=15',
    '/plans',
    '/plans?page=30',
    '/add-plan',
    '/plans/d7',
    '/matrix?q=碳达峰',
    '/matrix?q=碳达峰&q=森林&sort=total&page=2',
    '/kwic?q=高质量发展',
    '/compare-start',
    '/distinctive',
    '/themes',
    '/themes/ecology?page=3',
    '/targets',
    '/targets?view=list',
  ])('%s stays small', async (path) => {
    const html = await page(encodeURI(path));
    expect(gzipSync(html).length).toBeLessThan(60_000);
    expect(html.length).toBeLessThan(600_000);
  });

  it('counts every silent district and names each of them on the pages of the roster', async () => {
    const html = await page('/search?q=碳达峰');
    expect(html).toContain('“碳达峰”1,000处，1,000段，见于1,000个区县。');
    expect(html).toMatch(/等1,800个区县未提及。<a href="\/districts\?q=[^"]*standing=silent">全部名单/);
    const listed = new Set<string>();
    for (let number = 1; number <= 9; number += 1) {
      const roster = await page(`/districts?q=碳达峰&standing=silent&page=${number}`);
      for (const [, id = ''] of roster.matchAll(/<th scope="row"><a href="\/plans\/(d\d+)"/g)) listed.add(id);
    }
    const silent = Array.from({ length: PLANS }, (_unused, at) => at).filter((at) => at % 3 !== 0 && at % 10 !== 1);
    expect([...listed].sort()).toEqual(silent.map((at) => `d${at}`).sort());
    expect((await fetch(`${served.base}/districts?q=碳达峰&standing=silent&page=10`)).status).toBe(404);
  });

  it('lists provinces to tick, and the districts of one when asked, without a script', async () => {
    const html = await page('/search?q=碳达峰');
    expect(optionsIn(html, 'region')).toHaveLength(30);
    const inside = await page(`/search?q=碳达峰&place=${encodeURIComponent('一一省一一之三市')}`);
    expect(optionsIn(inside, 'district').length).toBeGreaterThan(8);
    expect(optionsIn(inside, 'region')).toEqual(['一一省/一一之三市']);
  });

  it('finds a district by its name, in either script, and keeps the chosen ones first', async () => {
    const html = await page(`/search?q=碳达峰&district=d2999&region=${encodeURIComponent('五省')}&place=第一二三区`);
    expect(checkedIn(html)).toEqual(['五省', 'd2999']);
    expect(optionsIn(html, 'district').slice(0, 1)).toEqual(['d2999']);
    expect(optionsIn(html, 'district')).toContain('d123');
    expect(await page('/search?q=碳达峰&place=查无此地')).toContain('没有这样的名称。');
    expect(optionsIn(await page(`/search?q=碳达峰&place=${encodeURIComponent('鼓樓')}`), 'district').length).toBeGreaterThan(30);
  });

  it('tells districts of one name apart', async () => {
    const html = await page('/search?q=碳达峰&place=鼓楼');
    const labels = [...html.matchAll(/<span>([^<]*鼓楼区)[^<]*<\/span>/g)].map(([, label]) => label);
    expect(new Set(labels).size).toBeGreaterThan(10);
    expect(labels).not.toContain('鼓楼区');
  });

  it('offers the chapters of the chosen districts alone', async () => {
    expect(optionsIn(await page('/search?q=碳达峰'), 'chapter')).toEqual([]);
    expect(optionsIn(await page('/search?q=碳达峰&district=d3'), 'chapter')).toEqual(['d3-2']);
  });

  it('steps through the plans and finds them by place and period', async () => {
    const ids = new Set<string>();
    for (let number = 1; number <= 30; number += 1) {
      for (const [, id = ''] of (await page(`/plans?page=${number}`)).matchAll(/<th scope="row"><a href="\/plans\/(d\d+)"/g))
        ids.add(id);
    }
    expect(ids.size).toBe(PLANS);
    const some = await page(`/plans?place=${encodeURIComponent('一一省')}&period=2026-2030`);
    expect([...some.matchAll(/<td class="short">([^<]*)/g)].every(([, period]) => period === '2026–2030')).toBe(true);
    expect((await fetch(`${served.base}/plans?page=31`)).status).toBe(404);
    expect((await fetch(`${served.base}/plans?period=1999-2000`)).status).toBe(400);
  });

  it('restricts a matrix to the districts that are named, its totals being those of all', async () => {
    const html = await page(`/matrix?q=碳达峰&place=${encodeURIComponent('第一二三区')}`);
    expect([...html.matchAll(/<tr><th scope="row"><a/g)]).toHaveLength(1);
    expect(html).toContain('1,000');
  });
});
