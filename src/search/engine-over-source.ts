// An engine: answers made from what a source knows of the clauses. Headings, wordings and texts come from the library.
import type { Library, PlacedClause } from '../corpus/library.ts';
import { profileAt } from '../indexing/clause-table.ts';
import type { SearchIndex } from '../indexing/search-index.ts';
import { once, remember } from '../text/remember.ts';
import { mapInTurns } from '../text/turns.ts';
import { explainAbsence, proposeWordings } from './absence.ts';
import type { ExpansionTerm, Hit, SearchAnswer, SearchRequest } from './answer.ts';
import { createClauseFilter } from './clause-filter.ts';
import type { ClauseSource, Found } from './clause-source.ts';
import { viewClause, viewHeading, viewHit } from './clause-view.ts';
import type { SearchEngine } from './engine.ts';
import { createExplainer, type Explainer } from './explain.ts';
import { createFacetCounter } from './facets.ts';
import { checkFilters, isUnfiltered, passes, placeOfHeading } from './filters.ts';
import { createHeadingSearch, type FoundHeading } from './heading-search.ts';
import type { LiteralSearch } from './literal.ts';
import { createPrintedFormFinder } from './printed-forms.ts';
import { LONGEST_QUERY, parseQuery, type Query, queryTerms } from './query.ts';
import { type Ranked, type Ranking, type RelatedClauses, rank } from './rank.ts';
import { highlightsOf } from './scan.ts';
import type { SynonymTable } from './synonyms.ts';
import type { Tally } from './tallies.ts';
import { understand } from './understand.ts';

export interface EngineInput {
  readonly library: Library;
  readonly index: SearchIndex;
  readonly synonyms: SynonymTable;
  readonly literal: LiteralSearch;
  readonly source: ClauseSource;
}

/** What an answer is made from, beside what the source finds. */
interface Question {
  readonly request: SearchRequest;
  readonly query: Query;
  readonly startedAt: number;
}

interface HitInput extends Pick<Question, 'request' | 'query'> {
  readonly match: Hit['match'];
  readonly explain: Explainer | null;
}

/** Related clauses are offered while fewer clauses than this match literally, and at most this many. */
export const RELATED_LIMIT = 50;
const MOST_PARSED = 20;
/** More than a page has; an export has thousands. */
const HITS_AT_ONCE = 100;
/** Neighbours shown with a count of their own. */
const MOST_EXPANSIONS = 12;

export function createEngine({ library, index, synonyms, literal, source }: EngineInput): SearchEngine {
  const headingSearch = createHeadingSearch(library, index);
  const facets = createFacetCounter(library);
  // Both are loaded when they are first asked, which the first answer after a start need not wait for.
  const nearMisses = once(async () => {
    const { createNearMissFinder } = await import('./near-miss.ts');
    return createNearMissFinder(withoutMisprints(index, library));
  });
  const printedForms = createPrintedFormFinder(library, literal.textOf, index);
  const suggester = once(async () => {
    const { createSuggester } = await import('./suggest.ts');
    return createSuggester(library, index.vocabulary, (texts) => source.count(texts.map(oneWord)));
  });
  // What the last answer was made from, for the sake of its shapes: see `keepShapeOf`.
  const latest: { found: Found | null; related: RelatedClauses | null } = { found: null, related: null };
  // A page marks the same query in hundreds of clauses.
  const parsed = remember(MOST_PARSED, parseQuery);
  const placedAt = (ordinal: number): PlacedClause => {
    const placed = library.clauses[ordinal];
    if (!placed) throw new RangeError(`no clause has the ordinal ${ordinal}: the index belongs to another library`);
    return placed;
  };

  async function answer({ request, query, startedAt }: Question): Promise<SearchAnswer> {
    const excludedNeighbours = new Set((request.without ?? []).map((term) => parseQuery(term).words[0]?.alternatives[0] ?? ''));
    const found = await source.find({
      query,
      request,
      rank: (matches, matching = matches.ordinals.length) =>
        rank(query, matches, { index, textOf: literal.textOf, synonyms, matching, excludedNeighbours }),
    });
    const { ranking, tallies } = found;
    latest.found = found;
    const passesAll = isUnfiltered(request);
    const tallied = passesAll ? tallies : tallies.filter(({ place }) => passes(request, place));
    const { total, occurrences, plans } = sumsOf(tallied);
    const unfiltered = passesAll ? total : sumsOf(tallies).total;
    const headings = headingSearch.match(query);
    const headingHits = passesAll ? headings : headings.filter((heading) => passes(request, placeOfHeading(heading)));
    const offersRelated = request.match === 'all' && total < RELATED_LIMIT;
    const { related, allRelated, expansion, isOffered } = offersRelated
      ? await relatedOf(found, { request, query })
      : NOTHING_RELATED;
    latest.related = allRelated ?? latest.related;
    const explain = request.explain ? createExplainer(ranking, index) : null;
    const hits = await mapInTurns(found.page, HITS_AT_ONCE, (ranked) =>
      hitOf(ranked, { match: 'exact', request, query, explain }),
    );
    const [from, to] = [Math.max(0, request.offset - total), Math.max(0, request.offset + request.limit - total)];
    if (allRelated)
      for (const position of inOrder(related, request).slice(from, to))
        hits.push(hitOf(allRelated.at(position), { match: 'related', request, query, explain }));
    // Of each plan that says nothing, the related clause that comes nearest.
    const saying = allRelated ? plansOf(tallied, headingHits) : NO_PLANS;
    const nearest = allRelated?.bestOfPlans((plan) => !saying.has(plan), isOffered) ?? [];
    let headingViews: SearchAnswer['headings'] | undefined;
    return {
      query: { q: request.q, terms: queryTerms(query), repaired: query.repaired },
      total,
      occurrences,
      districts: plans,
      related: related.length,
      // A common word stands in thousands of headings, of which a page shows a few.
      get headings() {
        headingViews ??= headingHits.map((heading) => viewHeading(heading, request.q));
        return headingViews;
      },
      hits,
      expansion,
      didYouMean: unfiltered === 0 ? await proposeWordings(query, await nearMisses(), source.count) : [],
      printedForms: printedFormsOf(query, request),
      absence:
        total === 0 ? await explainAbsence({ query, unfiltered, headings: headingHits.length, count: source.count }) : null,
      nearest: nearest.flatMap((position) =>
        allRelated ? hitOf(allRelated.at(position), { match: 'related', request, query, explain }) : [],
      ),
      facets: facets.count(request, tallies, headings),
      tookMs: Math.round((performance.now() - startedAt) * 100) / 100,
    };
  }

  async function relatedOf(found: Found, { request, query }: Pick<Question, 'request' | 'query'>): Promise<RelatedOffer> {
    const inFilters = createClauseFilter(request, library, index.table);
    const isOffered = (ordinal: number) =>
      (inFilters === null || inFilters(ordinal)) &&
      (query.exclusions.length === 0 || !query.exclusions.some((exclusion) => literal.textOf(ordinal).includes(exclusion)));
    const [allRelated, expansion] = await Promise.all([found.related(), expansionOf(found.ranking, request)]);
    const related = allRelated.best(RELATED_LIMIT, isOffered);
    return { related, allRelated, expansion, isOffered };
  }

  function printedFormsOf(query: Query, { districts }: SearchRequest): SearchAnswer['printedForms'] {
    const { forms, plans } = printedForms.find(query);
    return { forms, districts: [...plans].filter((plan) => districts.length === 0 || districts.includes(plan)) };
  }

  function hitOf(ranked: Ranked, { match, request, query, explain }: HitInput): Hit {
    const placed = placedAt(ranked.ordinal);
    const text = literal.textOf(ranked.ordinal);
    const highlights = highlightsOf(placed.clause, match === 'exact' ? query : anyWordOf(query), text);
    const hit = viewHit(placed, { highlights, q: request.q, match, score: ranked.score });
    return explain ? { ...hit, explain: explain({ ranked, match, profile: profileAt(index, ranked.ordinal, text), text }) } : hit;
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
        return { term, of, relation, count: districts.reduce((sum, { count }) => sum + count, 0), districts };
      })
      .filter(({ count }) => count > 0)
      .sort((a, b) => (a.relation === b.relation ? b.count - a.count : a.relation === 'same' ? -1 : 1))
      .slice(0, MOST_EXPANSIONS);
  }

  return {
    library,
    index,
    search: async (request) => {
      const startedAt = performance.now();
      const query = understand(request.q);
      checkFilters(request, library);
      return answer({ request, query, startedAt });
    },
    highlights: (q, { clause, ordinal }) => {
      if ([...q].length > LONGEST_QUERY) return [];
      return highlightsOf(clause, parsed(q), literal.textOf(ordinal));
    },
    highlightsInText: (q, text) => {
      if ([...q].length > LONGEST_QUERY) return [];
      return highlightsOf({ text, cells: null, marks: [] }, parsed(q));
    },
    suggest: async (typed) => ([...typed].length > LONGEST_QUERY ? [] : (await suggester()).suggest(typed)),
    prepare: async () => (await nearMisses()).prepare(),
    view: (placed) => viewClause(placed, [], ''),
  };
}

/** Positions of related clauses, which ascend in reading order. */
const inOrder = (positions: readonly number[], { sort }: SearchRequest): readonly number[] =>
  sort === 'order' ? [...positions].sort((a, b) => a - b) : positions;

/** Clauses, places in them, and plans that they stand in: the tallies of a plan stand together. */
function sumsOf(tallies: readonly Tally[]): { readonly total: number; readonly occurrences: number; readonly plans: number } {
  let [total, occurrences, plans, plan] = [0, 0, 0, -1];
  for (const tally of tallies) {
    total += tally.clauses;
    occurrences += tally.occurrences;
    if (tally.plan !== plan) plans += 1;
    plan = tally.plan;
  }
  return { total, occurrences, plans };
}

const NO_PLANS: ReadonlySet<number> = new Set();

const plansOf = (tallies: readonly Tally[], headings: readonly FoundHeading[]): ReadonlySet<number> =>
  new Set([...tallies.map(({ plan }) => plan), ...headings.map(({ planAt }) => planAt)]);

interface RelatedOffer {
  /** Positions in `allRelated`. */
  readonly related: readonly number[];
  readonly allRelated: RelatedClauses | null;
  readonly expansion: readonly ExpansionTerm[];
  isOffered(ordinal: number): boolean;
}

const NOTHING_RELATED: RelatedOffer = { related: [], allRelated: null, expansion: [], isOffered: () => false };

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
