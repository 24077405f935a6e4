import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { citationOf } from '../../src/search/citation.ts';
import { type Served, serve, serveSeeds } from '../served.ts';
import { unescapeXml } from '../support/xml.ts';

describe('the page of a clause', () => {
  let served: Served;
  beforeAll(async () => {
    served = await serveSeeds();
  });
  afterAll(() => served.close());

  const html = async (path: string): Promise<string> => (await fetch(served.base + path)).text();
  const textOf = (page: string): string =>
    unescapeXml(
      page
        .replace(/<[^>]*>/g, '')
        .replaceAll('&#39;', "'")
        .replaceAll('&#34;', '"'),
    );
  const jsonLdOf = (page: string): { '@graph': Record<string, unknown>[] } =>
    JSON.parse(/<script type="application\/ld\+json">([^<]*)<\/script>/.exec(page)?.[1] ?? 'null');

  it('gives the clause in full, with the ones before and after and the headings above it', async () => {
    const page = textOf(await html('/clauses/huadu-7.1.3'));
    for (const id of ['huadu-7.1.2', 'huadu-7.1.3', 'huadu-7.1.4']) {
      expect(page).toContain(served.engine.library.clauseById(id)?.clause.text);
    }
    for (const heading of ['第七章 坚持绿色发展', '第一节 大力发展低碳循环经济', '三、加大能源“双控”力度'])
      expect(page).toContain(heading);
  });

  it('offers its citation in every form, as text that needs no script', async () => {
    const page = textOf(await html('/clauses/huadu-7.1.3'));
    const citation =
      '《广州市花都区国民经济和社会发展第十四个五年规划和2035年远景目标纲要》第七章第一节“三、加大能源‘双控’力度”第1段';
    expect(page).toContain(citation);
    expect(page).toMatch(new RegExp(`${citation}，${served.base}/id/huadu-7\\.1\\.3\\?t=[0-9a-f]{8}`));
    expect(page).toMatch(/\[广州市花都区人民政府\]\. [^[]*\[EB\/OL\]\. [^(]*\[\d{4}-\d\d-\d\d\]\. http/);
    expect(page).toContain('@misc{huadu-7.1.3,');
  });

  it('says on which day it was read, as the day is in China', async () => {
    const late = await serve({ engine: served.engine, now: () => new Date('2026-08-20T17:00:00Z') });
    const page = await (await fetch(`${late.base}/clauses/huadu-7.1.3`)).text();
    await late.close();
    expect(page).toContain('[2026-08-21]');
    expect(page).toContain('urldate = {2026-08-21}');
  });

  it('marks the question, and takes it along to the neighbours and the reading page', async () => {
    const page = await html('/clauses/huadu-7.1.3?q=碳達峰');
    expect(page).toContain('<mark>碳达峰</mark>');
    const q = `q=${encodeURIComponent('碳達峰')}`;
    expect(page).toContain(`href="/clauses/huadu-7.1.2?${q}"`);
    expect(page).toContain(`href="/plans/huadu/7?${q}#huadu-7.1.3"`);
    expect(page).toContain('name="q" value="碳達峰"');
  });

  it('has one address for search engines, whatever the question', async () => {
    const page = await html('/clauses/huadu-7.1.3?q=碳达峰');
    expect(page).toContain(`<link rel="canonical" href="${served.base}/clauses/huadu-7.1.3">`);
    expect(page).toContain(`<meta property="og:url" content="${served.base}/clauses/huadu-7.1.3">`);
    expect(page).toContain('<meta property="og:title" content="第七章第一节“三、加大能源‘双控’力度”第1段 · 花都区">');
  });

  it('describes the clause in the words of schema.org', async () => {
    const [work, crumbs] = jsonLdOf(await html('/clauses/panyu-A1.0.12'))['@graph'];
    const placed = served.engine.library.clauseById('panyu-A1.0.12');
    expect(work).toMatchObject({
      '@id': `${served.base}/clauses/panyu-A1.0.12`,
      identifier: 'panyu-A1.0.12',
      name: placed && citationOf(served.engine.library, placed),
      text: placed?.clause.text,
      inLanguage: 'zh-Hant',
      isPartOf: {
        author: { name: '广州市番禺区人民政府' },
        spatialCoverage: '广东省广州市番禺区',
        temporalCoverage: '2021/2025',
      },
    });
    expect(crumbs).toMatchObject({ itemListElement: [{ position: 1 }, { position: 2, item: `${served.base}/plans/panyu/A1` }] });
  });

  it('lets no text end the element that holds the description', async () => {
    const { library } = served.engine;
    const hostile = '</script><script>alert(1)</script><!--';
    const [first] = library.plans;
    const clause = first?.clauses[0];
    if (!first || !clause) throw new Error('there is no clause');
    const own = library.clauseById(clause.id);
    if (!own) throw new Error('the clause is not found');
    const { plan, chapter, theme, ordinal } = own;
    const placed = { plan, chapter, theme, ordinal, clause: { ...clause, text: hostile } };
    const altered = { ...library, clauseById: () => placed as ReturnType<typeof library.clauseById> };
    const other = await serve({ engine: { ...served.engine, library: altered } });
    const page = await (await fetch(`${other.base}/clauses/${clause.id}`)).text();
    await other.close();
    expect(page).not.toContain('<script>alert');
    expect(jsonLdOf(page)['@graph'][0]).toMatchObject({ text: hostile });
  });

  it('shows a correction and a repair as such', async () => {
    const { library } = served.engine;
    for (const kind of ['repair', 'correction'] as const) {
      const marked = library.clauses.find(({ clause }) => clause.marks.some((mark) => mark.kind === kind));
      const mark = marked?.clause.marks.find((one) => one.kind === kind);
      if (!marked || !mark) throw new Error(`no clause has a ${kind}`);
      const page = textOf(await html(`/clauses/${marked.clause.id}`));
      expect(page).toContain(kind === 'repair' ? `采集的网页作“${mark.captured}”` : `疑为“${mark.meant}”`);
    }
  });

  it('says where a number in the path is not in the source', async () => {
    expect(textOf(await html('/clauses/panyu-3.1.2'))).toContain('加点线的编号为原文所缺，按次序补');
    expect(textOf(await html('/clauses/huadu-7.1.3'))).not.toContain('加点线');
  });

  it('lists its neighbours under the same heading, a few on each side', async () => {
    const page = await html('/clauses/panyu-A1.0.12');
    const list = /<nav class="siblings"[\s\S]*?<\/nav>/.exec(page)?.[0] ?? '';
    expect(list.match(/<li>/g)).toHaveLength(11);
    expect(list).toContain('<ol start="7"');
    expect(list).toMatch(/href="\/clauses\/panyu-A1\.0\.12" aria-current="page"/);
    expect(await html('/clauses/huadu-7.1.3')).not.toContain('class="siblings"');
  });

  it('names issuer and link by the public address where there is one', async () => {
    const other = await serve({ engine: served.engine, publicUrl: 'https://plans.example.org' });
    const page = await (await fetch(`${other.base}/clauses/huadu-7.1.3`)).text();
    await other.close();
    expect(page).toContain('https://plans.example.org/id/huadu-7.1.3?t=');
    expect(page).not.toContain(other.base);
  });
});

describe('the source lines', () => {
  let served: Served;
  beforeAll(async () => {
    served = await serveSeeds();
  });
  afterAll(() => served.close());

  const html = async (path: string): Promise<string> => (await fetch(served.base + path)).text();
  const rowsOf = (page: string) =>
    [...page.matchAll(/<tr id="L(\d+)"( class="asked")?>.*?<td lang="([^"]*)">([\s\S]*?)<\/td>/g)].map(
      ([, number, asked, lang, text]) => ({
        number: Number(number),
        asked: asked !== undefined,
        lang,
        text: unescapeXml((text ?? '').replaceAll('&#39;', "'").replaceAll('&#34;', '"')),
      }),
    );

  it('are the file as captured, twenty before and twenty after, with the one asked for marked', async () => {
    const rows = rowsOf(await html('/plans/panyu/source?line=1350'));
    const lines = served.engine.library.planById('panyu')?.sourceLines ?? [];
    expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 41 }, (_unused, index) => 1330 + index));
    expect(rows.filter(({ asked }) => asked).map(({ number }) => number)).toEqual([1350]);
    for (const { number, text, lang } of rows) {
      expect(text).toBe(lines[number - 1]);
      expect(lang).toBe('zh-Hant');
    }
  });

  it('end where the file ends', async () => {
    expect(
      rowsOf(await html('/plans/huadu/source'))
        .map(({ number }) => number)
        .at(0),
    ).toBe(1);
    expect(rowsOf(await html('/plans/huadu/source?line=3'))).toHaveLength(23);
    expect((await fetch(`${served.base}/plans/huadu/source?line=100000`)).status).toBe(400);
    expect((await fetch(`${served.base}/plans/huadu/source?line=417&last=3`)).status).toBe(400);
    expect((await fetch(`${served.base}/plans/atlantis/source?line=1`)).status).toBe(404);
  });

  it('of a clause of several lines are all marked', async () => {
    const { lines } = served.engine.library.clauseById('panyu-A1.0.12')?.clause ?? { lines: [0, 0] };
    const page = await html('/clauses/panyu-A1.0.12');
    expect(page).toContain(`/plans/panyu/source?line=${lines[0]}&amp;last=${lines[1]}#L${lines[0]}`);
    const asked = rowsOf(page).filter((row) => row.asked);
    expect(asked.map(({ number }) => number)).toEqual(
      Array.from({ length: lines[1] - lines[0] + 1 }, (_unused, index) => lines[0] + index),
    );
  });

  it('name the clauses that begin on them', async () => {
    expect(await html('/plans/huadu/source?line=417')).toMatch(/<tr id="L417" class="asked">.*href="\/clauses\/huadu-7\.1\.3"/);
  });

  it('leave out spam, and say so', async () => {
    const page = await html('/plans/panyu/source?line=1');
    expect(rowsOf(page)[0]?.text).toBe('〔与规划无关的广告，从略〕');
  });
});
