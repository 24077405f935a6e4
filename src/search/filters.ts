// Restricting an answer to places, periods, themes and chapters, and counting what each choice would leave.
import type { Library, PlacedClause, Plan } from '../corpus/library.ts';
import { BadRequestError, type Filters, type SearchAnswer } from './answer.ts';
import type { FoundHeading } from './heading-search.ts';
import { regionIdsOf, regionsOf } from './region.ts';

/** What a filter looks at; the same for a clause and for a heading. */
export interface Place {
  readonly plan: string;
  readonly regions: readonly string[];
  readonly period: string | null;
  readonly chapter: string | null;
  readonly theme: string | null;
}

/** What a selection is about. Districts and regions are both selections of places. */
export type FilterKind = 'districts' | 'periods' | 'chapters' | 'themes';

const placesOfPlans = new WeakMap<Plan, Pick<Place, 'plan' | 'regions' | 'period'>>();

export const placeOfClause = ({ plan, clause }: PlacedClause): Place => placeOfChapter(plan, clause.chapter);

const placesOfChapters = new WeakMap<Plan, Place[]>();

/** The place of every clause in a chapter; `index` is that of the chapter in its plan. The same object for the same chapter. */
export function placeOfChapter(plan: Plan, index: number): Place {
  const known = placesOfChapters.get(plan) ?? [];
  placesOfChapters.set(plan, known);
  const place = known[index] ?? {
    ...placeOfPlan(plan),
    chapter: plan.chapters[index]?.id ?? null,
    theme: plan.themes[index] ?? null,
  };
  known[index] = place;
  return place;
}

export function placeOfHeading({ plan, heading }: FoundHeading): Place {
  return heading.chapter === null ? { ...placeOfPlan(plan), chapter: null, theme: null } : placeOfChapter(plan, heading.chapter);
}

/** Whether the filters let everything through, so that nothing need be held against them. */
export const isUnfiltered = ({ districts, chapters, themes, periods = NONE, regions = NONE }: Filters): boolean =>
  districts.length + chapters.length + themes.length + periods.length + regions.length === 0;

function placeOfPlan(plan: Plan): Pick<Place, 'plan' | 'regions' | 'period'> {
  const known = placesOfPlans.get(plan) ?? { plan: plan.id, regions: regionIdsOf(plan.facts), period: plan.facts.period };
  placesOfPlans.set(plan, known);
  return known;
}

/** Whether a place passes all filters but the kind that is left out. */
export function passes(filters: Filters, place: Place, ignored?: FilterKind): boolean {
  return KINDS.every((kind) => kind === ignored || allows[kind](filters, place));
}

/** Whether the filters of places and periods let a plan through, whatever its chapters are about. */
export function passesPlan(filters: Filters, plan: Plan): boolean {
  const { districts, periods = NONE, regions = NONE } = filters;
  if (districts.length + periods.length + regions.length === 0) return true;
  const place = { ...placeOfPlan(plan), chapter: null, theme: null };
  return allows.districts(filters, place) && allows.periods(filters, place);
}

const KINDS = ['districts', 'periods', 'chapters', 'themes'] as const satisfies readonly FilterKind[];
const NONE: readonly string[] = [];

const allows: Readonly<Record<FilterKind, (filters: Filters, place: Place) => boolean>> = {
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

/** Matching clauses that stand in the same chapter, and so pass the same filters. */
export interface Tally {
  readonly place: Place;
  readonly clauses: number;
  /** Places (处) in them. */
  readonly occurrences: number;
}

/** Counts of matching clauses by place, period, theme and chapter; each ignores its own selection, so that it can be widened. */
export function countFacets(
  library: Library,
  filters: Filters,
  matches: readonly Tally[],
  headings: readonly FoundHeading[],
): SearchAnswer['facets'] {
  const counts: Readonly<Record<FilterKind, Map<string, number>>> = {
    districts: new Map(),
    periods: new Map(),
    chapters: new Map(),
    themes: new Map(),
  };
  const occurrences = new Map<string, number>();
  for (const { place, clauses, occurrences: places } of matches) {
    const values = { districts: place.plan, periods: place.period, chapters: place.chapter, themes: place.theme };
    for (const kind of kindsToCount(filters, place)) {
      const value = values[kind];
      if (value !== null) add(counts[kind], value, clauses);
      if (kind === 'districts') add(occurrences, place.plan, places);
    }
  }
  const saying = new Set(matches.map(({ place }) => place.plan));
  const headingsByDistrict = new Map<string, number>();
  const countsAll = isUnfiltered(filters);
  for (const found of headings) {
    if (countsAll || passes(filters, placeOfHeading(found), 'districts')) add(headingsByDistrict, found.plan.id, 1);
  }
  return {
    district: library.plans.map(({ id, facts: { district, city, province, period } }) => ({
      id,
      label: district,
      city,
      province,
      period,
      count: counts.districts.get(id) ?? 0,
      occurrences: occurrences.get(id) ?? 0,
      headings: headingsByDistrict.get(id) ?? 0,
    })),
    region: regionValues(library, counts.districts),
    period: periodValues(library, counts.periods),
    theme: library.themes.map(({ id, label }) => ({ id, label, count: counts.themes.get(id) ?? 0 })),
    // Plans without a match are not looked at: they may not have been unpacked yet.
    chapter: library.plans
      .filter(({ id }) => saying.has(id))
      .flatMap((plan) =>
        plan.chapters.flatMap(({ id, num, title }) => {
          const count = counts.chapters.get(id) ?? 0;
          return count === 0 ? [] : [{ id, label: title === '' ? num : `${num} ${title}`, district: plan.id, count }];
        }),
      ),
  };
}

// A clause that every filter lets through counts everywhere; one that a single filter keeps out counts for that one, whose
// own selection is to be ignored. So one look at each filter is enough for all facets.
function kindsToCount(filters: Filters, place: Place): readonly FilterKind[] {
  let refusing: FilterKind | null = null;
  for (const kind of KINDS) {
    if (allows[kind](filters, place)) continue;
    if (refusing !== null) return [];
    refusing = kind;
  }
  return refusing === null ? KINDS : [refusing];
}

function regionValues(library: Library, byPlan: ReadonlyMap<string, number>): SearchAnswer['facets']['region'] {
  return regionsOf(library).map(({ id, label, parent, plans }) => {
    const counts = plans.map((plan) => byPlan.get(plan) ?? 0);
    const found = counts.filter((count) => count > 0).length;
    return { id, label, parent, plans: plans.length, found, count: counts.reduce((sum, count) => sum + count, 0) };
  });
}

function periodValues({ plans }: Library, counts: ReadonlyMap<string, number>): SearchAnswer['facets']['period'] {
  const sizes = new Map<string, number>();
  for (const { facts } of plans) if (facts.period !== null) add(sizes, facts.period, 1);
  return [...sizes]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, size]) => ({ id, label: id.replace('-', '–'), plans: size, count: counts.get(id) ?? 0 }));
}

function add(counts: Map<string, number>, key: string, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}
