// The sitemap: every page whose content stays, for programs that collect pages.
import type { Request, Response } from 'express';
import type { Library } from '../corpus/library.ts';
import { chapterUrl, clausePageUrl, planUrl } from '../search/address.ts';
import { NotFoundError } from './errors.ts';
import type { SiteContext } from './site-context.ts';
import { escapeXml } from './xml-text.ts';

/** The protocol allows so many addresses in one file. */
const MOST_IN_ONE_FILE = 50_000;

export function createSitemap(library: Library, site: SiteContext, most = MOST_IN_ONE_FILE) {
  const paths = pathsOf(library);
  const files = Math.ceil(paths.length / most);
  const send = (response: Response, xml: string) => void response.type('application/xml').send(xml);
  return {
    /** One list of pages; where they are too many, a list of such lists. */
    whole(request: Request, response: Response): void {
      const base = site.baseOf(request);
      const parts = Array.from({ length: files }, (_unused, index) => `/sitemap-${index + 1}.xml`);
      send(response, files > 1 ? listXml('sitemapindex', 'sitemap', parts, base) : listXml('urlset', 'url', paths, base));
    },
    part(request: Request<{ number: string }>, response: Response): void {
      const { number } = request.params;
      const index = /^[1-9]\d{0,5}$/.test(number) ? Number(number) - 1 : -1;
      if (index < 0 || index >= files) throw new NotFoundError(`站点地图没有第${number}份。`);
      send(response, listXml('urlset', 'url', paths.slice(index * most, (index + 1) * most), site.baseOf(request)));
    },
  };
}

function pathsOf({ plans, themes, clauses }: Library): readonly string[] {
  return [
    '/',
    '/plans',
    '/add-plan',
    '/help',
    '/compare-start',
    '/distinctive',
    '/shared',
    '/targets',
    '/themes',
    ...themes.map(({ id }) => `/themes/${id}`),
    '/api',
    ...plans.flatMap((plan) => [planUrl(plan.id), ...plan.chapters.map((chapter) => chapterUrl(plan.id, chapter))]),
    ...clauses.map(({ clause }) => clausePageUrl(clause.id)),
  ];
}

function listXml(list: 'urlset' | 'sitemapindex', item: 'url' | 'sitemap', paths: readonly string[], base: string): string {
  const items = paths.map((path) => `<${item}><loc>${escapeXml(base + path)}</loc></${item}>\n`).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>
<${list} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${items}</${list}>
`;
}
