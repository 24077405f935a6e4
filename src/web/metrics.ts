// The figures of the server in the form that Prometheus reads.
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Exchange } from './observation.ts';

export type ReloadResult = 'taken' | 'unchanged' | 'refused';

export interface Metrics {
  readonly contentType: string;
  text(): Promise<string>;
  observe(exchange: Exchange): void;
  waited(ms: number): void;
  refused(): void;
  reloaded(result: ReloadResult): void;
  /** An answer was looked for among those that are kept. */
  lookedUp(isKept: boolean): void;
  served(index: { readonly fingerprint: string; readonly plans: number; readonly clauses: number }): void;
}

/** From a search in the memory to a whole plan over a slow line. */
const DURATIONS_SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export interface MeasuredParts {
  readonly lengthOfLine: () => number;
  /** Lines that the server wanted to write: those that were lost so far, and those that wait. */
  readonly logLines: () => { readonly lost: number; readonly waiting: number };
}

/** To be made once a process: some of the figures are the process's. */
export function createMetrics({ lengthOfLine, logLines }: MeasuredParts): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'From the first line of the app to the last byte of the answer',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: DURATIONS_SECONDS,
    registers,
  });
  const aborted = new Counter({
    name: 'http_requests_aborted_total',
    help: 'Answers whose reader left before the end',
    registers,
  });
  const waits = new Histogram({
    name: 'http_request_wait_seconds',
    help: 'How long requests stood in line before they were served',
    buckets: DURATIONS_SECONDS,
    registers,
  });
  const refusals = new Counter({
    name: 'http_requests_refused_total',
    help: 'Requests refused with 503 because the line was too long',
    registers,
  });
  new Gauge({
    name: 'http_requests_waiting',
    help: 'Requests that stand in line now',
    registers,
    collect() {
      this.set(lengthOfLine());
    },
  });
  new Counter({
    name: 'plan_search_log_lines_lost_total',
    help: 'Lines that could not be written to standard output or standard error, and were given up',
    registers,
    collect() {
      this.reset();
      this.inc(logLines().lost);
    },
  });
  new Gauge({
    name: 'plan_search_log_lines_waiting',
    help: 'Lines that cannot be written now, for want of a reader or of room on a disk',
    registers,
    collect() {
      this.set(logLines().waiting);
    },
  });
  const reloads = new Counter({
    name: 'plan_search_reloads_total',
    help: 'Times the plans were read anew while serving, by what came of it',
    labelNames: ['result'] as const,
    registers,
  });
  // Known from the start, so that a rate of them can be drawn before the first.
  for (const result of ['taken', 'unchanged', 'refused'] as const) reloads.inc({ result }, 0);
  const lookups = new Counter({
    name: 'plan_search_answer_cache_lookups_total',
    help: 'Answers looked for among those that are kept',
    labelNames: ['result'] as const,
    registers,
  });
  for (const result of ['hit', 'miss'] as const) lookups.inc({ result }, 0);
  const plans = new Gauge({ name: 'plan_search_plans', help: 'Plans that are served', registers });
  const clauses = new Gauge({ name: 'plan_search_clauses', help: 'Clauses that are served', registers });
  const since = new Gauge({ name: 'plan_search_index_since_seconds', help: 'Unix time of the last swap of indexes', registers });
  const info = new Gauge({
    name: 'plan_search_index_info',
    help: 'The index that is served, by its fingerprint',
    labelNames: ['fingerprint'] as const,
    registers,
  });
  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    observe: ({ method, route, status, ms, isAborted }) => {
      if (isAborted) aborted.inc();
      else durations.observe({ method, route: route ?? 'none', status }, ms / 1000);
    },
    waited: (ms) => waits.observe(ms / 1000),
    refused: () => refusals.inc(),
    reloaded: (result) => reloads.inc({ result }),
    lookedUp: (isKept) => lookups.inc({ result: isKept ? 'hit' : 'miss' }),
    served: (index) => {
      plans.set(index.plans);
      clauses.set(index.clauses);
      since.setToCurrentTime();
      info.reset();
      info.set({ fingerprint: index.fingerprint }, 1);
    },
  };
}
