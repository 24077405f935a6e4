// The same plans in both engines, and what one says that the other does not.

import type { EngineParts } from '../../src/cli/prepare.ts';
import { createClusterEngine } from '../../src/cluster/cluster-engine.ts';
import type { ClusterConnection } from '../../src/cluster/connection.ts';
import { fillIndex } from '../../src/cluster/fill.ts';
import type { SearchAnswer, SearchRequest } from '../../src/search/answer.ts';
import { createEmbeddedEngine } from '../../src/search/embedded-engine.ts';
import type { SearchEngine } from '../../src/search/engine.ts';
import { ask } from '../support/asking.ts';

export interface BothEngines {
  readonly embedded: SearchEngine;
  /** Windows as in `SourceInput`: how many clauses are ranked at first, so that few clauses are as many are elsewhere. */
  cluster(windows?: readonly number[]): SearchEngine;
}

export async function bothEngines(connection: ClusterConnection, alias: string, parts: EngineParts): Promise<BothEngines> {
  const { library, index, synonyms, fingerprint } = parts;
  await fillIndex({ cluster: connection, alias, library, index, fingerprint });
  return {
    embedded: createEmbeddedEngine(library, index, synonyms),
    cluster: (windows) =>
      createClusterEngine({ library, index, synonyms, cluster: connection, alias, fingerprint, ...(windows && { windows }) }),
  };
}

/** Every part of the answer in which the engines differ; the time taken is nobody's business. Empty if they agree. */
export async function disagreement(
  one: SearchEngine,
  other: SearchEngine,
  q: string,
  request: Partial<SearchRequest> = {},
): Promise<Record<string, unknown>> {
  const [{ tookMs: _, ...expected }, { tookMs: __, ...found }] = await Promise.all([
    ask(one, q, request),
    ask(other, q, request),
  ]);
  const names = Object.keys({ ...expected, ...found }) as (keyof Omit<SearchAnswer, 'tookMs'>)[];
  return Object.fromEntries(
    names
      .filter((name) => JSON.stringify(expected[name]) !== JSON.stringify(found[name]))
      .map((name) => [name, { expected: expected[name], found: found[name] }]),
  );
}
