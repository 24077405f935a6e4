import { beforeAll, describe, expect, it } from 'vitest';
import type { Plan } from '../../src/corpus/library.ts';
import type { SearchEngine } from '../../src/search/engine.ts';
import { countInChapter, findPlacesInPlan } from '../../src/web/places.ts';
import { foundBar, stepsOfClauses } from '../../src/web/steps.ts';
import { seedsEngine } from '../served.ts';

const QUESTIONS = ['碳达峰', '着力', '数字 NEAR/10 政府', '养老|托育', '香洲 -香洲区', '"“放管服”改革"', '5G', '的'];

describe('the places of a question in a plan', () => {
  let engine: SearchEngine;
  let plans: readonly Plan[];
  beforeAll(async () => {
    engine = await seedsEngine();
    plans = engine.library.plans;
  });

  it.each(QUESTIONS)('of %s are as many as the search counts', async (q) => {
    for (const { id } of plans) {
      const asked = { q, districts: [id], chapters: [], themes: [], sort: 'order', match: 'exact', limit: 1, offset: 0 } as const;
      const { occurrences, total } = await engine.search(asked);
      const plan = engine.library.planById(id);
      if (!plan) throw new Error(`no plan ${id}`);
      const places = findPlacesInPlan(engine, plan, q);
      expect(places.total, id).toBe(occurrences);
      expect(places.clauses, id).toHaveLength(total);
    }
  });

  it('are numbered through, without a gap, in reading order', () => {
    for (const plan of plans) {
      const { clauses, total } = findPlacesInPlan(engine, plan, '着力');
      const numbers = clauses.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, at) => first + at));
      expect(numbers).toEqual(Array.from({ length: total }, (_, at) => at + 1));
      expect(clauses.map(({ clause }) => clause)).toEqual(
        plan.clauses.filter((clause) => clauses.some((own) => own.clause === clause)),
      );
    }
  });

  it('are the sum of those of its chapters', () => {
    for (const plan of plans) {
      const places = findPlacesInPlan(engine, plan, '着力');
      expect(plan.chapters.reduce((sum, _chapter, index) => sum + countInChapter(places, index), 0)).toBe(places.total);
    }
  });

  it('can be walked from the first clause to the last and back', () => {
    const [plan] = plans;
    if (!plan) throw new Error('no plan');
    const places = findPlacesInPlan(engine, plan, '着力');
    const steps = [...stepsOfClauses(places, ({ id }) => id).values()];
    const ids = places.clauses.map(({ clause }) => clause.id);
    expect(ids.length).toBeGreaterThan(3);
    expect(steps.map(({ next }) => next)).toEqual([...ids.slice(1), null]);
    expect(steps.map(({ previous }) => previous)).toEqual([null, ...ids.slice(0, -1)]);
  });

  it('lead out of a chapter to the nearest clauses of other chapters', () => {
    const plan = engine.library.planById('huadu');
    if (!plan) throw new Error('no plan huadu');
    const places = findPlacesInPlan(engine, plan, '碳达峰');
    const bar = (chapter: number | null) => foundBar(places, { chapter, urlOf: ({ id }) => id, clearUrl: '/' });
    const seventh = plan.chapters.findIndex(({ id }) => id === 'huadu-7');
    expect(bar(seventh)).toMatchObject({ before: null, first: 'huadu-7.1.3', after: null, total: 2, here: '本章2处' });
    expect(bar(seventh - 1)).toMatchObject({ before: null, first: null, after: 'huadu-7.1.3' });
    expect(bar(seventh + 1)).toMatchObject({ before: 'huadu-7.3.1', first: null, after: null });
    expect(bar(null)).toMatchObject({ before: null, first: 'huadu-7.1.3', after: null, here: '' });
  });

  it('of an empty question are none, and there is no bar', () => {
    for (const plan of plans) {
      const places = findPlacesInPlan(engine, plan, '');
      expect(places).toMatchObject({ total: 0, clauses: [] });
      expect(foundBar(places, { chapter: null, urlOf: ({ id }) => id, clearUrl: '/' })).toBeNull();
    }
  });

  it('are found in a heading with its printed label, and not in a label that was worked out', () => {
    const [plan] = plans;
    const heading = plan?.headings.find(({ kind }) => kind === 'chapter');
    if (!plan || !heading) throw new Error('no chapter');
    const places = findPlacesInPlan(engine, plan, heading.num);
    expect(places.inHeading(heading).num).toEqual([[0, heading.num.length]]);
    expect(places.inHeading({ ...heading, inferred: true }).num).toEqual([]);
    const across = findPlacesInPlan(engine, plan, `${heading.num.at(-1)}${heading.title.slice(0, 2)}`);
    expect(across.inHeading(heading)).toEqual({ num: [[heading.num.length - 1, heading.num.length]], title: [[0, 2]] });
  });
});
