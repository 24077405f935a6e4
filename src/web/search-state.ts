// The state of the search page: what its address says, and nothing else. Every link that adds or removes a filter,
// changes the order or turns the page is this value with one thing changed, printed as an address.
import { MATCHES, type MatchMode, type SearchRequest, SORTS, type Sort } from '../search/answer.ts';
import { LONGEST_QUERY } from '../search/query.ts';
import { choiceOf, flagOf, idsOf, wholeNumberOf, wordsOf } from './parameters.ts';

export interface SearchState {
  readonly q: string;
  readonly districts: readonly string[];
  readonly themes: readonly string[];
  readonly chapters: readonly string[];
  readonly sort: Sort;
  readonly match: MatchMode;
  /** Neighbours of the words that the reader has taken off the search for related clauses. */
  readonly without: readonly string[];
  /** Whether each hit says why it was found. */
  readonly explain: boolean;
  /** Counted from 1. */
  readonly page: number;
}

export type FilterName = 'districts' | 'themes' | 'chapters';

/** The name each filter has in an address: the same as in the API. */
export const FILTER_PARAMETERS: Readonly<Record<FilterName, string>> = {
  districts: 'district',
  themes: 'theme',
  chapters: 'chapter',
};

export const HITS_PER_PAGE = 20;

// No corpus has as many pages. The bound keeps the offset a safe integer.
const LAST_PAGE = 1_000_000;

const NOTHING_ASKED: SearchState = {
  q: '',
  districts: [],
  themes: [],
  chapters: [],
  sort: 'relevance',
  match: 'all',
  without: [],
  explain: false,
  page: 1,
};

/** The first page of a question without filters. */
export const askFor = (q: string): SearchState => ({ ...NOTHING_ASKED, q });

/** Throws `BadRequestError` for an order, a match mode or a page that does not exist. Ids and q are the engine's to check. */
export function parseSearchState(parameters: URLSearchParams): SearchState {
  return {
    q: (parameters.get('q') ?? '').trim(),
    districts: idsOf(parameters, FILTER_PARAMETERS.districts),
    themes: idsOf(parameters, FILTER_PARAMETERS.themes),
    chapters: idsOf(parameters, FILTER_PARAMETERS.chapters),
    sort: choiceOf(parameters, 'sort', SORTS),
    match: choiceOf(parameters, 'match', MATCHES),
    without: neighboursTakenOff(parameters),
    explain: flagOf(parameters, 'explain'),
    page: wholeNumberOf(parameters, 'page', { min: 1, max: LAST_PAGE, absent: 1 }),
  };
}

/** No word has as many neighbours. */
const MOST_TAKEN_OFF = 50;

export const neighboursTakenOff = (parameters: URLSearchParams): readonly string[] =>
  wordsOf(parameters, 'without', { most: MOST_TAKEN_OFF, longest: LONGEST_QUERY });

/** The parameters of a state: the question first, filters next, what is as usual left out. */
export function searchParameters(state: SearchState): URLSearchParams {
  const parameters = new URLSearchParams();
  if (state.q !== '') parameters.set('q', state.q);
  for (const name of ['districts', 'themes', 'chapters'] as const) {
    for (const id of state[name]) parameters.append(FILTER_PARAMETERS[name], id);
  }
  if (state.sort !== NOTHING_ASKED.sort) parameters.set('sort', state.sort);
  if (state.match !== NOTHING_ASKED.match) parameters.set('match', state.match);
  for (const term of state.without) parameters.append('without', term);
  if (state.explain) parameters.set('explain', '1');
  if (state.page !== 1) parameters.set('page', String(state.page));
  return parameters;
}

/** The address of the search page in this state. */
export function searchUrl(state: SearchState): string {
  const parameters = searchParameters(state).toString();
  return parameters === '' ? '/search' : `/search?${parameters}`;
}

/** The state after a change that makes another list of hits, which is read from its first page. */
export function changed(state: SearchState, change: Partial<Omit<SearchState, 'page'>>): SearchState {
  return { ...state, ...change, page: 1 };
}

export function withoutFilter(state: SearchState, name: FilterName, id: string): SearchState {
  return changed(state, { [name]: state[name].filter((chosen) => chosen !== id) });
}

/** The state without any filter of one kind. */
export const withoutFilterList = (state: SearchState, name: FilterName): SearchState => changed(state, { [name]: [] });

export function withoutFilters(state: SearchState): SearchState {
  return changed(state, { districts: [], themes: [], chapters: [] });
}

export const filterCount = (state: SearchState): number => state.districts.length + state.themes.length + state.chapters.length;

/** The question this state puts to the engine. */
export function requestOf({ page, ...asked }: SearchState): SearchRequest {
  return { ...asked, limit: HITS_PER_PAGE, offset: (page - 1) * HITS_PER_PAGE };
}
