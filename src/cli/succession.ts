// From the seeds as they are to an app that answers from them.
import type { RequestListener } from 'node:http';
import type { SearchEngine } from '../search/engine.ts';
import { createApp } from '../web/app.ts';
import { prepareComparison } from '../web/comparison.ts';
import type { SeedsState } from '../web/health.ts';
import type { Metrics } from '../web/metrics.ts';
import type { Exchange } from '../web/observation.ts';
import { createRateLimit } from '../web/rate-limit.ts';
import { createUploadDesk } from '../web/uploading/upload-desk.ts';
import type { Builder } from './build-apart.ts';
import type { Config } from './config.ts';
import { createEngineMaker } from './engine-maker.ts';
import type { LiveIndexOptions } from './live-index.ts';
import type { Log } from './log.ts';
import type { Output } from './output.ts';
import { prepareParts } from './prepare.ts';

export interface SuccessionOptions {
  readonly config: Config;
  readonly output: Output;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly builder: Builder;
  readonly connect: (app: RequestListener) => void;
  readonly seeds: () => SeedsState;
  readonly isReady: () => boolean;
}

// Its loading takes a second in one piece. Literal questions need none, so it waits until everything else is done; but the
// first reader who asks in a sentence should not be the one to wait for it.
const loadDictionary = ({ index }: SearchEngine): unknown => index.analyser.words('规划');

/** Makes the next index to be served, and connects its app when told to. What outlives an app is made here, once. */
export function createSuccession(options: SuccessionOptions): LiveIndexOptions['prepare'] {
  const { config, output, log, metrics, builder, connect, seeds, isReady } = options;
  const { publicUrl, rateLimit, trustProxy } = config;
  const lasting = {
    seeds,
    isReady,
    metrics,
    observe: (exchange: Exchange) => {
      metrics.observe(exchange);
      log.exchange(exchange);
    },
    reportError: (error: unknown, id: string | undefined) => log.failure(error, { id }),
    ...(publicUrl !== undefined && { publicUrl }),
    ...(trustProxy !== undefined && { trustProxy }),
    ...(config.allowUpload && {
      uploads: createUploadDesk({ seedsDir: config.seedsDir, largestMb: config.uploadLimitMb }),
    }),
    ...(rateLimit > 0 && {
      rateLimit: createRateLimit({ perMinute: rateLimit, isBehindProxy: trustProxy !== undefined }),
    }),
  };
  const engines = createEngineMaker(config);
  let latest: SearchEngine | undefined;
  const prepareReaders = (engine: SearchEngine) =>
    prepareComparison(engine, () => engine === latest).catch((error: unknown) => log.failure(error, { during: 'comparison' }));

  return async (served) => {
    const parts = await prepareParts(config, output, { buildApart: builder.build });
    const { library, fingerprint } = parts;
    if (fingerprint === served) return 'served already';
    const engine = await engines.make(parts, served === undefined ? 'first' : 'successor');
    // Comparisons are worked out when first asked for; done beforehand, nobody waits for them. Only the first readers are
    // better served without than not at all.
    latest = engine;
    if (served !== undefined) await prepareReaders(engine);
    return {
      fingerprint,
      connect() {
        connect(createApp({ ...lasting, engine, index: { fingerprint, since: new Date().toISOString() } }));
        metrics.served({ fingerprint, plans: library.plans.length, clauses: library.clauses.length });
        if (served === undefined) void prepareReaders(engine).then(() => engine === latest && loadDictionary(engine));
      },
    };
  };
}
