// The filter of places. A few districts are simply listed. Of many, the chosen ones and those with most clauses stand in
// sight, a box finds the others by name, and the rest is folded away: district by district while one can look through
// them, by province and city beyond that.
import type { Library } from '../corpus/library.ts';
import type { DistrictValue, RegionValue, SearchAnswer } from '../search/answer.ts';
import { regionIdsOf, regionsOf } from '../search/region.ts';
import { fold } from '../text/fold.ts';
import { districtName } from './district-names.ts';
import type { FilterOption, FilterView, OptionGroup } from './filter-view.ts';
import { largest } from './largest.ts';
import { plansNamed } from './place-finder.ts';
import { changed, FILTER_PARAMETERS, type SearchState, searchUrl } from './search-state.ts';

/** So many options can be taken in at a glance. */
export const MOST_IN_SIGHT = 16;
/** So many are listed at all; with more of them the page would be long to load and to look through. */
export const MOST_LISTED = 60;
const MOST_LEADING = 8;

export function placeFilter(state: SearchState, answer: SearchAnswer, library: Library): FilterView {
  const districts = answer.facets.district;
  // Of hundreds of districts only those that are listed need be made options.
  const optionsOf = (values: readonly DistrictValue[]) => values.map((value) => districtOption(value, state, library));
  const chosenDistricts = new Set(state.districts);
  const chosen = [
    ...answer.facets.region.filter(({ id }) => state.regions.includes(id)).map((value) => regionOption(value, state)),
    ...optionsOf(chosenDistricts.size === 0 ? [] : districts.filter(({ id }) => chosenDistricts.has(id))),
  ];
  const filter = { legend: '区县', chosen: chosen.length, note: '', finder: null, foldedTitle: '', isOpen: false };
  if (districts.length <= MOST_IN_SIGHT) {
    const regions = chosen.filter(({ parameter }) => parameter === FILTER_PARAMETERS.regions);
    return { ...filter, lead: regions, groups: [{ caption: '', options: optionsOf(districts) }] };
  }
  const others = districts.filter(({ id, count }) => count > 0 && !chosenDistricts.has(id));
  const most = largest(others, Math.max(0, MOST_LEADING - chosen.length));
  const lead = [...chosen, ...optionsOf(most)];
  const leading = new Set([...chosenDistricts, ...most.map(({ id }) => id)]);
  const rest = districts.filter(({ id }) => !leading.has(id));
  const isElsewhere = (option: FilterOption) =>
    !lead.some(({ id, parameter }) => id === option.id && parameter === option.parameter);
  const context: ListContext = { answer, rest, optionsOf, state, library };
  const listed = state.place === '' ? wholeList(context) : foundList(context);
  return {
    ...filter,
    lead,
    finder: { value: state.place },
    foldedTitle: state.place === '' ? `全部${districts.length}个` : `名称含“${state.place}”`,
    isOpen: state.place !== '',
    groups: listed.groups.map(({ caption, options }) => ({ caption, options: options.filter(isElsewhere) })),
    note: listed.note,
  };
}

interface Listed {
  readonly groups: readonly OptionGroup[];
  readonly note: string;
}

interface ListContext {
  readonly answer: SearchAnswer;
  /** Districts that do not lead. */
  readonly rest: readonly DistrictValue[];
  readonly optionsOf: (values: readonly DistrictValue[]) => readonly FilterOption[];
  readonly state: SearchState;
  readonly library: Library;
}

function wholeList({ answer: { facets }, rest, optionsOf, state, library }: ListContext): Listed {
  if (rest.length <= MOST_LISTED) return { groups: byRegion(optionsOf(rest), library), note: '' };
  const tops = facets.region.filter(({ parent }) => parent === null);
  const [only] = tops;
  // All in one province: its cities tell more.
  const regions = tops.length === 1 && only ? facets.region : tops;
  const { captions } = groupingOf(library);
  const outside = rest.filter(({ id }) => captions.get(id) === NOWHERE);
  return {
    groups: [
      { caption: '', options: regions.map((value) => regionOption(value, state)) },
      ...(outside.length > 0 ? [{ caption: NOWHERE, options: optionsOf(outside.slice(0, MOST_IN_SIGHT)) }] : []),
    ].filter(({ options }) => options.length > 0),
    note: '点“展开”列出其中的区县，或在上面写名称查找。',
  };
}

function foundList({ answer: { facets }, rest, optionsOf, state, library }: ListContext): Listed {
  const wanted = fold(state.place);
  const named = new Set(plansNamed(library, state.place).map(({ id }) => id));
  const found = rest.filter(({ id }) => named.has(id));
  const regions = facets.region.filter(({ id }) => fold(id.replace('/', '')).includes(wanted)).slice(0, MOST_LISTED);
  const shown = found.length > MOST_LISTED ? largest(found, MOST_LISTED) : found;
  return {
    groups: [
      { caption: '', options: regions.map((value) => regionOption(value, state)) },
      ...byRegion(optionsOf(shown), library),
    ].filter(({ options }) => options.length > 0),
    note:
      named.size === 0
        ? '没有这样的名称。'
        : shown.length < found.length
          ? `共${found.length}个，这里是检索词出现最多的${shown.length}个；把名称写得更细，可列出其余。`
          : '',
  };
}

function byRegion(options: readonly FilterOption[], library: Library): readonly OptionGroup[] {
  const { captions, places } = groupingOf(library);
  const groups = new Map<string, FilterOption[]>();
  for (const option of options) {
    const caption = captions.get(option.id) ?? NOWHERE;
    const own = groups.get(caption);
    if (own) own.push(option);
    else groups.set(caption, [option]);
  }
  const placeOf = (caption: string) => places.get(caption) ?? places.size;
  return [...groups].map(([caption, own]) => ({ caption, options: own })).sort((a, b) => placeOf(a.caption) - placeOf(b.caption));
}

const NOWHERE = '未注明省市';

interface Grouping {
  /** The caption under which each plan's district is listed: its city, or its province. */
  readonly captions: ReadonlyMap<string, string>;
  readonly places: ReadonlyMap<string, number>;
}

const known = new WeakMap<Library, Grouping>();

function groupingOf(library: Library): Grouping {
  const words = (id: string) => id.replace('/', '');
  const grouping = known.get(library) ?? {
    captions: new Map(library.plans.map(({ id, facts }) => [id, words(regionIdsOf(facts).at(-1) ?? NOWHERE)])),
    places: new Map([...new Set(regionsOf(library).map(({ id }) => words(id)))].map((caption, place) => [caption, place])),
  };
  known.set(library, grouping);
  return grouping;
}

function districtOption({ id, count, headings }: DistrictValue, state: SearchState, library: Library): FilterOption {
  return {
    parameter: FILTER_PARAMETERS.districts,
    id,
    label: districtName(library, id),
    count,
    headings: count === 0 ? headings : 0,
    checked: state.districts.includes(id),
    inside: null,
  };
}

function regionOption({ id, label, count, plans }: RegionValue, state: SearchState): FilterOption {
  return {
    parameter: FILTER_PARAMETERS.regions,
    id,
    label,
    count,
    headings: 0,
    checked: state.regions.includes(id),
    inside: plans > 1 ? `${searchUrl(changed(state, { place: id.replace('/', '') }))}#places` : null,
  };
}
