import { beforeAll, describe, expect, it } from 'vitest';
import { themeSideBySide } from '../../src/comparison/themes-side-by-side.ts';
import type { Library } from '../../src/corpus/library.ts';
import { fold } from '../../src/text/fold.ts';
import { fivePlans, toEnd } from './corpus.ts';

let library: Library;

beforeAll(async () => {
  library = (await fivePlans()).library;
});

describe('a theme side by side', () => {
  it('has every chapter of that theme, and every clause of it once', () => {
    for (const { id } of library.themes) {
      const side = toEnd(themeSideBySide(library, id));
      const chapters = side?.plans.flatMap((plan) => plan.chapters) ?? [];
      const expected = library.plans.flatMap((plan) => plan.chapters.filter((_chapter, at) => plan.themes[at] === id));
      expect(chapters.map((chapter) => chapter.id)).toEqual(expected.map((chapter) => chapter.id));
      const clauses = side?.plans.reduce((sum, plan) => sum + plan.clauses, 0);
      expect(clauses).toBe(library.clauses.filter(({ theme }) => theme === id).length);
    }
  });

  it('has sections and lead that add up to the chapter', () => {
    for (const { id } of library.themes) {
      for (const { chapters } of toEnd(themeSideBySide(library, id))?.plans ?? []) {
        for (const { lead, sections, clauses, characters } of chapters) {
          expect(sections.reduce((sum, section) => sum + section.clauses, lead.clauses)).toBe(clauses);
          expect(sections.reduce((sum, section) => sum + section.characters, lead.characters)).toBe(characters);
        }
      }
    }
  });

  it('counts the folded characters of the text', () => {
    const huadu = toEnd(themeSideBySide(library, 'ecology'))?.plans.find(({ plan }) => plan === 'huadu');
    const clauses = library.clauses.filter(({ plan, theme }) => plan.id === 'huadu' && theme === 'ecology');
    expect(huadu?.characters).toBe(clauses.reduce((sum, { clause }) => sum + [...fold(clause.text)].length, 0));
    expect(huadu?.chapters.map(({ id, title }) => [id, title])).toEqual([['huadu-7', '坚持绿色发展,构筑绿色宜居花都']]);
    expect(huadu?.chapters[0]?.sections.map(({ num }) => num)).toEqual(['第一节', '第二节', '第三节', '第四节']);
  });

  it('names the districts that have no such chapter', () => {
    expect(toEnd(themeSideBySide(library, 'region'))?.absent).toEqual([{ plan: 'xiangzhou', district: '香洲区' }]);
    expect(toEnd(themeSideBySide(library, 'ecology'))?.absent).toEqual([]);
  });

  it('is undefined for an id that names no theme', () => {
    expect(toEnd(themeSideBySide(library, 'weather'))).toBeUndefined();
  });
});
