// The filters of the search page: a tick box for every value, and a chip for every one that is ticked.
import type { Library } from '../corpus/library.ts';
import type { SearchAnswer } from '../search/answer.ts';
import {
  FILTER_PARAMETERS,
  type FilterName,
  filterCount,
  type SearchState,
  searchUrl,
  withoutFilter,
  withoutFilters,
} from './search-state.ts';
import { joinHeading } from './words.ts';

interface FilterOption {
  readonly id: string;
  readonly label: string;
  readonly count: number;
  /** Headings that have the words where no clause has them. */
  readonly headings: number;
  readonly checked: boolean;
}

interface OptionGroup {
  /** Empty where the options need no caption of their own. */
  readonly caption: string;
  readonly options: readonly FilterOption[];
}

interface FilterView {
  readonly parameter: string;
  readonly legend: string;
  readonly groups: readonly OptionGroup[];
  /** Whether the options are out of sight until asked for, because there are many. */
  readonly folded: boolean;
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
}

const LEGENDS: Readonly<Record<FilterName, string>> = { districts: '区县', themes: '主题', chapters: '章节' };

const MOST_IN_SIGHT = 16;

export function viewFilters(state: SearchState, answer: SearchAnswer, library: Library): FiltersView {
  const { district, theme } = answer.facets;
  const filters = [
    filterView(state, 'districts', [{ caption: '', options: district.map((value) => option(state, 'districts', value)) }]),
    filterView(state, 'themes', [{ caption: '', options: theme.map((value) => option(state, 'themes', value)) }]),
    filterView(state, 'chapters', chapterGroups(state, answer, library)),
  ];
  return { filters, chips: chipsOf(state, filters), clearUrl: searchUrl(withoutFilters(state)), count: filterCount(state) };
}

function filterView(state: SearchState, name: FilterName, groups: readonly OptionGroup[]): FilterView {
  const size = groups.reduce((sum, { options }) => sum + options.length, 0);
  return {
    parameter: FILTER_PARAMETERS[name],
    legend: LEGENDS[name],
    groups,
    folded: name === 'chapters' || size > MOST_IN_SIGHT,
    chosen: state[name].length,
  };
}

type Value = { readonly id: string; readonly label: string; readonly count: number; readonly headings?: number };

function option(state: SearchState, name: FilterName, { id, label, count, headings = 0 }: Value): FilterOption {
  return { id, label, count, headings: count === 0 ? headings : 0, checked: state[name].includes(id) };
}

// The answer lists chapters that have a hit; a ticked one without any must stay in sight, or nobody could untick it.
function chapterGroups(state: SearchState, answer: SearchAnswer, library: Library): readonly OptionGroup[] {
  const counts = new Map(answer.facets.chapter.map(({ id, count }) => [id, count]));
  const labels = new Map(answer.facets.district.map(({ id, label }) => [id, label]));
  return library.plans
    .map(({ id, chapters }) => ({
      caption: labels.get(id) ?? id,
      options: chapters
        .filter((chapter) => counts.has(chapter.id) || state.chapters.includes(chapter.id))
        .map(({ id, num, title }) =>
          option(state, 'chapters', { id, label: joinHeading(num, title), count: counts.get(id) ?? 0 }),
        ),
    }))
    .filter(({ options }) => options.length > 0);
}

function chipsOf(state: SearchState, filters: readonly FilterView[]): readonly Chip[] {
  return (['districts', 'themes', 'chapters'] as const).flatMap((name, index) =>
    (filters[index]?.groups ?? []).flatMap(({ caption, options }) =>
      options
        .filter(({ checked }) => checked)
        .map(({ id, label }) => ({
          kind: LEGENDS[name],
          label: `${caption}${label}`,
          url: searchUrl(withoutFilter(state, name, id)),
        })),
    ),
  );
}
