// The clauses on the cluster: it finds, counts and proposes; the shared ranking has the last word on the order.
//
// Counts. One aggregation by chapter gives every count there is, since a clause passes a filter as its chapter does. The
// places in a clause are the frequencies of the query's strings, summed up by the cluster, where those cannot overlap. In
// the few clauses with declared corrections a place may be found in either face; the cluster names them and the scan counts.
// What only the scan can decide (NEAR, places taken away by an exclusion, strings that overlap) is read as a list of
// candidates, however long, and counted here.
//
// Order. Few matches are all ranked here. Of many the cluster names the best by a part of their score; the rest of the score
// is bounded, so that it is known whether a clause that was not named could come before one that is shown. If it could,
// more are asked for, in the end all. Related clauses are looked for in the same way, but not without end.
import type { Library } from '../corpus/library.ts';
import type { SearchIndex } from '../indexing/search-index.ts';
import type { Filters } from '../search/answer.ts';
import { createClauseFilter } from '../search/clause-filter.ts';
import type { ClauseSource, Found, Question } from '../search/clause-source.ts';
import { pageOf } from '../search/embedded-source.ts';
import { RELATED_LIMIT } from '../search/engine-over-source.ts';
import { FEEDBACK_SOURCES } from '../search/expansion.ts';
import { passes, passesPlan, placeOfChapter } from '../search/filters.ts';
import type { LiteralSearch } from '../search/literal.ts';
import type { Matches } from '../search/matches.ts';
import type { Query } from '../search/query.ts';
import { greatestOtherFactor, type Ranking, type RelatedClauses } from '../search/rank.ts';
import { createTallier, type Tally } from '../search/tallies.ts';
import { AS_COLUMNS, type ClauseAnswer, type ClauseAsker } from './clause-asker.ts';
import type { JsonObject } from './connection.ts';
import { filtering } from './filter-query.ts';
import { countsExactly, findsExactly, matching, placesOf } from './literal-query.ts';
import { scoresAmong } from './scores-among.ts';
import { worthOfMatches, worthOfTerms } from './worth-query.ts';

export interface SourceInput {
  readonly library: Library;
  readonly index: SearchIndex;
  readonly literal: LiteralSearch;
  readonly asker: ClauseAsker;
  /** How many clauses are ranked here: at most this many at first, then more. For tests, which have few. */
  readonly windows?: readonly number[];
}

/** The first is what one answer brings along without being asked for; the last is the most that one may bring. */
const WINDOWS = [500, 2000, 10_000];
/** A cluster refuses an answer of more than 65,536 buckets. */
const MOST_BUCKETS = 50_000;
/** How often the plans without a sure nearest clause are asked about: each time there are fewer, with more room for each. */
const ROUNDS_FOR_PLANS = 4;
/** The cluster's scores have 24 bits. */
const ROUNDING = 1 + 1e-5;

export function createClusterSource({ library, index, literal, asker, windows = WINDOWS }: SourceInput): ClauseSource {
  const chapters = library.plans.reduce((sum, plan) => sum + plan.chapters.length, 0);
  const few = windows[0] ?? 0;
  const tallier = createTallier(library, index);
  const placeOfPlan = new Map(library.plans.map((plan, at) => [plan, at]));

  async function find(question: Question): Promise<Found> {
    const { query, request, rank } = question;
    if (!countsExactly(query)) {
      const matches = literal.find(query, await asker.ordinalsOf(matching(query)));
      return foundAll(question, tallier.tally(matches), rank(matches));
    }
    const { tallies, twoFaced, first } = await count(query);
    const total = sumOf(tallies);
    if (total <= few) {
      const ordinals = first.map(({ ordinal }) => ordinal).sort((a, b) => a - b);
      return foundAll(question, tallies, rank(literal.find(query, ordinals)));
    }
    const inFilters = tallies.filter(({ place }) => passes(request, place));
    return foundSome(question, { tallies, total, inFilters, twoFaced });
  }

  function foundAll(question: Question, tallies: readonly Tally[], ranking: Ranking): Found {
    const { request } = question;
    const page = pageOf(ranking.exact, request, createClauseFilter(request, library, index.table));
    return { tallies, ranking, page, related: () => related(question, tallies, ranking) };
  }

  async function foundSome(question: Question, counted: Counted): Promise<Found> {
    const { query, request, rank } = question;
    const { tallies, total, inFilters } = counted;
    const filteredTotal = sumOf(inFilters);
    const test = createClauseFilter(request, library, index.table);
    // What is related is learnt from the best of all matches, whatever the filters.
    const offersRelated = request.match === 'all' && filteredTotal < RELATED_LIMIT;
    const teaching = offersRelated ? await best(question, counted, null, FEEDBACK_SOURCES) : [];
    const shown = await shownOf(question, counted, filteredTotal, test);
    const ordinals = [...new Set([...teaching, ...shown])].sort((a, b) => a - b);
    const ranking = rank(literal.find(query, ordinals), total);
    const among = new Set(shown);
    const skipped = request.sort === 'order' ? matchesBefore(shown, inFilters) : 0;
    const page = pageOf(ranking.exact, { ...request, offset: request.offset - skipped }, (ordinal) => among.has(ordinal));
    return { tallies, ranking, page, related: () => related(question, tallies, ranking) };
  }

  // Ordinals of matches under the filters, the page's among them.
  async function shownOf(
    question: Question,
    counted: Counted,
    filteredTotal: number,
    test: ((ordinal: number) => boolean) | null,
  ): Promise<readonly number[]> {
    const { query, request } = question;
    if (request.offset >= filteredTotal) return [];
    if (filteredTotal <= few) return asker.ordinalsOf({ bool: { filter: [matching(query), ...filtering(request, library)] } });
    if (request.sort === 'order') return inOrder(question, counted.inFilters);
    return best(question, counted, test, Math.min(request.offset + request.limit, filteredTotal));
  }

  /** The tallies of a query that counts exactly, its clauses with corrections, and some matches: all if they are few. */
  async function count(query: Query): Promise<Pick<Counted, 'tallies' | 'twoFaced'> & { readonly first: ClauseAnswer['hits'] }> {
    const partitions = Math.ceil(chapters / MOST_BUCKETS);
    const byChapter = Array.from({ length: partitions }, (_, partition) => ({
      ...AS_COLUMNS,
      size: partition === 0 ? few : 0,
      query: placesOf(query),
      aggs: {
        buckets: {
          terms: {
            field: 'chapter',
            size: Math.max(1, chapters),
            collect_mode: 'depth_first',
            ...(partitions > 1 && { include: { partition, num_partitions: partitions } }),
          },
          aggs: { sum: { sum: { script: { source: "doc['twoFaced'].value ? 0 : Math.round(_score.doubleValue())" } } } },
        },
      },
    }));
    const withCorrections = {
      ...AS_COLUMNS,
      size: windows.at(-1) ?? few,
      query: { bool: { filter: [matching(query), { term: { twoFaced: true } }] } },
    };
    const [corrected, ...answers] = await asker.askAll([withCorrections, ...byChapter]);
    const named = corrected?.hits.map(({ ordinal }) => ordinal) ?? [];
    const isAll = (corrected?.total ?? 0) === named.length;
    const twoFaced = (isAll ? named : await asker.ordinalsOf(withCorrections.query)).sort((a, b) => a - b);
    const tallies = answers.flatMap(({ buckets }) =>
      [...buckets].flatMap(([id, { clauses, sum }]) => {
        const found = library.chapterById(id);
        if (!found) return [];
        const { plan, index: chapter } = found;
        const place = placeOfChapter(plan, chapter);
        return [{ plan: placeOfPlan.get(plan) ?? 0, chapter, place, clauses, occurrences: sum }];
      }),
    );
    // Buckets come in the order of their counts.
    tallies.sort((a, b) => a.plan - b.plan || a.chapter - b.chapter);
    const added = new Map(
      tallier.tally(literal.find(query, twoFaced)).map(({ place, occurrences }) => [place.chapter, occurrences]),
    );
    return {
      tallies: tallies.map((tally) => ({ ...tally, occurrences: tally.occurrences + (added.get(tally.place.chapter) ?? 0) })),
      twoFaced,
      first: answers[0]?.hits ?? [],
    };
  }

  // Enough of the matches that the first `wanted` of them in the shared order are among them.
  async function best(
    { query, request, rank }: Question,
    { total, twoFaced }: Counted,
    test: ((ordinal: number) => boolean) | null,
    wanted: number,
  ): Promise<readonly number[]> {
    const { terms } = rank(NO_MATCHES, total).expansion;
    const among = [matching(query), ...(test ? filtering(request, library) : [])];
    // The cluster's score of a clause with corrections counts one face alone, so those are always looked at.
    const always = test ? twoFaced.filter(test) : twoFaced;
    for (const window of windows.filter((size) => size >= wanted)) {
      const [answer] = await asker.askAll([
        { ...AS_COLUMNS, size: window, query: worthOfMatches(query, terms, total, among, index) },
      ]);
      const hits = answer?.hits ?? [];
      const ordinals = [...new Set([...hits.map(({ ordinal }) => ordinal), ...always])].sort((a, b) => a - b);
      if (hits.length < window) return ordinals;
      const { exact } = rank(literal.find(query, ordinals), total);
      const last = exact.best(wanted)[wanted - 1];
      const bound = (hits.at(-1)?.score ?? 0) * greatestOtherFactor(query) * ROUNDING;
      if (last !== undefined && exact.at(last).score >= bound) return ordinals;
    }
    return asker.ordinalsOf({ bool: { filter: among } });
  }

  // The plans that the page begins and ends in, and those between.
  async function inOrder({ query, request }: Question, inFilters: readonly Tally[]): Promise<readonly number[]> {
    const counts = countByPlan(inFilters);
    const plans: string[] = [];
    let before = 0;
    for (const { id } of library.plans) {
      const after = before + (counts.get(id) ?? 0);
      if (after > request.offset && before < request.offset + request.limit) plans.push(id);
      before = after;
    }
    const among = [matching(query), ...filtering(request, library), { terms: { plan: plans } }];
    return plans.length === 0 ? [] : asker.ordinalsOf({ bool: { filter: among } });
  }

  /** How many matches stand in plans before the first of these clauses'. */
  function matchesBefore(ordinals: readonly number[], inFilters: readonly Tally[]): number {
    const firstRead = library.clauses[ordinals[0] ?? 0]?.plan.id;
    const counts = countByPlan(inFilters);
    let skipped = 0;
    for (const { id } of library.plans) {
      if (id === firstRead) break;
      skipped += counts.get(id) ?? 0;
    }
    return skipped;
  }

  // As `best`: until no clause that was not named could be the best of all, or among those shown. The best of all counts
  // whatever the filters: what is worth too little beside it is not related. The nearest clause of a plan may be worth far
  // less than the best of all, so the plans whose nearest is not sure yet are asked about by themselves.
  async function related(question: Question, tallies: readonly Tally[], ranking: Ranking): Promise<RelatedClauses> {
    const { query, request } = question;
    const terms = ranking.relatedTerms();
    const inFilters = createClauseFilter(request, library, index.table);
    const isShown = (ordinal: number) =>
      (inFilters?.(ordinal) ?? true) && !query.exclusions.some((exclusion) => literal.textOf(ordinal).includes(exclusion));
    const others = { must_not: findsExactly(query) ? [matching(query)] : [] };
    const ofFilters = filtering(request, library);
    const named = new Set<number>();
    let found = ranking.related(scoresAmong(index.clauses, terms, []));
    // Adds the best clauses of each kind and gives what all others of the kind are worth at most.
    const name = async (kinds: readonly JsonObject[], window: number): Promise<number[]> => {
      const answers = await asker.askAll(
        kinds.map((kind) => ({ ...AS_COLUMNS, size: window, query: worthOfTerms(terms, kind, index) })),
      );
      for (const { ordinal } of answers.flatMap(({ hits }) => hits)) named.add(ordinal);
      const ordinals = [...named].sort((x, y) => x - y);
      found = ranking.related(scoresAmong(index.clauses, terms, ordinals));
      return answers.map(({ hits }) =>
        hits.length < window ? 0 : (hits.at(-1)?.score ?? 0) * greatestOtherFactor(query) * ROUNDING,
      );
    };
    const kinds = [{ bool: others }, ...(inFilters ? [{ bool: { ...others, filter: ofFilters } }] : [])];
    let bound = 0;
    for (const window of windows) {
      const bounds = await name(kinds, window);
      bound = bounds.at(-1) ?? 0;
      if (hasBest(found, bounds[0] ?? 0) && hasShown(found, bound, isShown)) break;
    }
    let open = openPlans(found, bound, isShown, silentPlans(request, tallies));
    for (let round = 0; round < ROUNDS_FOR_PLANS && open.length > 0; round += 1) {
      const filter = [...ofFilters, { terms: { plan: open } }];
      const [left = 0] = await name([{ bool: { ...others, filter } }], windows.at(-1) ?? few);
      open = openPlans(found, left, isShown, open);
    }
    return found;
  }

  function hasBest(related: RelatedClauses, bound: number): boolean {
    if (bound === 0) return true;
    const [best] = related.best(1);
    return best !== undefined && related.scoreOf(best) >= bound;
  }

  function hasShown(related: RelatedClauses, bound: number, isShown: (ordinal: number) => boolean): boolean {
    if (bound === 0) return true;
    const last = related.best(RELATED_LIMIT, isShown)[RELATED_LIMIT - 1];
    return last !== undefined && related.scoreOf(last) >= bound;
  }

  /** Ids of the plans under the filters in which nothing matches. */
  function silentPlans(filters: Filters, tallies: readonly Tally[]): string[] {
    const saying = new Set(tallies.filter(({ place }) => passes(filters, place)).map(({ place }) => place.plan));
    return library.plans.filter((plan) => passesPlan(filters, plan) && !saying.has(plan.id)).map(({ id }) => id);
  }

  /** Those of the plans whose nearest clause may be another than the one that was named. */
  function openPlans(
    related: RelatedClauses,
    bound: number,
    isShown: (ordinal: number) => boolean,
    plans: readonly string[],
  ): string[] {
    if (bound === 0) return [];
    const settled = new Set<string>();
    for (let at = 0; at < related.ordinals.length; at += 1) {
      const ordinal = related.ordinals[at] ?? 0;
      if (related.scoreOf(at) < bound || !isShown(ordinal)) continue;
      settled.add(library.plans[index.table.plans[ordinal] ?? 0]?.id ?? '');
    }
    return plans.filter((id) => !settled.has(id));
  }

  return {
    find,
    count: async (queries) => {
      const counted = queries.filter(findsExactly);
      const answers = await asker.askAll(counted.map((query) => ({ size: 0, track_total_hits: true, query: matching(query) })));
      const totals = new Map(counted.map((query, at) => [query, answers[at]?.total ?? 0]));
      return Promise.all(
        queries.map(
          async (query) => totals.get(query) ?? literal.find(query, await asker.ordinalsOf(matching(query))).ordinals.length,
        ),
      );
    },
    countByPlan: async (queries, filters) => {
      const answers = await asker.askAll(
        queries.map((query) => ({
          size: 0,
          query: { bool: { filter: [matching(query), ...filtering(filters, library)] } },
          aggs: { buckets: { terms: { field: 'plan', size: Math.max(1, library.plans.length) } } },
        })),
      );
      return answers.map(({ buckets }) => new Map([...buckets].map(([plan, { clauses }]) => [plan, clauses])));
    },
  };
}

interface Counted {
  readonly tallies: readonly Tally[];
  readonly total: number;
  /** Those that the filters let through. */
  readonly inFilters: readonly Tally[];
  /** Ordinals of the matches with declared corrections, ascending. */
  readonly twoFaced: readonly number[];
}

const NO_MATCHES: Matches = { ordinals: new Uint32Array(), counts: new Uint32Array(), listed: new Float32Array() };

const sumOf = (tallies: readonly Tally[]): number => tallies.reduce((sum, { clauses }) => sum + clauses, 0);

function countByPlan(tallies: readonly Tally[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { place, clauses } of tallies) counts.set(place.plan, (counts.get(place.plan) ?? 0) + clauses);
  return counts;
}
