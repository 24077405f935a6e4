// Headings that contain a query. They are never counted among the clauses, but a district that has a term in a heading
// is not silent about it.
import type { Library, Plan } from '../corpus/library.ts';
import type { Heading } from '../corpus/model.ts';
import { foldedText, headingAsText } from '../indexing/clause-text.ts';
import type { GramIndex } from '../indexing/gram-postings.ts';
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

export function createHeadingSearch(library: Library, grams?: GramIndex): HeadingSearch {
  const headings = library.plans.flatMap((plan) => plan.headings.map((heading, index) => ({ plan, heading, index })));
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
      const candidates = (grams && candidatesOf(query, grams)) ?? headings.keys();
      return [...candidates].flatMap((number) => {
        const found = headings[number];
        if (!found) return [];
        const { text, faces } = searchableAt(number, found.heading);
        return findPlaces(text, query) !== null || (faces !== null && countInFaces(faces, query, null) > 0) ? [found] : [];
      });
    },
  };
}

interface SearchableHeading {
  readonly text: string;
  readonly faces: Faces | null;
}
