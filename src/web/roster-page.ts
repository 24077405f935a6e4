// The roster of a search: every district with what was found in it, the silent ones not left out, however many they are.

import { planUrl } from '../search/address.ts';
import type { DistrictValue, SearchAnswer } from '../search/answer.ts';
import { BadRequestError } from '../search/answer.ts';
import type { SearchEngine } from '../search/engine.ts';
import type { CsvTable } from './csv-table.ts';
import { placeWords } from './district-names.ts';
import { NotFoundError } from './errors.ts';
import { countPhrase, plansAsked, sayNothing } from './finding.ts';
import { headOf, type PageHead } from './page-head.ts';
import { type Pagination, paginate } from './pagination.ts';
import { plansNamed } from './place-finder.ts';
import { type RosterState, rosterPageUrl, type Standing } from './roster-state.ts';
import { requestOf, type SearchState, searchParameters, searchUrl } from './search-state.ts';
import { figure } from './words.ts';

interface RosterRow {
  readonly district: string;
  readonly place: string;
  readonly period: string;
  readonly planUrl: string;
  readonly clauses: string;
  readonly places: string;
  readonly headings: string;
  /** The clauses that were found in it; null where there are none. */
  readonly url: string | null;
}

export interface RosterView {
  readonly head: PageHead;
  readonly title: string;
  readonly sentence: string;
  readonly standings: readonly { readonly label: string; readonly url: string; readonly current: boolean }[];
  readonly rows: readonly RosterRow[];
  readonly place: string;
  /** What the form carries along beside the name of a place. */
  readonly kept: PageHead['kept'];
  readonly searchUrl: string;
  readonly csvUrl: string;
  readonly pagination: Pagination | null;
}

const ROWS_PER_PAGE = 200;

/** Throws `BadRequestError` without a question, `NotFoundError` for a page that is not there. */
export async function rosterView(engine: SearchEngine, state: RosterState): Promise<RosterView> {
  const { search, standing } = state;
  const { answer, asked } = await rosterOf(engine, state);
  const rows = inStanding(asked, answer, standing);
  const pages = Math.max(1, Math.ceil(rows.length / ROWS_PER_PAGE));
  if (search.page > pages) throw new NotFoundError(`名单共${pages}页，没有第${search.page}页。`);
  const title = `“${search.q}”在各区县`;
  const first = { ...search, page: 1 };
  return {
    head: headOf(title, { q: search.q, styles: ['compare.css'] }),
    title,
    sentence: `“${search.q}”${countPhrase(answer)}。`,
    standings: (['all', 'found', 'headings', 'silent'] as const).map((choice) => ({
      label: `${standingWord(choice, answer)} ${figure(inStanding(asked, answer, choice).length)}`,
      url: rosterPageUrl({ search: first, standing: choice }),
      current: choice === standing,
    })),
    rows: rows.slice((search.page - 1) * ROWS_PER_PAGE, search.page * ROWS_PER_PAGE).map((value) => rowView(value, search)),
    place: search.place,
    kept: keptOf(state),
    searchUrl: searchUrl({ ...first, place: '', match: 'all' }),
    csvUrl: rosterPageUrl({ search: first, standing }, '/districts.csv'),
    pagination: paginate(search.page, pages, (page) => rosterPageUrl({ search: { ...search, page }, standing })),
  };
}

async function rosterOf({ search: ask, library }: SearchEngine, { search }: RosterState) {
  if (search.q === '') throw new BadRequestError('q', '请给出检索词（参数 q）。');
  const answer = await ask({ ...requestOf({ ...search, page: 1 }), limit: 1 });
  const plans = plansAsked(search, library);
  const named = new Set(plansNamed(library, search.place).map(({ id }) => id));
  return { answer, asked: answer.facets.district.filter(({ id }) => plans.has(id) && named.has(id)) };
}

function inStanding(
  values: readonly DistrictValue[],
  { printedForms }: SearchAnswer,
  standing: Standing,
): readonly DistrictValue[] {
  const otherwise = new Set(printedForms.districts);
  switch (standing) {
    case 'all':
      return values;
    case 'found':
      return values.filter(({ count }) => count > 0).toSorted((a, b) => b.count - a.count);
    case 'headings':
      return values.filter(({ count, headings }) => count === 0 && headings > 0);
    case 'silent':
      // A district that prints the same characters with marks between them is not silent.
      return values.filter(({ id, count, headings }) => count === 0 && headings === 0 && !otherwise.has(id));
  }
}

function standingWord(standing: Standing, answer: SearchAnswer): string {
  switch (standing) {
    case 'all':
      return '全部';
    case 'found':
      return '有条文';
    case 'headings':
      return '仅见于标题';
    case 'silent':
      return sayNothing(answer);
  }
}

function rowView(value: DistrictValue, search: SearchState): RosterRow {
  const { id, count, occurrences, headings, province, city, label, period } = value;
  return {
    district: label,
    place: placeWords({ province, city, district: label }),
    period: period?.replace('-', '–') ?? '不详',
    planUrl: planUrl(id),
    clauses: figure(count),
    places: figure(occurrences),
    headings: figure(headings),
    url: count + headings > 0 ? searchUrl({ ...search, regions: [], districts: [id], place: '', page: 1 }) : null,
  };
}

function keptOf({ search, standing }: RosterState): PageHead['kept'] {
  const kept = searchParameters({ ...search, sort: 'relevance', match: 'all', place: '', page: 1 });
  return [
    ...[...new URLSearchParams(kept)].map(([name, value]) => ({ name, value })),
    ...(standing === 'all' ? [] : [{ name: 'standing', value: standing }]),
  ];
}

export async function rosterCsv(engine: SearchEngine, state: RosterState, today: string): Promise<CsvTable> {
  const { answer, asked } = await rosterOf(engine, state);
  return {
    name: ['各区县', state.search.q, today],
    head: ['编号', '区县', '市', '省', '规划期', '段', '处', '标题'],
    rows: inStanding(asked, answer, state.standing).map(({ id, label, city, province, period, count, occurrences, headings }) => [
      id,
      label,
      city ?? '',
      province ?? '',
      period ?? '',
      count,
      occurrences,
      headings,
    ]),
  };
}
