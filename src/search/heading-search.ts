// Headings that contain a query. They are never counted among the clauses, but a district that has a term in a heading
// is not silent about it.
import type { Library, Plan } from '../corpus/library.ts';
import type { Heading } from '../corpus/model.ts';
import { firstNumbers } from '../indexing/clause-table.ts';
import { foldedText, headingAsText } from '../indexing/clause-text.ts';
import type { SearchIndex } from '../indexing/search-index.ts';
import { candidatesOf } from './candidates.ts';
import type { Query } from './query.ts';
import { countInFaces, type Faces, facesOf, findPlaces } from './scan.ts';

export interface FoundHeading {
  readonly plan: Plan;
  readonly heading: Heading;
  /** Index in the plan's headings. */
  readonly index: number;
}

export interface HeadingSearch {
  /** In reading order. */
  match(query: Query): FoundHeading[];
}

export function createHeadingSearch(library: Library, index?: Pick<SearchIndex, 'grams' | 'sizes'>): HeadingSearch {
  const headings = createHeadingNumbers(library, index?.sizes.headings);
  const searchables: SearchableHeading[] = [];
  const searchableAt = (number: number, heading: Heading): SearchableHeading => {
    const known = searchables[number];
    if (known) return known;
    const own = headingAsText(heading);
    const made = { text: foldedText(own), faces: own.marks.length > 0 ? facesOf(own) : null };
    searchables[number] = made;
    return made;
  };
  return {
    match: (query) => {
      const candidates = (index && candidatesOf(query, index.grams.headings)) ?? Array(headings.count).keys();
      return [...candidates].flatMap((number) => {
        const found = headings.at(number);
        if (!found) return [];
        const { text, faces } = searchableAt(number, found.heading);
        return findPlaces(text, query) !== null || (faces !== null && countInFaces(faces, query, null) > 0) ? [found] : [];
      });
    },
  };
}

export interface HeadingNumbers {
  readonly count: number;
  /** The heading with this number, counted through all plans. */
  at(number: number): FoundHeading | undefined;
}

/** `sizes`, the number of headings of each plan, spares looking at plans that nobody asks for. */
export function createHeadingNumbers(
  { plans }: Library,
  sizes: Iterable<number> = plans.map((plan) => plan.headings.length),
): HeadingNumbers {
  const firsts = firstNumbers(sizes);
  const count = [...sizes].reduce((sum, size) => sum + size, 0);
  return {
    count,
    at: (number) => {
      const position = firsts.findLastIndex((first) => first <= number);
      const plan = plans[position];
      const index = number - (firsts[position] ?? 0);
      const heading = plan?.headings[index];
      return plan && heading && { plan, heading, index };
    },
  };
}

interface SearchableHeading {
  readonly text: string;
  readonly faces: Faces | null;
}
