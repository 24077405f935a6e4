// The JSON routes: read the parameters, ask, hand over. Names and shapes are a public contract.
import type { Request, Response } from 'express';
import { durableUrl } from '../search/address.ts';
import { BadRequestError, MATCHES, type SearchRequest, SORTS } from '../search/answer.ts';
import { citationOf } from '../search/citation.ts';
import { clauseToken } from '../search/clause-token.ts';
import type { SearchEngine } from '../search/engine.ts';
import { LONGEST_QUERY } from '../search/query.ts';
import { withHeadingLink } from './heading-links.ts';
import { findClause, findPlan, neighboursOf } from './lookup.ts';
import { choiceOf, flagOf, parametersOf, wholeNumberOf } from './parameters.ts';
import { detailPlan, summarisePlan } from './plan-summary.ts';
import { filtersOf, neighboursTakenOff } from './search-state.ts';

type ById = Request<{ id: string }>;

export function createApi(engine: SearchEngine) {
  const { library } = engine;
  return {
    async search(request: Request, response: Response) {
      response.json(await engine.search(searchRequestOf(parametersOf(request))));
    },
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

// Whether q and the ids are good is for the engine to say: it knows what it holds.
function searchRequestOf(parameters: URLSearchParams): SearchRequest {
  return {
    q: parameters.get('q') ?? '',
    ...filtersOf(parameters),
    sort: choiceOf(parameters, 'sort', SORTS),
    match: choiceOf(parameters, 'match', MATCHES),
    limit: wholeNumberOf(parameters, 'limit', { min: 1, max: 100, absent: 20 }),
    offset: wholeNumberOf(parameters, 'offset', { min: 0, max: 1_000_000_000, absent: 0 }),
    without: neighboursTakenOff(parameters),
    explain: flagOf(parameters, 'explain'),
  };
}
