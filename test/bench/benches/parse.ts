// From the text of a plan to its headings and clauses, in one thread. Nobody else parses plans, so what it is held against
// is the least that any index of Chinese words has to do with the same text: cutting it with jieba.
import nodejieba from 'nodejieba';
import { planOf, readSeeds, type SeedPlan } from '../../../src/corpus/seeds.ts';
import { race, totalOf, totalRatioOf } from '../measure.ts';
import { figure } from '../table.ts';
import type { Bench } from './bench.ts';

/** As many plans as ten corpora have: a larger one only has more of the same. */
const MOST_PLANS = 50;

export const benchParse: Bench = async ({ scale, rounds, seedsDir }) => {
  const { plans: all, themes } = await readSeeds(seedsDir);
  const plans = all.slice(0, MOST_PLANS);
  const characters = plans.reduce((sum, { text }) => sum + text.length, 0);
  const ours = 'ours';
  const theirs = 'nodejieba.cut of the same text';
  const times = await race<SeedPlan>(
    [
      { name: ours, run: ({ facts, text }) => planOf(facts, text, themes) },
      { name: theirs, run: ({ text }) => nodejieba.cut(text) },
    ],
    plans,
    { rounds, warmUps: 2 },
  );
  const timesOf = (name: string) => times.get(name) ?? [];
  const nanoseconds = (name: string) => figure((totalOf(timesOf(name)) * 1e6) / characters);
  const milliseconds = (name: string) => figure(totalOf(timesOf(name)) / plans.length);
  return {
    tables: [
      {
        title: `Parsing ×${scale}: ${plans.length} plans, ${characters} characters`,
        columns: ['', 'ns a character', 'ms a plan', 'ours ÷ it'],
        rows: [
          [ours, nanoseconds(ours), milliseconds(ours), ''],
          [theirs, nanoseconds(theirs), milliseconds(theirs), figure(totalRatioOf(timesOf(ours), timesOf(theirs)))],
        ],
      },
    ],
    outcomes: [],
  };
};
