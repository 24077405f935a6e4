// An answer of some of the shards is no answer: a count must be of everything or not be shown at all.
import { ClusterError } from './cluster-error.ts';
import type { ClusterConnection, JsonObject } from './connection.ts';

export interface SearchStatus {
  readonly timed_out?: boolean;
  readonly _shards?: { readonly total: number; readonly successful: number; readonly failed: number };
}

/** Longer than a look through everything takes. */
const WHOLE_MS = 60_000;

/** What a search of a whole index finds, of every shard. Throws `ClusterError`. */
export async function searchWhole<Answer extends SearchStatus>(
  cluster: ClusterConnection,
  index: string,
  body: JsonObject,
): Promise<Answer> {
  const answer = await cluster.ask<Answer>({
    method: 'POST',
    path: `/${index}/_search`,
    query: { allow_partial_search_results: false },
    timeoutMs: WHOLE_MS,
    body,
  });
  refuseParts(answer);
  return answer;
}

/** Throws `ClusterError` unless every shard has answered, and to the end. */
export function refuseParts({ timed_out, _shards }: SearchStatus): void {
  if (timed_out === false && _shards?.failed === 0 && _shards.successful === _shards.total) return;
  const shards = _shards ? `${_shards.successful} of ${_shards.total} shards answered` : 'no shard answered';
  throw new ClusterError('away', `the answer is not whole: ${shards}${timed_out === true ? ', and not in time' : ''}`);
}
