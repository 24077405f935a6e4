// Whole requests over loopback, one after the other on a connection that stays open: ours as `npm start` runs it, beside
// express in a process of its own that has the same bytes ready.
import { rm, writeFile } from 'node:fs/promises';
import { createClient } from '../client.ts';
import { race } from '../measure.ts';
import { answersOf } from '../peers/constant-app.ts';
import { start, startServer } from '../processes.ts';
import { requestRatio, requestTable } from '../request-table.ts';
import { type BenchRequest, drawRequests } from '../requests.ts';
import { outcomeOf } from '../targets.ts';
import type { Bench } from './bench.ts';

const PER_KIND = 20;
const WARM_UPS = 20;

export const benchHttp: Bench = async ({ scale, seed, rounds, seedsDir, indexDir, engine: makeEngine }) => {
  const requests = await drawRequests((await makeEngine()).library, { perKind: PER_KIND, seed });
  const paths = requests.map(({ path }) => path);
  // A log of every request, which a terminal does not get either, would be written into the messages of this program.
  const env = { SEEDS_DIR: seedsDir, INDEX_DIR: indexDir, RATE_LIMIT: '0', LOG_LEVEL: 'warn' };
  const ours = await startServer(
    (port) => start('src/cli/main.ts', ['serve'], { ...env, PORT: String(port) }),
    async (origin) => (await fetch(`${origin}/readyz`)).ok,
  );
  const answersFile = `${seedsDir}-answers-${process.pid}.json`;
  try {
    const answers = await answersOf(ours.origin, paths);
    await writeFile(answersFile, JSON.stringify(answers));
    const express = await startServer(
      (port) => start('test/bench/peers/constant-site.ts', [answersFile, String(port)]),
      async (origin) => (await fetch(origin + (paths[0] ?? ''))).ok,
    );
    const clients = { ours: createClient(ours.origin), express: createClient(express.origin) };
    try {
      const times = await race<BenchRequest>(
        [
          { name: 'ours', run: ({ path }) => clients.ours.get(path) },
          { name: 'express', run: ({ path }) => clients.express.get(path) },
        ],
        requests,
        { rounds, warmUps: Math.max(2, Math.ceil(WARM_UPS / scale)) },
      );
      const measured = { requests, answers, ours: times.get('ours') ?? [], express: times.get('express') ?? [] };
      return {
        tables: [requestTable(measured, { title: `Whole requests over loopback ×${scale} (p50 / p95)`, note: NOTE })],
        outcomes: (['literal query, page', 'literal query, API'] as const).flatMap((kind) =>
          ([0.5, 0.95] as const).flatMap((share) =>
            outcomeOf(
              'http',
              `${kind}, over HTTP ÷ express with the same bytes, p${share * 100}`,
              scale,
              requestRatio(measured, kind, share),
            ),
          ),
        ),
      };
    } finally {
      clients.ours.close();
      clients.express.close();
      await express.stop();
    }
  } finally {
    await ours.stop();
    await rm(answersFile, { force: true });
  }
};

const NOTE = 'One request at a time, kept alive, uncompressed; the time of the client is in both.';
