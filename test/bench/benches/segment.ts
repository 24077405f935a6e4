// Cutting the clauses into words, beside plain nodejieba: what our own rules for numbers and Latin letters cost.
import nodejieba from 'nodejieba';
import { loadSegmenter } from '../../../src/text/segment.ts';
import { race, totalOf, totalRatioOf } from '../measure.ts';
import { figure } from '../table.ts';
import type { Bench } from './bench.ts';

/** As many clauses as ten corpora have: a larger one only has more of the same. */
const MOST_CLAUSES = 12_000;

export const benchSegment: Bench = async ({ scale, rounds, engine: makeEngine }) => {
  const { library } = await makeEngine();
  const texts = library.clauses.slice(0, MOST_CLAUSES).map(({ clause }) => clause.text);
  const characters = texts.reduce((sum, text) => sum + text.length, 0);
  const segmenter = loadSegmenter();
  const ours = `ours (${segmenter.name})`;
  const theirs = 'nodejieba.cut';
  const times = await race(
    [
      { name: ours, run: (text: string) => segmenter.segment(text) },
      { name: theirs, run: (text: string) => nodejieba.cut(text) },
    ],
    texts,
    { rounds, warmUps: 1 },
  );
  const timesOf = (name: string) => times.get(name) ?? [];
  const nanoseconds = (name: string) => figure((totalOf(timesOf(name)) * 1e6) / characters);
  return {
    tables: [
      {
        title: `Segmenting ×${scale}: ${texts.length} clauses, ${characters} characters`,
        columns: ['', 'ns a character', 'ours ÷ it'],
        rows: [
          [ours, nanoseconds(ours), ''],
          [theirs, nanoseconds(theirs), figure(totalRatioOf(timesOf(ours), timesOf(theirs)))],
        ],
      },
    ],
    outcomes: [],
  };
};
