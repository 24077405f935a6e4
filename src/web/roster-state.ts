// What the address of the roster of districts says: a search, which of its districts to list, and which page of the list.
import { choiceOf } from './parameters.ts';
import { parseSearchState, type SearchState, searchParameters } from './search-state.ts';

const STANDINGS = ['all', 'found', 'headings', 'silent'] as const;
/** found: with clauses. headings: with the words in a heading alone. silent: with neither. */
export type Standing = (typeof STANDINGS)[number];

export interface RosterState {
  readonly search: SearchState;
  readonly standing: Standing;
}

/** The page is that of the search's own address, and so is `place`: part of the name of the places to list. */
export const parseRosterState = (parameters: URLSearchParams): RosterState => ({
  search: { ...parseSearchState(parameters), sort: 'relevance', match: 'exact', without: [], explain: false },
  standing: choiceOf(parameters, 'standing', STANDINGS),
});

/** The roster of a search from its first page. */
export const rosterUrl = (search: SearchState, standing: Standing, path = '/districts'): string =>
  rosterPageUrl({ search: { ...search, place: '', page: 1 }, standing }, path);

export function rosterPageUrl({ search, standing }: RosterState, path = '/districts'): string {
  const parameters = searchParameters({ ...search, sort: 'relevance', match: 'all', without: [], explain: false });
  return `${path}?${parameters}${standing === 'all' ? '' : `&standing=${standing}`}`;
}
