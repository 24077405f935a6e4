// The clauses of this process: the scan finds and counts them all, the index orders them.
import type { Library } from '../corpus/library.ts';
import { firstNumbers } from '../indexing/clause-table.ts';
import type { SearchIndex } from '../indexing/search-index.ts';
import type { SearchRequest } from './answer.ts';
import { createClauseFilter } from './clause-filter.ts';
import type { ClauseSource } from './clause-source.ts';
import { placeOfChapter, type Tally } from './filters.ts';
import type { LiteralSearch, Matches } from './literal.ts';
import type { Ranked, RankedClauses } from './rank.ts';
import { topOf } from './top.ts';

export function createEmbeddedSource(library: Library, index: SearchIndex, literal: LiteralSearch): ClauseSource {
  const { table } = index;
  return {
    find: async ({ query, request, rank }) => {
      const matches = literal.find(query);
      const ranking = rank(matches);
      return {
        tallies: tallyMatches(matches, library, index),
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

/** Counted in typed arrays: a common word matches tens of thousands of clauses in some hundred chapters. */
export function tallyMatches(
  { ordinals, counts }: Matches,
  { plans }: Library,
  { table, sizes }: Pick<SearchIndex, 'table' | 'sizes'>,
): Tally[] {
  const { chapters } = table;
  const size = ordinals.reduce((most, ordinal) => Math.max(most, (chapters[ordinal] ?? 0) + 1), 0);
  const clauses = new Uint32Array(size);
  const occurrences = new Uint32Array(size);
  const examples = new Uint32Array(size);
  for (let at = 0; at < ordinals.length; at += 1) {
    const ordinal = ordinals[at] ?? 0;
    const chapter = chapters[ordinal] ?? 0;
    clauses[chapter] = (clauses[chapter] ?? 0) + 1;
    occurrences[chapter] = (occurrences[chapter] ?? 0) + (counts[at] ?? 0);
    examples[chapter] = ordinal;
  }
  const firstChapters = firstNumbers(sizes.chapters);
  const tallies: Tally[] = [];
  for (let chapter = 0; chapter < size; chapter += 1) {
    if (clauses[chapter] === 0) continue;
    const at = table.plans[examples[chapter] ?? 0] ?? 0;
    const plan = plans[at];
    if (!plan) continue;
    // By the chapter's number, so that no clause need be unpacked for it.
    const place = placeOfChapter(plan, chapter - (firstChapters[at] ?? 0));
    tallies.push({ place, clauses: clauses[chapter] ?? 0, occurrences: occurrences[chapter] ?? 0 });
  }
  return tallies;
}

/** The exact hits of one page out of the ranking of all matches: nothing is put in order that the page does not show. */
export function pageOf(
  exact: RankedClauses,
  { sort, offset, limit }: Pick<SearchRequest, 'sort' | 'offset' | 'limit'>,
  inFilters: ((ordinal: number) => boolean) | null,
): Ranked[] {
  const end = Math.min(offset + limit, exact.ordinals.length);
  const passes = inFilters ?? (() => true);
  if (offset >= end) return [];
  if (sort === 'relevance')
    return topOf(exact, end, passes)
      .slice(offset)
      .map((position) => exact.at(position));
  const positions: number[] = [];
  for (let position = 0; position < exact.ordinals.length && positions.length < end; position += 1)
    if (passes(exact.ordinals[position] ?? 0)) positions.push(position);
  return positions.slice(offset).map((position) => exact.at(position));
}
