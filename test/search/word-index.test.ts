import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWordIndex, type SoundedWord } from '../../src/search/word-index.ts';
import { check } from '../support/properties.ts';

const words = [
  { folded: '碳达峰', sound: 'tandafeng', initials: 'tdf' },
  { folded: '达标', sound: 'dabiao', initials: 'db' },
  { folded: 'rcep', sound: '', initials: '' },
  { folded: '𠮷地', sound: 'jidi', initials: 'jd' },
];
const indexOf = <Word extends SoundedWord>(indexed: readonly Word[]) => {
  const index = createWordIndex<Word>();
  for (const word of indexed) index.add(word);
  return index;
};

const like = (wanted: string) =>
  indexOf(words)
    .like(wanted)
    .map(({ folded }) => folded)
    .sort();

describe('words like what was typed', () => {
  it.each([
    ['达', ['碳达峰', '达标']],
    ['碳达', ['碳达峰']],
    ['峰', ['碳达峰']],
    ['da', ['达标']],
    ['td', ['碳达峰']],
    ['tanda', ['碳达峰']],
    ['cep', ['rcep']],
    ['𠮷', ['𠮷地']],
    ['碳峰', []],
    ['afeng', []],
  ])('%s are %j', (wanted, expected) => {
    expect(like(wanted)).toEqual([...expected].sort());
  });

  it('are all that hold it, by a scan', () => {
    const word = fc.string({ unit: fc.constantFrom('碳', '达', '峰', 'a', 'b'), minLength: 1, maxLength: 6 });
    check([fc.uniqueArray(word, { maxLength: 20 }), word], (drawn, wanted) => {
      const own = drawn.map((folded) => ({ folded, sound: '', initials: '' }));
      const found = indexOf(own).like(wanted);
      expect(new Set(found)).toEqual(new Set(own.filter(({ folded }) => folded.includes(wanted))));
    });
  });
});
