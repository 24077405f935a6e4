// Whole requests over loopback, one after the other on a connection that stays open: ours as `npm start` runs it, once with
// each answer made anew and once with those that were asked for before kept, beside express in a process of its own that has
// the same bytes ready.
import { rm, writeFile } from 'node:fs/promises';
import { createClient } from '../client.ts';
import { race } from '../measure.ts';
import { answersOf } from '../peers/constant-app.ts';
import { type AnsweringServer, start, startServer } from '../processes.ts';
import { requestRatio, requestTable } from '../request-table.ts';
import { type BenchRequest, drawRequests } from '../requests.ts';
import { outcomeOf } from '../targets.ts';
import type { Bench } from './bench.ts';

const PER_KIND = 20;
const WARM_UPS = 20;

/** How ours is run: what of its answers it keeps. */
const OURS = [
  { name: 'made anew', environment: { ANSWER_CACHE_MB: '0' } },
  { name: 'asked again', environment: {} },
] as const;

export const benchHttp: Bench = async ({ scale, seed, rounds, seedsDir, indexDir, engine: makeEngine }) => {
  const requests = await drawRequests((await makeEngine()).library, { perKind: PER_KIND, seed });
  const paths = requests.map(({ path }) => path);
  // A log of every request, which a terminal does not get either, would be written into the messages of this program.
  const environment = { SEEDS_DIR: seedsDir, INDEX_DIR: indexDir, RATE_LIMIT: '0', LOG_LEVEL: 'warn' };
  const answersFile = `${seedsDir}-answers-${process.pid}.json`;
  const servers: AnsweringServer[] = [];
  const running = async (...server: Parameters<typeof startServer>): Promise<AnsweringServer> => {
    const started = await startServer(...server);
    servers.push(started);
    return started;
  };
  const clients = new Map<string, ReturnType<typeof createClient>>();
  try {
    for (const { name, environment: own } of OURS) {
      const { origin } = await running(
        (port) => start('src/cli/main.ts', ['serve'], { ...environment, ...own, PORT: String(port) }),
        async (at) => (await fetch(`${at}/readyz`)).ok,
      );
      clients.set(name, createClient(origin));
    }
    const answers = await answersOf(servers[0]?.origin ?? '', paths);
    await writeFile(answersFile, JSON.stringify(answers));
    const express = await running(
      (port) => start('test/bench/peers/constant-site.ts', [answersFile, String(port)]),
      async (origin) => (await fetch(origin + (paths[0] ?? ''))).ok,
    );
    clients.set('express', createClient(express.origin));
    const times = await race<BenchRequest>(
      [...clients].map(([name, client]) => ({ name, run: ({ path }) => client.get(path) })),
      requests,
      { rounds, warmUps: Math.max(2, Math.ceil(WARM_UPS / scale)) },
    );
    const results = OURS.map(({ name }) => {
      const measured = { requests, answers, ours: times.get(name) ?? [], express: times.get('express') ?? [] };
      return {
        table: requestTable(measured, { title: `Whole requests over loopback ×${scale}, ${name} (p50 / p95)`, note: NOTE }),
        outcomes: (['literal query, page', 'literal query, API'] as const).flatMap((kind) =>
          ([0.5, 0.95] as const).flatMap((share) =>
            outcomeOf(
              'http',
              `${kind}, ${name}, over HTTP ÷ express with the same bytes, p${share * 100}`,
              scale,
              requestRatio(measured, kind, share),
            ),
          ),
        ),
      };
    });
    return { tables: results.map(({ table }) => table), outcomes: results.flatMap(({ outcomes }) => outcomes) };
  } finally {
    for (const client of clients.values()) client.close();
    await Promise.all(servers.map((server) => server.stop()));
    await rm(answersFile, { force: true });
  }
};

const NOTE = 'One request at a time, kept alive, uncompressed; the time of the client is in both.';
