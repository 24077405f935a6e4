// What the cluster holds of each plan, counted by the cluster itself.
import type { PlanState } from './clause-document.ts';
import type { ClusterConnection } from './connection.ts';
import { type SearchStatus, searchWhole } from './whole-answer.ts';

interface Answer extends SearchStatus {
  readonly aggregations?: {
    readonly plans: {
      readonly buckets: readonly {
        readonly key: string;
        readonly doc_count: number;
        readonly checksum: { readonly value: number };
      }[];
    };
  };
}

/** By plan id; a plan without clauses on the cluster is not there. `most` is more than there can be. */
export async function readPlanStates(
  cluster: ClusterConnection,
  index: string,
  most: number,
): Promise<ReadonlyMap<string, PlanState>> {
  const { aggregations } = await searchWhole<Answer>(cluster, index, {
    size: 0,
    aggs: { plans: { terms: { field: 'plan', size: most }, aggs: { checksum: { sum: { field: 'checksum' } } } } },
  });
  return new Map(
    aggregations?.plans.buckets.map(({ key, doc_count, checksum }) => [key, { clauses: doc_count, checksum: checksum.value }]),
  );
}
