// The engine that runs inside this process: the scan finds and counts, the index orders.
import type { Library, PlacedClause } from '../corpus/library.ts';
import type { SearchIndex } from '../indexing/build.ts';
import { BadRequestError, type Hit, type SearchAnswer, type SearchRequest } from './answer.ts';
import { profileClauses } from './clause-profile.ts';
import { viewClause, viewHeading } from './clause-view.ts';
import type { SearchEngine } from './engine.ts';
import { checkFilters, countFacets, passes, placeOfClause, placeOfHeading } from './filters.ts';
import { createHeadingSearch } from './heading-search.ts';
import { createLiteralSearch } from './literal.ts';
import { LONGEST_QUERY, parseQuery, type Query, queryTerms } from './query.ts';
import { type Ranked, rank } from './rank.ts';
import { highlightsOf } from './scan.ts';
import type { SynonymTable } from './synonyms.ts';

/** Related clauses are offered while fewer clauses than this match literally, and at most this many. */
const RELATED_LIMIT = 50;

export function createEmbeddedEngine(library: Library, index: SearchIndex, synonyms: SynonymTable): SearchEngine {
  const profiles = profileClauses(library);
  const literal = createLiteralSearch(library);
  const headingSearch = createHeadingSearch(library);
  const placedAt = (ordinal: number): PlacedClause => {
    const placed = library.clauses[ordinal];
    if (!placed) throw new RangeError(`no clause has the ordinal ${ordinal}: the index belongs to another library`);
    return placed;
  };

  function answer(request: SearchRequest, query: Query): Omit<SearchAnswer, 'tookMs'> {
    const inFilters = ({ ordinal }: { ordinal: number }) => passes(request, placeOfClause(placedAt(ordinal)));
    const allMatches = literal.match(query);
    const matches = allMatches.filter(inFilters);
    const headings = headingSearch.match(query);
    const ranking = rank(query, allMatches, { index, profiles, textOf: literal.textOf, synonyms });
    const offersRelated = request.match === 'all' && matches.length < RELATED_LIMIT;
    const related = offersRelated ? ranking.related.filter(inFilters).slice(0, RELATED_LIMIT) : [];
    const exact = ranking.exact.filter(inFilters);
    const ordered = [
      ...inOrder(exact, request).map((ranked) => ({ ...ranked, match: 'exact' as const })),
      ...inOrder(related, request).map((ranked) => ({ ...ranked, match: 'related' as const })),
    ];
    return {
      query: { q: request.q, terms: queryTerms(query), repaired: query.repaired },
      total: matches.length,
      occurrences: matches.reduce((sum, match) => sum + match.count, 0),
      districts: new Set(matches.map(({ ordinal }) => placedAt(ordinal).plan.id)).size,
      related: related.length,
      headings: headings.filter((found) => passes(request, placeOfHeading(found))).map((found) => viewHeading(found, request.q)),
      hits: ordered.slice(request.offset, request.offset + request.limit).map(({ ordinal, score, match }): Hit => {
        const placed = placedAt(ordinal);
        const highlights = match === 'exact' ? highlightsOf(placed.clause, query) : highlightsOf(placed.clause, anyWordOf(query));
        return { ...viewClause(placed, highlights, request.q), match, score };
      }),
      facets: countFacets(
        library,
        request,
        allMatches.map(({ ordinal }) => placedAt(ordinal)),
        headings,
      ),
    };
  }

  return {
    library,
    search: async (request) => {
      const startedAt = performance.now();
      const query = understand(request.q);
      checkFilters(request, library);
      return { ...answer(request, query), tookMs: Math.round((performance.now() - startedAt) * 100) / 100 };
    },
    highlights: (q, { clause }) => {
      if ([...q].length > LONGEST_QUERY) return [];
      return highlightsOf(clause, parseQuery(q));
    },
    view: (placed) => viewClause(placed, [], ''),
  };
}

/** The parsed query; throws `BadRequestError` where there is nothing to look for. */
export function understand(q: string): Query {
  const length = [...q].length;
  if (length > LONGEST_QUERY) throw new BadRequestError('q', `检索词至多 ${LONGEST_QUERY} 字,现有 ${length} 字,请缩短后再试`);
  const query = parseQuery(q);
  if (query.words.length === 0) throw new BadRequestError('q', '请输入检索词');
  return query;
}

function inOrder(ranked: readonly Ranked[], { sort }: SearchRequest): readonly Ranked[] {
  return sort === 'order' ? [...ranked].sort((a, b) => a.ordinal - b.ordinal) : ranked;
}

// A related clause may hold one word of several: those places are marked too.
const anyWordOf = (query: Query): Query => ({
  ...query,
  words: [{ alternatives: queryTerms(query) }],
  nearness: [],
  exclusions: [],
});
