import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLibrary, type Library, type Plan } from '../../src/corpus/library.ts';
import { parsePlan } from '../../src/corpus/parse-plan.ts';
import { clauseToken } from '../../src/search/clause-token.ts';
import type { SearchEngine } from '../../src/search/engine.ts';
import { type Served, seedsEngine, serve, serveSeeds } from '../served.ts';

type Lines = readonly string[];

/** The library after one plan has been read anew from a source that has changed. */
function reread(library: Library, id: string, change: (lines: Lines) => Lines): Library {
  const plans = library.plans.map((plan): Plan => {
    if (plan.id !== id) return plan;
    const sourceLines = change(plan.sourceLines);
    const parsed = parsePlan(sourceLines.join('\n'), plan.facts);
    return { ...plan, ...parsed, sourceLines, themes: parsed.chapters.map(() => null) };
  });
  return createLibrary(plans, library.themes);
}

const get = (served: Served, path: string): Promise<Response> => fetch(served.base + path, { redirect: 'manual' });
const answerOf = async (served: Served, path: string) => {
  const response = await get(served, path);
  return { status: response.status, location: response.headers.get('location'), page: await response.text() };
};

describe('a link to a clause', () => {
  let seeds: SearchEngine;
  let now: Served;
  let inserted: Served;
  let removed: Served;

  const linkOf = (id: string): string => {
    const placed = seeds.library.clauseById(id);
    if (!placed) throw new Error(`there is no clause ${id}`);
    return `/id/${id}?t=${clauseToken(placed.clause)}`;
  };

  beforeAll(async () => {
    seeds = await seedsEngine();
    now = await serveSeeds();
    const serveWith = (library: Library): Promise<Served> => serve({ engine: { ...seeds, library } });
    // Line 417 is huadu-7.1.3, and the clauses of its section go up to 7.1.5.
    inserted = await serveWith(
      reread(seeds.library, 'huadu', (lines) => [
        ...lines.slice(0, 407),
        '推动花都区在绿色发展上走在前列，这一段是后来加的。',
        ...lines.slice(407),
      ]),
    );
    removed = await serveWith(reread(seeds.library, 'huadu', (lines) => [...lines.slice(0, 416), ...lines.slice(417)]));
  });
  afterAll(() => Promise.all([now, inserted, removed].map((each) => each.close())));

  it('leads to the page of the clause, by a redirect that no cache remembers', async () => {
    const { status, location } = await answerOf(now, linkOf('huadu-7.1.3'));
    expect([status, location]).toEqual([303, '/clauses/huadu-7.1.3']);
  });

  it('leads there without a token too', async () => {
    const { status, location } = await answerOf(now, '/id/panyu-A1.0.12');
    expect([status, location]).toEqual([303, '/clauses/panyu-A1.0.12']);
  });

  it('leads there for every clause of the corpus', async () => {
    for (const { clause } of seeds.library.clauses.filter((_placed, index) => index % 40 === 0)) {
      expect((await answerOf(now, linkOf(clause.id))).location).toBe(`/clauses/${clause.id}`);
    }
  });

  it('keeps the question', async () => {
    const { location } = await answerOf(now, `${linkOf('huadu-7.1.3')}&q=碳达峰`);
    expect(location).toBe('/clauses/huadu-7.1.3?q=%E7%A2%B3%E8%BE%BE%E5%B3%B0');
  });

  it('follows the clause when a paragraph has been added before it', async () => {
    expect(seeds.library.clauseById('huadu-7.1.3')?.clause.text).toContain('碳达峰');
    const { status, location } = await answerOf(inserted, linkOf('huadu-7.1.3'));
    expect([status, location]).toEqual([303, '/clauses/huadu-7.1.4']);
    expect((await answerOf(inserted, String(location))).page).toContain('碳达峰');
  });

  it('follows every clause of the plan after such a change', async () => {
    for (const { id, text } of seeds.library.planById('huadu')?.clauses ?? []) {
      const { status, location } = await answerOf(inserted, linkOf(id));
      expect(status, id).toBe(303);
      const found = String(location).slice('/clauses/'.length);
      const api = (await (await get(inserted, `/api/clauses/${found}`)).json()) as { text: string };
      expect(api.text, id).toBe(text);
    }
  });

  it('stays where it was for the clauses before the change, and in the other plans', async () => {
    for (const id of ['huadu-6.1.1', 'panyu-4.1.2', 'xiangzhou-1.1.1']) {
      expect((await answerOf(inserted, linkOf(id))).location).toBe(`/clauses/${id}`);
    }
  });

  it('is answered with 410 and the nearest clause when its text is gone', async () => {
    const { status, page } = await answerOf(removed, linkOf('huadu-7.1.3'));
    expect(status).toBe(410);
    expect(page).toContain('<h1>这一段已不在</h1>');
    expect(page).toContain('href="/clauses/huadu-7.1.3"');
    // The number is another clause's now: the page says what that one says.
    expect(page).toContain('适应生态文明建设需要');
    expect(page).toContain('noindex');
  });

  it('follows the clauses that stood behind the one that is gone', async () => {
    expect((await answerOf(removed, linkOf('huadu-7.1.4'))).location).toBe('/clauses/huadu-7.1.3');
  });

  it('names the last clause of the section when its number is gone', async () => {
    const last = seeds.library.clauses.filter(({ clause }) => clause.id.startsWith('huadu-7.1.')).at(-1)?.clause.id;
    const { status, page } = await answerOf(now, '/id/huadu-7.1.99?t=00000000');
    expect(status).toBe(410);
    expect(page).toContain(`href="/clauses/${last}"`);
  });

  it('that was pasted without care is understood', async () => {
    const link = linkOf('huadu-7.1.3');
    expect((await answerOf(inserted, `${link}%E3%80%82`)).location).toBe('/clauses/huadu-7.1.4');
    expect(
      (
        await answerOf(
          inserted,
          link.replace(/t=\w+/, (t) => t.toUpperCase().replace('T=', 't=')),
        )
      ).location,
    ).toBe('/clauses/huadu-7.1.4');
    expect((await answerOf(now, '/id/huadu-7.1.3?t=')).location).toBe('/clauses/huadu-7.1.3');
  });

  it.each([
    '/id/atlantis-1.1.1?t=00000000',
    '/id/atlantis-1.1.1',
    '/id/huadu-7.1.99',
    '/id/huadu-7',
    '/id/__proto__?t=00000000',
    '/clauses/huadu-99.1.1',
  ])('%s, of which nothing shows that it ever was one, is answered with 404', async (path) => {
    expect((await answerOf(now, path)).status).toBe(404);
  });

  it('works on the address of the page as well', async () => {
    const token = linkOf('huadu-7.1.3').slice(-10);
    expect((await answerOf(now, `/clauses/huadu-7.1.3?${token}`)).status).toBe(200);
    expect((await answerOf(inserted, `/clauses/huadu-7.1.3?${token}`)).location).toBe('/clauses/huadu-7.1.4');
    expect((await answerOf(removed, `/clauses/huadu-7.1.3?${token}`)).status).toBe(410);
  });

  it('pasted into the search box goes straight to the clause, wherever it is now', async () => {
    const pasted = `/search?q=${encodeURIComponent(`见 https://plans.example.org${linkOf('huadu-7.1.3')}。`)}`;
    const first = await answerOf(inserted, pasted);
    expect([first.status, first.location]).toEqual([303, linkOf('huadu-7.1.3')]);
    expect((await answerOf(inserted, String(first.location))).location).toBe('/clauses/huadu-7.1.4');
  });
});

describe('the search box', () => {
  let served: Served;
  beforeAll(async () => {
    served = await serveSeeds();
  });
  afterAll(() => served.close());

  const search = (q: string) => answerOf(served, `/search?q=${encodeURIComponent(q)}`);

  it.each([
    'huadu-7.1.3',
    '  HUADU-7.1.3 ',
    '《广州市花都区国民经济和社会发展第十四个五年规划和2035年远景目标纲要》第七章第一节“三、加大能源‘双控’力度”第1段',
    '廣州市花都區國民經濟和社會發展第十四個五年規劃和2035年遠景目標綱要第七章第一節“三、加大能源‘雙控’力度”第1段',
  ])('leads from %s to the clause', async (q) => {
    const { status, location } = await search(q);
    expect([status, location]).toEqual([303, '/clauses/huadu-7.1.3']);
  });

  it.each(['碳达峰', 'huadu', '第七章', 'huadu-99.9.9', 'huadu-7.1.3 huadu-7.1.4'])('takes %s for a question', async (q) => {
    expect((await search(q)).status).toBe(200);
  });
});
