import { describe, expect, it } from 'vitest';
import { isBlank, isEmptyLine, isHan, isHanText, isInvisible, isLatinOrDigit } from '../../src/text/characters.ts';
import { anyUnits, check } from '../support/properties.ts';

describe('a character', () => {
  it.each([' ', '\t', '\n', '\u00a0', '\u3000', '\u2003', '\u0085'])(
    'is blank where a reader sees empty space: %j',
    (character) => {
      expect(isBlank(character)).toBe(true);
      expect(isInvisible(character)).toBe(false);
    },
  );

  it.each(['\u200b', '\u200d', '\ufeff', '\u00ad', '\u200e', '\ufe0f', '\u0000'])(
    'is invisible where it leaves no trace: %j',
    (character) => {
      expect(isInvisible(character)).toBe(true);
      expect(isBlank(character)).toBe(false);
    },
  );

  it.each(['a', 'Z', 'é', '0', '９', 'ｘ', '𝟗'])('separates words by a blank if it is Latin or a digit: %s', (character) => {
    expect(isLatinOrDigit(character)).toBe(true);
  });

  it.each(['碳', '峯', '。', '%', '.', 'Ш', '〇', ''])('does not if it is something else: %j', (character) => {
    expect(isLatinOrDigit(character)).toBe(false);
  });

  it.each(['碳', '達', '〇', '𠮷', '々'])('is Chinese: %s', (character) => {
    expect(isHan(character)).toBe(true);
  });

  it.each(['a', '1', '，', '“', 'の', '', '碳碳'])('is not Chinese: %j', (character) => {
    expect(isHan(character)).toBe(false);
  });

  it('is never blank and invisible at once', () => {
    check([anyUnits], (text) => {
      for (const character of text) expect(isBlank(character) && isInvisible(character), JSON.stringify(character)).toBe(false);
    });
  });
});

describe('a text', () => {
  it('is Chinese if all of it is, and there is some', () => {
    expect(isHanText('碳达峰')).toBe(true);
    expect(isHanText('5G网络')).toBe(false);
    expect(isHanText('')).toBe(false);
  });

  it('is an empty line if nothing in it can be seen', () => {
    expect(isEmptyLine(' \u3000\u200b\ufeff')).toBe(true);
    expect(isEmptyLine('')).toBe(true);
    expect(isEmptyLine(' 。')).toBe(false);
  });
});
