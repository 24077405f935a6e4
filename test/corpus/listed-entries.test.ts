import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ContentsEntry } from '../../src/corpus/contents.ts';
import { labelOf } from '../../src/corpus/label.ts';
import { listEntries } from '../../src/corpus/listed-entries.ts';
import { SortedTitles } from '../../src/corpus/sorted-titles.ts';
import { sourceLines } from '../../src/corpus/source-line.ts';
import { check } from '../support/properties.ts';

const title = fc
  .tuple(fc.constantFrom('第一章', '第二章', '一、'), fc.stringMatching(/^[甲乙丙]{0,4}$/u))
  .map((parts) => parts.join(''));

function entryOf(text: string): ContentsEntry {
  const [line] = sourceLines(text);
  const label = labelOf(text);
  if (!line || !label) throw new Error(`${text} is no entry`);
  return { label, folded: text, line };
}

describe('what a printed contents lists', () => {
  it('is found as a look through all of it would find it', () => {
    check([fc.array(title, { maxLength: 12 }), title], (titles, asked) => {
      const entries = titles.map(entryOf);
      const { label } = entryOf(asked);
      const listed = listEntries(entries);
      expect(listed.beginning(label, asked)).toBe(
        entries.find(
          (entry) => entry.label.shape === label.shape && entry.label.number === label.number && entry.folded.startsWith(asked),
        ),
      );
      expect(listed.has(label.shape, asked)).toBe(titles.includes(asked));
    });
  });
});

describe('sorted titles', () => {
  it('know which of them are there, and whether one begins like a text', () => {
    check([fc.array(title, { maxLength: 12 }), title], (titles, asked) => {
      const sorted = new SortedTitles();
      for (const own of titles) sorted.add(own);
      expect(sorted.has(asked)).toBe(titles.includes(asked));
      expect(sorted.hasOneThatBegins(asked)).toBe(titles.some((own) => own.startsWith(asked)));
    });
  });
});
