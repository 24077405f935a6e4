import { describe, expect, it } from 'vitest';
import { oddities, outlineText } from '../../src/corpus/outline-text.ts';
import { temporaryFolders } from '../support/seeds-folder.ts';

const lines = [
  '目录',
  '第一章 总则',
  '第二章 保障',
  '第一章 总则',
  '前面的话。',
  '第一节 创新',
  '、建设平台',
  '建设一批。',
  '再建一批。',
  '第二章 保障',
  '加强领导。',
  '附件:1.项目表',
  '2.指标表',
  '附件1',
  '项目表',
  '项目甲',
];
const { libraryOf } = temporaryFolders();
const [plan, sound] = (await libraryOf({ p: lines, sound: ['第一章 总则', '加强领导。'] })).plans;
if (!plan || !sound) throw new Error('the library lacks a plan');

describe('an outline', () => {
  it('names each heading with its lines, depth, id and clauses', () => {
    expect(outlineText(plan)).toBe(
      [
        'p · p.txt · 规划',
        '章 2 · 节 1 · 条 1 · 附件 1 · 条款 5',
        '',
        '          4  第一章 总则  p-1 [innovation]  1 段',
        '          6    第一节 创新',
        '          7      一、建设平台  (编号为推断)  2 段',
        '         10  第二章 保障  p-2  1 段',
        '      14-15  附件1 项目表  p-A1  1 段',
        '',
      ].join('\n'),
    );
  });
});

describe('the oddities', () => {
  it('name what was dropped, a run of contents on one line, and every diagnostic', () => {
    expect(oddities(plan).split('\n')).toEqual([
      'p · p.txt · 规划',
      'inferred-number 1 · joined-title 1',
      '',
      '        1-3  contents      目录 (共 3 行)',
      '      12-13  contents      附件:1.项目表 (共 2 行)',
      '',
      expect.stringMatching(/^p\.txt:7 {2}inferred-number {2}.*“一、”/),
      expect.stringMatching(/^p\.txt:14 {2}joined-title {2}.*“项目表”/),
      '',
    ]);
  });

  it('of a sound text are none', () => {
    expect(oddities(sound)).toContain('未见异常');
  });
});
