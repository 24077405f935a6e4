// Pages that show every plan beside the others show a part of them where they are many: those named, a page at a time.
import type { Library, Plan } from '../corpus/library.ts';
import { NotFoundError } from './errors.ts';
import { type Pagination, paginate } from './pagination.ts';
import { wholeNumberOf } from './parameters.ts';
import { plansNamed } from './place-finder.ts';
import { placeOf } from './search-state.ts';
import { figure } from './words.ts';

export interface PartState {
  /** Part of the name of a place; empty for all. */
  readonly place: string;
  /** Counted from 1. */
  readonly page: number;
}

export const FIRST_PART: PartState = { place: '', page: 1 };

/** A list of plans that can be taken in needs no ways through it. */
export const SHORT_LIST = 16;

export interface PlanPart {
  readonly plans: readonly Plan[];
  /** The box that finds a plan and the steps through the rest; null where all plans are shown. */
  readonly finder: FinderView | null;
}

export interface FinderView {
  /** Where the form leads. */
  readonly action: string;
  readonly place: string;
  /** What the form carries along. */
  readonly kept: readonly { readonly name: string; readonly value: string }[];
  readonly sentence: string;
  readonly pagination: Pagination | null;
}

export const partOf = (parameters: URLSearchParams): PartState => ({
  place: placeOf(parameters),
  page: wholeNumberOf(parameters, 'page', { min: 1, max: 1_000_000, absent: 1 }),
});

export function appendPart(parameters: URLSearchParams, { place, page }: PartState): void {
  if (place !== '') parameters.set('place', place);
  if (page !== 1) parameters.set('page', String(page));
}

export interface PartOptions {
  readonly perPage: number;
  /** The address of the page in a state of this kind. */
  readonly urlOf: (part: PartState) => string;
}

/** All of a short list; of a long one the plans of the state's page. Throws `NotFoundError` for a page that is not there. */
export function choosePlans(
  library: Library,
  plans: readonly Plan[],
  state: PartState,
  { perPage, urlOf }: PartOptions,
): PlanPart {
  if (library.plans.length <= SHORT_LIST) return { plans, finder: null };
  const named = new Set(plansNamed(library, state.place));
  const found = plans.filter((plan) => named.has(plan));
  const pages = Math.max(1, Math.ceil(found.length / perPage));
  if (state.page > pages) throw new NotFoundError(`共${pages}页，没有第${state.page}页。`);
  const from = (state.page - 1) * perPage;
  const shown = found.slice(from, from + perPage);
  const sentence =
    found.length === 0
      ? '没有这样的区县。'
      : `共${figure(found.length)}个，这里是第${figure(from + 1)}至${figure(from + shown.length)}个。`;
  return {
    plans: shown,
    finder: {
      ...finderOf(urlOf(FIRST_PART), state.place, sentence),
      pagination: paginate(state.page, pages, (page) => urlOf({ ...state, page })),
    },
  };
}

/** The box of a page that shows its plans in a way of its own; `url` is the page without the name of a place. */
export function finderOf(url: string, place: string, sentence: string): FinderView {
  const [action = '', query] = url.split('?');
  const kept = [...new URLSearchParams(query)].map(([name, value]) => ({ name, value }));
  return { action, place, kept, sentence, pagination: null };
}

/** The library with these plans alone, for what only looks through plans. */
export const onlyPlans = (library: Library, plans: readonly Plan[]): Library =>
  plans === library.plans ? library : { ...library, plans };
