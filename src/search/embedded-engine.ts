// The engine that runs inside this process: the scan finds and counts, the index orders.
import type { Library, PlacedClause } from '../corpus/library.ts';
import type { SearchIndex } from '../indexing/build.ts';
import { explainAbsence, proposeWordings } from './absence.ts';
import { BadRequestError, type ExpansionTerm, type Hit, type SearchAnswer, type SearchRequest } from './answer.ts';
import { profileClauses } from './clause-profile.ts';
import { viewClause, viewHeading } from './clause-view.ts';
import type { SearchEngine } from './engine.ts';
import { createExplainer, type Explainer } from './explain.ts';
import { checkFilters, countFacets, passes, placeOfClause, placeOfHeading } from './filters.ts';
import { createHeadingSearch } from './heading-search.ts';
import { createLiteralSearch, type Match } from './literal.ts';
import { createNearMissFinder } from './near-miss.ts';
import { createPrintedFormFinder } from './printed-forms.ts';
import { LONGEST_QUERY, parseQuery, type Query, queryTerms } from './query.ts';
import { type Ranked, type Ranking, rank } from './rank.ts';
import { highlightsOf } from './scan.ts';
import { createSuggester } from './suggest.ts';
import type { SynonymTable } from './synonyms.ts';

interface HitInput {
  readonly ranked: Ranked;
  readonly match: Hit['match'];
  readonly request: SearchRequest;
  readonly query: Query;
  readonly explain: Explainer | null;
}

/** Related clauses are offered while fewer clauses than this match literally, and at most this many. */
const RELATED_LIMIT = 50;
/** Neighbours shown with a count of their own. */
const MOST_EXPANSIONS = 12;

export function createEmbeddedEngine(library: Library, index: SearchIndex, synonyms: SynonymTable): SearchEngine {
  const profiles = profileClauses(library);
  const literal = createLiteralSearch(library);
  const headingSearch = createHeadingSearch(library);
  const nearMisses = createNearMissFinder(withoutMisprints(index.vocabulary, library));
  const countAll = (query: Query) => literal.match(query).length;
  const printedForms = createPrintedFormFinder(library, literal.textOf);
  const suggester = createSuggester(library, index.vocabulary, (text) => countAll(oneWord(text)));
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
    const headingHits = headings.filter((found) => passes(request, placeOfHeading(found)));
    const excludedNeighbours = new Set((request.without ?? []).map((term) => parseQuery(term).words[0]?.alternatives[0] ?? ''));
    const ranking = rank(query, allMatches, { index, profiles, textOf: literal.textOf, synonyms, excludedNeighbours });
    const offersRelated = request.match === 'all' && matches.length < RELATED_LIMIT;
    const isExcluded = ({ ordinal }: Ranked) => query.exclusions.some((exclusion) => literal.textOf(ordinal).includes(exclusion));
    const relatedInFilters = offersRelated ? ranking.related.filter((ranked) => inFilters(ranked) && !isExcluded(ranked)) : [];
    const explain = request.explain ? createExplainer(ranking, index) : null;
    const related = relatedInFilters.slice(0, RELATED_LIMIT);
    const hit = (ranked: Ranked, match: Hit['match']) => hitOf({ ranked, match, request, query, explain });
    const ordered = [
      ...inOrder(ranking.exact.filter(inFilters), request).map((ranked) => ({ ranked, match: 'exact' as const })),
      ...inOrder(related, request).map((ranked) => ({ ranked, match: 'related' as const })),
    ];
    const saying = new Set([
      ...matches.map(({ ordinal }) => placedAt(ordinal).plan.id),
      ...headingHits.map(({ plan }) => plan.id),
    ]);
    const isNothing = matches.length === 0;
    return {
      query: { q: request.q, terms: queryTerms(query), repaired: query.repaired },
      total: matches.length,
      occurrences: matches.reduce((sum, match) => sum + match.count, 0),
      districts: new Set(matches.map(({ ordinal }) => placedAt(ordinal).plan.id)).size,
      related: related.length,
      headings: headingHits.map((found) => viewHeading(found, request.q)),
      hits: ordered.slice(request.offset, request.offset + request.limit).map(({ ranked, match }) => hit(ranked, match)),
      expansion: offersRelated ? expansionOf(ranking, inFilters) : [],
      didYouMean: isNothing && allMatches.length === 0 ? proposeWordings(query, nearMisses, countAll) : [],
      printedForms: printedFormsOf(query, request),
      absence: isNothing
        ? explainAbsence({ query, unfiltered: allMatches.length, headings: headingHits.length, count: countAll })
        : null,
      nearest: nearestOf(relatedInFilters, saying).map((ranked) => hit(ranked, 'related')),
      facets: countFacets(
        library,
        request,
        allMatches.map(({ ordinal, count }) => ({ placed: placedAt(ordinal), count })),
        headings,
      ),
    };
  }

  function printedFormsOf(query: Query, { districts }: SearchRequest): SearchAnswer['printedForms'] {
    const { forms, plans } = printedForms.find(query);
    return { forms, districts: [...plans].filter((plan) => districts.length === 0 || districts.includes(plan)) };
  }

  function hitOf({ ranked, match, request, query, explain }: HitInput): Hit {
    const placed = placedAt(ranked.ordinal);
    const highlights = highlightsOf(placed.clause, match === 'exact' ? query : anyWordOf(query));
    const profile = profiles[ranked.ordinal];
    const why = explain && profile ? { explain: explain({ ranked, match, profile, text: literal.textOf(ranked.ordinal) }) } : {};
    return { ...viewClause(placed, highlights, request.q), match, score: ranked.score, ...why };
  }

  // Neighbours that no clause holds are not worth a chip; the strongest and the most frequent come first.
  function expansionOf({ expansion }: Ranking, inFilters: (match: Match) => boolean): ExpansionTerm[] {
    const shown = expansion.neighbours.filter(({ relation }) => relation !== 'topic');
    return shown
      .map(({ of, term, relation }) => {
        const matches = literal.match(oneWord(term)).filter(inFilters);
        return { term, of, relation, count: matches.length, districts: countByPlan(matches) };
      })
      .filter(({ count }) => count > 0)
      .sort((a, b) => (a.relation === b.relation ? b.count - a.count : a.relation === 'same' ? -1 : 1))
      .slice(0, MOST_EXPANSIONS);
  }

  function countByPlan(matches: readonly Match[]): ExpansionTerm['districts'] {
    const counts = new Map<string, number>();
    for (const { ordinal } of matches) {
      const { id } = placedAt(ordinal).plan;
      counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    return library.plans.flatMap(({ id }) => (counts.has(id) ? [{ id, count: counts.get(id) ?? 0 }] : []));
  }

  function nearestOf(related: readonly Ranked[], saying: ReadonlySet<string>): Ranked[] {
    const silent = library.plans.filter((plan) => !saying.has(plan.id)).map((plan) => plan.id);
    return silent.flatMap((plan) => related.find(({ ordinal }) => placedAt(ordinal).plan.id === plan) ?? []);
  }

  return {
    library,
    index,
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
    highlightsInText: (q, text) => {
      if ([...q].length > LONGEST_QUERY) return [];
      return highlightsOf({ text, cells: null, marks: [] }, parseQuery(q));
    },
    suggest: async (typed) => ([...typed].length > LONGEST_QUERY ? [] : suggester.suggest(typed)),
    view: (placed) => viewClause(placed, [], ''),
  };
}

/** The parsed query; throws `BadRequestError` where there is nothing to look for. */
export function understand(q: string): Query {
  const length = [...q].length;
  if (length > LONGEST_QUERY) throw new BadRequestError('q', `检索词至多 ${LONGEST_QUERY} 字，现有 ${length} 字，请缩短后再试`);
  const query = parseQuery(q);
  if (query.words.length === 0) throw new BadRequestError('q', '请输入检索词');
  return query;
}

function inOrder(ranked: readonly Ranked[], { sort }: SearchRequest): readonly Ranked[] {
  return sort === 'order' ? [...ranked].sort((a, b) => a.ordinal - b.ordinal) : ranked;
}

// A misprint that the manifest declares is a word of the corpus, but none to propose.
function withoutMisprints(vocabulary: SearchIndex['vocabulary'], library: Library): SearchIndex['vocabulary'] {
  const misprints = new Set(
    library.clauses.flatMap(({ clause }) =>
      clause.marks.filter(({ kind }) => kind === 'correction').map(({ captured }) => captured),
    ),
  );
  return vocabulary.filter(([word]) => !misprints.has(word));
}

/** The text as one literal word, operators in it being characters. */
const oneWord = (text: string): Query => parseQuery(`"${text.replaceAll('"', '')}"`);

// A related clause may hold one word of several: those places are marked too.
const anyWordOf = (query: Query): Query => ({
  ...query,
  words: [{ alternatives: queryTerms(query) }],
  nearness: [],
  exclusions: [],
});
