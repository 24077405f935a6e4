import { describe, expect, it } from 'vitest';
import { guessFacts } from '../../../src/corpus/importing/guess-facts.ts';

const guess = (...lines: readonly string[]) => guessFacts({ lines, outerTitle: null, fileName: 'plan.txt' });

describe('what a document says of itself', () => {
  it('is its title, whom it is for, its period, its date and its script', () => {
    expect(guess('苏南省云溪市国民经济和社会发展', '第十五个五年规划纲要', '（2026年2月10日通过）', '第一章 总则')).toMatchObject(
      {
        id: 'yunxi',
        title: '苏南省云溪市国民经济和社会发展第十五个五年规划纲要',
        district: '云溪市',
        province: '苏南省',
        period: '2026-2030',
        publishedOn: '2026-02-10',
        script: 'Hans',
      },
    );
  });

  it('is no date that the calendar does not have', () => {
    expect(guess('云溪市国民经济和社会发展第十五个五年规划纲要', '2026年2月30日').publishedOn).toBeNull();
    expect(guess('云溪市国民经济和社会发展第十五个五年规划纲要', '2026年13月', '2026年3月').publishedOn).toBe('2026-03');
  });

  it('is Traditional by its characters, whatever a line above it is written in', () => {
    expect(guess('网站首页', '臨江市國民經濟和社會發展第十五個五年規劃綱要', '推動經濟發展，構建現代化產業體系。').script).toBe(
      'Hant',
    );
  });
});
