// What an engine holds after it has been loaded and asked, each in a process of its own: all memory of the process (RSS),
// which counts jieba's dictionary, and what JavaScript holds (heap and external) after a collection.
import { writeFile } from 'node:fs/promises';
import { quantile } from '../measure.ts';
import { createNaiveIndexFile } from '../naive-index-file.ts';
import { documentsOf } from '../peers/peer.ts';
import { outputOf, start } from '../processes.ts';
import { drawQueries } from '../queries.ts';
import { figure } from '../table.ts';
import { outcomeOf } from '../targets.ts';
import type { Bench } from './bench.ts';

interface Memory {
  readonly rss: number;
  /** Heap and external. */
  readonly held: number;
}

const RUNS = 3;

export const benchMemory: Bench = async (input) => {
  const { scale, seed, seedsDir, indexDir } = input;
  const documents = documentsOf((await input.engine()).library);
  const indexFile = await createNaiveIndexFile(input, documents);
  const queriesFile = `${seedsDir}-queries.json`;
  const texts = documents.map(({ text }) => text);
  await writeFile(queriesFile, JSON.stringify(drawQueries(texts, { perKind: 10, seed }).map(({ q }) => q)));
  const ours: Memory[] = [];
  const naive: Memory[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    ours.push(await measure(['ours', seedsDir, indexDir, queriesFile]));
    naive.push(await measure(['naive', indexFile, '-', queriesFile]));
  }
  const megabytes = (runs: readonly Memory[], part: keyof Memory) =>
    quantile(
      runs.map((memory) => memory[part] / 1e6),
      0.5,
    );
  const ratio = (part: keyof Memory) => megabytes(ours, part) / megabytes(naive, part);
  const row = (name: string, part: keyof Memory) => [
    name,
    figure(megabytes(ours, part)),
    figure(megabytes(naive, part)),
    figure(ratio(part)),
  ];
  return {
    tables: [
      {
        title: `Memory ×${scale}, MB`,
        columns: ['', 'ours', 'naive MiniSearch + jieba', 'ours ÷ it'],
        rows: [row('whole process (RSS)', 'rss'), row('heap and external after collection', 'held')],
      },
    ],
    outcomes: outcomeOf('memory', 'memory (RSS) ÷ naive MiniSearch', scale, ratio('rss')),
  };
};

async function measure(args: readonly string[]): Promise<Memory> {
  const output = await outputOf(start('test/bench/engine-memory.ts', args, {}, ['--expose-gc', '--max-old-space-size=12288']));
  return JSON.parse(output);
}
