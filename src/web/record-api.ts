// The JSON routes of what searches find: suggestions, plans, clauses. Names and shapes are a public contract.
import type { Request, Response } from 'express';
import { durableUrl } from '../search/address.ts';
import { BadRequestError } from '../search/answer.ts';
import { citationOf } from '../search/citation.ts';
import { clauseToken } from '../search/clause-token.ts';
import type { SearchEngine } from '../search/engine.ts';
import { LONGEST_QUERY } from '../search/query.ts';
import { withHeadingLink } from './heading-links.ts';
import { findClause, findPlan, neighboursOf } from './lookup.ts';
import { parametersOf } from './parameters.ts';
import { detailPlan, summarisePlan } from './plan-summary.ts';

type ById = Request<{ id: string }>;

export function createRecordApi(engine: SearchEngine) {
  const { library } = engine;
  return {
    async suggest(request: Request, response: Response) {
      const typed = parametersOf(request).get('q') ?? '';
      if ([...typed].length > LONGEST_QUERY) throw new BadRequestError('q', `参数 q 至多 ${LONGEST_QUERY} 字。`);
      response.json((await engine.suggest(typed)).map((suggestion) => withHeadingLink(library, suggestion)));
    },
    plans(_request: Request, response: Response) {
      response.json(library.plans.map(summarisePlan));
    },
    plan(request: ById, response: Response) {
      response.json(detailPlan(findPlan(library, request.params.id)));
    },
    clause(request: ById, response: Response) {
      const placed = findClause(library, request.params.id);
      const { previous, next } = neighboursOf(library, placed);
      response.json({
        ...engine.view(placed),
        citation: citationOf(library, placed),
        link: durableUrl(placed.clause.id, clauseToken(placed.clause)),
        previous: previous?.clause.id ?? null,
        next: next?.clause.id ?? null,
      });
    },
  };
}
