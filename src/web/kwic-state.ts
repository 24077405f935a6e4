// What the address of a keyword-in-context page says.
import { KWIC_WIDTH, type KwicSort } from '../comparison/kwic.ts';
import type { Filters } from '../search/answer.ts';
import { LONGEST_QUERY } from '../search/query.ts';
import { choiceOf, wholeNumberOf, wordsOf } from './parameters.ts';
import { appendFilters, filtersOf } from './search-state.ts';

export const KWIC_ORDERS = ['next', 'previous', 'order'] as const;
export type KwicOrder = (typeof KWIC_ORDERS)[number];

export interface KwicState {
  readonly q: string;
  readonly sort: KwicOrder;
  /** Characters on each side. */
  readonly width: number;
  readonly filters: Filters;
  /** Only places that are followed by this word; null for all. */
  readonly next: string | null;
  /** Counted from 1. */
  readonly page: number;
}

/** The core says `following` where the address says `next`. */
export const CORE_SORTS: Readonly<Record<KwicOrder, KwicSort>> = { next: 'following', previous: 'preceding', order: 'order' };

const LAST_PAGE = 1_000_000;

/** Whether the ids are good is for whoever holds the library to say. */
export function parseKwicState(parameters: URLSearchParams): KwicState {
  return {
    q: (parameters.get('q') ?? '').trim(),
    sort: choiceOf(parameters, 'sort', KWIC_ORDERS),
    width: wholeNumberOf(parameters, 'width', { min: KWIC_WIDTH.least, max: KWIC_WIDTH.most, absent: KWIC_WIDTH.usual }),
    filters: filtersOf(parameters),
    next: wordsOf(parameters, 'next', { most: 1, longest: LONGEST_QUERY })[0] ?? null,
    page: wholeNumberOf(parameters, 'page', { min: 1, max: LAST_PAGE, absent: 1 }),
  };
}

export function kwicUrl(state: KwicState, path = '/kwic'): string {
  const parameters = new URLSearchParams();
  if (state.q !== '') parameters.set('q', state.q);
  appendFilters(parameters, state.filters);
  if (state.sort !== 'next') parameters.set('sort', state.sort);
  if (state.width !== KWIC_WIDTH.usual) parameters.set('width', String(state.width));
  if (state.next !== null) parameters.set('next', state.next);
  if (state.page !== 1) parameters.set('page', String(state.page));
  return parameters.size === 0 ? path : `${path}?${parameters}`;
}

export const contextOf = (q: string, filters: Filters): string =>
  kwicUrl({ q, sort: 'next', width: KWIC_WIDTH.usual, filters, next: null, page: 1 });
