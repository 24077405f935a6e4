// The JSON route of searches. Names and shapes are a public contract.
import type { Request, Response } from 'express';
import { MATCHES, type SearchRequest, SORTS } from '../search/answer.ts';
import type { SearchEngine } from '../search/engine.ts';
import { choiceOf, flagOf, parametersOf, wholeNumberOf } from './parameters.ts';
import { filtersOf, neighboursTakenOff } from './search-state.ts';

export function createSearchApi(engine: SearchEngine) {
  return async (request: Request, response: Response): Promise<void> => {
    response.json(await engine.search(searchRequestOf(parametersOf(request))));
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
