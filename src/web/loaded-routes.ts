// Routes whose code is loaded when it is first needed: most of the site, which the first answers after a start need not wait
// for. Whoever starts a server has them loaded in a quiet moment (`loadSite`); a request that comes before waits for its own.
import type { Request, RequestHandler, Response, Router } from 'express';
import { once } from '../text/remember.ts';

/** One entry a group of routes that belong together. */
export const ROUTES = {
  pages: () => import('./pages.ts'),
  records: () => import('./record-api.ts'),
  robots: () => import('./robots.ts'),
  openSearch: () => import('./opensearch.ts'),
  clauses: () => import('./clause-routes.ts'),
  exports: () => import('./exports.ts'),
  feed: () => import('./feed.ts'),
  sitemap: () => import('./sitemap.ts'),
  comparison: () => import('./comparison-routes.ts'),
  /** Behind all routes that send pages. */
  templates: () => import('./templates.ts'),
  uploads: () => import('./uploading/upload-routes.ts'),
} as const;

/** Loads the code of every route. What cannot be loaded fails for whoever asks for it. */
export async function loadSite(): Promise<void> {
  await Promise.allSettled(Object.values(ROUTES).map((load) => load()));
}

type ParamsOf<Handler> = Handler extends (request: Request<infer Params>, ...rest: never[]) => unknown ? Params : never;

type Handlers<Group> = {
  readonly [Name in keyof Group]: (request: Request<ParamsOf<Group[Name]>>, response: Response) => unknown;
};

/**
 * The handlers of a group, by their names. The group is made at the first request for one of them, once. Where it cannot be,
 * each request fails as any route does that throws.
 */
export function handlersOf<Group extends Handlers<Group>>(make: () => Promise<Group>) {
  const group = once<Promise<Handlers<Group>>>(make);
  return <Name extends keyof Group>(name: Name): RequestHandler<ParamsOf<Group[Name]>> =>
    async (request, response) => {
      await (await group())[name](request, response);
    };
}

/** The router, which is given its routes at the first request that comes to it, once; it fails as `handlersOf` does. */
export function filledLater(router: Router, fill: () => Promise<unknown>): Router {
  const filled = once(fill);
  // What is added now stands behind this, so that the same request comes to it.
  return router.use(async (_request, _response, next) => {
    await filled();
    next();
  });
}
