// The way from place to place of a question, across chapters: the bar at the top of a reading page, and for readers
// without script the links beside each clause that has a place.
import type { Clause } from '../corpus/model.ts';
import type { Places, PlacesInClause } from './places.ts';
import { askFor, searchUrl } from './search-state.ts';

/** The places of one clause and the clauses to go to from it. */
export interface ClauseSteps {
  /** Number over the plan of its first place. */
  readonly first: number;
  /** `4` or `4–5`. */
  readonly numbers: string;
  readonly total: number;
  readonly previous: string | null;
  readonly next: string | null;
}

/** What the question finds on this page and in the plan, and the way on. */
export interface FoundBar {
  readonly q: string;
  /** What the page is of: 本章, or empty where it is the whole plan. */
  readonly here: string;
  readonly total: number;
  /** The nearest clause with a place before this page; null if there is none. */
  readonly before: string | null;
  /** The first clause on this page with a place. */
  readonly first: string | null;
  /** The nearest clause with a place after this page. */
  readonly after: string | null;
  readonly clearUrl: string;
  readonly resultsUrl: string;
}

export type UrlOfClause = (clause: Clause) => string;

/** The steps of every clause that has places. */
export function stepsOfClauses({ clauses, total }: Places, urlOf: UrlOfClause): ReadonlyMap<Clause, ClauseSteps> {
  const urlAt = (index: number) => urlOfPlaces(clauses[index], urlOf);
  return new Map(
    clauses.map(({ clause, first, last }, index) => [
      clause,
      {
        first,
        numbers: first === last ? `${first}` : `${first}–${last}`,
        total,
        previous: index > 0 ? urlAt(index - 1) : null,
        next: urlAt(index + 1),
      },
    ]),
  );
}

/** `chapter` is the index of the page's chapter, null for the page of the whole plan. */
export function foundBar(
  places: Places,
  { chapter, urlOf, clearUrl }: { readonly chapter: number | null; readonly urlOf: UrlOfClause; readonly clearUrl: string },
): FoundBar | null {
  if (places.q === '') return null;
  const isHere = ({ clause }: PlacesInClause) => chapter === null || clause.chapter === chapter;
  const here = places.clauses.filter(isHere);
  const isBefore = ({ clause }: PlacesInClause) => chapter !== null && clause.chapter < chapter;
  const isAfter = ({ clause }: PlacesInClause) => chapter !== null && clause.chapter > chapter;
  const count = here.reduce((sum, { ranges }) => sum + ranges.length, 0);
  return {
    q: places.q,
    here: chapter === null ? '' : `本章${count}处`,
    total: places.total,
    before: urlOfPlaces(places.clauses.findLast(isBefore), urlOf),
    first: urlOfPlaces(here[0], urlOf),
    after: urlOfPlaces(places.clauses.find(isAfter), urlOf),
    clearUrl,
    resultsUrl: searchUrl(askFor(places.q)),
  };
}

const urlOfPlaces = (places: PlacesInClause | undefined, urlOf: UrlOfClause): string | null =>
  places ? urlOf(places.clause) : null;
