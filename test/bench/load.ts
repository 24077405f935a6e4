// The server under load, on loopback: mixed real questions over 50, 200 and 1,000 connections, then more than it can do.
// Fails on any error, on any answer that is not 200, and on any count that is not that of a plain scan.
//   npm run bench:load [-- --seconds 20 --connections 50,200,1000 --seed 1]
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import autocannon from 'autocannon';
import { loadSeeds } from '../../src/corpus/seeds.ts';
import { drawnStrings, quoted, randomFrom } from '../support/drawn-queries.ts';
import { createNaiveScan, naiveClauses } from '../support/naive-scan.ts';
import { figure, markdownOf } from './table.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '20' },
    connections: { type: 'string', default: '50,200,1000' },
    seed: { type: 'string', default: '1' },
  },
});
const seconds = Number(values.seconds);
const stages = values.connections.split(',').map(Number);
if (!(seconds > 0) || stages.some((count) => !(count > 0))) {
  console.error('usage: npm run bench:load -- --seconds 20 --connections 50,200,1000 --seed 1');
  process.exit(2);
}

const projectFolder = fileURLToPath(new URL('../../', import.meta.url));
/** Refusals are right where nobody could be served in time; a server that refuses more than this does not serve. */
const MOST_REFUSED = 0.2;
const DIFFERENT_QUESTIONS = 300;
/** Longer than a request may wait in line, so that refusals are seen. */
const OVERLOAD_SECONDS = 25;
const QUESTIONS_OF_ONE = 12;
const MEGABYTE = 1024 * 1024;

interface Asked {
  readonly path: string;
  /** Of the clauses and places that a scan finds; null for a page without them. */
  readonly expected: { readonly total: number; readonly occurrences: number } | null;
}

/** What readers and their scripts ask: mostly searches, half of them as JSON, whose counts can be checked. */
async function drawQuestions(): Promise<readonly Asked[]> {
  const { library } = await loadSeeds(join(projectFolder, 'seeds'));
  const random = randomFrom(Number(values.seed));
  const scan = createNaiveScan(naiveClauses(library.clauses, new URL('../../seeds/plans.json', import.meta.url)));
  const words = readFileSync(join(projectFolder, 'seeds/vocabulary/terms.txt'), 'utf8')
    .split('\n')
    .filter((line) => /^\p{Script=Han}/u.test(line));
  const texts = library.clauses.map(({ clause }) => clause.text);
  const strings = drawnStrings({ texts, words, random });
  const asked: Asked[] = [];
  for (let number = 0; number < DIFFERENT_QUESTIONS; number += 1) {
    const text = strings.next().value as string;
    const q = encodeURIComponent(quoted(text));
    const found = scan.find(text);
    const expected = { total: found.length, occurrences: found.reduce((sum, { places }) => sum + places.length, 0) };
    const { id } = library.clauses[Math.floor(random() * library.clauses.length)]?.clause ?? { id: '' };
    asked.push({ path: `/api/search?q=${q}&match=exact`, expected }, { path: `/search?q=${q}`, expected: null });
    asked.push({ path: `/api/search?q=${encodeURIComponent(quoted(text.slice(0, 20)))}`, expected: null });
    asked.push(
      { path: `/clauses/${id}`, expected: null },
      { path: `/api/suggest?q=${encodeURIComponent(text.slice(0, 2))}`, expected: null },
    );
    if (number % 10 === 0)
      asked.push(
        { path: `/kwic?q=${q}`, expected: null },
        { path: '/', expected: null },
        { path: `/plans/${id.split('-')[0]}/1`, expected: null },
      );
  }
  return asked;
}

/** What is wrong with an answer; null for one that is as it should be, or a refusal that says when to come again. */
function faultOf(status: number, body: string, headers: object, expected: Asked['expected']): string | null {
  if (status === 503) return 'retry-after' in headers || 'Retry-After' in headers ? null : '503 without Retry-After';
  if (status !== 200) return String(status);
  if (expected === null) return null;
  const { total, occurrences } = JSON.parse(body) as { total: number; occurrences: number };
  return total === expected.total && occurrences === expected.occurrences ? null : 'a wrong count';
}

interface Stage {
  readonly result: autocannon.Result;
  /** How often each wrong answer was given, by what is wrong and what was asked. */
  readonly wrong: ReadonlyMap<string, number>;
  /** The longest that somebody who asked how the server is had to wait, in ms. */
  readonly slowestHealth: number;
  readonly metrics: Metrics;
}

async function load(base: string, asked: readonly Asked[], connections: number, duration: number): Promise<Stage> {
  const wrong = new Map<string, number>();
  const requests = asked.map(({ path, expected }) => ({
    path,
    onResponse: (status: number, body: string, _context: object, headers: object = {}) => {
      const fault = faultOf(status, body, headers, expected);
      if (fault !== null) wrong.set(`${fault} for ${path}`, (wrong.get(`${fault} for ${path}`) ?? 0) + 1);
    },
  }));
  await metricsOf(base);
  let slowestHealth = 0;
  const watching = setInterval(async () => {
    const startedAt = performance.now();
    const response = await fetch(`${base}/healthz`).catch(() => undefined);
    slowestHealth = Math.max(slowestHealth, response?.ok ? performance.now() - startedAt : Number.POSITIVE_INFINITY);
  }, 500);
  const result = await autocannon({
    url: base,
    connections,
    duration,
    timeout: 30,
    requests,
    setupClient: (client) => {
      // Each connection asks some of them again and again, others than the next: all of them for each would be a load for
      // the one who measures.
      const at = Math.floor(Math.random() * requests.length);
      client.setRequests([...requests.slice(at), ...requests].slice(0, QUESTIONS_OF_ONE));
    },
  });
  clearInterval(watching);
  return { result, wrong, slowestHealth, metrics: await metricsOf(base) };
}

interface Metrics {
  readonly rssMb: number;
  readonly heapMb: number;
  /** Since they were last asked for. */
  readonly loopP99Ms: number;
  readonly loopMaxMs: number;
  readonly refused: number;
  readonly cpuSeconds: number;
}

async function metricsOf(base: string): Promise<Metrics> {
  const text = await (await fetch(`${base}/metrics`)).text();
  const figureOf = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
  return {
    rssMb: figureOf('process_resident_memory_bytes') / MEGABYTE,
    heapMb: figureOf('nodejs_heap_size_used_bytes') / MEGABYTE,
    loopP99Ms: figureOf('nodejs_eventloop_lag_p99_seconds') * 1000,
    loopMaxMs: figureOf('nodejs_eventloop_lag_max_seconds') * 1000,
    refused: figureOf('http_requests_refused_total'),
    cpuSeconds: figureOf('process_cpu_seconds_total'),
  };
}

function startServer(indexDir: string) {
  const server = spawn(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', 'serve'], {
    cwd: projectFolder,
    env: { ...process.env, PORT: '0', HOST: '127.0.0.1', INDEX_DIR: indexDir, LOG_LEVEL: 'info' },
    // The log is written, to where nobody reads it.
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ready = new Promise<string>((resolve, reject) => {
    let printed = '';
    server.stdout.on('data', (part) => {
      printed += part;
      const port = /Ready: http:\/\/localhost:(\d+)/.exec(printed)?.[1];
      if (port !== undefined) resolve(`http://127.0.0.1:${port}`);
    });
    server.once('exit', () => reject(new Error(`the server ended: ${printed}`)));
  });
  return { server, ready };
}

const asked = await drawQuestions();
const indexDir = mkdtempSync(join(tmpdir(), 'plan-clause-load-'));
const { server, ready } = startServer(indexDir);
const faults: string[] = [];
try {
  const base = await ready;
  // What is only done once is not what is measured.
  await load(base, asked, 10, 5);
  const rows: string[][] = [];
  let before = await metricsOf(base);
  for (const connections of stages) {
    console.error(`${connections} connections for ${seconds} s`);
    const { result, wrong, slowestHealth, metrics } = await load(base, asked, connections, seconds);
    const refused = metrics.refused - before.refused;
    rows.push([
      String(connections),
      figure(result.requests.average),
      figure(result.requests.total / (metrics.cpuSeconds - before.cpuSeconds)),
      figure(result.latency.p50),
      figure(result.latency.p99),
      String(result.errors),
      String([...wrong.values()].reduce((sum, count) => sum + count, 0)),
      String(refused),
      figure(metrics.loopP99Ms),
      figure(metrics.loopMaxMs),
      figure(slowestHealth),
      `${figure(before.rssMb)} → ${figure(metrics.rssMb)}`,
    ]);
    for (const [what, count] of [['errors', result.errors] as const, ...wrong])
      if (count > 0) faults.push(`${connections} connections: ${count} × ${what}`);
    if (refused > MOST_REFUSED * result.requests.total) faults.push(`${connections} connections: ${refused} refused`);
    if (!Number.isFinite(slowestHealth)) faults.push(`${connections} connections: /healthz did not answer`);
    before = metrics;
  }
  console.log(
    markdownOf({
      title: 'Under load',
      columns: [
        'connections',
        'answers/s',
        '… of processor',
        'p50 ms',
        'p99 ms',
        'errors',
        'wrong',
        'refused',
        'loop p99 ms',
        'loop max ms',
        '/healthz max ms',
        'RSS MB',
      ],
      rows,
    }),
  );
  faults.push(...(await overload(base)));
} finally {
  server.kill('SIGTERM');
  const [code] = await once(server, 'exit');
  if (code !== 0) faults.push(`the server ended with ${code}`);
  rmSync(indexDir, { recursive: true, force: true });
}
for (const fault of faults) console.log(`FAULT ${fault}`);
console.log(faults.length === 0 ? 'No error, no wrong count.' : `${faults.length} faults`);
process.exitCode = faults.length === 0 ? 0 : 1;

/** The longest pages, asked for by more readers than can be served: each is served or told to come again. */
async function overload(base: string): Promise<string[]> {
  const plans = (await (await fetch(`${base}/api/plans`)).json()) as { id: string }[];
  const heavy = plans.map(({ id }) => ({ path: `/plans/${id}/all?q=${encodeURIComponent('发展')}`, expected: null }));
  console.error(`overload for ${OVERLOAD_SECONDS} s`);
  const { result, wrong, slowestHealth, metrics } = await load(base, heavy, Math.max(...stages) * 2, OVERLOAD_SECONDS);
  const counts = Object.entries(result.statusCodeStats ?? {}).map(([status, { count }]) => `${count} × ${status}`);
  console.log(
    `Overload: ${counts.join(', ')}; ${result.errors} errors; /healthz within ${figure(slowestHealth)} ms; loop p99 ${figure(metrics.loopP99Ms)} ms, max ${figure(metrics.loopMaxMs)} ms; RSS ${figure(metrics.rssMb)} MB\n`,
  );
  const after = await fetch(`${base}/api/search?q=${encodeURIComponent('碳达峰')}`);
  return [
    ...[...wrong].map(([what, count]) => `overload: ${count} × ${what}`),
    ...(result.errors > 0 ? [`overload: ${result.errors} errors`] : []),
    ...(Number.isFinite(slowestHealth) ? [] : ['overload: /healthz did not answer']),
    ...(after.ok ? [] : [`overload: ${after.status} afterwards`]),
  ];
}
