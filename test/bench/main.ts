// Measures the program beside its peers and prints Markdown.
//   npm run bench [-- --scale 1,10 --only search --rounds 7 --seed 1 --peers naive,plain --json FILE]
import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { prepareEngine } from '../../src/cli/prepare.ts';
import type { SearchEngine } from '../../src/search/engine.ts';
import { benchAnswer } from './benches/answer.ts';
import type { Bench, BenchResult } from './benches/bench.ts';
import { benchBuild } from './benches/build.ts';
import { benchHttp } from './benches/http.ts';
import { benchMemory } from './benches/memory.ts';
import { benchPage } from './benches/page.ts';
import { benchParse } from './benches/parse.ts';
import { benchSearch } from './benches/search.ts';
import { benchSegment } from './benches/segment.ts';
import { benchStart } from './benches/start.ts';
import { benchStore } from './benches/store.ts';
import { corpusOf } from './corpora.ts';
import { markdownOf } from './table.ts';
import { targetTable } from './targets.ts';

const BENCHES: Readonly<Record<string, Bench>> = {
  segment: benchSegment,
  parse: benchParse,
  build: benchBuild,
  store: benchStore,
  search: benchSearch,
  answer: benchAnswer,
  page: benchPage,
  http: benchHttp,
  start: benchStart,
  memory: benchMemory,
};

const { values } = parseArgs({
  options: {
    scale: { type: 'string', default: '1,10' },
    only: { type: 'string', default: Object.keys(BENCHES).join(',') },
    rounds: { type: 'string', default: '7' },
    seed: { type: 'string', default: '1' },
    peers: { type: 'string', default: '' },
    json: { type: 'string' },
  },
});
const scales = values.scale.split(',').map(Number);
const names = values.only.split(',');
const unknown = names.filter((name) => !Object.hasOwn(BENCHES, name));
if (unknown.length > 0 || scales.some((scale) => !(scale > 0)) || !(Number(values.rounds) >= 1)) {
  console.error(
    `usage: npm run bench -- --scale 1,10 --only ${Object.keys(BENCHES).join(',')} --rounds 7 --seed 1 --peers naive,plain --json FILE`,
  );
  process.exit(2);
}

const quiet = { line: (text: string) => console.error(text), error: (text: string) => console.error(text), rewrite: null };
const results: BenchResult[] = [];
console.log(`Node ${process.version}, ${cpus().length} cores, ${cpus()[0]?.model ?? 'unknown processor'}\n`);
for (const scale of scales) {
  const folders = await corpusOf(scale, Number(values.seed));
  let engine: Promise<SearchEngine> | undefined;
  for (const name of names) {
    console.error(`${name} ×${scale}`);
    const result = await BENCHES[name]?.({
      ...folders,
      scale,
      seed: Number(values.seed),
      rounds: Number(values.rounds),
      peers: values.peers.split(',').filter((name) => name !== ''),
      engine: () => (engine ??= prepareEngine(folders, quiet)),
    });
    if (!result) continue;
    results.push(result);
    for (const table of result.tables) console.log(markdownOf(table));
  }
}
const outcomes = results.flatMap((result) => result.outcomes);
if (outcomes.length > 0) console.log(markdownOf(targetTable(outcomes)));
if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(results, null, 2)}\n`);
