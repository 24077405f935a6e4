import { distance } from 'fastest-levenshtein';
import { describe, expect, it } from 'vitest';
import { createNearMissFinder } from '../../src/search/near-miss.ts';
import { seedsEngine } from '../served.ts';
import { randomFrom } from '../support/drawn-queries.ts';
import { pick } from '../support/generated-plans.ts';

const { vocabulary } = (await seedsEngine()).index;
const finder = createNearMissFinder(vocabulary);
const proposed = (word: string): readonly string[] => finder.alternatives(word).flat();

describe('words that come near', () => {
  it('have every word of the corpus that one slip leads to, wherever in the word it was made', () => {
    const random = randomFrom(3);
    const words = vocabulary.map(([word]) => word).filter((word) => /^\p{Script=Han}{4,8}$/u.test(word));
    for (let draw = 0; draw < 300; draw += 1) {
      const word = pick(random, words);
      const at = Math.floor(random() * word.length);
      const slips = [
        `${word.slice(0, at)}兲${word.slice(at + 1)}`,
        `${word.slice(0, at)}兲${word.slice(at)}`,
        word.slice(0, at) + word.slice(at + 1),
      ];
      for (const slip of slips) {
        const near = words.filter((other) => distance(other, slip) === 1);
        if (near.length <= 6) expect(proposed(slip), slip).toEqual(expect.arrayContaining(near));
      }
    }
  });

  it('are the same whether their sounds were worked out before, in part or not at all', () => {
    const [before, partly] = [createNearMissFinder(vocabulary), createNearMissFinder(vocabulary)];
    let steps = 0;
    for (const _step of before.prepare()) steps += 1;
    expect(steps).toBeGreaterThan(100);
    partly.prepare().next();
    for (const word of ['碳大峰', '产叶园区', '香村振兴', '数字惊济'])
      expect([before.alternatives(word), partly.alternatives(word)]).toEqual([
        finder.alternatives(word),
        finder.alternatives(word),
      ]);
    expect(before.alternatives('碳大峰').flat()).toContain('碳达峰');
  });

  it('have Latin words with two letters changed', () => {
    const latin = vocabulary.map(([word]) => word).filter((word) => /^[A-Za-z]{4,}$/u.test(word));
    expect(latin.length).toBeGreaterThan(0);
    for (const word of latin) {
      const letters = [...word.toLowerCase()];
      [letters[1], letters[2]] = [letters[2] ?? '', letters[1] ?? ''];
      const slip = letters.join('');
      if (slip !== word.toLowerCase()) expect(proposed(slip), slip).toContain(word);
    }
  });
});
