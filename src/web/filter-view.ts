// The filters of the search page: a tick box for every value, and a chip for every one that is ticked.
import type { Library } from '../corpus/library.ts';
import type { SearchAnswer } from '../search/answer.ts';
import { districtName } from './district-names.ts';
import { MOST_IN_SIGHT, MOST_LISTED, placeFilter } from './place-filter.ts';
import {
  FILTER_NAMES,
  FILTER_PARAMETERS,
  type FilterName,
  filterCount,
  type SearchState,
  searchUrl,
  withoutFilter,
  withoutFilters,
} from './search-state.ts';
import { joinHeading } from './words.ts';

export interface FilterOption {
  readonly parameter: string;
  readonly id: string;
  readonly label: string;
  readonly count: number;
  /** Headings that have the words where no clause has them. */
  readonly headings: number;
  readonly checked: boolean;
  /** Of a region: the same page with the list of its districts. */
  readonly inside: string | null;
}

export interface OptionGroup {
  /** Empty where the options need no caption of their own. */
  readonly caption: string;
  readonly options: readonly FilterOption[];
}

export interface FilterView {
  readonly legend: string;
  /** Options that stay in sight where the others are folded away. */
  readonly lead: readonly FilterOption[];
  /** A box to find one of the others by name. */
  readonly finder: { readonly value: string } | null;
  readonly groups: readonly OptionGroup[];
  /** What the groups are folded away under, because they are many; empty where they are in sight. */
  readonly foldedTitle: string;
  readonly isOpen: boolean;
  /** What a reader should know of a list that is not whole; empty where it is. */
  readonly note: string;
  readonly chosen: number;
}

interface Chip {
  readonly kind: string;
  readonly label: string;
  /** The same search without this filter. */
  readonly url: string;
}

export interface FiltersView {
  readonly filters: readonly FilterView[];
  readonly chips: readonly Chip[];
  readonly clearUrl: string;
  readonly count: number;
  /** Whether a narrow screen shows them too: the reader is looking for a place in them. */
  readonly isOpen: boolean;
}

const LEGENDS: Readonly<Record<FilterName, string>> = {
  districts: '区县',
  regions: '省市',
  periods: '规划期',
  themes: '主题',
  chapters: '章节',
};

export function viewFilters(state: SearchState, answer: SearchAnswer, library: Library): FiltersView {
  const { period, theme } = answer.facets;
  const periods = period.map((value) => option(state, 'periods', value));
  const filters = [
    placeFilter(state, answer, library),
    // Where all plans are of one period there is nothing to choose.
    ...(periods.length > 1 || state.periods.length > 0 ? [inSight(state, 'periods', periods)] : []),
    inSight(
      state,
      'themes',
      theme.map((value) => option(state, 'themes', value)),
    ),
    chapterFilter(state, answer, library),
  ];
  return {
    filters,
    chips: chipsOf(state, library),
    clearUrl: searchUrl(withoutFilters(state)),
    count: filterCount(state),
    isOpen: state.place !== '',
  };
}

const PLAIN = { lead: [], finder: null, isOpen: false, note: '' } as const;

function inSight(state: SearchState, name: FilterName, options: readonly FilterOption[]): FilterView {
  return {
    ...PLAIN,
    legend: LEGENDS[name],
    groups: [{ caption: '', options }],
    foldedTitle: options.length > MOST_IN_SIGHT ? LEGENDS[name] : '',
    isOpen: state[name].length > 0,
    chosen: state[name].length,
  };
}

function option(
  state: SearchState,
  name: FilterName,
  { id, label, count }: { readonly id: string; readonly label: string; readonly count: number },
): FilterOption {
  const checked = state[name].includes(id);
  return { parameter: FILTER_PARAMETERS[name], id, label, count, headings: 0, checked, inside: null };
}

// The answer lists chapters that have a hit; a ticked one without any must stay in sight, or nobody could untick it. Of
// hundreds of plans they would be thousands, so they are listed once a district is chosen.
function chapterFilter(state: SearchState, answer: SearchAnswer, library: Library): FilterView {
  const few = library.plans.length <= MOST_IN_SIGHT;
  return {
    ...PLAIN,
    legend: LEGENDS.chapters,
    groups: few || state.districts.length + state.chapters.length > 0 ? chaptersByDistrict(state, answer, library, few) : [],
    foldedTitle: LEGENDS.chapters,
    isOpen: state.chapters.length > 0,
    note: few || state.districts.length > 0 ? '' : '先选区县，再选其中的章。',
    chosen: state.chapters.length,
  };
}

function chaptersByDistrict(state: SearchState, answer: SearchAnswer, library: Library, few: boolean): readonly OptionGroup[] {
  const counts = new Map(answer.facets.chapter.map(({ id, count }) => [id, count]));
  const plans = few ? library.plans : library.plans.filter(({ id }) => state.districts.includes(id));
  const shown = new Set([
    ...plans
      .flatMap(({ chapters }) => chapters.filter(({ id }) => counts.has(id)).map(({ id }) => id))
      .slice(0, few ? undefined : MOST_LISTED),
    ...state.chapters,
  ]);
  return library.plans
    .map(({ id, chapters }) => ({
      caption: districtName(library, id),
      options: chapters
        .filter((chapter) => shown.has(chapter.id))
        .map(({ id: chapter, num, title }) =>
          option(state, 'chapters', { id: chapter, label: joinHeading(num, title), count: counts.get(chapter) ?? 0 }),
        ),
    }))
    .filter(({ options }) => options.length > 0);
}

function chipsOf(state: SearchState, library: Library): readonly Chip[] {
  return FILTER_NAMES.flatMap((name) =>
    state[name].map((id) => ({
      kind: LEGENDS[name],
      label: labelOf(name, id, library),
      url: searchUrl(withoutFilter(state, name, id)),
    })),
  );
}

function labelOf(name: FilterName, id: string, library: Library): string {
  switch (name) {
    case 'districts':
      return districtName(library, id);
    case 'regions':
      return id.replace('/', '');
    case 'periods':
      return id.replace('-', '–');
    case 'themes':
      return library.themes.find((theme) => theme.id === id)?.label ?? id;
    case 'chapters': {
      const found = library.chapterById(id);
      return found ? `${districtName(library, found.plan.id)}${joinHeading(found.chapter.num, found.chapter.title)}` : id;
    }
  }
}
