// Headings that contain a query. They are never counted among the clauses, but a district that has a term in a heading
// is not silent about it.
import type { Library, Plan } from '../corpus/library.ts';
import type { Heading } from '../corpus/model.ts';
import { firstNotBelow } from '../indexing/ascending.ts';
import { firstNumbers } from '../indexing/clause-table.ts';
import { foldedText, headingAsText } from '../indexing/clause-text.ts';
import type { SearchIndex } from '../indexing/search-index.ts';
import { candidatesOf } from './candidates.ts';
import { onlyTerm, type Query } from './query.ts';
import { countInFaces, type Faces, facesOf, findPlaces } from './scan.ts';

export interface FoundHeading {
  readonly plan: Plan;
  /** Place of the plan in the library. */
  readonly planAt: number;
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
  const searchableAt = (number: number): SearchableHeading | undefined => {
    const known = searchables[number];
    if (known) return known;
    const found = headings.at(number);
    if (!found) return undefined;
    const own = headingAsText(found.heading);
    const made = { found, text: foldedText(own), faces: own.marks.length > 0 ? facesOf(own) : null };
    searchables[number] = made;
    return made;
  };
  return {
    match: (query) => {
      const candidates = (index && candidatesOf(query, index.grams.headings)) ?? Uint32Array.from(Array(headings.count).keys());
      const term = onlyTerm(query);
      const matching: FoundHeading[] = [];
      for (let at = 0; at < candidates.length; at += 1) {
        const heading = searchableAt(candidates[at] ?? 0);
        if (!heading) continue;
        const { found, text, faces } = heading;
        const isMatch = term === null ? findPlaces(text, query) !== null : text.includes(term);
        if (isMatch || (faces !== null && countInFaces(faces, query, null) > 0)) matching.push(found);
      }
      return matching;
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
  const firsts = Uint32Array.from(firstNumbers(sizes));
  const count = [...sizes].reduce((sum, size) => sum + size, 0);
  return {
    count,
    at: (number) => {
      // The plan before the first one that begins after this heading.
      const planAt = firstNotBelow(firsts, number + 1) - 1;
      const plan = plans[planAt];
      const index = number - (firsts[planAt] ?? 0);
      const heading = plan?.headings[index];
      return plan && heading && { plan, planAt, heading, index };
    },
  };
}

interface SearchableHeading {
  readonly found: FoundHeading;
  readonly text: string;
  readonly faces: Faces | null;
}
