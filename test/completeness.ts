// The promise of the search, asked over HTTP some thousand times more than a test run has time for:
// npx tsx test/completeness.ts [queries = 20000] [seed = 1]
import { readFileSync } from 'node:fs';
import type { Hit, SearchAnswer } from '../src/search/answer.ts';
import { serveSeeds } from './served.ts';
import { drawnStrings, quoted, randomFrom } from './support/drawn-queries.ts';
import { differences } from './support/held-against.ts';
import { createNaiveScan, naiveClauses } from './support/naive-scan.ts';

const [queries = 20_000, seed = 1] = process.argv.slice(2).map(Number);
if (!Number.isInteger(queries) || !Number.isInteger(seed))
  throw new Error('usage: npx tsx test/completeness.ts [queries] [seed]');

const PAGE = 100;
const DIFFERENCES_SHOWN = 20;

const { base, engine, close } = await serveSeeds();
const clauses = naiveClauses(engine.library.clauses, new URL('../seeds/plans.json', import.meta.url));
const scan = createNaiveScan(clauses);
const words = readFileSync(new URL('../seeds/vocabulary/terms.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => /^\p{Script=Han}/u.test(line));
const strings = drawnStrings({ texts: clauses.map(({ text }) => text), words, random: randomFrom(seed) });

async function page(text: string, offset: number): Promise<SearchAnswer> {
  const parameters = new URLSearchParams({ q: quoted(text), match: 'exact', limit: String(PAGE), offset: String(offset) });
  const response = await fetch(`${base}/api/search?${parameters}`);
  if (response.status !== 200) throw new Error(`${response.status} for ${JSON.stringify(text)}: ${await response.text()}`);
  return (await response.json()) as SearchAnswer;
}

async function differencesOf(text: string): Promise<string[]> {
  const answer = await page(text, 0);
  const hits: Hit[] = [...answer.hits];
  while (hits.length < answer.total) {
    const more = await page(text, hits.length);
    if (more.hits.length === 0) break;
    hits.push(...more.hits);
  }
  return differences(answer, hits, scan.find(text));
}

const startedAt = performance.now();
let wrong = 0;
let withClauses = 0;
for (let asked = 1; asked <= queries; asked += 1) {
  const text = strings.next().value as string;
  const found = await differencesOf(text);
  if (scan.find(text).length > 0) withClauses += 1;
  if (found.length > 0) {
    wrong += 1;
    if (wrong <= DIFFERENCES_SHOWN) console.log(`${JSON.stringify(text)}\n  ${found.join('\n  ')}`);
  }
  if (asked % Math.ceil(queries / 20) === 0) {
    const seconds = (performance.now() - startedAt) / 1000;
    console.log(`${asked} of ${queries} queries, ${wrong} with a difference, ${Math.round(asked / seconds)} a second`);
  }
}
await close();
const minutes = ((performance.now() - startedAt) / 60_000).toFixed(1);
console.log(
  wrong === 0
    ? `Complete: ${queries} queries (seed ${seed}), ${withClauses} of them with clauses, no difference, ${minutes} min`
    : `Not complete: ${wrong} of ${queries} queries (seed ${seed}) differ, ${minutes} min`,
);
process.exitCode = wrong === 0 ? 0 : 1;
