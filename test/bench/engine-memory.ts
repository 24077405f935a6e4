// Run in a process of its own: loads one engine, asks it everything once, prints what it holds then, in bytes.
//   node --expose-gc --import tsx test/bench/engine-memory.ts ours SEEDS_DIR INDEX_DIR QUERIES.json
//   node --expose-gc --import tsx test/bench/engine-memory.ts naive INDEX.json - QUERIES.json
import { readFile } from 'node:fs/promises';
import { prepareEngine } from '../../src/cli/prepare.ts';
import { askFor, requestOf } from '../../src/web/search-state.ts';
import { loadMiniSearch } from './peers/minisearch.ts';

const [kind = '', source = '', indexDir = '', queriesFile = ''] = process.argv.slice(2);
const queries: readonly string[] = JSON.parse(await readFile(queriesFile, 'utf8'));
const silent = { line: () => {}, error: () => {}, rewrite: null };

async function loadOurs(): Promise<(q: string) => unknown> {
  const engine = await prepareEngine({ seedsDir: source, indexDir }, silent);
  return (q) => engine.search(requestOf(askFor(q)));
}

async function loadNaive(): Promise<(q: string) => unknown> {
  const index = loadMiniSearch(await readFile(source, 'utf8'));
  return (q) => index.search(q);
}

const search = kind === 'ours' ? await loadOurs() : await loadNaive();
for (const q of queries) await search(q);
for (let time = 0; time < 3; time += 1) {
  globalThis.gc?.();
  await new Promise((resolve) => setTimeout(resolve, 100));
}
const { rss, heapUsed, external } = process.memoryUsage();
console.log(JSON.stringify({ rss, held: heapUsed + external }));
// Whatever was loaded stays reachable until it has been counted.
await search(queries[0] ?? '发展');
process.exit(0);
