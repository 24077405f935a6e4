// From the seeds as they are to an app that answers from them.
import type { RequestListener } from 'node:http';
import type { SearchEngine } from '../search/engine.ts';
import { once } from '../text/remember.ts';
import type { DeferredMetrics } from '../web/deferred-metrics.ts';
import type { SeedsState } from '../web/health.ts';
import type { Exchange } from '../web/observation.ts';
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
  readonly metrics: DeferredMetrics;
  readonly builder: Builder;
  readonly connect: (app: RequestListener) => void;
  readonly seeds: () => SeedsState;
  readonly isReady: () => boolean;
}

/** The first readers come at once, and are answered before anything is made ready for others. */
const QUIET_MS = 300;

/** Makes the next index to be served, and connects its app when told to. What outlives an app is made here, once. */
export function createSuccession(options: SuccessionOptions): LiveIndexOptions['prepare'] {
  const { config, output, log, metrics, builder, connect } = options;
  const engines = createEngineMaker(config);
  const loadSite = once(async () => {
    const [app, lasting] = await Promise.all([import('../web/app.ts'), lastingServices(options)]);
    return { createApp: app.createApp, lasting };
  });
  let latest: SearchEngine | undefined;
  const prepareReaders = async (engine: SearchEngine) => {
    try {
      const [{ prepareComparison }, { ahead, inSlices }] = await Promise.all([
        import('../web/comparison.ts'),
        import('../text/in-slices.ts'),
      ]);
      await ahead(async () => inSlices(await engine.prepare()));
      await prepareComparison(engine, () => engine === latest);
    } catch (error) {
      log.failure(error, { during: 'preparation for readers' });
    }
  };
  const prepareFirstReaders = async (engine: SearchEngine) => {
    await new Promise((resolve) => setTimeout(resolve, QUIET_MS).unref());
    try {
      await Promise.all([loadRoutes(), metrics.load()]);
    } catch (error) {
      // Who asks for them is told; the others have their answers.
      log.failure(error, { during: 'preparation for readers' });
    }
    await prepareReaders(engine);
  };

  return async (served) => {
    // The code of the site is loaded while the index is read.
    const [parts, { createApp, lasting }] = await Promise.all([
      prepareParts(config, output, { buildApart: builder.build }),
      loadSite(),
    ]);
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
        if (served === undefined) void prepareFirstReaders(engine);
      },
    };
  };
}

const BYTES_A_MEGABYTE = 1024 * 1024;

/** What is loaded when it is first asked for, loaded before anybody asks. */
const loadRoutes = async (): Promise<void> => (await import('../web/loaded-routes.ts')).loadSite();

async function lastingServices({ config, log, metrics, seeds, isReady }: SuccessionOptions) {
  const { publicUrl, rateLimit, answerCacheMb, trustProxy, allowUpload, seedsDir, uploadLimitMb } = config;
  const desk = allowUpload && (await import('../web/uploading/upload-desk.ts')).createUploadDesk;
  const limit = rateLimit > 0 && (await import('../web/rate-limit.ts')).createRateLimit;
  return {
    seeds,
    isReady,
    metrics,
    answerCacheBytes: answerCacheMb * BYTES_A_MEGABYTE,
    observe: (exchange: Exchange) => {
      metrics.observe(exchange);
      log.exchange(exchange);
    },
    reportError: (error: unknown, id: string | undefined) => log.failure(error, { id }),
    ...(publicUrl !== undefined && { publicUrl }),
    ...(trustProxy !== undefined && { trustProxy }),
    ...(desk && { uploads: desk({ seedsDir, largestMb: uploadLimitMb }) }),
    ...(limit && { rateLimit: limit({ perMinute: rateLimit, isBehindProxy: trustProxy !== undefined }) }),
  };
}
