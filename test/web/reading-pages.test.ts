import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fold } from '../../src/text/fold.ts';
import { type Served, serveSeeds } from '../served.ts';

const decoded = (text: string): string =>
  text.replace(
    /&(?:#39|#34|amp|lt|gt|quot);/g,
    (entity) => ({ '&#39;': "'", '&amp;': '&', '&lt;': '<', '&gt;': '>' })[entity] ?? '"',
  );
const textOf = (html: string): string => decoded(html.replace(/<[^>]*>/g, ''));

describe('the reading pages', () => {
  let served: Served;
  beforeAll(async () => {
    served = await serveSeeds();
  });
  afterAll(() => served.close());

  const get = (path: string): Promise<Response> => fetch(served.base + path, { redirect: 'manual' });
  const html = async (path: string): Promise<string> => (await get(path)).text();
  const marksOf = (page: string): string[] =>
    [...page.matchAll(/<mark[^>]*>([^<]*)<\/mark>/g)].map(([, text = '']) => decoded(text));
  const placesOf = (page: string): number[] => [...page.matchAll(/<mark data-place="(\d+)">/g)].map(([, place]) => Number(place));

  it('show a whole plan on one page: every clause once, in the order of the chapters', async () => {
    for (const { id, clauses } of served.engine.library.plans) {
      const page = await html(`/plans/${id}/all`);
      const shown = [...page.matchAll(/<(?:div|li|tr) class="clause [a-z]+" id="([^"]+)"/g)].map(([, own]) => own);
      expect(shown).toEqual(clauses.map((clause) => clause.id));
    }
  });

  it('lead within a whole plan to what is there', async () => {
    const page = await html('/plans/panyu/all?q=着力');
    const ids = new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    const fragments = [...page.matchAll(/href="(?:\/plans\/panyu\/all[^"#]*)?#([^"]+)"/g)].map(([, own]) => own);
    expect(fragments.length).toBeGreaterThan(100);
    for (const fragment of fragments) expect(ids).toContain(fragment);
  });

  it('number the places over the plan, on a chapter as on the whole plan', async () => {
    const whole = placesOf(await html('/plans/panyu/all?q=着力'));
    expect(whole).toEqual(Array.from({ length: whole.length }, (_, at) => at + 1));
    const fourth = placesOf(await html('/plans/panyu/4?q=着力'));
    const third = placesOf(await html('/plans/panyu/3?q=着力'));
    expect(fourth[0]).toBe((third.at(-1) ?? 0) + 1);
    expect(whole).toEqual(expect.arrayContaining([...third, ...fourth]));
  });

  it.each(['published', 'hans', 'hant'])('mark just what was asked for, in the script %s', async (script) => {
    for (const path of [
      '/plans/panyu/4?q=着力',
      '/plans/huadu/7?q=碳达峰',
      '/plans/panyu/A1?q=收入',
      '/plans/zengcheng/all?q=發展',
    ]) {
      const page = await html(`${path}&script=${script}`);
      const question = fold(new URL(path, 'http://x').searchParams.get('q') ?? '');
      expect(marksOf(page).length, path).toBeGreaterThan(0);
      for (const mark of marksOf(page)) expect(fold(mark), path).toBe(question);
    }
  });

  it('mark the question in headings too, and do not count it there', async () => {
    const page = await html('/plans/huadu/9?q=放管服');
    expect(page).toMatch(/<h[2-6][^>]*>.*<mark>放管服<\/mark>.*<\/h[2-6]>/);
    expect(textOf(page)).toContain('“放管服” 共0处，本章0处');
  });

  it('say in which language the text is, and carry question and script along', async () => {
    const page = await html('/plans/panyu/4?q=着力&script=hans');
    expect(page).toContain('<article lang="zh-Hans">');
    expect(page).toContain('href="/plans/panyu/5?q=%E7%9D%80%E5%8A%9B&amp;script=hans"');
    expect(textOf(page)).toContain('加快发展现代产业');
    expect(await html('/plans/panyu/4')).toContain('<article lang="zh-Hant">');
  });

  it('say of a citation that it quotes converted text, and of no other', async () => {
    expect(await html('/plans/panyu/4?script=hans')).toContain('第1段（由繁体原文转换）');
    expect(await html('/plans/huadu/7?script=hant')).toContain('第1段（由简体原文转换）');
    expect(await html('/plans/panyu/4')).not.toContain('原文转换）');
    expect(await html('/plans/huadu/7?script=hans')).not.toContain('原文转换）');
  });

  it('lead from clause to clause across chapters without script', async () => {
    const steps = (page: string): string[] =>
      [...page.matchAll(/<noscript><span class="steps"[^>]*>(.*?)<\/span><\/noscript>/g)].map(([, own = '']) => own);
    let url: string | null = '/plans/panyu/2?q=着力';
    const seen: string[] = [];
    const first = /rel="next" href="([^"]*)"/.exec(await html(url))?.[1];
    url = decoded(first ?? '');
    while (url) {
      const id = url.slice(url.indexOf('#') + 1);
      seen.push(id);
      const page = await html(url);
      const at = page.indexOf(`id="${id}"`);
      const own = steps(page.slice(at))[0] ?? '';
      url = decoded(/<a href="([^"]*)">后一处/.exec(own)?.[1] ?? '');
    }
    const all = steps(await html('/plans/panyu/all?q=着力'));
    expect(seen).toHaveLength(all.length);
    expect(new Set(seen.map((id) => id.split('.')[0])).size).toBeGreaterThan(3);
  });

  it('give every clause its citation and links that lead somewhere', async () => {
    const page = await html('/plans/huadu/7?q=碳达峰');
    const menu = /<div class="menu" id="menu-huadu-7\.1\.3".*?<\/div>/.exec(page)?.[0] ?? '';
    expect(textOf(menu)).toContain('第七章第一节“三、加大能源‘双控’力度”第1段');
    const links = [...menu.matchAll(/href="([^"]*)"/g)].map(([, href = '']) => decoded(href));
    expect(links).toContain('/plans/huadu/7#huadu-7.1.3');
    for (const link of links) expect([200, 303]).toContain((await get(link)).status);
  });

  it('have one contents: the sections of the chapter that is open, or all of them', async () => {
    const contents = (page: string): string => /<nav class="contents".*?<\/nav>/s.exec(page)?.[0] ?? '';
    const chapter = contents(await html('/plans/huadu/7'));
    const whole = contents(await html('/plans/huadu/all'));
    expect(chapter.match(/#h-/g)).toHaveLength(4);
    expect(whole.match(/#h-/g)).toHaveLength(55);
    expect(chapter).toContain('aria-current="page"');
    expect(whole).not.toContain('aria-current="page"');
  });

  it('lead from the full id of a chapter to its page, state and all', async () => {
    const { status, headers } = await get('/plans/huadu/huadu-7?q=5G&script=hant');
    expect([status, headers.get('location')]).toEqual([301, '/plans/huadu/7?q=5G&script=hant']);
  });

  it.each([
    ['/plans/huadu/7?script=latin', 400],
    ['/plans/huadu/all?script=', 400],
    ['/plans/atlantis/all', 404],
    [`/basket?ids=huadu-7.1.3&ids=${'a'.repeat(100)}`, 400],
  ])('answer %s with %i', async (path, status) => {
    expect((await get(path)).status).toBe(status);
  });
});

describe('the basket', () => {
  let served: Served;
  beforeAll(async () => {
    served = await serveSeeds();
  });
  afterAll(() => served.close());
  const html = async (path: string): Promise<string> => (await fetch(served.base + path)).text();

  it('lists the clauses of its address in full, in their order, with citations', async () => {
    const page = await html('/basket?ids=panyu-A1.0.12,huadu-7.1.3');
    const ids = [...page.matchAll(/<li data-clause-id="([^"]+)">/g)].map(([, id]) => id);
    expect(ids).toEqual(['panyu-A1.0.12', 'huadu-7.1.3']);
    const clause = served.engine.library.clauseById('huadu-7.1.3')?.clause;
    expect(textOf(page)).toContain(clause?.text);
    expect(textOf(page)).toContain('附件1第12行');
    expect(textOf(page)).toContain('共2段，出自2个区县的规划。');
  });

  it('names what it does not know and lists the rest', async () => {
    const page = await html('/basket?ids=huadu-7.1.3,huadu-99.9.9,%3Cb%3E');
    expect(page.match(/<li data-clause-id/g)).toHaveLength(1);
    expect(textOf(page)).toContain('这些编号没有对应的条文：huadu-99.9.9、<b>。');
    expect(page).not.toContain('<b>');
  });

  it('says what it is for where there is nothing in it', async () => {
    expect(textOf(await html('/basket'))).toContain('摘录篮里还没有条文');
  });
});
