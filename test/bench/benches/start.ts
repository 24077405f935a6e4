// From the start of a process to its first right answer over HTTP, the index being there: ours as `npm start` runs it.

import { quantile } from '../measure.ts';
import { createNaiveIndexFile } from '../naive-index-file.ts';
import { documentsOf } from '../peers/peer.ts';
import { createScan } from '../peers/scan.ts';
import { start, timeToAnswer } from '../processes.ts';
import { drawQueries } from '../queries.ts';
import { figure } from '../table.ts';
import { outcomeOf } from '../targets.ts';
import type { Bench } from './bench.ts';

export const benchStart: Bench = async (input) => {
  const { scale, seed, seedsDir, indexDir, rounds } = input;
  const documents = documentsOf((await input.engine()).library);
  const indexFile = await createNaiveIndexFile(input, documents);
  const texts = documents.map(({ text }) => text);
  const q = drawQueries(texts, { perKind: 1, seed }).find(({ kind }) => kind === 'common literal')?.q ?? '发展';
  const scan = await createScan(documents);
  const total = scan.ordinalsOf(scan.search(q)).length;
  const answerOf = async (origin: string): Promise<unknown> => {
    const response = await fetch(`${origin}/api/search?q=${encodeURIComponent(q)}&match=exact`);
    const answer: unknown = await response.json();
    return response.ok && typeof answer === 'object' && answer !== null && 'total' in answer ? answer.total : undefined;
  };
  const times = { ours: [] as number[], naive: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    times.ours.push(
      await timeToAnswer(
        (port) => start('src/cli/main.ts', ['serve'], { SEEDS_DIR: seedsDir, INDEX_DIR: indexDir, PORT: String(port) }),
        async (origin) => (await answerOf(origin)) === total,
      ),
    );
    times.naive.push(
      await timeToAnswer(
        (port) => start('test/bench/peers/naive-site.ts', [indexFile, String(port)]),
        // Its counts are not the right ones; the answer it always gives is the best it can do.
        async (origin) => Number(await answerOf(origin)) > 0,
      ),
    );
  }
  const ratio = quantile(
    times.ours.map((ours, at) => ours / (times.naive[at] ?? Number.NaN)),
    0.5,
  );
  return {
    tables: [
      {
        title: `From start to the first right answer ×${scale}`,
        columns: ['', 'ms', 'ours ÷ it'],
        rows: [
          ['ours', figure(quantile(times.ours, 0.5)), ''],
          ['naive MiniSearch + jieba + express', figure(quantile(times.naive, 0.5)), figure(ratio)],
        ],
      },
    ],
    outcomes: outcomeOf('start', 'start to the first right answer ÷ naive MiniSearch', scale, ratio),
  };
};
