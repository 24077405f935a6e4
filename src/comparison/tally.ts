// What the scan finds for one query or several, counted apart for each plan and theme. Every clause stands in exactly one
// such group, so the figures of any cell of a matrix are the sum of its groups.
import type { Library } from '../corpus/library.ts';
import type { SearchIndex } from '../indexing/search-index.ts';
import { placeOfHeading } from '../search/filters.ts';
import type { HeadingSearch } from '../search/heading-search.ts';
import type { LiteralSearch } from '../search/literal.ts';
import type { Query } from '../search/query.ts';
import { findPlaces, highlightsOf, mergeOverlapping } from '../search/scan.ts';
import type { Range } from '../text/characters.ts';
import type { Sliced } from '../text/in-slices.ts';
import { countCharacters, type IndexedTexts } from './clause-lengths.ts';
import { findInSlices } from './sliced-find.ts';

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
  readonly index: IndexedTexts & Pick<SearchIndex, 'grams'>;
  readonly literal: LiteralSearch;
  readonly headings: HeadingSearch;
}

/** Counts a query or several: a clause that several match counts once, and their overlapping places count as one. */
export type Tallier = (queries: readonly Query[]) => Sliced<Tallies>;

/** A counter over a library. */
export function* createTallier({ library, index, literal, headings }: TallySources): Sliced<Tallier> {
  const groupAt = (ordinal: number): string => {
    const theme = index.table.themes[ordinal] ?? 0;
    const plan = library.plans[index.table.plans[ordinal] ?? 0];
    return groupOf(plan?.id ?? '', library.themes[theme - 1]?.id ?? null);
  };
  const characters = new Map<string, number>();
  for (const [ordinal, length] of (yield* countCharacters(index)).entries()) add(characters, groupAt(ordinal), length);
  return function* (queries) {
    const clauses = new Map<string, number>();
    const occurrences = new Map<string, number>();
    const titles = new Map<string, number>();
    for (const [ordinal, found] of yield* matchedClauses(queries, { literal, index })) {
      add(clauses, groupAt(ordinal), 1);
      add(occurrences, groupAt(ordinal), countPlaces(ordinal, found, { library, index, literal }));
      yield;
    }
    for (const found of new Set(queries.flatMap((query) => headings.match(query)))) {
      add(titles, groupOf(found.plan.id, placeOfHeading(found).theme), 1);
      yield;
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
  readonly query: Query;
  readonly count: number;
}

function* matchedClauses(
  queries: readonly Query[],
  { literal, index }: Pick<TallySources, 'literal' | 'index'>,
): Sliced<ReadonlyMap<number, Found[]>> {
  const byOrdinal = new Map<number, Found[]>();
  for (const query of queries) {
    for (const { ordinal, count } of yield* findInSlices(query, literal, index)) {
      const known = byOrdinal.get(ordinal);
      if (known) known.push({ query, count });
      else byOrdinal.set(ordinal, [{ query, count }]);
    }
  }
  return byOrdinal;
}

// One query's own count is the scan's; places of several queries are laid over each other first. Only a corrected clause
// has places outside its folded text.
function countPlaces(
  ordinal: number,
  found: readonly Found[],
  { library, index, literal }: Omit<TallySources, 'headings'>,
): number {
  const [only, ...others] = found;
  if (only && others.length === 0) return only.count;
  const clause = index.table.corrected[ordinal] === 0 ? undefined : library.clauses[ordinal]?.clause;
  const placesOf = ({ query }: Found): readonly Range[] =>
    (clause ? highlightsOf(clause, query) : findPlaces(literal.textOf(ordinal), query)) ?? [];
  return mergeOverlapping(found.flatMap(placesOf)).length;
}

const groupOf = (plan: string, theme: string | null): string => `${plan} ${theme ?? ''}`;

function add(counts: Map<string, number>, group: string, count: number): void {
  counts.set(group, (counts.get(group) ?? 0) + count);
}
