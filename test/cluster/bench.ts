// How fast three nodes are filled, how much they keep, and how long each kind of question takes beside the embedded engine.
//   npx tsx test/cluster/bench.ts [scale = 30] [rounds = 5]       (OPENSEARCH_URL: a cluster that is there)
import { cpus } from 'node:os';
import { prepareParts } from '../../src/cli/prepare.ts';
import type { SearchRequest } from '../../src/search/answer.ts';
import type { SearchEngine } from '../../src/search/engine.ts';
import { corpusOf } from '../bench/corpora.ts';
import { type Contender, quantileOf, race, timesAt } from '../bench/measure.ts';
import { drawQueries } from '../bench/queries.ts';
import { figure, markdownOf } from '../bench/table.ts';
import { ask } from '../support/asking.ts';
import { bothEngines, disagreement } from './both-engines.ts';
import { dropAll, ownAlias, sharedCluster } from './shared-cluster.ts';

const [scale = 30, rounds = 5] = process.argv.slice(2).map(Number);
if (!(scale > 0) || !(rounds >= 1)) throw new Error('usage: npx tsx test/cluster/bench.ts [scale] [rounds]');

interface BenchQuestion {
  readonly kind: string;
  readonly q: string;
  readonly request: Partial<SearchRequest>;
}

const PER_KIND = 15;
const UNDER_WAY = 8;
const LOAD_MS = 20_000;
const quiet = { line: (text: string) => console.error(text), error: (text: string) => console.error(text), rewrite: null };
const parts = await prepareParts(await corpusOf(scale, 1), quiet);
const { library } = parts;
const texts = library.clauses.map(({ clause }) => clause.text);
const characters = texts.reduce((sum, text) => sum + text.length, 0);
console.log(
  `${cpus().length} cores; ${library.plans.length} plans, ${texts.length} clauses, ${(characters / 1e6).toFixed(1)} M characters\n`,
);

const { connection, own } = await sharedCluster({ heap: '1g', isMeasured: true });
const alias = ownAlias('bench');
try {
  const startedAt = performance.now();
  const { embedded, cluster } = await bothEngines(connection, alias, parts);
  const seconds = (performance.now() - startedAt) / 1000;
  const stats = await connection.ask<{
    readonly _all: { readonly primaries: { readonly store: { readonly size_in_bytes: number } } };
  }>({
    method: 'GET',
    path: `/${alias}/_stats/store`,
  });
  const bytes = stats._all.primaries.store.size_in_bytes;
  console.log(
    markdownOf({
      title: `Filling, ×${scale}`,
      columns: ['seconds', 'clauses a second', 'characters a second', 'size without copies', 'bytes a character'],
      rows: [
        [
          figure(seconds),
          figure(texts.length / seconds),
          figure(characters / seconds),
          `${figure(bytes / 1e6)} MB`,
          figure(bytes / characters),
        ],
      ],
    }),
  );

  const questions = questionsOf();
  const kinds = [...new Set(questions.map(({ kind }) => kind))];
  const engines: readonly (readonly [name: string, engine: SearchEngine])[] = [
    ['embedded', embedded],
    ['cluster', cluster()],
  ];
  const contenders = engines.map(
    ([name, engine]): Contender<BenchQuestion> => ({
      name,
      run: ({ q, request }) => ask(engine, q, request),
    }),
  );
  const times = await race(contenders, questions, { rounds, warmUps: 2 });
  const cells = (name: string, kind: string) => {
    const at = [...questions.keys()].filter((position) => questions[position]?.kind === kind);
    const own = timesAt(times.get(name) ?? [], at);
    return [figure(quantileOf(own, 0.5)), figure(quantileOf(own, 0.99))];
  };
  console.log(
    markdownOf({
      title: `Answers in ms, one after the other, ×${scale}`,
      columns: ['question', 'embedded p50', 'p99', 'cluster p50', 'p99'],
      rows: kinds.map((kind) => [kind, ...cells('embedded', kind), ...cells('cluster', kind)]),
    }),
  );

  const rates: string[][] = [];
  for (const [name, engine] of engines) rates.push([name, figure(await searchesASecond(engine, questions))]);
  console.log(
    markdownOf({
      title: `${UNDER_WAY} searches under way, all kinds, ×${scale}`,
      columns: ['engine', 'searches a second'],
      rows: rates,
    }),
  );

  let different = 0;
  for (const { q, request } of questions) {
    const found = Object.keys(await disagreement(embedded, cluster(), q, request));
    if (found.length === 0) continue;
    different += 1;
    console.log(`differs: ${q} ${JSON.stringify(request)}: ${found.join(', ')}`);
  }
  console.log(`${questions.length - different} of ${questions.length} answers are the same to the last highlight\n`);
} finally {
  await dropAll(connection, alias);
  await connection.close();
  await own?.close();
}

/** Asked by several readers at once, each the next question as soon as the last is answered. */
async function searchesASecond(engine: SearchEngine, questions: readonly BenchQuestion[]): Promise<number> {
  const startedAt = performance.now();
  let asked = 0;
  const reader = async () => {
    while (performance.now() - startedAt < LOAD_MS) {
      const { q, request } = questions[asked % questions.length] ?? { q: '发展', request: {} };
      asked += 1;
      await ask(engine, q, request);
    }
  };
  await Promise.all(Array.from({ length: UNDER_WAY }, reader));
  return asked / ((performance.now() - startedAt) / 1000);
}

function questionsOf(): BenchQuestion[] {
  const drawn = drawQueries(texts, { perKind: PER_KIND, seed: 1 });
  const words = drawn.filter(({ kind }) => kind === 'common literal').map(({ q }) => q);
  const word = (at: number) => words[at % words.length] ?? '发展';
  const plans = library.plans.map(({ id }) => id);
  const made = Array.from({ length: PER_KIND }, (_, at): BenchQuestion[] => [
    { kind: 'one character', q: [...word(at)][0] ?? '的', request: {} },
    { kind: 'either of two', q: `${word(at)}|${word(at + 1)}`, request: {} },
    { kind: 'one without the other', q: `${word(at)} -${word(at + 1)}`, request: {} },
    { kind: 'NEAR', q: `${word(at)} NEAR/10 ${word(at + 1)}`, request: {} },
    { kind: 'common, in one district', q: word(at), request: { districts: [plans[(at * 7) % plans.length] ?? ''] } },
    { kind: 'common, in order, page 10', q: word(at), request: { sort: 'order', offset: 180 } },
  ]).flat();
  return [...drawn.map(({ kind, q }) => ({ kind, q, request: {} })), ...made].sort((a, b) => (a.kind < b.kind ? -1 : 1));
}
