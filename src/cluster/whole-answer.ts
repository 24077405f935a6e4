// An answer of some of the shards is no answer: a count must be of everything or not be shown at all.
import { ClusterError } from './cluster-error.ts';

export interface SearchStatus {
  readonly timed_out?: boolean;
  readonly _shards?: { readonly total: number; readonly successful: number; readonly failed: number };
}

/** Throws `ClusterError` unless every shard has answered, and to the end. */
export function refuseParts({ timed_out, _shards }: SearchStatus): void {
  if (timed_out === false && _shards?.failed === 0 && _shards.successful === _shards.total) return;
  const shards = _shards ? `${_shards.successful} of ${_shards.total} shards answered` : 'no shard answered';
  throw new ClusterError('away', `the answer is not whole: ${shards}${timed_out === true ? ', and not in time' : ''}`);
}
