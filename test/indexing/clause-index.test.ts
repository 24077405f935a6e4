import fc from 'fast-check';
import MiniSearch from 'minisearch';
import { describe, expect, it } from 'vitest';
import { type ClauseIndex, createClauseIndex, type WeightedTerm } from '../../src/indexing/clause-index.ts';
import { FIELD_BOOSTS, FIELDS } from '../../src/indexing/fields.ts';
import { createPostingsBuilder } from '../../src/indexing/term-postings.ts';
import { check } from '../support/properties.ts';

/** A clause as the index sees it: the terms of each field. */
interface IndexedClause {
  readonly ordinal: number;
  readonly text: readonly string[];
  readonly path: readonly string[];
}

function indexOf(clauses: readonly IndexedClause[]): ClauseIndex {
  const builder = createPostingsBuilder();
  const terms = [...new Set(clauses.flatMap(({ text, path }) => [...text, ...path]))];
  const numbersOf = (own: readonly string[]) => own.map((term) => terms.indexOf(term));
  for (const { text, path } of clauses) builder.add({ text: numbersOf(text), path: numbersOf(path) });
  return createClauseIndex(builder.finish(terms));
}

const clauses: readonly IndexedClause[] = [
  { ordinal: 0, text: ['碳达峰', '行动'], path: ['生态'] },
  { ordinal: 1, text: ['行动', '计划'], path: ['碳达峰'] },
  { ordinal: 2, text: ['行动', '方案'], path: ['产业'] },
  { ordinal: 3, text: ['行动', '方案'], path: ['产业'] },
  { ordinal: 4, text: [], path: [] },
];
const index = indexOf(clauses);
const ordinalsOf = (...terms: readonly string[]) =>
  index.best(terms.map((term) => ({ term, weight: 1 }))).map(({ ordinal }) => ordinal);

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
    const light = index.best([{ term: '方案', weight: 1 }]);
    const heavy = index.best([{ term: '方案', weight: 2 }]);
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
  });

  it('says which of the terms a clause holds, however many are asked for', () => {
    const terms = [...Array.from({ length: 40 }, (_, at) => `没有${at}`), '行动', '碳达峰'].map((term) => ({ term, weight: 1 }));
    const found = index.score(terms);
    expect(found.ordinals).toEqual([0, 1, 2, 3]);
    expect(found.foundIn(1)).toEqual([40, 41]);
    expect(found.foundIn(2)).toEqual([40]);
    expect(found.foundIn(4)).toEqual([]);
  });
});

// MiniSearch as the oracle: the same documents, the same terms, the same weights.
const BORDER = '\n';

function scoresOfMiniSearch(all: readonly IndexedClause[], terms: readonly WeightedTerm[]): ReadonlyMap<number, number> {
  const oracle = new MiniSearch<IndexedClause>({
    idField: 'ordinal',
    fields: [...FIELDS],
    extractField: (clause, field) => (field === 'text' || field === 'path' ? clause[field].join(BORDER) : clause.ordinal),
    tokenize: (text) => (text === '' ? [] : text.split(BORDER)),
    processTerm: (term) => term,
    searchOptions: { boost: FIELD_BOOSTS },
  });
  oracle.addAll(all);
  const weights = new Map(terms.map(({ term, weight }) => [term, weight]));
  const results = oracle.search([...weights.keys()].join(BORDER), {
    combineWith: 'OR',
    boostTerm: (term) => weights.get(term) ?? 1,
  });
  return new Map(results.map(({ id, score }) => [Number(id), score]));
}

const word = fc.constantFrom('甲', '乙', '丙', '丁', '戊', '己', '庚', '甲乙', 'rcep');
const drawnClauses = fc
  .array(fc.record({ text: fc.array(word, { maxLength: 12 }), path: fc.array(word, { maxLength: 4 }) }), {
    minLength: 1,
    maxLength: 40,
  })
  .map((drawn) => drawn.map((clause, ordinal) => ({ ...clause, ordinal })));
const drawnTerms = fc.uniqueArray(fc.record({ term: word, weight: fc.double({ min: 0.05, max: 3, noNaN: true }) }), {
  selector: ({ term }) => term,
  minLength: 1,
  maxLength: 8,
});

describe('scores', () => {
  it('are those of MiniSearch, for all clauses and for some', () => {
    check([drawnClauses, drawnTerms, fc.integer({ min: 1, max: 5 })], (all, terms, step) => {
      const expected = scoresOfMiniSearch(all, terms);
      const own = indexOf(all);
      const best = own.best(terms);
      expect(new Set(best.map(({ ordinal }) => ordinal))).toEqual(new Set(expected.keys()));
      for (const { ordinal, score } of best) expect(score).toBeCloseTo(expected.get(ordinal) ?? 0, 9);
      const some = all.map(({ ordinal }) => ordinal).filter((ordinal) => ordinal % step === 0);
      const scores = own.scoresOf(terms, some);
      for (const [at, ordinal] of some.entries()) expect(scores[at]).toBeCloseTo(expected.get(ordinal) ?? 0, 9);
    });
  });
});
