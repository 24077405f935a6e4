// An engine: answers made from what a source knows of the clauses. Headings, wordings and texts come from the library.
import type { Library, PlacedClause } from '../corpus/library.ts';
import { profileAt } from '../indexing/clause-table.ts';
import type { SearchIndex } from '../indexing/search-index.ts';
import { explainAbsence, proposeWordings } from './absence.ts';
import type { ExpansionTerm, Hit, SearchAnswer, SearchRequest } from './answer.ts';
import { createClauseFilter } from './clause-filter.ts';
import type { ClauseSource } from './clause-source.ts';
import { viewClause, viewHeading } from './clause-view.ts';
import type { SearchEngine } from './engine.ts';
import { createExplainer, type Explainer } from './explain.ts';
import { checkFilters, countFacets, isUnfiltered, passes, placeOfHeading } from './filters.ts';
import { createHeadingSearch } from './heading-search.ts';
import type { LiteralSearch } from './literal.ts';
import { createNearMissFinder } from './near-miss.ts';
import { createPrintedFormFinder } from './printed-forms.ts';
import { LONGEST_QUERY, parseQuery, type Query, queryTerms } from './query.ts';
import { type Ranked, type Ranking, type RelatedClauses, rank } from './rank.ts';
import { highlightsOf } from './scan.ts';
import { createSuggester } from './suggest.ts';
import type { SynonymTable } from './synonyms.ts';
import { topOf } from './top.ts';
import { understand } from './understand.ts';

export interface EngineInput {
  readonly library: Library;
  readonly index: SearchIndex;
  readonly synonyms: SynonymTable;
  readonly literal: LiteralSearch;
  readonly source: ClauseSource;
}

interface HitInput {
  readonly ranked: Ranked;
  readonly match: Hit['match'];
  readonly request: SearchRequest;
  readonly query: Query;
  readonly explain: Explainer | null;
}

/** Related clauses are offered while fewer clauses than this match literally, and at most this many. */
export const RELATED_LIMIT = 50;
/** Neighbours shown with a count of their own. */
const MOST_EXPANSIONS = 12;

export function createEngine({ library, index, synonyms, literal, source }: EngineInput): SearchEngine {
  const headingSearch = createHeadingSearch(library, index);
  const nearMisses = createNearMissFinder(withoutMisprints(index, library));
  const printedForms = createPrintedFormFinder(library, literal.textOf, index);
  const suggester = createSuggester(library, index.vocabulary, (texts) => source.count(texts.map(oneWord)));
  const placedAt = (ordinal: number): PlacedClause => {
    const placed = library.clauses[ordinal];
    if (!placed) throw new RangeError(`no clause has the ordinal ${ordinal}: the index belongs to another library`);
    return placed;
  };

  async function answer(request: SearchRequest, query: Query): Promise<Omit<SearchAnswer, 'tookMs'>> {
    const excludedNeighbours = new Set((request.without ?? []).map((term) => parseQuery(term).words[0]?.alternatives[0] ?? ''));
    const found = await source.find({
      query,
      request,
      rank: (matches, matching = matches.ordinals.length) =>
        rank(query, matches, { index, textOf: literal.textOf, synonyms, matching, excludedNeighbours }),
    });
    const { ranking, tallies } = found;
    const passesAll = isUnfiltered(request);
    const tallied = passesAll ? tallies : tallies.filter(({ place }) => passes(request, place));
    const total = sumOf(tallied, ({ clauses }) => clauses);
    const unfiltered = sumOf(tallies, ({ clauses }) => clauses);
    const inFilters = createClauseFilter(request, library, index.table) ?? (() => true);
    const headings = headingSearch.match(query);
    const headingHits = passesAll ? headings : headings.filter((heading) => passes(request, placeOfHeading(heading)));
    const offersRelated = request.match === 'all' && total < RELATED_LIMIT;
    const isExcluded = (ordinal: number) => query.exclusions.some((exclusion) => literal.textOf(ordinal).includes(exclusion));
    const isOffered = (ordinal: number) => inFilters(ordinal) && !isExcluded(ordinal);
    const [allRelated, expansion] = offersRelated
      ? await Promise.all([found.related(), expansionOf(ranking, request)])
      : [null, []];
    const related = allRelated ? topOf(allRelated, RELATED_LIMIT, isOffered).map((position) => allRelated.at(position)) : [];
    const explain = request.explain ? createExplainer(ranking, index) : null;
    const hit = (ranked: Ranked, match: Hit['match']) => hitOf({ ranked, match, request, query, explain });
    const plans = new Set(tallied.map(({ place }) => place.plan));
    const saying = new Set([...plans, ...headingHits.map(({ plan }) => plan.id)]);
    return {
      query: { q: request.q, terms: queryTerms(query), repaired: query.repaired },
      total,
      occurrences: sumOf(tallied, ({ occurrences }) => occurrences),
      districts: plans.size,
      related: related.length,
      headings: headingHits.map((heading) => viewHeading(heading, request.q)),
      hits: [
        ...found.page.map((ranked) => hit(ranked, 'exact')),
        ...inOrder(related, request)
          .slice(Math.max(0, request.offset - total), Math.max(0, request.offset + request.limit - total))
          .map((ranked) => hit(ranked, 'related')),
      ],
      expansion,
      didYouMean: unfiltered === 0 ? await proposeWordings(query, nearMisses, source.count) : [],
      printedForms: printedFormsOf(query, request),
      absence:
        total === 0 ? await explainAbsence({ query, unfiltered, headings: headingHits.length, count: source.count }) : null,
      nearest: allRelated ? nearestOf(allRelated, saying, isOffered).map((ranked) => hit(ranked, 'related')) : [],
      facets: countFacets(library, request, tallies, headings),
    };
  }

  function printedFormsOf(query: Query, { districts }: SearchRequest): SearchAnswer['printedForms'] {
    const { forms, plans } = printedForms.find(query);
    return { forms, districts: [...plans].filter((plan) => districts.length === 0 || districts.includes(plan)) };
  }

  function hitOf({ ranked, match, request, query, explain }: HitInput): Hit {
    const placed = placedAt(ranked.ordinal);
    const text = literal.textOf(ranked.ordinal);
    const highlights = highlightsOf(placed.clause, match === 'exact' ? query : anyWordOf(query), text);
    const why = explain ? { explain: explain({ ranked, match, profile: profileAt(index, ranked.ordinal, text), text }) } : {};
    return { ...viewClause(placed, highlights, request.q), match, score: ranked.score, ...why };
  }

  // Neighbours that no clause holds are not worth a chip; the strongest and the most frequent come first.
  async function expansionOf({ expansion }: Ranking, request: SearchRequest): Promise<ExpansionTerm[]> {
    const shown = expansion.neighbours.filter(({ relation }) => relation !== 'topic');
    const counts = await source.countByPlan(
      shown.map(({ term }) => oneWord(term)),
      request,
    );
    return shown
      .map(({ of, term, relation }, at) => {
        const byPlan = counts[at] ?? new Map<string, number>();
        const districts = library.plans.flatMap(({ id }) => (byPlan.has(id) ? [{ id, count: byPlan.get(id) ?? 0 }] : []));
        return { term, of, relation, count: sumOf(districts, ({ count }) => count), districts };
      })
      .filter(({ count }) => count > 0)
      .sort((a, b) => (a.relation === b.relation ? b.count - a.count : a.relation === 'same' ? -1 : 1))
      .slice(0, MOST_EXPANSIONS);
  }

  // Of each plan that says nothing, the related clause that comes nearest.
  function nearestOf(related: RelatedClauses, saying: ReadonlySet<string>, isOffered: (ordinal: number) => boolean): Ranked[] {
    const best = new Map<number, number>();
    for (let position = 0; position < related.ordinals.length; position += 1) {
      const ordinal = related.ordinals[position] ?? 0;
      const plan = index.table.plans[ordinal] ?? 0;
      const known = best.get(plan);
      if (known !== undefined && (related.scores[known] ?? 0) >= (related.scores[position] ?? 0)) continue;
      if (!saying.has(library.plans[plan]?.id ?? '') && isOffered(ordinal)) best.set(plan, position);
    }
    return [...best].sort(([a], [b]) => a - b).map(([, position]) => related.at(position));
  }

  return {
    library,
    index,
    search: async (request) => {
      const startedAt = performance.now();
      const query = understand(request.q);
      checkFilters(request, library);
      return { ...(await answer(request, query)), tookMs: Math.round((performance.now() - startedAt) * 100) / 100 };
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

function inOrder(ranked: readonly Ranked[], { sort }: SearchRequest): readonly Ranked[] {
  return sort === 'order' ? [...ranked].sort((a, b) => a.ordinal - b.ordinal) : ranked;
}

const sumOf = <Item>(items: readonly Item[], amount: (item: Item) => number): number =>
  items.reduce((sum, item) => sum + amount(item), 0);

// A misprint that the manifest declares is a word of the corpus, but none to propose.
function withoutMisprints({ vocabulary, table }: SearchIndex, library: Library): SearchIndex['vocabulary'] {
  const corrected = library.clauses.filter(({ ordinal }) => table.corrected[ordinal] === 1);
  const misprints = new Set(
    corrected.flatMap(({ clause }) => clause.marks.filter(({ kind }) => kind === 'correction').map(({ captured }) => captured)),
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
