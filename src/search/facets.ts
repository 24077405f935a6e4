// What each choice of a filter would leave: counts of matching clauses by place, period, theme and chapter.
import type { Library, Plan } from '../corpus/library.ts';
import type { ChapterValue, DistrictValue, Filters, SearchAnswer } from './answer.ts';
import { allows, FILTER_KINDS, type FilterKind, isUnfiltered, type Place, passes, placeOfHeading } from './filters.ts';
import type { FoundHeading } from './heading-search.ts';
import { regionsOf } from './region.ts';
import type { Tally } from './tallies.ts';

export interface FacetCounter {
  /** Each facet ignores its own selection, so that it can be widened. The tallies stand in reading order. */
  count(filters: Filters, tallies: readonly Tally[], headings: readonly FoundHeading[]): SearchAnswer['facets'];
}

/** What is the same in every answer is gathered once. */
export function createFacetCounter(library: Library): FacetCounter {
  const { plans, themes } = library;
  const themeIndex = new Map<string, number>(themes.map(({ id }, index) => [id, index]));
  const periods = periodsOf(plans);
  const periodOf = new Map(periods.map(({ id }, index) => [id, index]));
  const places = new Map(plans.map(({ id }, index) => [id, index]));
  const regions = regionsOf(library).map(({ id, label, parent, plans: own }) => ({
    id,
    label,
    parent,
    plans: own.map((plan) => places.get(plan) ?? 0),
  }));
  return {
    count: (filters, tallies, headings) => {
      const countsAll = isUnfiltered(filters);
      const [clauses, occurrences, inHeadings] = [columnOf(plans), columnOf(plans), columnOf(plans)];
      const [ofPeriod, ofTheme] = [columnOf(periods), columnOf(themes)];
      const chapters: ChapterValue[] = [];
      for (const { plan, place, clauses: own, occurrences: places } of tallies) {
        const counted = countsAll ? COUNTS_ALL : countedFor(filters, place);
        if (counted.districts) {
          add(clauses, plan, own);
          add(occurrences, plan, places);
        }
        if (counted.periods && place.period !== null) add(ofPeriod, periodOf.get(place.period), own);
        if (counted.themes && place.theme !== null) add(ofTheme, themeIndex.get(place.theme), own);
        if (counted.chapters && place.chapter !== null)
          chapters.push({ id: place.chapter, label: place.label, district: place.plan, count: own });
      }
      for (const found of headings)
        if (countsAll || passes(filters, placeOfHeading(found), 'districts')) add(inHeadings, found.planAt, 1);
      return {
        district: plans.map((plan, at) => districtValue(plan, clauses[at] ?? 0, occurrences[at] ?? 0, inHeadings[at] ?? 0)),
        region: regions.map(({ id, label, parent, plans: own }) => {
          let [found, count] = [0, 0];
          for (const plan of own) {
            found += (clauses[plan] ?? 0) > 0 ? 1 : 0;
            count += clauses[plan] ?? 0;
          }
          return { id, label, parent, plans: own.length, found, count };
        }),
        period: periods.map(({ id, label, size }, at) => ({ id, label, plans: size, count: ofPeriod[at] ?? 0 })),
        theme: themes.map(({ id, label }, at) => ({ id, label, count: ofTheme[at] ?? 0 })),
        chapter: chapters,
      };
    },
  };
}

const columnOf = (values: readonly unknown[]): Uint32Array => new Uint32Array(values.length);

function add(counts: Uint32Array, at: number | undefined, by: number): void {
  if (at !== undefined) counts[at] = (counts[at] ?? 0) + by;
}

function districtValue({ id, facts }: Plan, count: number, occurrences: number, headings: number): DistrictValue {
  const { district, city, province, period } = facts;
  return { id, label: district, city, province, period, count, occurrences, headings };
}

/** The facets that a clause counts for. */
type Counted = Readonly<Record<FilterKind, boolean>>;

const COUNTS_ALL: Counted = { districts: true, periods: true, chapters: true, themes: true };
const COUNTS_NONE: Counted = { districts: false, periods: false, chapters: false, themes: false };

// A clause that every filter lets through counts everywhere; one that a single filter keeps out counts for that one, whose
// own selection is to be ignored. So one look at each filter is enough for all facets.
function countedFor(filters: Filters, place: Place): Counted {
  let refusing: FilterKind | null = null;
  for (const kind of FILTER_KINDS) {
    if (allows[kind](filters, place)) continue;
    if (refusing !== null) return COUNTS_NONE;
    refusing = kind;
  }
  return refusing === null ? COUNTS_ALL : { ...COUNTS_NONE, [refusing]: true };
}

function periodsOf(plans: readonly Plan[]): readonly { readonly id: string; readonly label: string; readonly size: number }[] {
  const sizes = new Map<string, number>();
  for (const { facts } of plans) if (facts.period !== null) sizes.set(facts.period, (sizes.get(facts.period) ?? 0) + 1);
  return [...sizes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, size]) => ({ id, label: id.replace('-', '–'), size }));
}
