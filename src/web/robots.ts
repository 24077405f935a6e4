// What robots may fetch: the texts, which do not change, and not the endless answers to questions.
import type { Request, Response } from 'express';
import type { SiteContext } from './site-context.ts';

const ROBOTS = `User-agent: *
Disallow: /search
Disallow: /districts
Disallow: /compare?
Disallow: /shared?
Disallow: /targets?
Disallow: /export.
Disallow: /feed.atom
Disallow: /api/
Disallow: /*?q=
`;

export function createRobots(site: SiteContext) {
  return (request: Request, response: Response): void => {
    response.type('txt').send(`${ROBOTS}\nSitemap: ${site.baseOf(request)}/sitemap.xml\n`);
  };
}
