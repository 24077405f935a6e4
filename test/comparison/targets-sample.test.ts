import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { TARGET_QUALITY } from '../../src/comparison/targets/quality.ts';
import { sentenceRanges } from '../../src/comparison/targets/sentences.ts';
import type { Target } from '../../src/comparison/targets/target.ts';
import { createTargetsOfPlans } from '../../src/comparison/targets/targets-of-plans.ts';
import type { Library } from '../../src/corpus/library.ts';
import { fold } from '../../src/text/fold.ts';
import { fivePlans } from './corpus.ts';

type Labelled = Pick<Target, 'indicator' | 'value' | 'unit' | 'comparator' | 'year' | 'binding'>;

interface LabelledSentence {
  readonly clauseId: string;
  readonly half: 'tuning' | 'held-out';
  readonly sentence: string;
  readonly targets: readonly Labelled[];
}

interface Sample {
  readonly seed: number;
  readonly perPlan: number;
  readonly rules: readonly string[];
  readonly sentences: readonly LabelledSentence[];
}

const sample = JSON.parse(readFileSync(new URL('targets-sample.json', import.meta.url), 'utf8')) as Sample;

let library: Library;
let targets: readonly Target[];

beforeAll(async () => {
  const corpus = await fivePlans();
  library = corpus.library;
  targets = await createTargetsOfPlans(library, corpus.index).of(library.plans.map(({ id }) => id));
});

// FNV-1a, its bits mixed once more: what a sentence draws does not depend on any other sentence.
function draw(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35) >>> 0;
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** All sentences with a digit of a plan, with what each draws; the rows of tables are one sentence each. */
function drawn(plan: string): { readonly clauseId: string; readonly sentence: string; readonly drew: number }[] {
  const clauses = library.clauses.filter((placed) => placed.plan.id === plan).map(({ clause }) => clause);
  return clauses
    .flatMap(({ id, kind, text }) =>
      (kind === 'row' ? [text] : sentenceRanges(text).map((range) => text.slice(...range))).map((sentence) => ({
        clauseId: id,
        sentence,
      })),
    )
    .filter(({ sentence }) => /\p{Nd}/u.test(sentence))
    .map(({ clauseId, sentence }) => ({ clauseId, sentence, drew: draw(`${sample.seed}|${clauseId}|${sentence}`) }))
    .sort((a, b) => a.drew - b.drew);
}

/** A value that was read is right where a person found the same value for the same year in the same sentence. */
function compare(half: LabelledSentence['half']) {
  const pairs: { readonly read: Target; readonly labelled: Labelled }[] = [];
  const wrong: string[] = [];
  const missed: string[] = [];
  for (const { clauseId, sentence, targets: labels } of sample.sentences.filter((entry) => entry.half === half)) {
    const left = [...labels];
    for (const read of targets.filter((target) => target.clauseId === clauseId && target.sentence === sentence)) {
      const at = left.findIndex(({ value, year }) => fold(value) === fold(read.value) && year === read.year);
      const [labelled] = at < 0 ? [] : left.splice(at, 1);
      if (labelled) pairs.push({ read, labelled });
      else wrong.push(`${clauseId} ${read.indicator} ${read.value}${read.unit} ${read.year}`);
    }
    missed.push(...left.map(({ indicator, value, unit, year }) => `${clauseId} ${indicator} ${value}${unit} ${year}`));
  }
  return {
    pairs,
    wrong,
    missed,
    precision: pairs.length / (pairs.length + wrong.length),
    recall: pairs.length / (pairs.length + missed.length),
  };
}

describe('the labelled sample', () => {
  it('is at least 120 sentences from all five plans, drawn by its seed', () => {
    expect(sample.sentences.length).toBeGreaterThanOrEqual(120);
    for (const { id } of library.plans) {
      const expected = drawn(id).slice(0, sample.perPlan);
      const found = sample.sentences.filter(({ clauseId }) => library.clauseById(clauseId)?.plan.id === id);
      expect(found.map(({ clauseId, sentence }) => ({ clauseId, sentence }))).toEqual(
        expected.map(({ clauseId, sentence }) => ({ clauseId, sentence })),
      );
      expect(found.map(({ half }) => half)).toEqual(expected.map(({ drew }) => (drew % 2 === 1 ? 'tuning' : 'held-out')));
    }
  });

  it('has as many sentences and targets as the published figures say', () => {
    for (const [half, quality] of [
      ['tuning', TARGET_QUALITY.tuning],
      ['held-out', TARGET_QUALITY.heldOut],
    ] as const) {
      const sentences = sample.sentences.filter((entry) => entry.half === half);
      expect(sentences).toHaveLength(quality.sentences);
      expect(sentences.flatMap((entry) => entry.targets)).toHaveLength(quality.targets);
    }
  });

  it('labels values that stand in their sentences', () => {
    for (const { sentence, targets: labels } of sample.sentences)
      for (const { value } of labels) expect(sentence).toContain(value);
  });
});

describe('reading targets', () => {
  it('is as good on the half it was tuned on as the figures say', () => {
    const { precision, recall, wrong, missed } = compare('tuning');
    expect(precision, wrong.join('\n')).toBeGreaterThanOrEqual(TARGET_QUALITY.tuning.precision);
    expect(recall, missed.join('\n')).toBeGreaterThanOrEqual(TARGET_QUALITY.tuning.recall);
  });

  it('is as good on the half kept back as the figures say', () => {
    const { precision, recall, wrong, missed } = compare('held-out');
    expect(precision, wrong.join('\n')).toBeGreaterThanOrEqual(TARGET_QUALITY.heldOut.precision);
    expect(recall, missed.join('\n')).toBeGreaterThanOrEqual(TARGET_QUALITY.heldOut.recall);
  });

  it('is good enough on sentences not seen', () => {
    for (const { precision, recall } of [TARGET_QUALITY.heldOut, TARGET_QUALITY.otherPlans]) {
      expect(precision).toBeGreaterThanOrEqual(0.95);
      expect(recall).toBeGreaterThanOrEqual(0.85);
    }
  });

  it('gives unit, bound, indicator and binding as a person does, nearly always', () => {
    const pairs = [...compare('tuning').pairs, ...compare('held-out').pairs];
    const shareOf = (isRight: (pair: (typeof pairs)[number]) => boolean) => pairs.filter(isRight).length / pairs.length;
    expect(shareOf(({ read, labelled }) => fold(read.unit) === fold(labelled.unit))).toBe(1);
    expect(shareOf(({ read, labelled }) => read.comparator === labelled.comparator)).toBe(1);
    expect(shareOf(({ read, labelled }) => read.binding === labelled.binding)).toBe(1);
    const isPart = (one: string, other: string) => fold(one).includes(fold(other)) || fold(other).includes(fold(one));
    expect(shareOf(({ read, labelled }) => isPart(read.indicator, labelled.indicator))).toBeGreaterThanOrEqual(0.98);
  });
});
