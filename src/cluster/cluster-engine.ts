// The engine whose clauses are searched by a cluster. Plans, headings and texts are the library's, as everywhere.
import type { Library } from '../corpus/library.ts';
import type { SearchIndex } from '../indexing/search-index.ts';
import type { ClauseSource } from '../search/clause-source.ts';
import { EngineAwayError, type SearchEngine } from '../search/engine.ts';
import { createEngine } from '../search/engine-over-source.ts';
import { createLiteralSearch } from '../search/literal.ts';
import type { SynonymTable } from '../search/synonyms.ts';
import { createCatalog } from './catalog.ts';
import { createClauseAsker } from './clause-asker.ts';
import { ClusterError, type ClusterTrouble } from './cluster-error.ts';
import { createClusterSource } from './cluster-source.ts';
import type { ClusterConnection } from './connection.ts';

export interface ClusterEngineInput {
  readonly library: Library;
  readonly index: SearchIndex;
  readonly synonyms: SynonymTable;
  readonly cluster: ClusterConnection;
  readonly alias: string;
  /** Of the index on the cluster; see `clusterFingerprint`. Another index is never asked. */
  readonly fingerprint: string;
  /** See `SourceInput`. */
  readonly windows?: readonly number[];
}

/** Nothing is asked before the first question: a cluster that is away now may be there by then. */
export function createClusterEngine(input: ClusterEngineInput): SearchEngine {
  const { library, index, synonyms, cluster, alias, fingerprint, windows } = input;
  const literal = createLiteralSearch(library);
  const asker = createClauseAsker(cluster, createCatalog(cluster, alias), fingerprint, library);
  const source = createClusterSource({ library, index, literal, asker, ...(windows && { windows }) });
  return createEngine({ library, index, synonyms, literal, source: saying(source) });
}

// What the reader is told, and when to try again.
const EXCUSES: Readonly<Record<ClusterTrouble, readonly [message: string, seconds: number]>> = {
  away: ['检索服务暂时无法应答，请稍后再试。规划原文仍可阅读。', 10],
  busy: ['正在检索的人太多，请过几秒再试。', 5],
  refused: ['检索服务暂时无法使用，管理员须检查其账号设置。规划原文仍可阅读。', 60],
  missing: ['检索服务的索引尚未备好，请稍后再试。规划原文仍可阅读。', 30],
  rejected: ['检索服务未能处理这个问题，请换一种写法再试。', 30],
};

function saying({ find, count, countByPlan }: ClauseSource): ClauseSource {
  const inWords = async <Answer>(asked: Promise<Answer>): Promise<Answer> => {
    try {
      return await asked;
    } catch (error) {
      if (!(error instanceof ClusterError)) throw error;
      const [message, seconds] = EXCUSES[error.trouble];
      throw new EngineAwayError(message, seconds, error);
    }
  };
  return {
    find: async (question) => {
      const found = await inWords(find(question));
      return { ...found, related: () => inWords(found.related()) };
    },
    count: (queries) => inWords(count(queries)),
    countByPlan: (queries, filters) => inWords(countByPlan(queries, filters)),
  };
}
