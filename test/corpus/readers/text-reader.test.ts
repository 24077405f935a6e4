import { describe, expect, it } from 'vitest';
import { ReadError } from '../../../src/corpus/readers/document.ts';
import { readText } from '../../../src/corpus/readers/text-reader.ts';
import { type Encoding, encode } from '../../support/encodings.ts';
import { SAMPLE_LINES } from '../../support/plan-sample.ts';

const TRADITIONAL = [
  '廣州市番禺區國民經濟和社會發展第十三個五年規劃綱要',
  '第一章 發展基礎',
  '我區經濟發展取得顯著成績，創新驅動發展戰略深入實施。',
];
const textsOf = (bytes: Uint8Array, name = 'plan.txt') => readText(bytes, name).lines.map(({ text }) => text);
const joined = (lines: readonly string[], lineBreak = '\n') => lines.join(lineBreak);

describe('a text file', () => {
  it.each<[Encoding, boolean]>([
    ['utf-8', false],
    ['utf-8', true],
    ['gb18030', false],
    ['utf-16le', false],
    ['utf-16le', true],
    ['utf-16be', false],
    ['utf-16be', true],
  ])('in %s (mark: %s) is read as written', (encoding, mark) => {
    expect(textsOf(encode(joined(SAMPLE_LINES), encoding, { mark }))).toEqual(SAMPLE_LINES);
  });

  it.each<Encoding>(['big5', 'gb18030', 'utf-8', 'utf-16le', 'utf-16be'])(
    'in Traditional script in %s is read as written',
    (encoding) => {
      expect(textsOf(encode(joined(TRADITIONAL), encoding))).toEqual(TRADITIONAL);
    },
  );

  it('in UTF-16 without a mark is read although it is one paragraph without a single Latin character', () => {
    const [paragraph] = ['推进经济社会发展和生态文明建设，全面建设社会主义现代化国家。'];
    for (const encoding of ['utf-16le', 'utf-16be'] as const)
      expect(textsOf(encode(paragraph ?? '', encoding))).toEqual([paragraph]);
  });

  it('in UTF-16 without a mark is read although it has no Chinese', () => {
    for (const encoding of ['utf-16le', 'utf-16be'] as const)
      expect(textsOf(encode('five-year plan, draft', encoding))).toEqual(['five-year plan, draft']);
  });

  it('says which encoding was found, unless it is UTF-8', () => {
    expect(readText(encode(joined(SAMPLE_LINES), 'gb18030'), 'a.txt').notes).toEqual(['文件编码判断为 gb18030']);
    expect(readText(encode(joined(SAMPLE_LINES), 'utf-8'), 'a.txt').notes).toEqual([]);
  });

  it('in UTF-8 that is cut off in the middle of a character is still UTF-8', () => {
    const bytes = encode(joined(SAMPLE_LINES), 'utf-8');
    expect(textsOf(bytes.subarray(0, bytes.length - 1)).slice(0, -1)).toEqual(SAMPLE_LINES.slice(0, -1));
  });

  it('has its lines whatever ends them, and empty ones count', () => {
    for (const lineBreak of ['\n', '\r\n', '\r'])
      expect(textsOf(encode(joined(['甲', '', '乙', ''], lineBreak), 'utf-8'))).toEqual(['甲', '', '乙']);
  });

  it('that is no text is refused with the cure', () => {
    const noise = Uint8Array.from({ length: 4000 }, (_unused, at) => (at * 7919) % 256);
    expect(() => readText(noise, 'plan.txt')).toThrow(ReadError);
    expect(() => readText(noise, 'plan.txt')).toThrow(
      /plan\.txt is no text, or in an encoding that could not be told .*; save it as UTF-8 and import that/,
    );
  });
});

describe('a Markdown file', () => {
  const markdown = [
    '# 第一章 总则 #',
    '',
    '推动**“碳达峰”**行动，见[附件](a.md)。',
    '',
    '- 建设平台',
    '* 培育企业',
    '> 引文一段。',
    '---',
    '| 指标 | 2025年 |',
    '|:-----|------:|',
    '| 人口 | 120 |',
    '```',
    '1\\. 保留',
    '```',
  ];

  it('is read without its marks, its tables row by row', () => {
    expect(textsOf(encode(joined(markdown), 'utf-8'), 'plan.md').filter((line) => line !== '')).toEqual([
      '第一章 总则',
      '推动“碳达峰”行动，见附件。',
      '•建设平台',
      '•培育企业',
      '引文一段。',
      '指标\t2025年',
      '人口\t120',
      '1. 保留',
    ]);
  });

  it('keeps the numbers of its lines', () => {
    expect(textsOf(encode(joined(markdown), 'utf-8'), 'plan.md')).toHaveLength(markdown.length);
  });

  it('by another name is left as it is', () => {
    expect(textsOf(encode('# 第一章', 'utf-8'), 'plan.txt')).toEqual(['# 第一章']);
  });
});
