import { beforeAll, describe, expect, it } from 'vitest';
import type { SearchAnswer, SearchRequest } from '../../src/search/answer.ts';
import type { SearchEngine } from '../../src/search/engine.ts';
import { seedsEngine } from '../served.ts';

let engine: SearchEngine;
const request: Omit<SearchRequest, 'q'> = {
  districts: [],
  chapters: [],
  themes: [],
  sort: 'relevance',
  match: 'all',
  limit: 1,
  offset: 0,
};
const ask = (q: string, more: Partial<SearchRequest> = {}): Promise<SearchAnswer> => engine.search({ ...request, ...more, q });

beforeAll(async () => {
  engine = await seedsEngine();
});

describe('the same characters with marks between them', () => {
  it('are named with a count of their own and never counted', async () => {
    const { total, printedForms } = await ask('放管服改革');
    expect(printedForms.forms).toEqual([{ text: '“放管服”改革', clauses: 6 }]);
    expect(total).toBe(1);
  });

  it.each(['放管服改革', '十四五期间', '五位一体总体布局', '碳达峰碳中和'])(
    'have the count that searching them has: %s',
    async (q) => {
      const { printedForms } = await ask(q);
      expect(printedForms.forms.length).toBeGreaterThan(0);
      for (const { text, clauses } of printedForms.forms) expect((await ask(`"${text}"`)).total).toBe(clauses);
    },
  );

  it('name the districts that have them in a clause or only in a heading', async () => {
    const { printedForms } = await ask('放管服改革');
    expect([...printedForms.districts].sort()).toEqual(['huadu', 'lianzhou', 'panyu', 'xiangzhou', 'zengcheng']);
    expect((await ask('放管服改革', { districts: ['huadu'] })).printedForms.districts).toEqual(['huadu']);
  });

  it.each(['碳达峰', '放管服 改革', '放管服|改革', '不存在的词'])('are not looked for or not there: %s', async (q) => {
    expect((await ask(q)).printedForms).toEqual({ forms: [], districts: [] });
  });

  it('are no wording where a comma or a full stop parts two thoughts', async () => {
    expect((await ask('发展建设')).printedForms.forms.map(({ text }) => text).filter((text) => /[,，。]/u.test(text))).toEqual(
      [],
    );
  });
});
