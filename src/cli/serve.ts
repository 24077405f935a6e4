// The server's life: listen at once, answer when ready, take up changed plans, drain on SIGTERM.
import type { RequestListener } from 'node:http';
import { answerUnavailable } from '../web/bare-answer.ts';
import { type DeferredMetrics, deferMetrics } from '../web/deferred-metrics.ts';
import { createSwitchboard } from '../web/switchboard.ts';
import { createWaitingLine } from '../web/waiting-line.ts';
import { createBuilder } from './build-apart.ts';
import { type Config, configText } from './config.ts';
import { isForeseen, messageOf } from './foreseen.ts';
import { openServer } from './http-server.ts';
import { createLiveIndex } from './live-index.ts';
import { createLog, type Log } from './log.ts';
import { createServiceOutput, type ServiceOutput } from './service-output.ts';
import type { ServerSignals } from './signals.ts';
import { createSuccession } from './succession.ts';
import { type SeedsWatch, watchSeeds } from './watch-seeds.ts';

/** Serves until it is asked to stop; returns when the last request has been answered and what was said is written. */
export async function serve(config: Config, signals: ServerSignals): Promise<number> {
  const voice = createServiceOutput((lines) => log.warning('lines lost', { lines }));
  const log = createLog(voice.log, config.logLevel);
  voice.output.line(`Configuration: ${configText(config)}`);
  try {
    await serveUntilStopped({ config, signals, voice, log });
    return 0;
  } finally {
    await voice.flush();
  }
}

interface Serving {
  readonly config: Config;
  readonly signals: ServerSignals;
  readonly voice: ServiceOutput;
  readonly log: Log;
}

async function serveUntilStopped({ config, signals, voice, log }: Serving): Promise<void> {
  const { output } = voice;
  const switchboard = createSwitchboard();
  const line = createWaitingLine({
    serve: switchboard.handle,
    refuse: createRefusal(log, () => metrics.refused()),
    onServed: (waitedMs) => metrics.waited(waitedMs),
  });
  const metrics: DeferredMetrics = deferMetrics(async () =>
    (await import('../web/metrics.ts')).createMetrics({ lengthOfLine: line.length, logLines: voice.figures }),
  );
  const server = await openServer(line.handle, config, {
    onError: (error) => log.failure(error, { during: 'taking connections' }),
  });
  const stopped = signals.stopped();
  const builder = createBuilder(config, output);
  let isStopping = false;
  let watch: SeedsWatch | undefined;
  const live = createLiveIndex({
    prepare: createSuccession({
      config,
      output,
      log,
      metrics,
      builder,
      connect: switchboard.connect,
      seeds: () => live.state(),
      isReady: () => !isStopping,
    }),
    isUnsettled: () => watch?.isUnsettled() ?? false,
    reasonOf: (error) => reasonFor(error, config),
    onReload(result, ms, error) {
      metrics.reloaded(result);
      const seconds = (ms / 1000).toFixed(1);
      if (result === 'taken') output.line(`Reload: the changed plans are served, ${seconds} s`);
      if (result === 'unchanged') output.line(`Reload: nothing has changed, ${seconds} s`);
      if (result !== 'refused') log.event('reload', { result, ms: Math.round(ms) });
      else if (isForeseen(error)) log.warning('reload refused', { reason: error.message });
      else log.failure(error, { during: 'reload' });
      if (result === 'refused') output.error(`Reload: the plans stay as they were, because ${messageOf(error)}`);
    },
  });
  signals.onHangup(() => {
    if (!isStopping) void live.reload();
  });
  const watching = watchSeeds(config.seedsDir, {
    onSettled: () => void live.reload(),
    onFailure: (error) => {
      output.error(
        `${config.seedsDir} is not watched (${String(error)}); send SIGHUP after changing it: kill -HUP ${process.pid}`,
      );
    },
  });
  try {
    const started = live.start().then(() => null);
    const early = await Promise.race([started, stopped]);
    watch = await watching;
    if (early === null) {
      output.line(`Ready: ${server.address}`);
      log.event('ready');
    }
    output.line(`${await stopped}: finishing open requests`);
    isStopping = true;
    await server.drain();
  } finally {
    builder.stop();
    server.close();
    await (await watching).close();
  }
}

// Who has to be turned away is told in words; the operator is told once in a while, not once a reader.
function createRefusal(log: Log, onRefused: () => void): RequestListener {
  let refused = 0;
  let lastToldAt = Number.NEGATIVE_INFINITY;
  return (request, response) => {
    onRefused();
    refused += 1;
    if (performance.now() - lastToldAt > TELL_EVERY_MS) {
      log.warning('overloaded', { refused });
      lastToldAt = performance.now();
      refused = 0;
    }
    answerUnavailable(request, response, OVERLOADED);
  };
}

const TELL_EVERY_MS = 10_000;
const OVERLOADED = { title: '访问过多', detail: '正在处理的请求太多，请过几秒再试。', retrySeconds: 5 };

// Strangers may read the reason, so it names no folder of this machine, and nothing of an error that nobody foresaw.
function reasonFor(error: unknown, { seedsDir, indexDir }: Config): string {
  if (!isForeseen(error)) return 'of an error of the program, which the log tells';
  return error.message.replaceAll(seedsDir, 'SEEDS_DIR').replaceAll(indexDir, 'INDEX_DIR');
}
