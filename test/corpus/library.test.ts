import { describe, expect, it } from 'vitest';
import { createLibrary, headingPath } from '../../src/corpus/library.ts';
import { temporaryFolders } from '../support/seeds-folder.ts';

const { libraryOf } = temporaryFolders();
const library = await libraryOf({
  one: ['前言', '本纲要是未来五年的行动纲领。', '第一章 总则', '第一节 创新', '一、平台', '建设平台。'],
  two: ['第一章 总则', '加强领导。'],
});
const [one, two] = library.plans;
if (!one || !two) throw new Error('the library lacks a plan');

describe('a library', () => {
  it('has the clauses of all plans in order, each with its plan and chapter', () => {
    expect(library.clauses.map(({ plan, chapter, clause, ordinal }) => [ordinal, plan.id, chapter.id, clause.id])).toEqual([
      [0, 'one', 'one-0', 'one-0.0.1'],
      [1, 'one', 'one-1', 'one-1.1.1'],
      [2, 'two', 'two-1', 'two-1.0.1'],
    ]);
  });

  it('finds plans, chapters and clauses by their ids', () => {
    expect(library.planById('two')).toBe(two);
    expect(library.clauseById('one-1.1.1')?.clause.text).toBe('建设平台。');
    expect(library.chapterById('one-1')).toMatchObject({ plan: { id: 'one' }, chapter: { title: '总则' }, index: 1 });
  });

  it.each(['three', 'one-9', 'constructor', '__proto__', ''])('finds nothing under %j', (id) => {
    expect(library.planById(id)).toBeUndefined();
    expect(library.clauseById(id)).toBeUndefined();
    expect(library.chapterById(id)).toBeUndefined();
  });

  it('does not hold two plans of one id', () => {
    expect(() => createLibrary([one, one], [])).toThrow(/share an id; give each plan/);
  });

  it('gives a clause the same id whatever plans stand beside it', () => {
    expect(createLibrary([two], []).clauses.map(({ clause }) => clause.id)).toEqual(['two-1.0.1']);
  });
});

describe('the path of a clause', () => {
  it('is the headings above it, outermost first', () => {
    expect(headingPath(one, one.clauses[1]?.heading ?? null).map(({ title }) => title)).toEqual(['总则', '创新', '平台']);
    expect(headingPath(one, null)).toEqual([]);
  });
});
