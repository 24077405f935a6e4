import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLibrary, type Library } from '../../src/corpus/library.ts';
import { defaultFacts } from '../../src/corpus/manifest.ts';
import { planOf } from '../../src/corpus/seeds.ts';
import { buildIndex } from '../../src/indexing/build.ts';
import type { StoredIndex } from '../../src/indexing/store.ts';
import { openLibrary } from '../../src/indexing/stored-plans.ts';
import { loadSegmenter, type Segmenter } from '../../src/text/segment.ts';
import { check } from '../support/properties.ts';

const jieba = loadSegmenter();

/** A plan in short: an id and its paragraphs. */
interface Draft {
  readonly id: string;
  readonly paragraphs: readonly string[];
}

const factsOf = ({ id }: Draft) => ({ ...defaultFacts(`${id}.txt`), id });
const keyOf = (draft: Draft) => JSON.stringify(draft);

function libraryOf(drafts: readonly Draft[]): Library {
  const text = ({ paragraphs }: Draft) =>
    ['第一章 总则', ...paragraphs.slice(0, 2), '第二章 “侨梦苑”建设', ...paragraphs.slice(2)].join('\n');
  return createLibrary(
    drafts.map((draft) => planOf(factsOf(draft), text(draft), [])),
    [],
  );
}

function build(drafts: readonly Draft[], previous: StoredIndex | null = null, segmenter: Segmenter = jieba) {
  return buildIndex({
    library: libraryOf(drafts),
    segmenter,
    declaredTerms: ['碳达峰', '大湾区'],
    keys: drafts.map(keyOf),
    previous,
  });
}

// Sentences that bring terms of the lexicon with them: names in quotation marks, and words that often stand together.
const sentence = fc.constantFrom(
  '推动碳达峰行动。',
  '打造“侨梦苑”品牌。',
  '建设知识城，建设知识城，建设知识城。',
  '知识城与僑夢苑共建。',
  '深化“放管服”改革，落實碳達峰。',
  '放管服改革走在前列。',
  '表一 | 2025年 | 5G基站',
  '',
);
const paragraph = fc.array(sentence, { minLength: 1, maxLength: 3 }).map((sentences) => sentences.join(''));
const draft = fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd-1'), paragraphs: fc.array(paragraph, { maxLength: 5 }) });
const drafts = fc.uniqueArray(draft, { selector: ({ id }) => id, minLength: 1, maxLength: 4 });

describe('an index that takes over what has not changed', () => {
  it('is the index built from nothing, whatever came, went, changed or moved', () => {
    check(
      [drafts, drafts, drafts],
      (first, second, third) => {
        const taken = build(third, build(second, build(first).stored).stored);
        expect(taken.stored).toEqual(build(third).stored);
      },
      60,
    );
  });

  it('cuts the words of what is new, and of old clauses in which a term of the lexicon came or went, alone', () => {
    const old = [
      { id: 'a', paragraphs: ['推动碳达峰行动。', '放管服改革走在前列。'] },
      { id: 'b', paragraphs: ['建设大湾区。'] },
    ];
    const before = build(old).stored;
    const cut: string[] = [];
    const recording: Segmenter = {
      name: jieba.name,
      segment: (text) => {
        cut.push(text);
        return jieba.segment(text);
      },
    };
    build([...old, { id: 'c', paragraphs: ['深化“放管服”改革。', '别的话。'] }], before, recording);
    const all = cut.join('\n');
    expect(all).toContain('别的话');
    expect(all).toContain('走在前列');
    expect(all).not.toContain('行动');
    expect(all).not.toContain('建设大湾区');
  });

  it('gives the plans back as they were parsed', () => {
    const own = [
      { id: 'a', paragraphs: ['推动碳达峰行动。', '深化“放管服”改革。', '甲', '乙'] },
      { id: 'd-1', paragraphs: ['建设大湾区。'] },
    ];
    const parsed = libraryOf(own);
    const opened = openLibrary(build(own).stored.plans, own.map(factsOf), []);
    for (const [at, plan] of parsed.plans.entries()) {
      const { headings, chapters, clauses, dropped, diagnostics, themes, sourceLines } = opened.plans[at] ?? plan;
      expect({ ...plan, headings, chapters, clauses, dropped, diagnostics, themes, sourceLines }).toEqual(plan);
    }
    for (const { clause, chapter, ordinal } of parsed.clauses) {
      expect(opened.clauseById(clause.id)?.ordinal).toBe(ordinal);
      expect(opened.chapterById(chapter.id)?.chapter).toEqual(chapter);
    }
    expect(opened.clauseById('d-1-9.9.9')).toBeUndefined();
    expect(opened.chapterById('nowhere')).toBeUndefined();
  });
});
