import { get as httpGet } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Served, serveSeeds } from '../served.ts';

describe('the pages', () => {
  let served: Served;
  beforeAll(async () => {
    served = await serveSeeds();
  });
  afterAll(() => served.close());

  const get = (path: string, init?: RequestInit): Promise<Response> => fetch(served.base + path, { redirect: 'manual', ...init });
  const html = async (path: string): Promise<string> => (await get(path)).text();

  // Templates write attributes in double quotes and escape five characters: enough to read them back with patterns.
  const decoded = (text: string): string =>
    text.replace(
      /&(?:#39|#34|amp|lt|gt|quot);/g,
      (entity) => ({ '&#39;': "'", '&amp;': '&', '&lt;': '<', '&gt;': '>' })[entity] ?? '"',
    );
  const encoded = (text: string): string =>
    text.replace(/[&<>"']/g, (unit) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&#34;' })[unit] ?? '&#39;');
  const hrefsOf = (page: string): string[] =>
    [...page.matchAll(/ (?:href|action)="([^"]*)"/g)].map(([, href = '']) => decoded(href));
  // What a page may have of scripts: files of this site, and data for search engines.
  const withoutOwnScripts = (page: string): string =>
    page.replace(/<script defer src="\/assets\/[a-z-]+\.js\?v=[0-9a-f]{10}"><\/script>/g, '').replace(JSON_LD, '');
  const JSON_LD = /<script type="application\/ld\+json">[^<]*<\/script>/g;
  const textOf = (page: string): string => decoded(page.replace(/<[^>]*>/g, ''));

  const PAGES = [
    '/',
    '/search?q=碳达峰',
    '/search?q=放管服&sort=order',
    '/search?q=5G&theme=industry&chapter=panyu-4&page=1',
    '/search?q=着力&page=3',
    '/search?q=不存在的词',
    '/plans',
    '/plans/panyu',
    '/plans/xiangzhou',
    '/plans/panyu/4?q=5G',
    '/plans/panyu/A1',
    '/plans/xiangzhou/1?q=香洲区',
    '/plans/huadu/0',
    '/plans/zengcheng/A1',
    '/plans/panyu/A1?q=收入&script=hans',
    '/plans/huadu/all?q=碳达峰&script=hant',
    '/basket',
    '/basket?ids=huadu-7.1.3,panyu-A1.0.12',
    '/clauses/huadu-7.1.3',
    '/clauses/panyu-A1.0.12',
    '/help',
  ];

  it('have no link that leads nowhere, down to the paragraph', async () => {
    const links = new Set<string>();
    // A whole plan links each of its clauses three times, as its chapters do.
    for (const path of PAGES.filter((own) => !own.includes('/all'))) {
      for (const href of hrefsOf(await html(path))) links.add(new URL(href, served.base + path).href);
    }
    const pages = new Map<string, string>();
    for (const link of links) {
      const { origin, pathname, search, hash } = new URL(link);
      const page = origin + pathname + search;
      if (!pages.has(page)) {
        const response = await fetch(page);
        expect(response.status, page).toBe(200);
        pages.set(page, await response.text());
      }
      if (hash !== '') expect(pages.get(page), link).toContain(`id="${hash.slice(1)}"`);
    }
    expect(links.size).toBeGreaterThan(300);
  });

  it.each(PAGES)('%s is a whole page without inline script, inline style, or two elements of one id', async (path) => {
    const response = await get(path);
    const page = await response.text();
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page).toMatch(/^<!doctype html>\n<html lang="zh-Hans">/);
    expect(page.match(/<h1[ >]/g)).toHaveLength(1);
    expect(withoutOwnScripts(page)).not.toMatch(/<script|<style| style="| on[a-z]+="|undefined|\[object/);
    const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(PAGES)('%s never skips a level of heading', async (path) => {
    const levels = [...(await html(path)).matchAll(/<h([1-6])[ >]/g)].map(([, level]) => Number(level));
    for (const [at, level] of levels.entries()) expect(level - (levels[at - 1] ?? 0), `heading ${at + 1}`).toBeLessThanOrEqual(1);
  });

  it('state the finding in the title and in a heading that is announced', async () => {
    const page = await html('/search?q=碳达峰');
    expect(page).toContain('<title>“碳达峰”3处，3段，见于2个区县 · 规划条文检索</title>');
    expect(page).toMatch(
      /<div role="status">\s*<h1 id="finding" tabindex="-1">“碳达峰”3处，3段，见于2个区县。<\/h1>\s*<p>增城区、香洲区、连州市未提及。<\/p>/,
    );
  });

  it('keep the question, the filters and the order in one form', async () => {
    const page = await html('/search?q=着力&district=huadu&sort=order');
    expect(page.match(/<form/g)).toHaveLength(1);
    expect(page).toContain('name="q" value="着力"');
    expect(page).toContain('form="search" name="district" value="huadu" checked');
    expect(page).toContain('type="hidden" name="sort" value="order"');
    expect(hrefsOf(page)).toContain('/search?q=%E7%9D%80%E5%8A%9B&sort=order');
  });

  it('list every district and every theme, zeros included', async () => {
    const page = await html('/search?q=碳达峰');
    expect(page.match(/name="district"/g)).toHaveLength(5);
    expect(page.match(/name="theme"/g)).toHaveLength(14);
  });

  it('say what there is without the filters where the filters leave nothing', async () => {
    const page = await html('/search?q=碳达峰&district=zengcheng');
    expect(textOf(page)).toContain('全部规划中有3处，3段，见于2个区县。去掉筛选');
  });

  it('say how a broken question was read', async () => {
    expect(textOf(await html('/search?q="数字政府'))).toContain('写法有缺：');
  });

  it('keep exact and related clauses apart', async () => {
    const page = await html('/search?q=碳达峰');
    const [exact = '', related = ''] = page.split('<h2>相关条文（不含“碳达峰”字样）</h2>');
    expect(exact.match(/<li value=/g)).toHaveLength(3);
    expect(related).not.toMatch(/碳达峰<\/mark>|碳達峰<\/mark>/);
    expect(await html('/search?q=碳达峰&match=exact')).not.toContain('相关条文（');
  });

  it('mark the places of the question in the chapter, as many as the contents say', async () => {
    const page = await html('/plans/panyu/4?q=着力');
    const said = Number(/本章(\d+)处/.exec(page)?.[1]);
    expect(said).toBeGreaterThan(0);
    expect(page.match(/<mark data-place=/g)).toHaveLength(said);
  });

  it('tell of every repaired place what was captured', async () => {
    const page = await html('/plans/xiangzhou/1');
    expect(page).toMatch(/<a class="noted" href="#note-1" title="“香洲区”：采集的网页作“雷速体育直播”。[^"]*">香洲区<\/a>/);
    expect(page).toContain('id="note-1"');
  });

  it('mark numbers that the source lost', async () => {
    expect(await html('/plans/panyu/4')).toContain('title="原文缺编号，按次序补"');
  });

  it('show a table as a table, with the row addressable', async () => {
    const page = await html('/plans/panyu/A1');
    expect(page).toContain('<thead>');
    expect(page).toMatch(/<tr class="clause data" id="panyu-A1\.0\.12" /);
  });

  it('never repeat spam', async () => {
    const spam = served.engine.library.plans.flatMap(({ dropped }) => dropped.filter(({ reason }) => reason === 'spam'));
    expect(spam.length).toBeGreaterThan(0);
    const page = await html('/plans/panyu');
    for (const { text } of spam) expect(textOf(page)).not.toContain(text.slice(0, 8));
  });

  it('let the full id of a chapter lead to its page', async () => {
    const response = await get('/plans/huadu/huadu-7?q=5G');
    expect([response.status, response.headers.get('location')]).toEqual([301, '/plans/huadu/7?q=5G']);
  });

  it('are the start page where nothing is asked, and the search page where something is', async () => {
    expect(await html('/search?q=')).toBe(await html('/'));
    expect(await html('/?q=碳达峰')).toBe(await html('/search?q=碳达峰'));
  });

  const HOSTILE = [
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onfocus='x",
    '</title><b>',
    '碳\u0000达\u001b峰',
    '{{7*7}}<%= 7*7 %>',
  ];

  it.each(HOSTILE)('put nothing of %j into the page as markup', async (q) => {
    for (const path of ['/search', '/plans/huadu/7', '/nowhere']) {
      const page = await html(`${path}?q=${encodeURIComponent(q)}`);
      expect(withoutOwnScripts(page)).not.toMatch(/<script|<img|<b>alert|onfocus='|onerror=alert\(1\)>(?!")/);
      expect(page.match(/<title>/g)).toHaveLength(1);
      expect(page).toContain(`value="${encoded(q)}"`);
    }
  });

  it.each([
    ['/search?q=5G&sort=foo', 400],
    ['/search?q=5G&page=0', 400],
    ['/search?q=5G&district=atlantis', 400],
    ['/search?q=5G&page=999', 404],
    [`/search?q=${'a'.repeat(10_000)}`, 400],
    ['/search?q=%ED%A0%80', 400],
    ['/search?q=50%', 400],
    ['/plans/atlantis', 404],
    ['/plans/huadu/99', 404],
    ['/plans/huadu/07', 404],
    ['/plans/huadu/panyu-1', 404],
    ['/clauses/huadu-99.1.1', 404],
    ['/plans/%E0%A4%A', 400],
    ['/nowhere', 404],
    ['/assets/../app.ts', 404],
    ['/assets/nothing.css', 404],
  ])('answer %s with %i, in words', async (path, status) => {
    const response = await get(path);
    const page = await response.text();
    expect(response.status).toBe(status);
    expect(page).toMatch(/<h1>(请求有误|没有这一项)<\/h1>/);
    expect(page).not.toMatch(/ at .*\.ts|node_modules/);
  });

  it('keep the question on the page that says what is wrong', async () => {
    expect(await html('/search?q=碳达峰&sort=foo')).toContain('name="q" value="碳达峰"');
  });

  it('answer HEAD', async () => {
    for (const path of PAGES) expect((await get(path, { method: 'HEAD' })).status, path).toBe(200);
  });

  it('forbid scripts of others, frames and guessing of types', async () => {
    for (const path of ['/', '/nowhere', '/api/plans', '/assets/style.css']) {
      const { headers } = await get(path);
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('content-security-policy')).toContain("script-src 'self';");
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-powered-by')).toBeNull();
    }
  });

  it('let the style sheet be kept for a year under an address that changes with it', async () => {
    const [, address = ''] = /<link rel="stylesheet" href="([^"]*)">/.exec(await html('/')) ?? [];
    expect(address).toMatch(/^\/assets\/style\.css\?v=[0-9a-f]{10}$/);
    expect((await get(address)).headers.get('cache-control')).toContain('immutable');
    expect((await get('/assets/style.css')).headers.get('cache-control')).toBe('no-cache');
  });

  it('need not be sent again while nothing changes', async () => {
    const etag = (await get('/plans/huadu/7')).headers.get('etag') ?? '';
    // Not by fetch, which tells the server to forget what it asks in If-None-Match.
    const status = await new Promise((resolve) => {
      httpGet(`${served.base}/plans/huadu/7`, { headers: { 'if-none-match': etag } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
    });
    expect(status).toBe(304);
  });
});
