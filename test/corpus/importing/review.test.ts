import { describe, expect, it } from 'vitest';
import { factsToldBy, proposeFacts } from '../../../src/corpus/importing/propose-facts.ts';
import { reviewText } from '../../../src/corpus/importing/review.ts';
import { planOf } from '../../../src/corpus/seeds.ts';
import { SAMPLE_LINES, SAMPLE_TITLE } from '../../support/plan-sample.ts';

function reviewOf(lines: readonly string[], notes: readonly string[] = []): string[] {
  const document = { lines: lines.map((text) => ({ text })), title: null, kind: 'text' as const };
  const told = factsToldBy(document, 'plan.txt');
  const names = { fileName: 'plan.txt', given: {}, plans: [], takenFiles: new Set<string>(), origin: 'the file' };
  return reviewText(planOf(proposeFacts({ told, ...names }), lines.join('\n'), []), notes).split('\n');
}

describe('the review of a plan that is to be taken in', () => {
  it('shows the facts, the notes of the reader, the outline, and the share of characters kept', () => {
    const review = reviewOf(SAMPLE_LINES, ['文件编码判断为 gb18030']);
    expect(review).toContain(`title     ${SAMPLE_TITLE}`);
    expect(review).toContain('note      文件编码判断为 gb18030');
    expect(review.some((line) => line.includes('第二章 建设现代化产业体系'))).toBe(true);
    expect(review.at(-1)).toMatch(/^kept \d\d\.\d % of \d+ characters, front-matter \d+\.\d %$/u);
  });

  it('warns of a table whose cells could not be put together, with its lines', () => {
    const cells = ['甲类', '12', '乙类', '丙类', '13', '丁类', '戊类', '15', '己类', '17'];
    const from = SAMPLE_LINES.length + 1;
    expect(reviewOf([...SAMPLE_LINES, ...cells, '到2030年，全部实现。']).at(-1)).toContain(
      `warning: 第 ${from}-${from + cells.length - 1} 行似为表格`,
    );
  });

  it('warns of a text without chapters', () => {
    expect(reviewOf([SAMPLE_TITLE, '推进经济社会发展。']).at(-1)).toBe(
      'warning: no chapter was found; every clause will stand in the preamble',
    );
  });
});
