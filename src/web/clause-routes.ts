// The addresses of single clauses: the page, the link that lasts, the source lines.
import type { Request, Response } from 'express';
import { clausePageUrl } from '../search/address.ts';
import { readToken } from '../search/clause-token.ts';
import type { SearchEngine } from '../search/engine.ts';
import { whereaboutsOf } from '../search/whereabouts.ts';
import { clausePageView } from './clause-page.ts';
import { NotFoundError } from './errors.ts';
import { goneView } from './gone-page.ts';
import { parametersOf } from './parameters.ts';
import type { SendPage } from './renderer.ts';
import type { SiteContext } from './site-context.ts';
import { sourceView } from './source-page.ts';

type ById = Request<{ id: string }>;

export function createClauseRoutes(engine: SearchEngine, send: SendPage, site: SiteContext) {
  const { library } = engine;

  // 303 and not 301: where the clause is may change with the next reading of the plan, and no cache may remember it.
  async function answer(request: ById, response: Response, isPage: boolean): Promise<void> {
    const { id } = request.params;
    const parameters = parametersOf(request);
    const q = (parameters.get('q') ?? '').trim();
    const found = whereaboutsOf(library, id, readToken(parameters.get('t')));
    if (found.state === 'unknown') throw new NotFoundError(`没有编号为“${id}”的条文。`);
    if (found.state === 'gone') {
      await send(response.status(410), 'gone', goneView(engine, id, found.plan, found.nearest));
    } else if (isPage && found.state === 'here') {
      const context = { q, base: site.baseOf(request), readOn: site.today() };
      await send(response, 'clause', await clausePageView(engine, found.placed, context));
    } else {
      response.redirect(303, clausePageUrl(found.placed.clause.id, q));
    }
  }

  return {
    page: (request: ById, response: Response) => answer(request, response, true),
    durable: (request: ById, response: Response) => answer(request, response, false),
    source: (request: ById, response: Response) =>
      send(response, 'source', sourceView(library, request.params.id, parametersOf(request))),
  };
}
