import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeHtml, snippetHtml } from '../../src/search/snippet.ts';
import { anyText, check } from '../support/properties.ts';

const LONE_SURROGATE = /\p{Surrogate}/u;
const MARK = /<\/?mark>/g;
const unescaped = (html: string): string =>
  html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
const readable = (html: string): string => unescaped(html.replace(MARK, ''));

const longText = fc
  .array(
    fc.oneof(
      anyText,
      fc.constantFrom('。', '，', '；', ',', '<b>', '&amp;', '<mark>', '推动碳达峰行动', '建设高水平平台', '𠮷𠮷𠮷'),
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''));

/** A text and ordered, disjoint places in it that cut no character. */
const highlighted = fc
  .tuple(longText, fc.array(fc.tuple(fc.nat(400), fc.integer({ min: 1, max: 160 })), { maxLength: 6 }))
  .map(([text, places]) => {
    const borders = [0];
    for (const character of text) borders.push((borders.at(-1) ?? 0) + character.length);
    const highlights: [number, number][] = [];
    let from = 0;
    for (const [gap, length] of places) {
      const start = from + gap;
      const end = Math.min(start + length, borders.length - 1);
      if (start >= end) break;
      highlights.push([borders[start] ?? 0, borders[end] ?? 0]);
      from = end;
    }
    return { text, highlights };
  });

describe('a snippet', () => {
  it('has no tag but mark, each closed before the next opens', () => {
    check([highlighted], ({ text, highlights }) => {
      const html = snippetHtml(text, highlights);
      expect(html.replace(/<mark>[^<>]*<\/mark>/g, '')).not.toMatch(/[<>]/);
    });
  });

  it('is a part of the text, with an ellipsis where the text goes on', () => {
    check(
      [highlighted],
      ({ text, highlights }) => {
        const shown = readable(snippetHtml(text, highlights));
        const opens = shown.startsWith('…');
        const closes = shown.endsWith('…');
        const isPart =
          shown === text ||
          (closes && text.startsWith(shown.slice(0, -1))) ||
          (opens && text.endsWith(shown.slice(1))) ||
          (opens && closes && text.includes(shown.slice(1, -1)));
        expect(isPart, shown).toBe(true);
      },
      1000,
    );
  });

  it('marks whole highlights, and at least one where there is one', () => {
    check(
      [highlighted],
      ({ text, highlights }) => {
        const marks = [...snippetHtml(text, highlights).matchAll(/<mark>([^<>]*)<\/mark>/g)].map((match) =>
          unescaped(match[1] ?? ''),
        );
        const places = highlights.map(([start, end]) => text.slice(start, end));
        for (const mark of marks) expect(places).toContain(mark);
        expect(marks.length > 0).toBe(highlights.length > 0);
      },
      1000,
    );
  });

  it('is short, unless a highlight is long', () => {
    check([highlighted], ({ text, highlights }) => {
      const longest = Math.max(0, ...highlights.map(([start, end]) => end - start));
      expect(readable(snippetHtml(text, highlights)).length).toBeLessThanOrEqual(Math.max(120, longest) + 2 * 24 + 2);
    });
  });

  it('cuts no character in two', () => {
    check([highlighted], ({ text, highlights }) => {
      fc.pre(!LONE_SURROGATE.test(text));
      expect(readable(snippetHtml(text, highlights))).not.toMatch(LONE_SURROGATE);
    });
  });

  it('of a short text is all of it', () => {
    expect(snippetHtml('推动碳达峰行动。', [[2, 5]])).toBe('推动<mark>碳达峰</mark>行动。');
    expect(snippetHtml('推动碳达峰行动。', [])).toBe('推动碳达峰行动。');
  });

  it('of a long text starts and ends at the border of a sentence near the highlight', () => {
    const sentence = `${'推动经济社会发展全面绿色转型'.repeat(2)}。`;
    const text = `${sentence.repeat(6)}实现碳达峰目标。${sentence.repeat(6)}`;
    const at = text.indexOf('碳达峰');
    const html = snippetHtml(text, [[at, at + 3]]);
    expect(html).toContain('实现<mark>碳达峰</mark>目标。');
    expect(html).toMatch(/^…推动/);
    expect(html).toMatch(/。…$/);
  });

  it('of a long text without a highlight is its beginning', () => {
    const text = '推动经济社会发展全面绿色转型。'.repeat(20);
    expect(text.startsWith(snippetHtml(text, []).replace(/…$/, ''))).toBe(true);
  });

  it('shows where the most highlights are', () => {
    const filler = '推动经济社会发展全面绿色转型。'.repeat(12);
    const text = `碳。${filler}碳达峰碳中和碳交易。${filler}`;
    const highlights = [...text.matchAll(/碳/g)].map((match): [number, number] => [match.index, match.index + 1]);
    expect(snippetHtml(text, highlights).match(/<mark>/g)).toHaveLength(3);
  });
});

describe('escaping', () => {
  it('leaves no character that could open a tag, an entity or an attribute', () => {
    expect(escapeHtml(`<a href="x" title='y'>&amp;</a>`)).toBe(
      '&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;amp;&lt;/a&gt;',
    );
    check([anyText], (text) => {
      expect(escapeHtml(text)).not.toMatch(/[<>"']|&(?!(?:amp|lt|gt|quot|#39);)/);
      expect(unescaped(escapeHtml(text))).toBe(text);
    });
  });
});
