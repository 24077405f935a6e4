// Restricting an answer to places, periods, themes and chapters, and counting what each choice would leave.
import type { Library, PlacedClause, Plan } from '../corpus/library.ts';
import { BadRequestError, type Filters } from './answer.ts';
import type { FoundHeading } from './heading-search.ts';
import { regionIdsOf, regionsOf } from './region.ts';

/** What a filter looks at; the same for a clause and for a heading. */
export interface Place {
  readonly plan: string;
  readonly regions: readonly string[];
  readonly period: string | null;
  readonly chapter: string | null;
  /** Number and title of the chapter; empty where there is none. */
  readonly label: string;
  readonly theme: string | null;
}

/** What a selection is about. Districts and regions are both selections of places. */
export type FilterKind = 'districts' | 'periods' | 'chapters' | 'themes';

export const placeOfClause = ({ plan, clause }: PlacedClause): Place => placeOfChapter(plan, clause.chapter);

export const placeOfHeading = ({ plan, heading }: Pick<FoundHeading, 'plan' | 'heading'>): Place =>
  heading.chapter === null ? placesOf(plan).outside : placeOfChapter(plan, heading.chapter);

/** The place of every clause in a chapter; `index` is that of the chapter in its plan. The same object for the same chapter. */
export function placeOfChapter(plan: Plan, index: number): Place {
  const { outside, chapters } = placesOf(plan);
  const known = chapters[index];
  if (known) return known;
  const { id = null, num = '', title = '' } = plan.chapters[index] ?? {};
  const place = { ...outside, chapter: id, label: title === '' ? num : `${num} ${title}`, theme: plan.themes[index] ?? null };
  chapters[index] = place;
  return place;
}

interface PlacesOfPlan {
  /** Of what stands in no chapter. */
  readonly outside: Place;
  readonly chapters: Place[];
}

const knownPlaces = new WeakMap<Plan, PlacesOfPlan>();

function placesOf(plan: Plan): PlacesOfPlan {
  const known = knownPlaces.get(plan);
  if (known) return known;
  const { id, facts } = plan;
  const outside = { plan: id, regions: regionIdsOf(facts), period: facts.period, chapter: null, label: '', theme: null };
  const places = { outside, chapters: [] };
  knownPlaces.set(plan, places);
  return places;
}

/** Whether the filters let everything through, so that nothing need be held against them. */
export const isUnfiltered = ({ districts, chapters, themes, periods = NONE, regions = NONE }: Filters): boolean =>
  districts.length + chapters.length + themes.length + periods.length + regions.length === 0;

/** Whether a place passes all filters but the kind that is left out. */
export function passes(filters: Filters, place: Place, ignored?: FilterKind): boolean {
  return FILTER_KINDS.every((kind) => kind === ignored || allows[kind](filters, place));
}

/** Whether the filters of places and periods let a plan through, whatever its chapters are about. */
export function passesPlan(filters: Filters, plan: Plan): boolean {
  const { districts, periods = NONE, regions = NONE } = filters;
  if (districts.length + periods.length + regions.length === 0) return true;
  const place = placesOf(plan).outside;
  return allows.districts(filters, place) && allows.periods(filters, place);
}

export const FILTER_KINDS = ['districts', 'periods', 'chapters', 'themes'] as const satisfies readonly FilterKind[];
const NONE: readonly string[] = [];

/** Whether a place passes the filters of one kind. */
export const allows: Readonly<Record<FilterKind, (filters: Filters, place: Place) => boolean>> = {
  districts: ({ districts, regions = NONE }, place) =>
    (districts.length === 0 && regions.length === 0) ||
    districts.includes(place.plan) ||
    place.regions.some((region) => regions.includes(region)),
  periods: ({ periods = NONE }, { period }) => isAmong(periods, period),
  chapters: ({ chapters }, { chapter }) => isAmong(chapters, chapter),
  themes: ({ themes }, { theme }) => isAmong(themes, theme),
};

const isAmong = (ids: readonly string[], id: string | null): boolean => ids.length === 0 || (id !== null && ids.includes(id));

/** Throws `BadRequestError` for the first id that names nothing. */
export function checkFilters({ districts, chapters, themes, periods = NONE, regions = NONE }: Filters, library: Library): void {
  for (const id of districts) if (!library.planById(id)) throw new BadRequestError('district', `没有编号为“${id}”的区县`);
  for (const id of chapters) if (!library.chapterById(id)) throw new BadRequestError('chapter', `没有编号为“${id}”的章`);
  for (const id of themes) {
    if (!library.themes.some((theme) => theme.id === id)) throw new BadRequestError('theme', `没有编号为“${id}”的主题`);
  }
  for (const id of periods) {
    if (!library.plans.some(({ facts }) => facts.period === id)) {
      throw new BadRequestError('period', `没有规划期为“${id}”的规划；规划期写作首尾两年，例如 2021-2025`);
    }
  }
  for (const id of regions) {
    if (!regionsOf(library).some((region) => region.id === id)) {
      throw new BadRequestError('region', `没有“${id}”的规划；省写作 广东省，市写作 广东省/广州市`);
    }
  }
}
