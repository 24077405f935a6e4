// What a cluster takes of a batch and what it does not: refusals that pass are sent again, by themselves; others are told.
import { describe, expect, it } from 'vitest';
import { createBulkSender } from '../../src/cluster/bulk-sender.ts';
import type { IdentifiedDocument } from '../../src/cluster/clause-document.ts';
import { ClusterError } from '../../src/cluster/cluster-error.ts';
import type { ClusterConnection, ClusterRequest } from '../../src/cluster/connection.ts';

const documents = Array.from(
  { length: 30 },
  (_, at): IdentifiedDocument => ({
    id: `p-1.1.${at}`,
    document: {
      plan: 'p',
      chapter: 'p-1',
      position: at,
      text: '一段文字',
      twoFaced: false,
      words: '一段\n文字',
      path: '',
      wordsLength: 2,
      pathLength: 0,
      length: 4,
      role: 0,
      kind: 0,
      checksum: at,
    },
  }),
);

type Answering = (ids: readonly string[], round: number) => readonly number[];

/** A cluster that stores what it answers 201 for. */
function clusterThat(answers: Answering): { cluster: ClusterConnection; stored: string[]; most: () => number } {
  const stored: string[] = [];
  let [round, underWay, most] = [0, 0, 0];
  const ask = async ({ lines = [] }: ClusterRequest) => {
    round += 1;
    underWay += 1;
    most = Math.max(most, underWay);
    await new Promise((resolve) => setTimeout(resolve, 5));
    underWay -= 1;
    const ids = lines.filter((_, at) => at % 2 === 0).map((line): string => JSON.parse(line).index._id);
    const statuses = answers(ids, round);
    stored.push(...ids.filter((_, at) => statuses[at] === 201));
    return {
      errors: statuses.some((status) => status !== 201),
      items: ids.map((_id, at) => ({ index: { _id, status: statuses[at], error: { reason: 'no room' } } })),
    };
  };
  return { cluster: { ask: (request) => ask(request) as Promise<never>, close: async () => {} }, stored, most: () => most };
}

async function send(cluster: ClusterConnection, batchBytes = 1000): Promise<string[]> {
  const reasons: string[] = [];
  const sender = createBulkSender(cluster, 'index', { batchBytes, onRetry: (reason) => reasons.push(reason) });
  for (const item of documents) await sender.add(item);
  await sender.finish();
  return reasons;
}

const ids = documents.map(({ id }) => id);

describe('a sender', () => {
  it('sends every document once where all are taken, a few batches at a time', async () => {
    const { cluster, stored, most } = clusterThat((sent) => sent.map(() => 201));
    expect(await send(cluster)).toEqual([]);
    expect([...stored].sort()).toEqual([...ids].sort());
    expect(most()).toBeGreaterThan(1);
    expect(most()).toBeLessThanOrEqual(3);
  });

  it('sends again what the cluster was too busy for, and nothing else', async () => {
    const { cluster, stored } = clusterThat((sent, round) => sent.map((_, at) => (round === 1 && at % 3 === 0 ? 429 : 201)));
    expect(await send(cluster, 1_000_000)).toEqual(['10 clauses are sent again: no room']);
    expect([...stored].sort()).toEqual([...ids].sort());
  });

  it('sends a batch again that did not arrive', async () => {
    let asked = 0;
    const { cluster, stored } = clusterThat((sent) => sent.map(() => 201));
    const flaky: ClusterConnection = {
      ...cluster,
      ask: (request) => {
        asked += 1;
        return asked === 1 ? Promise.reject(new ClusterError('away', 'the node is gone')) : cluster.ask(request);
      },
    };
    expect(await send(flaky, 1_000_000)).toEqual(['ClusterError: the node is gone']);
    expect([...stored].sort()).toEqual([...ids].sort());
  });

  it('tells which document the cluster will never take', async () => {
    const { cluster } = clusterThat((sent) => sent.map((id) => (id === 'p-1.1.7' ? 400 : 201)));
    await expect(send(cluster)).rejects.toThrow('clause p-1.1.7 was refused (400): no room');
  });
});
