import { describe, expect, it } from 'vitest';
import { createWordPartBuilder, joinWordParts, layCut, type PlanTexts, type WordPart } from '../../src/indexing/word-part.ts';
import { lexiconOf } from '../../src/text/analyze.ts';
import { loadSegmenter } from '../../src/text/segment.ts';

const segmenter = loadSegmenter();
const lexicon = lexiconOf(['碳达峰', '知识城'], segmenter);
const plan: PlanTexts = {
  texts: ['推动碳达峰行动。', '建设知识城，推动行动。', '别的话。'],
  headings: [1, 0, null],
  titles: ['绿色发展', '碳达峰'],
  parents: [null, 0],
};

/** By field: the clauses that hold the term. */
function clausesWith({ postings }: WordPart, term: string): { text: number[]; path: number[] } {
  const at = postings.terms.indexOf(term);
  const of = ({ starts, ordinals }: (typeof postings.fields)['text']) => [...ordinals.slice(starts[at], starts[at + 1])];
  return at < 0 ? { text: [], path: [] } : { text: of(postings.fields.text), path: of(postings.fields.path) };
}

describe('a part of words', () => {
  it('has the terms of clauses and of the titles above them', () => {
    const builder = createWordPartBuilder(segmenter);
    builder.add(plan);
    builder.useLexicon(lexicon);
    const part = builder.finish();
    expect(clausesWith(part, '碳达峰')).toEqual({ text: [0], path: [0] });
    expect(clausesWith(part, '知识城')).toEqual({ text: [1], path: [] });
    expect(clausesWith(part, '行动')).toEqual({ text: [0, 1], path: [] });
    expect(clausesWith(part, '绿色')).toEqual({ text: [], path: [0, 1] });
    expect(part.words.words).toEqual([...part.words.words].sort());
    expect(part.words.words).toContain('知识城');
    // A word of titles alone is no word of the clauses.
    expect(part.words.words).not.toContain('绿色');
  });

  it('is the same whether clauses come before the lexicon is known or after', () => {
    const read: string[] = [];
    const early = createWordPartBuilder(segmenter, () => read.push('early'));
    early.add(plan);
    early.useLexicon(lexicon);
    const late = createWordPartBuilder(segmenter, () => read.push('late'));
    late.useLexicon(lexicon);
    late.addMore(plan);
    expect(late.finish()).toEqual(early.finish());
    expect(read).toEqual(['early', 'early', 'early', 'late', 'late', 'late']);
  });

  it('is made of two as of one', () => {
    const of = (own: PlanTexts) => {
      const builder = createWordPartBuilder(segmenter);
      builder.useLexicon(lexicon);
      builder.addMore(own);
      return builder.finish();
    };
    const some = (...at: number[]) =>
      of({
        ...plan,
        texts: at.flatMap((text) => plan.texts[text] ?? []),
        headings: at.map((text) => plan.headings[text] ?? null),
      });
    const parts = [
      { part: some(0, 2), clauses: Int32Array.of(0, 2) },
      { part: some(2, 1), clauses: Int32Array.of(-1, 1) },
    ];
    expect(joinWordParts(parts, 3)).toEqual(of(plan));
  });

  it('needs the lexicon first', () => {
    const builder = createWordPartBuilder(segmenter);
    expect(() => builder.addMore(plan)).toThrow(RangeError);
    expect(() => builder.finish()).toThrow(RangeError);
  });
});

describe('the cut of a plan', () => {
  it('can be sent as one list', () => {
    const cut = createWordPartBuilder(segmenter).add(plan);
    expect(cut.texts.map(({ text }) => text)).toEqual(plan.texts);
    expect(layCut(plan, Uint8Array.from(cut.starts))).toEqual(cut);
  });
});
