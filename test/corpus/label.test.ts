import { describe, expect, it } from 'vitest';
import { isBrokenTitle, isTitleLike, labelOf } from '../../src/corpus/label.ts';
import { anyUnits, check } from '../support/properties.ts';

describe('the label of a line', () => {
  it.each([
    ['第七章坚持绿色发展', '章', '第七章', 7, '坚持绿色发展'],
    ['第十二節 發展', '节', '第十二節', 12, ' 發展'],
    ['第3节：发展', '节', '第3节：', 3, '发展'],
    ['第一篇总论', '篇', '第一篇', 1, '总论'],
    ['第二编总论', '篇', '第二编', 2, '总论'],
    ['第三部分保障', '篇', '第三部分', 3, '保障'],
    ['三、完善体系', '一、', '三、', 3, '完善体系'],
    ['（二）完善体系', '（一）', '（二）', 2, '完善体系'],
    ['(二)完善体系', '（一）', '(二)', 2, '完善体系'],
    ['1.完善体系', '1.', '1.', 1, '完善体系'],
    ['１２．完善体系', '1.', '１２．', 12, '完善体系'],
    ['（3）完善体系', '（1）', '（3）', 3, '完善体系'],
    ['专栏4:重点平台', '专栏', '专栏4:', 4, '重点平台'],
    ['專欄十二重點平臺', '专栏', '專欄十二', 12, '重點平臺'],
    ['附件1', '附件', '附件1', 1, ''],
    ['附件', '附件', '附件', null, ''],
    ['附表2主要指标', '附件', '附表2', 2, '主要指标'],
    ['、完善体系', '一、', '、', null, '完善体系'],
  ])('%s is of the shape %s and reads %s', (text, shape, num, number, rest) => {
    expect(labelOf(text)).toEqual({ shape, num, number, rest });
  });

  it.each([
    '1.5万亿元',
    '12.3%的企业',
    '2035年远景目标',
    '一是完善体系',
    '第一产业增加值',
    '附近居民',
    '五年来',
    '一批项目',
    '……',
    '',
  ])('is not found in %j', (text) => {
    expect(labelOf(text)).toBeUndefined();
  });

  it('and the rest are the line', () => {
    check([anyUnits], (text) => {
      const label = labelOf(text);
      if (label) expect(label.num + label.rest).toBe(text);
    });
  });
});

describe('a title', () => {
  it.each(['完善体系', '立足新起点,把握新机遇', '深化“放管服”改革', '2035年远景目标'])('may read %s', (text) => {
    expect(isTitleLike(text)).toBe(true);
  });

  it.each(['完善体系。', '完善体系;建设平台', '完善体系,', '如下:', '字'.repeat(61)])('does not read %j', (text) => {
    expect(isTitleLike(text)).toBe(false);
  });

  it.each(['坚持创新驱动,', '打造“双区', '开展《纲要', '融合发展——'])('is broken after %s', (text) => {
    expect(isBrokenTitle(text)).toBe(true);
  });

  it.each(['坚持创新驱动', '打造“双区”', '完善体系。', '字'.repeat(61)])('is not broken after %j', (text) => {
    expect(isBrokenTitle(text)).toBe(false);
  });
});
