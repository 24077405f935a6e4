// The state of the search page: what its address says, and nothing else. Every link that adds or removes a filter,
// changes the order or turns the page is this value with one thing changed, printed as an address.
import { MATCHES, type MatchMode, type SearchRequest, SORTS, type Sort } from '../search/answer.ts';
import { LONGEST_QUERY } from '../search/query.ts';
import { remember } from '../text/remember.ts';
import { choiceOf, flagOf, idsOf, wholeNumberOf, wordsOf } from './parameters.ts';

export interface SearchState {
  readonly q: string;
  readonly districts: readonly string[];
  readonly regions: readonly string[];
  readonly periods: readonly string[];
  readonly themes: readonly string[];
  readonly chapters: readonly string[];
  readonly sort: Sort;
  readonly match: MatchMode;
  /** Neighbours of the words that the reader has taken off the search for related clauses. */
  readonly without: readonly string[];
  /** Whether each hit says why it was found. */
  readonly explain: boolean;
  /** Part of the name of a place: which districts the list of filters offers. It restricts nothing. */
  readonly place: string;
  /** Counted from 1. */
  readonly page: number;
}

/** In the order in which they stand in an address and on the page. */
export const FILTER_NAMES = ['districts', 'regions', 'periods', 'themes', 'chapters'] as const;
export type FilterName = (typeof FILTER_NAMES)[number];

/** The name each filter has in an address: the same as in the API. */
export const FILTER_PARAMETERS: Readonly<Record<FilterName, string>> = {
  districts: 'district',
  regions: 'region',
  periods: 'period',
  themes: 'theme',
  chapters: 'chapter',
};

export const HITS_PER_PAGE = 20;

// No corpus has as many pages. The bound keeps the offset a safe integer.
const LAST_PAGE = 1_000_000;

export const NO_FILTERS: Readonly<Record<FilterName, readonly string[]>> = {
  districts: [],
  regions: [],
  periods: [],
  themes: [],
  chapters: [],
};

const NOTHING_ASKED: SearchState = {
  q: '',
  ...NO_FILTERS,
  sort: 'relevance',
  match: 'all',
  without: [],
  explain: false,
  place: '',
  page: 1,
};

/** The first page of a question without filters. */
export const askFor = (q: string): SearchState => ({ ...NOTHING_ASKED, q });

/** Throws `BadRequestError` for an order, a match mode or a page that does not exist. Ids and q are the engine's to check. */
export function parseSearchState(parameters: URLSearchParams): SearchState {
  return {
    q: (parameters.get('q') ?? '').trim(),
    ...filtersOf(parameters),
    sort: choiceOf(parameters, 'sort', SORTS),
    match: choiceOf(parameters, 'match', MATCHES),
    without: neighboursTakenOff(parameters),
    explain: flagOf(parameters, 'explain'),
    place: placeOf(parameters),
    page: wholeNumberOf(parameters, 'page', { min: 1, max: LAST_PAGE, absent: 1 }),
  };
}

/** What an address restricts its answer to. Whether the ids are good is for whoever holds the library to say. */
export function filtersOf(parameters: URLSearchParams): Readonly<Record<FilterName, readonly string[]>> {
  const ids = FILTER_NAMES.map((name) => [name, idsOf(parameters, FILTER_PARAMETERS[name])] as const);
  return { ...NO_FILTERS, ...Object.fromEntries(ids) };
}

/** Adds the filters to an address under their names. */
export function appendFilters(parameters: URLSearchParams, filters: Partial<Record<FilterName, readonly string[]>>): void {
  for (const name of FILTER_NAMES) for (const id of filters[name] ?? []) parameters.append(FILTER_PARAMETERS[name], id);
}

/** No name of a place is as long. */
const LONGEST_PLACE = 40;

/** Part of the name of a place, by which a long list of districts is searched; empty for the whole list. */
export const placeOf = (parameters: URLSearchParams): string =>
  wordsOf(parameters, 'place', { most: 1, longest: LONGEST_PLACE })[0]?.trim() ?? '';

/** No word has as many neighbours. */
const MOST_TAKEN_OFF = 50;

export const neighboursTakenOff = (parameters: URLSearchParams): readonly string[] =>
  wordsOf(parameters, 'without', { most: MOST_TAKEN_OFF, longest: LONGEST_QUERY });

/** The parameters of a state as they stand behind `?`: the question first, filters next, what is as usual left out. */
export function searchParameters(state: SearchState): string {
  let parameters = state.q === '' ? '' : `&q=${encoded(state.q)}`;
  for (const name of FILTER_NAMES) for (const id of state[name]) parameters += `&${FILTER_PARAMETERS[name]}=${encoded(id)}`;
  if (state.sort !== NOTHING_ASKED.sort) parameters += `&sort=${state.sort}`;
  if (state.match !== NOTHING_ASKED.match) parameters += `&match=${state.match}`;
  for (const term of state.without) parameters += `&without=${encoded(term)}`;
  if (state.explain) parameters += '&explain=1';
  if (state.place !== '') parameters += `&place=${encoded(state.place)}`;
  if (state.page !== 1) parameters += `&page=${state.page}`;
  return parameters.slice(1);
}

/** A page has some fifty links with the same question and filters. Few are kept: a question may be as long as an address. */
const ENCODED_KEPT = 32;
const encoded = remember(ENCODED_KEPT, (value: string) => new URLSearchParams({ value }).toString().slice('value='.length));

/** `?q=…`, as a form sends it; empty for no question. */
export const questionPart = (q: string): string => (q === '' ? '' : `?q=${encoded(q)}`);

/** The address of the search page in this state. */
export function searchUrl(state: SearchState): string {
  const parameters = searchParameters(state);
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
  return changed(state, NO_FILTERS);
}

export const filterCount = (state: SearchState): number => FILTER_NAMES.reduce((sum, name) => sum + state[name].length, 0);

/** The question this state puts to the engine. */
export function requestOf({ page, place: _, ...asked }: SearchState): SearchRequest {
  return { ...asked, limit: HITS_PER_PAGE, offset: (page - 1) * HITS_PER_PAGE };
}
