import { describe, expect, it } from 'vitest';
import { buildClauseIndex, loadClauseIndex } from '../../src/indexing/clause-index.ts';

const clauses = [
  { ordinal: 0, text: ['碳达峰', '行动'], path: ['生态'] },
  { ordinal: 1, text: ['行动', '计划'], path: ['碳达峰'] },
  { ordinal: 2, text: ['行动', '方案'], path: ['产业'] },
  { ordinal: 3, text: ['行动', '方案'], path: ['产业'] },
  { ordinal: 4, text: [], path: [] },
];
const index = buildClauseIndex(clauses);
const ordinalsOf = (...terms: readonly string[]) =>
  index.score(terms.map((term) => ({ term, weight: 1 }))).map(({ ordinal }) => ordinal);

describe('the clause index', () => {
  it('finds the clauses with any of the terms, in their text or in the titles above them', () => {
    expect(new Set(ordinalsOf('碳达峰'))).toEqual(new Set([0, 1]));
    expect(new Set(ordinalsOf('计划', '方案'))).toEqual(new Set([1, 2, 3]));
  });

  it('puts a clause that says a term before one that only stands under it', () => {
    expect(ordinalsOf('碳达峰')).toEqual([0, 1]);
  });

  it('puts equals in reading order', () => {
    expect(ordinalsOf('方案')).toEqual([2, 3]);
  });

  it('finds whole terms alone: no part, no prefix, nothing like it', () => {
    expect(ordinalsOf('碳')).toEqual([]);
    expect(ordinalsOf('碳达')).toEqual([]);
    expect(ordinalsOf('碳达峰行动')).toEqual([]);
  });

  it('gives a term as much as it weighs', () => {
    const light = index.score([{ term: '方案', weight: 1 }]);
    const heavy = index.score([{ term: '方案', weight: 2 }]);
    expect(heavy[0]?.score).toBeCloseTo((light[0]?.score ?? 0) * 2);
  });

  it('finds nothing for nothing', () => {
    expect(ordinalsOf()).toEqual([]);
    expect(ordinalsOf('没有的词')).toEqual([]);
  });

  it('knows how many clauses hold a term', () => {
    expect(index.frequency('行动')).toBe(4);
    expect(index.frequency('碳达峰')).toBe(2);
    expect(index.frequency('没有的词')).toBe(0);
    expect(index.frequency('没有的词')).toBe(0);
  });

  it('is the same after it was written and read', () => {
    const restored = loadClauseIndex(index.serialize());
    for (const term of ['碳达峰', '行动', '方案', '生态', '没有的词']) {
      expect(restored.score([{ term, weight: 1 }])).toEqual(index.score([{ term, weight: 1 }]));
      expect(restored.frequency(term)).toBe(index.frequency(term));
    }
  });

  it('of the same clauses is the same string', () => {
    expect(buildClauseIndex(clauses).serialize()).toBe(index.serialize());
  });
});
