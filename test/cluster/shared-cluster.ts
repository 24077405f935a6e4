// The cluster of the suites: the one that OPENSEARCH_URL names, or three nodes of our own, started when first asked for.
import { connectTo } from '../../src/cli/cluster.ts';
import { readConfig } from '../../src/cli/config.ts';
import { createCatalog } from '../../src/cluster/catalog.ts';
import type { ClusterConnection } from '../../src/cluster/connection.ts';
import { type ClusterOptions, startCluster, type TestCluster } from './nodes.ts';

export interface SharedCluster {
  readonly connection: ClusterConnection;
  readonly urls: readonly string[];
  /** Null where the cluster is not ours to break. */
  readonly own: TestCluster | null;
}

let shared: Promise<SharedCluster> | undefined;

/** The nodes are started as the first who asks wants them. */
export function sharedCluster(options: Pick<ClusterOptions, 'heap' | 'isMeasured'> = {}): Promise<SharedCluster> {
  shared ??= open(options);
  return shared;
}

async function open(options: ClusterOptions): Promise<SharedCluster> {
  const { cluster } = readConfig(process.env);
  if (cluster) return { connection: await connectTo(cluster), urls: cluster.urls, own: null };
  const own = await startCluster(options);
  const urls = own.nodes.map(({ url }) => url);
  return { connection: await connectTo({ urls, alias: '' }), urls, own };
}

/** An alias that no other run has. */
export const ownAlias = (name: string): string => `test-${name}-${process.pid}-${Date.now()}`;

export async function dropAll(connection: ClusterConnection, alias: string): Promise<void> {
  const catalog = createCatalog(connection, alias);
  for (const { name } of await catalog.list()) await catalog.drop(name);
}
