// Restricting an answer to districts, chapters and themes, and counting what each choice would leave.
import type { Library, PlacedClause } from '../corpus/library.ts';
import { BadRequestError, type Filters, type SearchAnswer } from './answer.ts';
import type { FoundHeading } from './heading-search.ts';

/** What a filter looks at; the same for a clause and for a heading. */
export interface Place {
  readonly plan: string;
  readonly chapter: string | null;
  readonly theme: string | null;
}

export type FilterName = keyof Filters;

const placesOfClauses = new WeakMap<PlacedClause, Place>();

/** The same object for the same clause: a common word asks for thousands of them in one answer. */
export function placeOfClause(placed: PlacedClause): Place {
  const known = placesOfClauses.get(placed);
  if (known) return known;
  const place = { plan: placed.plan.id, chapter: placed.chapter.id, theme: placed.theme };
  placesOfClauses.set(placed, place);
  return place;
}

export function placeOfHeading({ plan, heading }: FoundHeading): Place {
  const chapter = heading.chapter === null ? undefined : plan.chapters[heading.chapter];
  const theme = heading.chapter === null ? null : (plan.themes[heading.chapter] ?? null);
  return { plan: plan.id, chapter: chapter?.id ?? null, theme };
}

/** Whether a place passes all filters but the one that is left out. */
export function passes(filters: Filters, place: Place, ignored?: FilterName): boolean {
  return (
    (ignored === 'districts' || allows(filters.districts, place.plan)) &&
    (ignored === 'chapters' || allows(filters.chapters, place.chapter)) &&
    (ignored === 'themes' || allows(filters.themes, place.theme))
  );
}

function allows(ids: readonly string[], id: string | null): boolean {
  return ids.length === 0 || (id !== null && ids.includes(id));
}

/** Throws `BadRequestError` for the first id that names nothing. */
export function checkFilters({ districts, chapters, themes }: Filters, library: Library): void {
  for (const id of districts) if (!library.planById(id)) throw new BadRequestError('district', `没有编号为“${id}”的区县`);
  for (const id of chapters) if (!library.chapterById(id)) throw new BadRequestError('chapter', `没有编号为“${id}”的章`);
  for (const id of themes) {
    if (!library.themes.some((theme) => theme.id === id)) throw new BadRequestError('theme', `没有编号为“${id}”的主题`);
  }
}

/** A matching clause and its number of places. */
export interface CountedClause {
  readonly placed: PlacedClause;
  readonly count: number;
}

/** Counts of matching clauses by district, theme and chapter; each ignores its own selection, so that it can be widened. */
export function countFacets(
  library: Library,
  filters: Filters,
  matches: readonly CountedClause[],
  headings: readonly FoundHeading[],
): SearchAnswer['facets'] {
  const clauses = matches.map(({ placed }) => placed);
  const byDistrict = countBy(clauses, filters, 'districts', (place) => place.plan);
  const places = new Map<string, number>();
  for (const { placed, count } of matches) {
    const place = placeOfClause(placed);
    if (passes(filters, place, 'districts')) places.set(place.plan, (places.get(place.plan) ?? 0) + count);
  }
  const headingsByDistrict = new Map<string, number>();
  for (const found of headings) {
    if (passes(filters, placeOfHeading(found), 'districts')) add(headingsByDistrict, found.plan.id);
  }
  const byTheme = countBy(clauses, filters, 'themes', (place) => place.theme);
  const byChapter = countBy(clauses, filters, 'chapters', (place) => place.chapter);
  return {
    district: library.plans.map(({ id, facts }) => ({
      id,
      label: facts.district,
      count: byDistrict.get(id) ?? 0,
      occurrences: places.get(id) ?? 0,
      headings: headingsByDistrict.get(id) ?? 0,
    })),
    theme: library.themes.map(({ id, label }) => ({ id, label, count: byTheme.get(id) ?? 0 })),
    chapter: library.plans.flatMap((plan) =>
      plan.chapters.flatMap(({ id, num, title }) => {
        const count = byChapter.get(id) ?? 0;
        return count === 0 ? [] : [{ id, label: title === '' ? num : `${num} ${title}`, district: plan.id, count }];
      }),
    ),
  };
}

function countBy(
  clauses: readonly PlacedClause[],
  filters: Filters,
  ignored: FilterName,
  facetValue: (place: Place) => string | null,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const placed of clauses) {
    const place = placeOfClause(placed);
    const value = facetValue(place);
    if (value !== null && passes(filters, place, ignored)) add(counts, value);
  }
  return counts;
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
