import { describe, expect, it } from 'vitest';
import { rawOffsetOf, sliceSpans, sourceLines } from '../../src/corpus/source-line.ts';
import { visibleCharacters } from '../../src/text/clean.ts';
import { anyText, check } from '../support/properties.ts';

describe('the lines of a source', () => {
  it('are those that show anything, numbered as in the file', () => {
    const lines = sourceLines('一\n\n \u3000\r\n  二 三\r四');
    expect(lines.map(({ text, spans, indent, afterBlank }) => [text, spans[0]?.line, indent, afterBlank])).toEqual([
      ['一', 1, 0, true],
      ['二三', 4, 2, true],
      ['四', 5, 0, false],
    ]);
  });

  it('count a line break of two characters once', () => {
    expect(sourceLines('一\r\n二\r\n').map(({ spans }) => spans[0]?.line)).toEqual([1, 2]);
  });

  it('measure the indent in characters, without those nobody sees', () => {
    expect(sourceLines('\ufeff\u3000\u00a0 一')[0]?.indent).toBe(3);
  });
});

describe('a visible character', () => {
  it('is found in the line as captured by its number', () => {
    expect(rawOffsetOf(' 经济 实力', 0)).toBe(1);
    expect(rawOffsetOf(' 经济 实力', 2)).toBe(4);
    expect(rawOffsetOf(' 经济 实力', 4)).toBe(6);
    expect(rawOffsetOf('𠮷\u200b吉', 1)).toBe(3);
  });

  it('divides a line into what stands before it and what follows', () => {
    check([anyText], (raw) => {
      const visible = visibleCharacters(raw);
      for (const count of [...visible].keys()) {
        const at = rawOffsetOf(raw, count);
        expect(visibleCharacters(raw.slice(0, at))).toBe([...visible].slice(0, count).join(''));
      }
    });
  });
});

describe('a part of a line', () => {
  it('has its place in the file', () => {
    const [line] = sourceLines('\n第一章 总则');
    if (!line) throw new Error('the line is lost');
    expect(sliceSpans(line, [4, 6])).toEqual([{ line: 2, range: [4, 6] }]);
    expect(sliceSpans(line, [3, 3])).toEqual([]);
  });
});
