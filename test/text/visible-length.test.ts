import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visibleCharacters } from '../../src/text/clean.ts';
import { visibleLength } from '../../src/text/visible-length.ts';

describe('the visible length of a text', () => {
  it('is the number of characters that a reader sees', () => {
    expect(visibleLength('碳 达\u3000峰\u200b，2035 年𠮷\t')).toBe(10);
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' })), (text) => {
        expect(visibleLength(text)).toBe([...visibleCharacters(text)].length);
      }),
    );
  });
});
