import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Served, serveSeeds } from '../served.ts';

let served: Served;
beforeAll(async () => {
  served = await serveSeeds();
});
afterAll(() => served.close());

async function html(query: string): Promise<string> {
  const response = await fetch(`${served.base}/search?${query}`);
  expect(response.status).toBe(200);
  return response.text();
}

const decoded = (text: string): string =>
  text.replace(/&(?:#39|#34|amp|lt|gt);/g, (entity) => ({ '&#39;': "'", '&amp;': '&', '&lt;': '<', '&gt;': '>' })[entity] ?? '"');
const textOf = (markup: string): string =>
  decoded(markup.replace(/<[^>]*>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim();

/** What stands in an element that holds none of its own name. */
function inside(page: string, opening: RegExp): string {
  const start = opening.exec(page);
  const name = /<([a-z]+)/.exec(start?.[0] ?? '')?.[1] ?? 'nothing';
  const from = (start?.index ?? page.length) + (start?.[0].length ?? 0);
  return page.slice(from, page.indexOf(`</${name}>`, from));
}

const linksIn = (markup: string): Record<string, string> =>
  Object.fromEntries(
    [...markup.matchAll(/<a href="([^"]*)"[^>]*>([\s\S]*?)<\/a>/g)].map(([, href = '', text = '']) => [
      textOf(text),
      decodeURIComponent(decoded(href).replaceAll('+', ' ')),
    ]),
  );

const saidIn = (page: string): string => inside(page, /<div role="status">/);
const nearestIn = (page: string): string => inside(page, /<ul class="nearest">/);

describe('where nothing is found, the page says why', () => {
  it('nowhere: what was looked through, and a clause of each district that comes near and does not match', async () => {
    const page = await html('q=元宇宙');
    expect(textOf(saidIn(page))).toBe('5个区县的规划均未提及“元宇宙”。 全部1,193段条文和各级标题都逐字查过。');
    expect(textOf(page)).toContain('以下各段都不符合“元宇宙”');
    expect(nearestIn(page).match(/<li>/g)).toHaveLength(5);
    expect(nearestIn(page)).toContain('<mark class="near">');
    expect(nearestIn(page)).not.toContain('<mark>');
  });

  it('a slip: what may be meant, with its count, as a link', async () => {
    const page = await html('q=碳达锋');
    expect(textOf(saidIn(page))).toContain('您是不是要找： 碳达峰 3段');
    expect(linksIn(saidIn(page))).toMatchObject({ 碳达峰: '/search?q=碳达峰' });
  });

  it('a whole question: no district is called silent about the matter, and its terms are offered apart', async () => {
    const page = await html('q=老旧小区怎么加装电梯');
    expect(textOf(saidIn(page))).toMatch(/^5个区县的规划均没有“老旧小区怎么加装电梯”这样的原话。/);
    expect(textOf(saidIn(page))).not.toContain('未提及');
    expect(linksIn(saidIn(page))).toMatchObject({ 老旧小区: '/search?q=老旧小区', 加装电梯: '/search?q=加装电梯' });
  });

  it('several words that never meet: what each of them finds', async () => {
    const page = await html('q=碳达峰 元宇宙');
    expect(textOf(saidIn(page))).toContain('分开来查： 碳达峰 3段 元宇宙 0段');
    expect(linksIn(saidIn(page))).not.toHaveProperty('元宇宙');
  });

  it('only in headings: the headings, linked', async () => {
    const page = await html('q=搭建高水平創新載體');
    expect(textOf(saidIn(page))).toContain('仅见于标题，条文未提及。');
    expect(inside(page, /<p class="in-headings">/)).toMatch(/<a href="\/plans\/zengcheng\/[^"]*">[^<]*搭建高水平創新載體<\/a>/);
  });

  it('the filters: what there is without them, and without each of them', async () => {
    const page = await html('q=碳达峰&district=zengcheng&theme=ecology');
    expect(textOf(saidIn(page))).toBe(
      '在所选主题内，增城区未提及“碳达峰”。 不限区县，有3段。 去掉区县的筛选 全部规划中有3处，3段，见于2个区县。 去掉筛选',
    );
    expect(linksIn(saidIn(page))).toEqual({
      去掉区县的筛选: '/search?q=碳达峰&theme=ecology',
      去掉筛选: '/search?q=碳达峰',
    });
  });

  it('nowhere, with filters: that it is not for the filters, and what headings there are without them', async () => {
    expect(textOf(saidIn(await html('q=元宇宙&district=huadu')))).toContain('去掉筛选，全部规划也未提及。');
    const elsewhere = textOf(saidIn(await html('q=搭建高水平創新載體&district=huadu')));
    expect(elsewhere).toContain('去掉筛选，全部规划也未提及，只有1条标题里有。 去掉筛选');
  });

  it('the conditions: what there is without them, and nothing that they have ruled out as “nearest”', async () => {
    const page = await html('q=前山河 -前山河');
    expect(textOf(saidIn(page))).toContain('去掉排除的条件，全部规划中有4段。');
    expect(linksIn(saidIn(page))).toEqual({ '检索 前山河': '/search?q=前山河' });
    expect(nearestIn(page)).toBe('');
    expect(textOf(saidIn(await html('q=碳达峰 NEAR/1 生态保护')))).toContain('去掉相隔字数的条件');
  });

  it('a broken question: how it was read', async () => {
    const page = await html('q="元宇宙');
    expect(textOf(saidIn(page))).toContain('写法有缺：引号不成对，已在末尾补上。已照此检索。');
  });
});

describe('where some districts are silent', () => {
  it('their nearest clause is there on demand, one for each of them', async () => {
    const page = await html('q=托育');
    expect(textOf(saidIn(page))).toContain('增城区、连州市未提及。');
    expect(inside(page, /<details id="nearest">/)).toContain('<summary>查看最接近的表述</summary>');
    expect([...nearestIn(page).matchAll(/class="where"[^>]*><a href="([^"]*)"/g)].map(([, url]) => url)).toEqual([
      '/plans/zengcheng',
      '/plans/lianzhou',
    ]);
    expect(textOf(nearestIn(page))).toContain('含“婴幼儿照护”');
  });

  it('there is none where the reader wants literal matches only, or asks about one district', async () => {
    expect(nearestIn(await html('q=托育&match=exact'))).toBe('');
    expect(nearestIn(await html('q=托育&district=zengcheng'))).toBe('');
  });
});

describe('the neighbours of a word', () => {
  const chipsIn = (page: string): string => inside(page, /<div class="neighbours">/);

  it('are chips with counts of their own that add to the question, and a way to be rid of all', async () => {
    const links = linksIn(chipsIn(await html('q=托育')));
    expect(links['＋婴幼儿照护（6）']).toBe('/search?q=托育|婴幼儿照护');
    expect(links['✕']).toBe('/search?q=托育&without=婴幼儿照护');
    expect(links['只列逐字相符']).toBe('/search?q=托育&match=exact');
  });

  it('leave out what the word itself finds already', async () => {
    expect(chipsIn(await html('q=托育'))).not.toContain('托育服务');
  });

  it('that are taken off stay in sight, can be taken up again, and no longer lead to clauses', async () => {
    const page = await html('q=元宇宙&without=vr&without=ar');
    expect(textOf(chipsIn(page))).toContain('VR 恢复 AR 恢复');
    expect(linksIn(chipsIn(page))).toMatchObject({ 恢复: '/search?q=元宇宙&without=vr' });
    expect(page).toContain('type="hidden" name="without" value="vr"');
    const related = (await html('q=元宇宙')).match(/<li value=/g)?.length ?? 0;
    expect(page.match(/<li value=/g)?.length).toBeLessThan(related);
  });

  it('never change the count of what matches literally', async () => {
    for (const query of ['q=托育', 'q=托育&match=exact', 'q=托育&without=婴幼儿照护']) {
      expect(textOf(saidIn(await html(query)))).toContain('“托育”3处，3段，见于3个区县。');
    }
  });
});

describe('the audit line', () => {
  const rowsIn = (page: string): string[][] =>
    [...inside(page, /<details class="audit">/).matchAll(/<tr>([\s\S]*?)<\/tr>/g)].map(([, row = '']) =>
      [...row.matchAll(/<t[hd][^>]*>([^<]*)<\/t[hd]>/g)].map(([, cell = '']) => cell),
    );

  it.each(['q=碳达峰', 'q=放管服', 'q=发展', 'q=数字经济&district=huadu&district=panyu', 'q=元宇宙'])(
    'of %s has rows that add up to its total',
    async (query) => {
      const [, ...rows] = rowsIn(await html(query));
      const total = rows.at(-1) ?? [];
      expect(total[0]).toBe('合计');
      for (const column of [1, 2, 3, 4]) {
        const figures = rows.map((row) => Number((row[column] ?? '').replaceAll(',', '')));
        expect(figures.slice(0, -1).reduce((sum, figure) => sum + figure, 0)).toBe(figures.at(-1));
      }
    },
  );

  it('agrees with the count line and with the library', async () => {
    const page = await html('q=放管服');
    expect(textOf(inside(page, /<details class="audit">/))).toContain('7处，7段，见于4个区县；标题里另有1条，不计入。');
    const total = rowsIn(page).at(-1);
    expect(total?.slice(0, 4)).toEqual(['合计', '7', '1', served.engine.library.clauses.length.toLocaleString('en-US')]);
  });

  it('gives the command in a form that a shell reads as it stands', async () => {
    const commandOf = async (query: string) => decoded(inside(await html(query), /<code>/));
    expect(await commandOf('q=碳达峰')).toBe('npm run audit -- 碳达峰');
    expect(await commandOf('q=养老|托育 -深圳')).toBe("npm run audit -- '养老|托育 -深圳'");
    expect(await commandOf("q=碳' %26%26 rm x")).toBe("npm run audit -- '碳'\\'' && rm x'");
  });
});

describe('为何命中', () => {
  it('is a link to this very page with the reasons, at that hit', async () => {
    const page = await html('q=托育&sort=order');
    expect(page).not.toContain('<details class="why">');
    expect(linksIn(page)['为何命中']).toMatch(/^\/search\?q=托育&sort=order&explain=1#why-[a-z]+-[\d.]+$/);
  });

  it('gives each word with its places and points, and figures that lead to the score', async () => {
    const page = await html('q=数字经济 人才&explain=1');
    const reasons = page.match(/<details class="why">[\s\S]*?<\/details>/g) ?? [];
    expect(reasons.length).toBeGreaterThan(10);
    for (const reason of reasons) {
      const figures = [...reason.matchAll(/<td class="num">([^<]*)<\/td>/g)].map(([, figure = '']) => figure);
      const score = Number(figures.at(-1));
      const factors = figures.filter((figure) => figure.startsWith('×')).map((figure) => Number(figure.slice(1)));
      const points = figures.slice(0, -1).filter((figure) => !figure.startsWith('×'));
      const sum = points.reduce((total, figure) => total + (figure === '不足0.1' ? 0.03 : Number(figure)), 0);
      const computed = factors.reduce((product, factor) => product * factor, sum);
      // Each figure is rounded, so the product may be a little off.
      expect(Math.abs(computed - score), textOf(reason)).toBeLessThan(0.05 * score + 1);
    }
    expect(textOf(reasons[0] ?? '')).toMatch(/逐字相符：检索词在正文里有\d+处。.*数字经济 检索词 正文\d+处/);
  });

  it('says of a related clause that it is none of those counted', async () => {
    expect(textOf(await html('q=托育&explain=1'))).toContain('不是逐字相符，不计入上面的数');
  });
});

describe('the query language on the page', () => {
  it.each(['/', '/search?q=碳达峰', '/help'])('is taught on %s by examples that find something', async (path) => {
    const page = await (await fetch(served.base + path)).text();
    const examples = Object.entries(linksIn(inside(page, /<dl class="rules">/)));
    expect(examples.length).toBeGreaterThanOrEqual(9);
    for (const [q, url] of examples) {
      expect(url).toMatch(/^\/search\?q=/);
      const { total } = await served.engine.search({
        q,
        districts: [],
        themes: [],
        chapters: [],
        sort: 'relevance',
        match: 'exact',
        limit: 1,
        offset: 0,
      });
      expect(total, q).toBeGreaterThan(0);
    }
  });

  it('has an example of every repair, and the page it leads to says that repair', async () => {
    const page = await (await fetch(`${served.base}/help`)).text();
    const repairs = page.slice(page.indexOf('id="repairs"'));
    const urls = Object.values(linksIn(inside(repairs, /<dl class="rules">/)));
    expect(urls.length).toBe(6);
    for (const url of urls) expect(await html(`q=${encodeURIComponent(url.slice('/search?q='.length))}`)).toContain('写法有缺：');
  });
});
