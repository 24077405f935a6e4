// Headings that contain a query. They are never counted among the clauses, but a district that has a term in a heading
// is not silent about it.
import type { Library, Plan } from '../corpus/library.ts';
import type { Heading } from '../corpus/model.ts';
import { fold } from '../text/fold.ts';
import type { Query } from './query.ts';
import { countInFaces, type Faces, facesOf, findPlaces } from './scan.ts';

export interface FoundHeading {
  readonly plan: Plan;
  readonly heading: Heading;
  /** Index in the plan's headings. */
  readonly index: number;
}

export interface HeadingSearch {
  /** In reading order. A number that was worked out, not printed, is not searched. */
  match(query: Query): FoundHeading[];
}

export function createHeadingSearch(library: Library): HeadingSearch {
  const headings = library.plans.flatMap((plan) =>
    plan.headings.map((heading, index) => ({ plan, heading, index, ...searchableOf(heading) })),
  );
  return {
    match: (query) =>
      headings.filter(
        ({ text, faces }) => findPlaces(text, query) !== null || (faces !== null && countInFaces(faces, query, null) > 0),
      ),
  };
}

// Label and title as printed, and as a declared correction says they are meant.
function searchableOf(heading: Heading): { readonly text: string; readonly faces: Faces | null } {
  const num = heading.inferred ? '' : heading.num;
  const marks = heading.marks.map((mark) => ({
    ...mark,
    range: [mark.range[0] + num.length, mark.range[1] + num.length] as const,
  }));
  return { text: fold(num + heading.title), faces: facesOf({ text: num + heading.title, cells: null, marks }) };
}
