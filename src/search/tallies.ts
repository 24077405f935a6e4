// Matches counted by the chapters they stand in: filters and facets ask no more of them.
import type { Library, Plan } from '../corpus/library.ts';
import { firstNumbers } from '../indexing/clause-table.ts';
import type { SearchIndex } from '../indexing/search-index.ts';
import { type Place, placeOfChapter } from './filters.ts';
import type { Matches } from './matches.ts';

/** Matching clauses that stand in the same chapter, and so pass the same filters. */
export interface Tally {
  /** Place of the plan in the library, and of the chapter in the plan. */
  readonly plan: number;
  readonly chapter: number;
  readonly place: Place;
  readonly clauses: number;
  /** Places (处) in them. */
  readonly occurrences: number;
}

export interface Tallier {
  /** One tally a chapter with a match, in reading order. */
  tally(matches: Pick<Matches, 'ordinals' | 'counts'>): Tally[];
}

export function createTallier(
  { plans }: Pick<Library, 'plans'>,
  { table, sizes }: Pick<SearchIndex, 'table' | 'sizes'>,
): Tallier {
  const firstChapters = firstNumbers(sizes.chapters);
  const places: Place[] = [];
  // By the chapter's number, so that no clause need be unpacked for it.
  const tallyOf = (plan: number, number: number, clauses: number, occurrences: number): Tally => {
    const chapter = number - (firstChapters[plan] ?? 0);
    const place = places[number] ?? placeOfChapter(plans[plan] as Plan, chapter);
    places[number] = place;
    return { plan, chapter, place, clauses, occurrences };
  };
  return {
    // The numbers of chapters ascend with those of the clauses, so those of one chapter stand together.
    tally: ({ ordinals, counts }) => {
      const tallies: Tally[] = [];
      let [number, plan, clauses, occurrences] = [-1, 0, 0, 0];
      for (let at = 0; at < ordinals.length; at += 1) {
        const ordinal = ordinals[at] ?? 0;
        const own = table.chapters[ordinal] ?? 0;
        if (own !== number) {
          if (clauses > 0) tallies.push(tallyOf(plan, number, clauses, occurrences));
          number = own;
          plan = table.plans[ordinal] ?? 0;
          clauses = 0;
          occurrences = 0;
        }
        clauses += 1;
        occurrences += counts[at] ?? 0;
      }
      if (clauses > 0) tallies.push(tallyOf(plan, number, clauses, occurrences));
      return tallies;
    },
  };
}
