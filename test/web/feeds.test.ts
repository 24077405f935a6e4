import { get as httpGet, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import express from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../../src/cli/config.ts';
import { createSiteContext } from '../../src/web/site-context.ts';
import { createSitemap } from '../../src/web/sitemap.ts';
import { type Served, serve, serveSeeds } from '../served.ts';
import { unescapeXml, xmlErrors, xmlText } from '../support/xml.ts';

const TAN = encodeURIComponent('碳达峰');

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

describe('the conventions of the web', () => {
  let served: Served;
  beforeAll(async () => {
    served = await serveSeeds();
  });
  afterAll(() => served.close());

  const text = async (path: string): Promise<string> => (await fetch(served.base + path)).text();

  // Not by fetch, which unpacks bodies and sets headers of its own.
  const raw = (path: string, headers: Record<string, string> = {}, base = served.base): Promise<Answer> =>
    new Promise((resolve, reject) => {
      httpGet(base + path, { headers }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) }));
      }).on('error', reject);
    });

  describe('the feed of a search', () => {
    const entriesOf = (feed: string) =>
      [...feed.matchAll(/<entry>(.*?)<\/entry>/gs)].map(([, entry = '']) => ({
        id: /<id>(.*?)<\/id>/.exec(entry)?.[1] ?? '',
        updated: /<updated>(.*?)<\/updated>/.exec(entry)?.[1] ?? '',
        href: unescapeXml(/<link rel="alternate"[^>]*href="([^"]*)"/.exec(entry)?.[1] ?? ''),
        content: unescapeXml(/<content[^>]*>(.*?)<\/content>/s.exec(entry)?.[1] ?? ''),
      }));

    it('is Atom: well-formed, with an id, a title and a time for the whole and for each clause', async () => {
      const response = await fetch(`${served.base}/feed.atom?q=${TAN}`);
      expect(response.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
      const feed = await response.text();
      expect(xmlErrors(feed)).toEqual([]);
      expect(feed).toContain('<feed xmlns="http://www.w3.org/2005/Atom"');
      expect(feed).toContain(`<link rel="self" type="application/atom+xml" href="${served.base}/feed.atom?q=${TAN}"/>`);
      const entries = entriesOf(feed);
      expect(entries.map(({ id }) => id.slice(`${served.base}/clauses/`.length)).sort()).toEqual([
        'huadu-7.1.3',
        'huadu-7.3.1',
        'panyu-11.2.2',
      ]);
      for (const { updated, content } of entries) {
        expect(updated).toMatch(/^\d{4}-\d\d-\d\dT00:00:00\+08:00$/);
        expect(content).toMatch(/<mark>碳[达達]峰<\/mark>/);
      }
    });

    it('has the newest plan first, because readers of feeds take the top only', async () => {
      const times = entriesOf(await text(`/feed.atom?q=${encodeURIComponent('发展')}`)).map(({ updated }) => updated);
      expect(times).toHaveLength(100);
      expect(times).toEqual([...times].sort().reverse());
    });

    it('leads to the clauses', async () => {
      for (const { href } of entriesOf(await text(`/feed.atom?q=${TAN}`))) expect((await fetch(href)).status).toBe(200);
    });

    it('heeds the filters and has no related clauses', async () => {
      expect(entriesOf(await text(`/feed.atom?q=${TAN}&district=panyu`))).toHaveLength(1);
      expect(entriesOf(await text('/feed.atom?q=qqqqqqq'))).toHaveLength(0);
    });

    it('stays well-formed whatever is asked', async () => {
      for (const q of ['<b>&"\'', ']]>', '\u0000\u000b\ufffe碳', '"5G" <']) {
        expect(xmlErrors(await text(`/feed.atom?q=${encodeURIComponent(q)}`)), JSON.stringify(q)).toEqual([]);
      }
    });

    it('is named by the page of the search, and by no other', async () => {
      const page = await text(`/search?q=${TAN}&district=panyu`);
      const [, href = ''] = /<link rel="alternate" type="application\/atom\+xml"[^>]*href="([^"]*)"/.exec(page) ?? [];
      expect(unescapeXml(href)).toBe(`/feed.atom?q=${TAN}&district=panyu`);
      expect(await text('/plans')).not.toContain('application/atom+xml');
    });

    it('wants a question', async () => {
      expect((await fetch(`${served.base}/feed.atom`)).status).toBe(400);
    });
  });

  describe('the OpenSearch description', () => {
    it('lets a browser ask this site', async () => {
      const response = await fetch(`${served.base}/opensearch.xml`);
      expect(response.headers.get('content-type')).toBe('application/opensearchdescription+xml; charset=utf-8');
      const description = await response.text();
      expect(xmlErrors(description)).toEqual([]);
      // A browser shows no more of a name.
      expect([...xmlText(/<ShortName>.*<\/ShortName>/.exec(description)?.[0] ?? '')].length).toBeLessThanOrEqual(16);
      const [, template = ''] = /<Url type="text\/html" template="([^"]*)"/.exec(description) ?? [];
      expect(await (await fetch(template.replace('{searchTerms}', TAN))).text()).toContain(
        '>“碳达峰”3处，3段，见于2个区县。</h1>',
      );
      const [, icon = ''] = /<Image[^>]*>(.*)<\/Image>/.exec(description) ?? [];
      expect((await fetch(icon)).status).toBe(200);
    });

    it('is named by every page', async () => {
      for (const path of ['/', '/plans', '/clauses/huadu-7.1.3', '/nowhere']) {
        expect(await text(path)).toContain(
          '<link rel="search" type="application/opensearchdescription+xml" href="/opensearch.xml"',
        );
      }
    });
  });

  describe('the sitemap', () => {
    const locationsOf = (xml: string) =>
      [...xml.matchAll(/<loc>(.*?)<\/loc>/g)].map(([, location = '']) => unescapeXml(location));

    it('lists every plan, chapter and clause once', async () => {
      const xml = await text('/sitemap.xml');
      expect(xmlErrors(xml)).toEqual([]);
      const locations = locationsOf(xml);
      const { plans, themes, clauses } = served.engine.library;
      const chapters = plans.reduce((sum, plan) => sum + plan.chapters.length, 0);
      const pages = 10;
      expect(locations).toHaveLength(pages + plans.length + themes.length + chapters + clauses.length);
      expect(new Set(locations).size).toBe(locations.length);
      for (const path of ['/', '/plans/huadu', '/plans/panyu/A1', '/clauses/huadu-7.1.3'])
        expect(locations).toContain(served.base + path);
    });

    it('lists only what is there, under the address the page gives itself', async () => {
      for (const location of locationsOf(await text('/sitemap.xml')).filter((_location, index) => index % 60 === 0)) {
        const response = await fetch(location);
        expect(response.status, location).toBe(200);
        expect(await response.text(), location).toContain(`<link rel="canonical" href="${location}">`);
      }
    });

    it('is a list of lists where there are too many for one', async () => {
      const sitemap = createSitemap(
        served.engine.library,
        createSiteContext('https://x.cn', () => new Date()),
        500,
      );
      const app = express();
      app.get('/sitemap.xml', sitemap.whole);
      app.get('/sitemap-:number.xml', sitemap.part);
      const server = app.listen(0, '127.0.0.1');
      const base = await new Promise<string>((resolve) => {
        server.once('listening', () => {
          const address = server.address();
          resolve(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`);
        });
      });
      const index = await (await fetch(`${base}/sitemap.xml`)).text();
      expect(xmlErrors(index)).toEqual([]);
      expect(index).toContain('<sitemapindex');
      const parts = locationsOf(index);
      expect(parts).toEqual(['https://x.cn/sitemap-1.xml', 'https://x.cn/sitemap-2.xml', 'https://x.cn/sitemap-3.xml']);
      const whole = locationsOf(await text('/sitemap.xml')).map((location) => location.slice(served.base.length));
      const listed = await Promise.all(
        parts.map(async (part) => locationsOf(await (await fetch(part.replace('https://x.cn', base))).text())),
      );
      expect(listed.flat().map((location) => location.slice('https://x.cn'.length))).toEqual(whole);
      server.close();
    });

    it('has no part beyond its end', async () => {
      for (const part of ['0', '2', '01', 'x', '1e3'])
        expect((await fetch(`${served.base}/sitemap-${part}.xml`)).status, part).toBe(404);
      expect((await fetch(`${served.base}/sitemap-1.xml`)).status).toBe(200);
    });

    it('is named in robots.txt, which keeps robots off the endless answers', async () => {
      const robots = await text('/robots.txt');
      expect(robots).toContain(`\nSitemap: ${served.base}/sitemap.xml\n`);
      for (const path of ['/search', '/export.', '/feed.atom', '/api/']) expect(robots).toContain(`\nDisallow: ${path}\n`);
    });
  });

  describe('whole addresses', () => {
    const canonicalOf = (page: string): string => /<link rel="canonical" href="([^"]*)">/.exec(page)?.[1] ?? '';

    it('begin with the public address where one is set', async () => {
      const other = await serve({ engine: served.engine, publicUrl: 'https://plans.example.org' });
      const { body } = await raw('/plans/huadu', { Host: 'evil.example' }, other.base);
      expect(canonicalOf(body.toString())).toBe('https://plans.example.org/plans/huadu');
      expect(await (await fetch(`${other.base}/robots.txt`)).text()).toContain('Sitemap: https://plans.example.org/sitemap.xml');
      await other.close();
    });

    it('begin with the host that was asked where none is set', async () => {
      const { body } = await raw('/plans/huadu', { Host: 'Plans.Example.org:8080' });
      expect(canonicalOf(body.toString())).toBe('http://Plans.Example.org:8080/plans/huadu');
      expect(canonicalOf((await raw('/plans/huadu', { Host: '[::1]:3000' })).body.toString())).toBe(
        'http://[::1]:3000/plans/huadu',
      );
    });

    it.each(['evil.example/path', 'evil.example" onload="x', 'a b', 'user@evil.example', '<script>', '', 'x'.repeat(300), '-.-'])(
      'do not begin with the host %j',
      async (host) => {
        const { port } = new URL(served.base);
        for (const path of ['/plans/huadu', '/sitemap.xml', '/opensearch.xml', '/clauses/huadu-7.1.3']) {
          const answer = await new Promise<string>((resolve, reject) => {
            const sent = httpRequest({ port, path, setHost: false, headers: { Host: host } }, (response) => {
              const parts: Buffer[] = [];
              response.on('data', (part: Buffer) => parts.push(part));
              response.on('end', () => resolve(Buffer.concat(parts).toString()));
            });
            sent.on('error', reject);
            sent.end();
          });
          expect(answer).toContain(`http://localhost:${port}/`);
          if (host !== '') expect(answer).not.toContain(host);
        }
      },
    );

    it('are set by PUBLIC_URL, which is checked at the start', () => {
      expect(readConfig({}).publicUrl).toBeUndefined();
      expect(readConfig({ PUBLIC_URL: 'https://Plans.example.org/' }).publicUrl).toBe('https://plans.example.org');
      expect(readConfig({ PUBLIC_URL: 'http://10.0.0.1:3000' }).publicUrl).toBe('http://10.0.0.1:3000');
      for (const url of [
        '',
        'plans.example.org',
        'ftp://x.cn',
        'https://x.cn/sub',
        'https://u:p@x.cn',
        'https://x.cn?q=1',
        'https://x.cn\n',
        'https://',
      ]) {
        expect(() => readConfig({ PUBLIC_URL: url }), url).toThrow(ConfigError);
      }
    });
  });

  describe('what is sent', () => {
    const unpack = ({ headers, body }: Answer): string =>
      (headers['content-encoding'] === 'br' ? brotliDecompressSync(body) : gunzipSync(body)).toString();

    it('is packed for those who can unpack it, and says that it depends on that', async () => {
      for (const path of [
        '/plans/huadu/7',
        `/api/search?q=${TAN}`,
        '/assets/style.css',
        '/sitemap.xml',
        `/export.csv?q=${TAN}`,
      ]) {
        const plain = await raw(path);
        expect(plain.headers['content-encoding'], path).toBeUndefined();
        for (const encoding of ['gzip', 'br']) {
          const packed = await raw(path, { 'Accept-Encoding': encoding });
          expect(packed.headers['content-encoding'], path).toBe(encoding);
          expect(packed.headers.vary, path).toContain('Accept-Encoding');
          expect(packed.body.length, path).toBeLessThan(plain.body.length);
          expect(unpack(packed).length, path).toBeGreaterThan(0);
        }
      }
    });

    it('is the private answer to one reader, to be asked for again, and not sent twice', async () => {
      for (const path of ['/', `/search?q=${TAN}&match=exact`, '/plans/huadu/7', '/clauses/huadu-7.1.3', '/sitemap.xml']) {
        const { headers } = await raw(path, { 'Accept-Encoding': 'gzip' });
        expect(headers['cache-control'], path).toBe('private, no-cache');
        const again = await raw(path, { 'Accept-Encoding': 'gzip', 'If-None-Match': headers.etag ?? '' });
        expect([again.status, again.body.length], path).toEqual([304, 0]);
      }
    });

    it('weighs less than 60 kB for a search, in all', async () => {
      const packed = { 'Accept-Encoding': 'gzip' };
      const page = await raw(`/search?q=${encodeURIComponent('着力')}`, packed);
      const files = [...unpack(page).matchAll(/<(?:script|link)[^>]*(?:src|href)="(\/assets\/[^"]*)"/g)].map(
        ([, path = '']) => path,
      );
      expect(files.length).toBeGreaterThan(2);
      const weights = await Promise.all(files.map(async (path) => (await raw(path, packed)).body.length));
      expect(page.body.length + weights.reduce((sum, weight) => sum + weight, 0)).toBeLessThan(60_000);
    });
  });

  it('tell who shows a link what the page is about, on every page', async () => {
    for (const path of [
      '/',
      `/search?q=${TAN}`,
      '/plans',
      '/plans/huadu',
      '/plans/huadu/7',
      '/clauses/huadu-7.1.3',
      '/help',
      '/basket',
    ]) {
      const page = await text(path);
      for (const name of ['og:title', 'og:type', 'og:site_name', 'og:description', 'og:locale']) {
        expect(page, `${path} ${name}`).toMatch(new RegExp(`<meta property="${name}" content="[^"]+">`));
      }
      expect(page).toMatch(/<meta name="description" content="[^"]+">/);
      expect(page).toMatch(/<meta name="theme-color"/);
      const canonical = /<link rel="canonical" href="([^"]*)">/.exec(page)?.[1];
      const url = /<meta property="og:url" content="([^"]*)">/.exec(page)?.[1];
      expect(url, path).toBe(canonical);
    }
  });

  it('name the same text in either script', async () => {
    const page = await text('/plans/panyu/4?q=5G');
    expect(page).toContain(`<link rel="alternate" hreflang="zh-Hans" href="${served.base}/plans/panyu/4?script=hans">`);
    expect(page).toContain(`<link rel="alternate" hreflang="zh-Hant" href="${served.base}/plans/panyu/4?script=hant">`);
  });

  it('give a page of results its finding as a description', async () => {
    expect(await text(`/search?q=${TAN}`)).toContain(
      '<meta name="description" content="“碳达峰”3处，3段，见于2个区县。增城区、香洲区、连州市未提及。">',
    );
  });

  it('have icons for bookmarks and for home screens', async () => {
    const page = await text('/');
    for (const [rel, type] of [
      ['icon', 'image/svg+xml'],
      ['apple-touch-icon', 'image/png'],
    ]) {
      const [, href = ''] = new RegExp(`<link rel="${rel}"[^>]*href="([^"]*)"`).exec(page) ?? [];
      const response = await fetch(served.base + href);
      expect(response.headers.get('content-type')).toContain(type);
      expect(response.headers.get('cache-control')).toContain('immutable');
    }
  });
});
