// What the scan finds for one query or several, counted apart for each plan and theme. Every clause stands in exactly one
// such group, so the figures of any cell of a matrix are the sum of its groups.
import type { Library, PlacedClause } from '../corpus/library.ts';
import { placeOfHeading } from '../search/filters.ts';
import type { HeadingSearch } from '../search/heading-search.ts';
import type { LiteralSearch, Match } from '../search/literal.ts';
import type { Query } from '../search/query.ts';
import { highlightsOf, mergeOverlapping } from '../search/scan.ts';
import { foldedLength } from './folded-length.ts';

export interface Tally {
  readonly clauses: number;
  readonly occurrences: number;
  /** Headings that contain one of the queries. */
  readonly headings: number;
  /** Folded characters of all clauses of the group, whether they match or not. */
  readonly characters: number;
}

/** The figures of a group; `theme` null stands for the clauses without a theme. */
export type Tallies = (plan: string, theme: string | null) => Tally;

export interface TallySources {
  readonly library: Library;
  readonly literal: LiteralSearch;
  readonly headings: HeadingSearch;
}

/**
 * A counter over a library. A clause that several queries match counts once, and their overlapping places count as one.
 */
export function createTallier({ library, literal, headings }: TallySources): (queries: readonly Query[]) => Tallies {
  const characters = new Map<string, number>();
  for (const { plan, theme, clause } of library.clauses) add(characters, groupOf(plan.id, theme), foldedLength(clause));
  return (queries) => {
    const clauses = new Map<string, number>();
    const occurrences = new Map<string, number>();
    const titles = new Map<string, number>();
    for (const { placed, found } of matchedClauses(queries, library, literal)) {
      const group = groupOf(placed.plan.id, placed.theme);
      add(clauses, group, 1);
      add(occurrences, group, countPlaces(placed, found));
    }
    for (const found of new Set(queries.flatMap((query) => headings.match(query)))) {
      add(titles, groupOf(found.plan.id, placeOfHeading(found).theme), 1);
    }
    return (plan, theme) => {
      const group = groupOf(plan, theme);
      return {
        clauses: clauses.get(group) ?? 0,
        occurrences: occurrences.get(group) ?? 0,
        headings: titles.get(group) ?? 0,
        characters: characters.get(group) ?? 0,
      };
    };
  };
}

export const sumOf = (tallies: readonly Tally[]): Tally =>
  tallies.reduce(
    (sum, tally) => ({
      clauses: sum.clauses + tally.clauses,
      occurrences: sum.occurrences + tally.occurrences,
      headings: sum.headings + tally.headings,
      characters: sum.characters + tally.characters,
    }),
    { clauses: 0, occurrences: 0, headings: 0, characters: 0 },
  );

interface Found {
  readonly match: Match;
  readonly query: Query;
}

function matchedClauses(
  queries: readonly Query[],
  library: Library,
  literal: LiteralSearch,
): { readonly placed: PlacedClause; readonly found: readonly Found[] }[] {
  const byOrdinal = new Map<number, Found[]>();
  for (const query of queries) {
    for (const match of literal.match(query)) {
      const known = byOrdinal.get(match.ordinal);
      if (known) known.push({ match, query });
      else byOrdinal.set(match.ordinal, [{ match, query }]);
    }
  }
  return [...byOrdinal].flatMap(([ordinal, found]) => {
    const placed = library.clauses[ordinal];
    return placed ? [{ placed, found }] : [];
  });
}

// One query's own count is the scan's; places of several queries are laid over each other first. Only a corrected clause
// has places outside its folded text.
function countPlaces({ clause }: PlacedClause, found: readonly Found[]): number {
  const [only, ...others] = found;
  if (only && others.length === 0) return only.match.count;
  const isCorrected = clause.marks.some((mark) => mark.kind === 'correction');
  return mergeOverlapping(found.flatMap(({ match, query }) => (isCorrected ? highlightsOf(clause, query) : match.places))).length;
}

const groupOf = (plan: string, theme: string | null): string => `${plan} ${theme ?? ''}`;

function add(counts: Map<string, number>, group: string, count: number): void {
  counts.set(group, (counts.get(group) ?? 0) + count);
}
