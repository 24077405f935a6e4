// The one place that chooses the engine.
import { ClusterError } from '../cluster/cluster-error.ts';
import type { ClusterConnection } from '../cluster/connection.ts';
import { createEmbeddedEngine } from '../search/embedded-engine.ts';
import type { SearchEngine } from '../search/engine.ts';
import type { Config } from './config.ts';
import type { EngineParts } from './prepare.ts';

export interface EngineMaker {
  /**
   * The engine that the configuration names. One that follows another must be able to answer: throws `ClusterError` where
   * the cluster does not hold its plans yet, so that the other goes on. The first may wait for its index.
   */
  make(parts: EngineParts, position: 'first' | 'successor'): Promise<SearchEngine>;
}

/** Every engine of this maker shares one connection. */
export function createEngineMaker({ searchEngine, cluster: settings }: Pick<Config, 'searchEngine' | 'cluster'>): EngineMaker {
  let connecting: Promise<ClusterConnection> | undefined;
  return {
    make: async ({ library, index, synonyms, fingerprint: embedded }, position) => {
      if (searchEngine === 'embedded' || !settings) return createEmbeddedEngine(library, index, synonyms);
      // The client and what it needs take a quarter of a second to load, which a server without a cluster is spared.
      const [{ connectTo }, { createCatalog }, { createClusterEngine }, { clusterFingerprint }] = await Promise.all([
        import('./cluster.ts'),
        import('../cluster/catalog.ts'),
        import('../cluster/cluster-engine.ts'),
        import('../cluster/fingerprint.ts'),
      ]);
      connecting ??= connectTo(settings);
      const cluster = await connecting;
      const fingerprint = await clusterFingerprint(embedded);
      if (position === 'successor' && !(await createCatalog(cluster, settings.alias).isComplete(fingerprint))) {
        throw new ClusterError(
          'missing',
          'the cluster does not hold the changed plans yet; npm run cluster -- index, then SIGHUP',
        );
      }
      return createClusterEngine({ library, index, synonyms, cluster, alias: settings.alias, fingerprint });
    },
  };
}
