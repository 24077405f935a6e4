// Scores the ranking on the judged queries: as it is, with each part taken out, and cross-validated.
//   npm run bench:relevance [-- --cross-validate]
// nDCG@10 with gain 2^grade - 1 and discount log2(rank + 1); MRR@10 and recall@50 count grades 2 and 3 as relevant.
// A clause that was never judged counts as grade 0 and keeps its rank.
import { readFileSync } from 'node:fs';
import { processOutput } from '../../src/cli/output.ts';
import { prepareParts } from '../../src/cli/prepare.ts';
import { createLiteralSearch } from '../../src/search/literal.ts';
import { parseQuery } from '../../src/search/query.ts';
import { type RankedClauses, rank } from '../../src/search/rank.ts';
import { WEIGHTS, type Weights } from '../../src/search/weights.ts';

interface JudgedQuery {
  readonly id: string;
  readonly query: string;
}

interface Score {
  readonly ndcg: number;
  readonly mrr: number;
  readonly recall: number;
}

const DEPTH = 50;
const RELATED_LIMIT = 50;
const read = <T>(name: string): T => JSON.parse(readFileSync(new URL(`../relevance/${name}`, import.meta.url), 'utf8'));
const queries = read<readonly JudgedQuery[]>('queries.json');
const judgements = read<Readonly<Record<string, Readonly<Record<string, number>>>>>('qrels.json');

const { library, index, synonyms } = await prepareParts({ seedsDir: 'seeds', indexDir: 'index' }, processOutput);
const literal = createLiteralSearch(library, index);

/** The answer of the engine at the depth that is scored: exact matches first, related ones while there are few. */
function answer(text: string, weights: Weights): number[] {
  const query = parseQuery(text);
  const ranking = rank(query, literal.find(query), { index, textOf: literal.textOf, synonyms, weights });
  const bestOf = (ranked: RankedClauses, limit: number) => ranked.best(limit).map((position) => ranked.ordinals[position] ?? 0);
  const offered = ranking.exact.ordinals.length < RELATED_LIMIT ? bestOf(ranking.related(), RELATED_LIMIT) : [];
  return [...bestOf(ranking.exact, DEPTH), ...offered].slice(0, DEPTH);
}

function score({ id, query }: JudgedQuery, weights: Weights): Score {
  const judged = judgements[id] ?? {};
  const spent = new Set<string>();
  const grades = answer(query, weights).map((ordinal) => bestGrade(ordinal, judged, spent));
  const all = Object.values(judged).sort((a, b) => b - a);
  const relevant = all.filter((grade) => grade >= 2).length;
  const first = grades.slice(0, 10).findIndex((grade) => grade >= 2);
  const found = grades.filter((grade) => grade >= 2).length;
  return { ndcg: gain(grades) / gain(all), mrr: first < 0 ? 0 : 1 / (first + 1), recall: relevant === 0 ? 0 : found / relevant };
}

// A clause that spans several lines earns the best grade among them, and each line is spent once.
function bestGrade(ordinal: number, judged: Readonly<Record<string, number>>, spent: Set<string>): number {
  const placed = library.clauses[ordinal];
  if (!placed) return 0;
  const [first, last] = placed.clause.lines;
  let best = 0;
  for (let line = first; line <= last; line += 1) {
    const address = `${placed.plan.facts.file}:${line}`;
    if (!spent.has(address)) best = Math.max(best, judged[address] ?? 0);
    spent.add(address);
  }
  return best;
}

const gain = (grades: readonly number[]): number =>
  grades.slice(0, 10).reduce((sum, grade, at) => sum + (2 ** grade - 1) / Math.log2(at + 2), 0);

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const scoreAll = (weights: Weights, over = queries): Score[] => over.map((query) => score(query, weights));
const row = (name: string, scores: readonly Score[]): string =>
  `| ${name} | ${mean(scores.map(({ ndcg }) => ndcg)).toFixed(3)} | ${mean(scores.map(({ mrr }) => mrr)).toFixed(3)} | ${mean(scores.map(({ recall }) => recall)).toFixed(3)} |`;

/** Each part of the score and the weights without it. */
const WITHOUT: Readonly<Record<string, Partial<Weights>>> = {
  'literal places': { literal: 0 },
  'like terms (same, near)': { same: 0, near: 0 },
  'subject clusters (topic)': { topic: 0 },
  'terms learnt from the best matches': { feedback: 0 },
  'run-in titles': { runInTitle: 0 },
  headings: { heading: 0 },
  'enumerations count less': { listed: 0 },
  'only in headings counts less': { onlyHeading: 1 },
  'words in one sentence': { sentence: 0, onlyHeading: 1 },
  'roles of clauses': { background: 1, chapterLead: 1, sectionLead: 1, principle: 1, goal: 1 },
  'short rows count less': { halfLength: 0 },
  'notes count less': { note: 1 },
  everything: {
    ...{ literal: 0, same: 0, near: 0, topic: 0, feedback: 0, runInTitle: 0, heading: 0, listed: 0, sentence: 0 },
    ...{ background: 1, chapterLead: 1, sectionLead: 1, principle: 1, goal: 1, halfLength: 0, note: 1 },
  },
};

/**
 * For each fold the weights are tuned anew, from neutral ones, on the other queries alone, and scored on the fold: what
 * the method would reach on queries it has not seen.
 */
function crossValidate(): void {
  const folds = 11;
  const heldOut: Score[] = [];
  for (let fold = 0; fold < folds; fold += 1) {
    const tuned = tune(queries.filter((_query, at) => at % folds !== fold));
    heldOut.push(
      ...scoreAll(
        tuned,
        queries.filter((_query, at) => at % folds === fold),
      ),
    );
    console.error(`fold ${fold + 1} of ${folds}`);
  }
  console.log(row(`held out, weights tuned on the others (${folds} folds)`, heldOut));
}

const GRID: Readonly<Record<keyof Weights, readonly number[]>> = {
  literal: [0, 1, 3],
  part: [0.2, 0.5, 0.8],
  same: [0.4, 0.8],
  near: [0.15, 0.3, 0.5],
  topic: [0, 0.08, 0.15, 0.25],
  feedback: [0, 0.15, 0.3],
  runInTitle: [0, 0.5, 1],
  heading: [0, 0.3, 0.6, 1],
  listed: [0, 0.15, 0.4],
  onlyHeading: [0.3, 0.6, 1],
  sentence: [0, 0.15, 0.4],
  saturation: [0.5, 0.8, 1.5],
  lengthNorm: [0.2, 0.5, 0.75],
  halfLength: [0, 20, 40, 80],
  note: [0.5, 1],
  background: [0.4, 0.6, 0.8, 1],
  chapterLead: [0.4, 0.6, 0.8, 1],
  sectionLead: [0.5, 0.7, 1],
  principle: [0.4, 0.6, 1],
  goal: [0.5, 0.7, 1],
};

// One weight at a time, twice round, from weights that say nothing.
function tune(over: readonly JudgedQuery[]): Weights {
  const objective = (weights: Weights) => mean(scoreAll(weights, over).map(({ ndcg, recall }) => ndcg + recall / 2));
  let weights: Weights = {
    ...WEIGHTS,
    ...WITHOUT['everything'],
    part: 0.5,
    same: 0.4,
    near: 0.3,
    saturation: 1.5,
    lengthNorm: 0.5,
  };
  let best = objective(weights);
  for (let round = 0; round < 2; round += 1) {
    for (const name of Object.keys(GRID) as (keyof Weights)[]) {
      for (const value of GRID[name]) {
        const candidate = { ...weights, [name]: value };
        const reached = objective(candidate);
        if (reached > best + 1e-4) {
          best = reached;
          weights = candidate;
        }
      }
    }
  }
  return weights;
}

console.log('\n| ranking | nDCG@10 | MRR@10 | recall@50 |\n|---|---|---|---|');
console.log(row('as it is', scoreAll(WEIGHTS)));
for (const [name, change] of Object.entries(WITHOUT)) console.log(row(`without ${name}`, scoreAll({ ...WEIGHTS, ...change })));
if (process.argv.includes('--per-query')) {
  for (const query of queries) console.log(row(query.query, [score(query, WEIGHTS)]));
}
if (process.argv.includes('--cross-validate')) crossValidate();
