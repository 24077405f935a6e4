// Questions to the index of exactly our plans, and answers in ordinals of our library. Every answer is whole or an error.
import type { Library } from '../corpus/library.ts';
import type { Catalog } from './catalog.ts';
import { firstOrdinalsOf } from './clause-document.ts';
import { ClusterError } from './cluster-error.ts';
import type { ClusterConnection, JsonObject } from './connection.ts';
import { refuseParts, type SearchStatus } from './whole-answer.ts';

export interface ClauseAsker {
  /** The answers to the searches, in their order, from one request. Throws `ClusterError` if one of them is not whole. */
  askAll(searches: readonly JsonObject[]): Promise<readonly ClauseAnswer[]>;
  /** Ordinals of all clauses that satisfy a query of the cluster's, ascending. */
  ordinalsOf(query: JsonObject): Promise<number[]>;
}

export interface ClauseAnswer {
  /** How many clauses satisfy the query. */
  readonly total: number;
  /** Those asked for, in the order asked for. */
  readonly hits: readonly { readonly ordinal: number; readonly score: number }[];
  readonly buckets: ReadonlyMap<string, Bucket>;
}

/** Of an aggregation called `buckets` that has a sum called `sum`. */
export interface Bucket {
  readonly clauses: number;
  readonly sum: number;
}

/** A search gives hits in this form: columns alone, since reading stored documents takes longer than finding them. */
export const AS_COLUMNS: JsonObject = {
  _source: false,
  stored_fields: '_none_',
  docvalue_fields: ['plan', 'position'],
  track_total_hits: true,
};

interface RawAnswer extends SearchStatus {
  readonly status?: number;
  readonly error?: { readonly reason?: string; readonly root_cause?: readonly { readonly reason?: string }[] };
  readonly hits?: { readonly total?: { readonly value: number }; readonly hits?: readonly RawHit[] };
  readonly aggregations?: {
    readonly buckets?: {
      readonly buckets: readonly {
        readonly key: string;
        readonly doc_count: number;
        readonly sum?: { readonly value: number };
      }[];
    };
  };
}

interface RawHit {
  readonly _score: number | null;
  readonly fields: { readonly plan: readonly string[]; readonly position: readonly number[] };
  readonly sort?: readonly (string | number)[];
}

/** The most that one request may ask for, by the default of the cluster. */
const MOST_HITS = 10_000;
const TRIMMED = [
  'responses.status',
  'responses.error',
  'responses.timed_out',
  'responses._shards',
  'responses.hits.total.value',
  'responses.hits.hits._score',
  'responses.hits.hits.fields',
  'responses.hits.hits.sort',
  'responses.aggregations',
].join(',');

export function createClauseAsker(
  cluster: ClusterConnection,
  catalog: Catalog,
  fingerprint: string,
  library: Library,
): ClauseAsker {
  const index = catalog.nameFor(fingerprint);
  const first = firstOrdinalsOf(library);
  let isReady = false;

  // An index that is being filled answers too, with a part of the clauses; it is asked only once it is complete.
  async function makeReady(): Promise<void> {
    if (isReady) return;
    if (!(await catalog.isComplete(fingerprint))) {
      throw new ClusterError('missing', 'the cluster has no complete index of these plans; make it: npm run cluster -- index');
    }
    isReady = true;
  }

  async function ask(searches: readonly JsonObject[]): Promise<readonly RawAnswer[]> {
    if (searches.length === 0) return [];
    await makeReady();
    const header = JSON.stringify({ allow_partial_search_results: false });
    const { responses } = await cluster.ask<{ readonly responses: readonly RawAnswer[] }>({
      method: 'POST',
      path: `/${index}/_msearch`,
      query: { filter_path: TRIMMED },
      lines: searches.flatMap((search) => [header, JSON.stringify(search)]),
    });
    for (const response of responses) {
      if (response.error) throw refusalOf(response);
      refuseParts(response);
    }
    return responses;
  }

  function ordinalOf({ fields: { plan, position } }: RawHit): number {
    const start = first.get(plan[0] ?? '');
    if (start === undefined || position[0] === undefined)
      throw new ClusterError('missing', `the cluster knows a plan ${plan[0]}`);
    return start + position[0];
  }

  const read = ({ hits, aggregations }: RawAnswer): ClauseAnswer => ({
    total: hits?.total?.value ?? 0,
    hits: (hits?.hits ?? []).map((hit) => ({ ordinal: ordinalOf(hit), score: hit._score ?? 0 })),
    buckets: new Map(
      aggregations?.buckets?.buckets.map(({ key, doc_count, sum }) => [key, { clauses: doc_count, sum: sum?.value ?? 0 }]),
    ),
  });

  function refusalOf({ status = 0, error }: RawAnswer): ClusterError {
    const reason = error?.root_cause?.[0]?.reason ?? error?.reason ?? 'no reason given';
    // Someone may have dropped the index; it is looked for anew at the next question.
    if (status === 404) isReady = false;
    return new ClusterError(status === 404 ? 'missing' : status === 429 ? 'busy' : status >= 500 ? 'away' : 'rejected', reason);
  }

  return {
    askAll: async (searches) => (await ask(searches)).map(read),
    ordinalsOf: async (query) => {
      const ordinals: number[] = [];
      for (let after: readonly (string | number)[] | undefined; ; ) {
        const [answer] = await ask([
          {
            ...AS_COLUMNS,
            track_total_hits: false,
            size: MOST_HITS,
            query,
            sort: [{ plan: 'asc' }, { position: 'asc' }],
            ...(after && { search_after: after }),
          },
        ]);
        const hits = answer?.hits?.hits ?? [];
        for (const hit of hits) ordinals.push(ordinalOf(hit));
        after = hits.at(-1)?.sort;
        if (hits.length < MOST_HITS || !after) return ordinals.sort((a, b) => a - b);
      }
    },
  };
}
