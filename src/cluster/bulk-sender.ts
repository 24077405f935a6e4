// Documents to the cluster in batches, no faster than it takes them.
import type { IdentifiedDocument } from './clause-document.ts';
import { ClusterError } from './cluster-error.ts';
import type { ClusterConnection } from './connection.ts';
import { waitBefore, withRetries } from './retry.ts';

export interface BulkSender {
  /** Returns when there is room for more: a caller that waits for it holds a few batches in memory, however much it sends. */
  add(item: IdentifiedDocument): Promise<void>;
  /** Returns when everything is stored, on every copy that is there; throws if anything could not be. */
  finish(): Promise<void>;
}

/** Large enough to be worth a request, small enough that a refused one costs little. */
export const BATCH_BYTES = 2_000_000;
/** Batches under way at once. */
const UNDER_WAY = 3;
const BATCH_MS = 60_000;
/** Rounds in which the cluster takes nothing of a batch, before it is given up. */
const ROUNDS = 25;

export interface BulkOptions {
  readonly batchBytes: number;
  readonly onRetry: (reason: string) => void;
}

export function createBulkSender(cluster: ClusterConnection, index: string, { batchBytes, onRetry }: BulkOptions): BulkSender {
  const underWay = new Set<Promise<void>>();
  let batch: Entry[] = [];
  let bytes = 0;
  let failure: unknown;
  const dispatch = () => {
    const sending = send(cluster, index, batch, onRetry)
      .catch((error: unknown) => {
        failure ??= error;
      })
      .finally(() => underWay.delete(sending));
    underWay.add(sending);
    batch = [];
    bytes = 0;
  };
  const throwFailure = () => {
    if (failure !== undefined) throw failure;
  };
  return {
    add: async ({ id, document }) => {
      const entry = {
        action: JSON.stringify({ index: { _id: id, routing: document.plan } }),
        source: JSON.stringify(document),
      };
      batch.push(entry);
      bytes += entry.action.length + entry.source.length;
      if (bytes < batchBytes) return;
      while (underWay.size >= UNDER_WAY) await Promise.race(underWay);
      throwFailure();
      dispatch();
    },
    finish: async () => {
      if (batch.length > 0) dispatch();
      await Promise.all(underWay);
      throwFailure();
    },
  };
}

interface Entry {
  readonly action: string;
  readonly source: string;
}

interface BulkAnswer {
  readonly errors: boolean;
  readonly items: readonly {
    readonly index: { readonly _id: string; readonly status: number; readonly error?: { readonly reason?: string } };
  }[];
}

// The cluster answers for each document. What it was too busy for, or had no shard for, is sent again by itself.
async function send(
  cluster: ClusterConnection,
  index: string,
  entries: readonly Entry[],
  onRetry: (reason: string) => void,
): Promise<void> {
  let left = entries;
  for (let round = 1; ; ) {
    const sent = left;
    const answer = await withRetries(
      () =>
        cluster.ask<BulkAnswer>({
          method: 'POST',
          path: `/${index}/_bulk`,
          lines: sent.flatMap(({ action, source }) => [action, source]),
          timeoutMs: BATCH_MS,
          retries: 0,
        }),
      (error) => onRetry(String(error)),
    );
    if (!answer.errors) return;
    const reasons: string[] = [];
    left = sent.filter((_, at) => {
      const item = answer.items[at]?.index;
      if (item && item.status < 300) return false;
      if (item && !mayPass(item.status)) {
        throw new ClusterError('rejected', `clause ${item._id} was refused (${item.status}): ${item.error?.reason ?? ''}`);
      }
      reasons.push(item?.error?.reason ?? 'no answer');
      return true;
    });
    if (left.length === 0) return;
    round = left.length < sent.length ? 1 : round + 1;
    if (round > ROUNDS) throw new ClusterError('away', `${left.length} clauses could not be stored: ${reasons[0]}`);
    onRetry(`${left.length} clauses are sent again: ${reasons[0]}`);
    await waitBefore(round);
  }
}

const mayPass = (status: number): boolean => status === 429 || status >= 500;
