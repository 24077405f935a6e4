import { describe, expect, it } from 'vitest';
import type { SearchRequest } from '../../src/search/answer.ts';
import { regionIdsOf } from '../../src/search/region.ts';
import { seedsEngine } from '../served.ts';
import { ask } from '../support/asking.ts';

const engine = await seedsEngine();
const { plans, themes } = engine.library;
const exactly = (q: string, filters: Partial<SearchRequest> = {}) => ask(engine, q, { match: 'exact', limit: 1, ...filters });

const QUERIES = ['碳达峰', '创新', '放管服', '城市 -城市更新'];
const FILTERS: readonly Partial<SearchRequest>[] = [
  {},
  { districts: ['huadu'] },
  { districts: ['huadu', 'panyu'] },
  { themes: ['ecology'] },
  { themes: ['ecology', 'goals'], districts: ['panyu', 'lianzhou'] },
  { chapters: ['huadu-7'] },
  { chapters: ['huadu-7', 'panyu-11', 'panyu-A1'] },
  { chapters: ['huadu-0'] },
  { chapters: ['huadu-7'], themes: ['industry'] },
  { regions: ['广东省/广州市'] },
  { regions: ['广东省/珠海市', '广东省/清远市'], themes: ['ecology'] },
  { regions: ['广东省/珠海市'], districts: ['huadu'] },
  { periods: ['2021-2025'], districts: ['huadu'] },
];

/** What the manifest says, written down again. */
const CITY_OF: Readonly<Record<string, string>> = {
  zengcheng: '广东省/广州市',
  huadu: '广东省/广州市',
  panyu: '广东省/广州市',
  xiangzhou: '广东省/珠海市',
  lianzhou: '广东省/清远市',
};

describe('each facet', () => {
  it.each<[q: string, filters: Partial<SearchRequest>]>([
    ['碳达峰', {}],
    ['创新', {}],
    ['没有的词语', {}],
    ['放管服', { districts: ['huadu'] }],
    ['绿色 发展', { districts: ['huadu', 'panyu'] }],
    ['养老|托育', { themes: ['ecology'] }],
    ['城市 -城市更新', { themes: ['ecology', 'goals'], districts: ['panyu', 'lianzhou'] }],
    ['"1"', { chapters: ['huadu-7', 'panyu-11', 'panyu-A1'] }],
    ['碳达峰', { chapters: ['huadu-7'], themes: ['industry'] }],
    ['创新', { regions: ['广东省/广州市'], themes: ['ecology'] }],
    ['创新', { periods: ['2021-2025'], regions: ['广东省/珠海市'], districts: ['huadu'] }],
  ])('of %s under %j promises as many clauses as its choice gives', async (q, filters) => {
    const { facets } = await exactly(q, filters);
    for (const { id, count } of facets.district)
      expect((await exactly(q, { ...filters, districts: [id], regions: [] })).total, id).toBe(count);
    for (const { id, count, found } of facets.region) {
      const answer = await exactly(q, { ...filters, districts: [], regions: [id] });
      expect([answer.total, answer.districts], id).toEqual([count, found]);
    }
    for (const { id, count } of facets.period) expect((await exactly(q, { ...filters, periods: [id] })).total, id).toBe(count);
    for (const { id, count } of facets.theme) expect((await exactly(q, { ...filters, themes: [id] })).total, id).toBe(count);
    for (const { id, count } of facets.chapter.slice(0, 12))
      expect((await exactly(q, { ...filters, chapters: [id] })).total, id).toBe(count);
  });
});

describe('a facet', () => {
  it('has every district and every theme, zeros included, in their order', async () => {
    for (const q of QUERIES) {
      const { facets } = await exactly(q);
      expect(facets.district.map(({ id, label }) => [id, label])).toEqual(plans.map(({ id, facts }) => [id, facts.district]));
      expect(facets.theme.map(({ id, label }) => [id, label])).toEqual(themes.map(({ id, label }) => [id, label]));
    }
  });

  it('of chapters has those with a clause, each under its district', async () => {
    const { facets } = await exactly('碳达峰');
    expect(facets.chapter).toEqual([
      { id: 'huadu-7', label: expect.stringMatching(/^第七章 坚持绿色发展/), district: 'huadu', count: 2 },
      { id: 'panyu-11', label: expect.stringMatching(/^第十一章 /), district: 'panyu', count: 1 },
    ]);
  });

  it('ignores its own selection', async () => {
    const [free, district, theme, chapter] = await Promise.all([
      exactly('创新'),
      exactly('创新', { districts: ['huadu'] }),
      exactly('创新', { themes: ['ecology'] }),
      exactly('创新', { chapters: ['huadu-7'] }),
    ]);
    const countsOf = (values: readonly { count: number }[]) => values.map(({ count }) => count);
    expect(countsOf(district.facets.district)).toEqual(countsOf(free.facets.district));
    expect(countsOf(theme.facets.theme)).toEqual(countsOf(free.facets.theme));
    expect(chapter.facets.chapter).toEqual(free.facets.chapter);
    expect(countsOf(district.facets.theme)).not.toEqual(countsOf(free.facets.theme));
  });

  it('of districts adds up to the total, and of themes to no more', async () => {
    for (const q of QUERIES) {
      const { total, facets } = await exactly(q);
      const sum = (values: readonly { count: number }[]) => values.reduce((all, { count }) => all + count, 0);
      expect(sum(facets.district)).toBe(total);
      expect(sum(facets.chapter)).toBe(total);
      expect(sum(facets.theme)).toBeLessThanOrEqual(total);
    }
  });

  it('of districts counts the headings that its choice shows', async () => {
    const { facets } = await exactly('创新', { themes: ['innovation'] });
    for (const { id, headings } of facets.district) {
      expect((await exactly('创新', { themes: ['innovation'], districts: [id] })).headings.length, id).toBe(headings);
    }
  });
});

describe('a filter', () => {
  it.each(FILTERS)('%j leaves only what it names', async (filters) => {
    for (const q of QUERIES) {
      const [{ hits, headings }, all] = await Promise.all([exactly(q, { ...filters, limit: 2000 }), exactly(q, { limit: 2000 })]);
      const allowed = all.hits.filter(({ plan, chapter, id }) => {
        const chapterId = chapter?.id ?? id.slice(0, id.indexOf('.'));
        return (
          ((!filters.districts && !filters.regions) ||
            filters.districts?.includes(plan.id) ||
            filters.regions?.some((region) => region === CITY_OF[plan.id])) &&
          (!filters.chapters || filters.chapters.includes(chapterId)) &&
          (!filters.themes || (chapter?.theme !== undefined && chapter.theme !== null && filters.themes.includes(chapter.theme)))
        );
      });
      expect(hits.map(({ id }) => id).sort()).toEqual(allowed.map(({ id }) => id).sort());
      if (filters.districts && !filters.regions) for (const { plan } of headings) expect(filters.districts).toContain(plan);
    }
  });

  it('given twice is given once', async () => {
    expect((await exactly('创新', { districts: ['huadu', 'huadu'] })).total).toBe(
      (await exactly('创新', { districts: ['huadu'] })).total,
    );
  });

  it('counts what is under it: clauses, places, districts and headings', async () => {
    const answer = await exactly('创新', { districts: ['huadu', 'panyu'], limit: 2000 });
    expect(answer.districts).toBe(2);
    expect(answer.occurrences).toBe(answer.hits.reduce((sum, { highlights }) => sum + highlights.length, 0));
    expect(answer.total).toBe(answer.hits.length);
  });
});

describe('places and periods', () => {
  it('are listed with the number of plans in them, a province before its cities', async () => {
    const { facets } = await exactly('碳达峰');
    expect(facets.region).toEqual([
      { id: '广东省', label: '广东省', parent: null, plans: 5, found: 2, count: 3 },
      { id: '广东省/广州市', label: '广州市', parent: '广东省', plans: 3, found: 2, count: 3 },
      { id: '广东省/清远市', label: '清远市', parent: '广东省', plans: 1, found: 0, count: 0 },
      { id: '广东省/珠海市', label: '珠海市', parent: '广东省', plans: 1, found: 0, count: 0 },
    ]);
    expect(facets.period).toEqual([{ id: '2021-2025', label: '2021–2025', plans: 5, count: 3 }]);
  });

  it.each<[Partial<SearchRequest>, string, RegExp]>([
    [{ regions: ['广州市'] }, 'region', /广东省\/广州市/],
    [{ regions: ['湖南省'] }, 'region', /湖南省/],
    [{ periods: ['2026-2030'] }, 'period', /首尾两年/],
    [{ periods: ['十四五'] }, 'period', /十四五/],
  ])('that no plan has (%j) are refused', async (filters, parameter, message) => {
    await expect(exactly('创新', filters)).rejects.toMatchObject({ parameter, message: expect.stringMatching(message) });
  });
});

describe('the regions of a plan', () => {
  const facts = { province: null, city: null, district: '某区', division: null };
  it.each<[Partial<Parameters<typeof regionIdsOf>[0]>, readonly string[]]>([
    [{ province: '广东省', city: '广州市' }, ['广东省', '广东省/广州市']],
    [{ province: '浙江省', district: '杭州市', division: 'prefecture-level-city' }, ['浙江省', '浙江省/杭州市']],
    [{ province: '浙江省', city: '杭州市', district: '杭州市' }, ['浙江省', '浙江省/杭州市']],
    [{ district: '云南省', division: 'province' }, ['云南省']],
    [{ province: '北京市', city: '北京市', district: '海淀区' }, ['北京市']],
    [{ district: '北京市', division: 'municipality' }, ['北京市']],
    [{ province: '浙江省', district: '义乌市', city: '金华市', division: 'county-level-city' }, ['浙江省', '浙江省/金华市']],
    [{ city: '苏州市' }, ['苏州市']],
    [{}, []],
  ])('%j are %j', (declared, ids) => {
    expect(regionIdsOf({ ...facts, ...declared })).toEqual(ids);
  });
});
