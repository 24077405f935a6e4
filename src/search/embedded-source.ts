// The clauses of this process: the scan finds and counts them all, the index orders them.
import type { Library } from '../corpus/library.ts';
import type { SearchIndex } from '../indexing/search-index.ts';
import type { SearchRequest } from './answer.ts';
import { createClauseFilter } from './clause-filter.ts';
import type { ClauseSource } from './clause-source.ts';
import type { LiteralSearch } from './literal.ts';
import type { Ranked, RankedClauses } from './rank.ts';
import { createTallier } from './tallies.ts';

export function createEmbeddedSource(library: Library, index: SearchIndex, literal: LiteralSearch): ClauseSource {
  const { table } = index;
  const tallier = createTallier(library, index);
  return {
    find: async ({ query, request, rank }) => {
      const matches = literal.find(query);
      const ranking = rank(matches);
      return {
        tallies: tallier.tally(matches),
        ranking,
        page: pageOf(ranking.exact, request, createClauseFilter(request, library, table)),
        related: async () => ranking.related(),
      };
    },
    count: async (queries) => queries.map((query) => literal.count(query)),
    countByPlan: async (queries, filters) => {
      const inFilters = createClauseFilter(filters, library, table);
      return queries.map((query) => {
        const counts = new Map<string, number>();
        for (const ordinal of literal.find(query).ordinals) {
          if (inFilters !== null && !inFilters(ordinal)) continue;
          const plan = library.plans[table.plans[ordinal] ?? 0]?.id ?? '';
          counts.set(plan, (counts.get(plan) ?? 0) + 1);
        }
        return counts;
      });
    },
  };
}

/** The exact hits of one page out of the ranking of all matches: nothing is put in order that the page does not show. */
export function pageOf(
  exact: RankedClauses,
  { sort, offset, limit }: Pick<SearchRequest, 'sort' | 'offset' | 'limit'>,
  inFilters: ((ordinal: number) => boolean) | null,
): Ranked[] {
  const { ordinals } = exact;
  const end = Math.min(offset + limit, ordinals.length);
  if (offset >= end) return [];
  if (sort === 'relevance') {
    const best = exact.best(end, inFilters ?? undefined);
    return best.slice(offset).map((position) => exact.at(position));
  }
  const positions: number[] = [];
  for (let position = 0; position < ordinals.length && positions.length < end; position += 1)
    if (inFilters === null || inFilters(ordinals[position] ?? 0)) positions.push(position);
  return positions.slice(offset).map((position) => exact.at(position));
}
