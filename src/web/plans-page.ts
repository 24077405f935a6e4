// The list of plans, with their figures and the state of each. Of many, a page at a time, found by place and period.
import type { Library, Plan } from '../corpus/library.ts';
import { planUrl } from '../search/address.ts';
import { BadRequestError } from '../search/answer.ts';
import { regionsOf } from '../search/region.ts';
import { placeWords } from './district-names.ts';
import { NotFoundError } from './errors.ts';
import { headOf, type PageHead } from './page-head.ts';
import { type Pagination, paginate } from './pagination.ts';
import { wholeNumberOf } from './parameters.ts';
import { plansNamed } from './place-finder.ts';
import { coverageOf } from './plan-coverage.ts';
import { SHORT_LIST } from './plan-part.ts';
import { summarisePlan } from './plan-summary.ts';
import { placeOf } from './search-state.ts';
import { figure, percent } from './words.ts';

export interface PlanRow {
  readonly district: string;
  /** Province and city. */
  readonly place: string;
  readonly title: string;
  readonly url: string;
  readonly period: string;
  readonly chapters: string;
  readonly sections: string;
  readonly clauses: string;
  readonly characters: string;
  /** Share of the source's characters that can be searched. */
  readonly coverage: string;
  readonly oddities: string;
}

interface RegionLink {
  readonly label: string;
  readonly plans: string;
  readonly url: string;
}

export interface PlansView {
  readonly head: PageHead;
  readonly plans: readonly PlanRow[];
  /** Characters are empty for a long list. */
  readonly totals: { readonly plans: string; readonly clauses: string; readonly characters: string };
  /** Which of them are listed; empty where all are. */
  readonly narrowed: string;
  /** Ways to a part of a long list; empty where the list is short. */
  readonly regions: readonly RegionLink[];
  readonly periods: readonly { readonly id: string; readonly label: string; readonly current: boolean }[];
  readonly place: string;
  readonly isLong: boolean;
  readonly pagination: Pagination | null;
}

export interface PlansState {
  /** Part of the name of a place; empty for all. */
  readonly place: string;
  /** `2021-2025`; empty for all. */
  readonly period: string;
  readonly page: number;
}

const PLANS_PER_PAGE = 100;

export const parsePlansState = (parameters: URLSearchParams): PlansState => ({
  place: placeOf(parameters),
  period: parameters.get('period') ?? '',
  page: wholeNumberOf(parameters, 'page', { min: 1, max: 1_000_000, absent: 1 }),
});

function plansUrl({ place, period, page }: PlansState): string {
  const parameters = new URLSearchParams();
  if (place !== '') parameters.set('place', place);
  if (period !== '') parameters.set('period', period);
  if (page !== 1) parameters.set('page', String(page));
  return parameters.size === 0 ? '/plans' : `/plans?${parameters}`;
}

/** Throws `BadRequestError` for a period that no plan has, `NotFoundError` for a page that is not there. */
export function plansView(library: Library, state: PlansState): PlansView {
  const periods = periodsOf(library);
  if (state.period !== '' && !periods.includes(state.period)) {
    throw new BadRequestError('period', `没有规划期为“${state.period}”的规划；规划期写作首尾两年，例如 2021-2025`);
  }
  const found = plansNamed(library, state.place).filter(({ facts }) => state.period === '' || facts.period === state.period);
  const pages = Math.max(1, Math.ceil(found.length / PLANS_PER_PAGE));
  if (state.page > pages) throw new NotFoundError(`规划一览共${pages}页，没有第${state.page}页。`);
  const isNarrowed = state.place !== '' || state.period !== '';
  const isLong = library.plans.length > SHORT_LIST;
  return {
    head: headOf('规划一览', { current: 'plans', canonical: isNarrowed ? null : plansUrl(state), styles: ['compare.css'] }),
    plans: planRows(found.slice((state.page - 1) * PLANS_PER_PAGE, state.page * PLANS_PER_PAGE)),
    totals: totalsOf(library),
    narrowed: isNarrowed
      ? `${[state.place, state.period.replace('-', '–')].filter((part) => part !== '').join('，')}：${figure(found.length)}部。`
      : '',
    regions: isLong ? regionLinks(library) : [],
    periods: periods.map((id) => ({ id, label: id.replace('-', '–'), current: id === state.period })),
    place: state.place,
    isLong,
    pagination: paginate(state.page, pages, (page) => plansUrl({ ...state, page })),
  };
}

/** Provinces, and cities whose province nobody declared, each with its number of plans. */
export const regionLinks = (library: Library): readonly RegionLink[] =>
  regionsOf(library)
    .filter(({ parent }) => parent === null)
    .map(({ id, label, plans }) => ({ label, plans: figure(plans.length), url: plansUrl({ place: id, period: '', page: 1 }) }));

const periodsOf = ({ plans }: Library): readonly string[] =>
  [...new Set(plans.flatMap(({ facts }) => facts.period ?? []))].sort();

// To count the characters of thousands of plans takes seconds, and nobody came for their sum.
function totalsOf({ plans, clauses }: Library): PlansView['totals'] {
  const characters = plans.length > SHORT_LIST ? null : plans.reduce((sum, plan) => sum + summarisePlan(plan).characters, 0);
  return {
    plans: figure(plans.length),
    clauses: figure(clauses.length),
    characters: characters === null ? '' : figure(characters),
  };
}

export function planRows(plans: readonly Plan[]): readonly PlanRow[] {
  return plans.map((plan) => {
    const { district, title, period, chapters, sections, clauses, characters } = summarisePlan(plan);
    return {
      district,
      place: placeWords(plan.facts),
      title,
      url: planUrl(plan.id),
      period: period?.replace('-', '–') ?? '不详',
      chapters: figure(chapters),
      sections: figure(sections),
      clauses: figure(clauses),
      characters: figure(characters),
      coverage: percent(coverageOf(plan).share),
      oddities: figure(plan.diagnostics.length),
    };
  });
}
