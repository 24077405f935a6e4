// Run in a process of its own: from clauses, already parsed, to the index of the naive peer, first in memory, then on disk.
// Prints what each took since the start of the process.
//   tsx test/bench/peers/naive-build.ts CLAUSES.json INDEX.json
import { readFile, writeFile } from 'node:fs/promises';
import { START, spentSince } from '../spent.ts';
import { buildMiniSearch } from './minisearch.ts';

const [source = '', target = ''] = process.argv.slice(2);
const index = buildMiniSearch(JSON.parse(await readFile(source, 'utf8')), { stores: true });
const inMemory = spentSince(START);
await writeFile(target, JSON.stringify(index));
console.log(JSON.stringify({ inMemory, onDisk: spentSince(START) }));
