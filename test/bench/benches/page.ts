// What making an answer takes, without network: the whole app beside express that has the same bytes ready.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Express } from 'express';
import { createApp } from '../../../src/web/app.ts';
import { exchange } from '../exchange.ts';
import { race } from '../measure.ts';
import { answersOf, type ConstantAnswers, createConstantApp } from '../peers/constant-app.ts';
import { requestTable } from '../request-table.ts';
import { type BenchRequest, drawRequests } from '../requests.ts';
import type { Bench } from './bench.ts';

const PER_KIND = 20;
const WARM_UPS = 10;

export const benchPage: Bench = async ({ scale, seed, rounds, engine: makeEngine }) => {
  const engine = await makeEngine();
  const requests = await drawRequests(engine.library, { perKind: PER_KIND, seed });
  const app = createApp({ engine });
  const answers = await answersOfApp(
    app,
    requests.map(({ path }) => path),
  );
  const constant = createConstantApp(answers);
  const times = await race(
    [
      { name: 'ours', run: ({ path }: BenchRequest) => exchangeWell(app, path) },
      { name: 'express', run: ({ path }: BenchRequest) => exchangeWell(constant, path) },
    ],
    requests,
    { rounds, warmUps: Math.max(2, Math.ceil(WARM_UPS / scale)) },
  );
  const measured = { requests, answers, ours: times.get('ours') ?? [], express: times.get('express') ?? [] };
  return {
    tables: [requestTable(measured, { title: `Making an answer ×${scale}, without network (p50 / p95)`, note: NOTE })],
    outcomes: [],
  };
};

const NOTE = 'Searching, the view, the template and the headers, through the whole app; nothing is sent anywhere.';

async function exchangeWell(app: Express, path: string): Promise<void> {
  const status = await exchange(app, path);
  if (status !== 200) throw new Error(`${path} is answered with ${status}`);
}

async function answersOfApp(app: Express, paths: readonly string[]): Promise<ConstantAnswers> {
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const address = server.address();
    if (typeof address !== 'object' || address === null) throw new Error('the server has no port');
    return await answersOf(`http://127.0.0.1:${address.port}`, paths);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
