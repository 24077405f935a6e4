import { describe, expect, it } from 'vitest';
import { cleanText, cleanTitle, visibleCharacters } from '../../src/text/clean.ts';
import { anyUnits, check } from '../support/properties.ts';

describe('a cleaned line', () => {
  it.each([
    ['2035 年', '2035年'],
    ['经济 实力显著增强 。', '经济实力显著增强。'],
    ['二 〇 三五', '二〇三五'],
    ['5G 网络', '5G网络'],
    ['\u3000\u3000展望 2035 年,', '展望2035年,'],
    ['\u00a0\u00a0第一章\u00a0总则', '第一章总则'],
    ['“三线一单” 5 管控要求', '“三线一单”5管控要求'],
    ['优化 “ 113X ” 服务', '优化“113X”服务'],
    ['Smart \u3000 City 2.0 版', 'Smart City 2.0版'],
    ['\ufeff碳\u200b达\u00ad峰', '碳达峰'],
    ['GDP\u200b增长', 'GDP增长'],
    ['', ''],
    [' \t\u3000', ''],
  ])('of %j reads %j', (raw, cleaned) => {
    expect(cleanText(raw)).toBe(cleaned);
  });

  it('cleaned again stays as it is', () => {
    check([anyUnits], (raw) => expect(cleanText(cleanText(raw))).toBe(cleanText(raw)), 2000);
  });

  it('has the visible characters of the line in their order, as they were published', () => {
    check([anyUnits], (raw) => expect(visibleCharacters(cleanText(raw))).toBe(visibleCharacters(raw)), 2000);
    expect(cleanText('著力 ｒｃｅｐ ㎡ Ⅲ')).toBe('著力ｒｃｅｐ㎡Ⅲ');
  });

  it('neither starts nor ends with a blank, and has no two in a row', () => {
    check([anyUnits], (raw) => expect(cleanText(raw)).not.toMatch(/^\p{White_Space}|\p{White_Space}$|\p{White_Space}{2}/u));
  });
});

describe('a cleaned title', () => {
  it.each([
    ['锚定发展目标 奋力谱写篇章', '锚定发展目标 奋力谱写篇章'],
    ['锚定发展目标\u3000\u3000奋力谱写篇章', '锚定发展目标 奋力谱写篇章'],
    ['锚定“双碳”目标 《纲要》引领未来', '锚定“双碳”目标 《纲要》引领未来'],
    ['前 言', '前言'],
    ['目  录', '目录'],
    ['发展 环境', '发展环境'],
    ['2035 年远景目标', '2035年远景目标'],
    ['建设 Smart City', '建设Smart City'],
    ['', ''],
  ])('of %j reads %j', (raw, cleaned) => {
    expect(cleanTitle(raw)).toBe(cleaned);
  });

  it('cleaned again stays as it is', () => {
    check([anyUnits], (raw) => expect(cleanTitle(cleanTitle(raw))).toBe(cleanTitle(raw)), 2000);
  });

  it('has the visible characters of the line in their order', () => {
    check([anyUnits], (raw) => expect(visibleCharacters(cleanTitle(raw))).toBe(visibleCharacters(raw)), 2000);
  });
});
