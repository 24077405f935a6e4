import { beforeAll, describe, expect, it } from 'vitest';
import { createLibrary } from '../../src/corpus/library.ts';
import { defaultFacts } from '../../src/corpus/manifest.ts';
import { planOf } from '../../src/corpus/seeds.ts';
import type { SearchEngine } from '../../src/search/engine.ts';
import { describeFinding, type Finding } from '../../src/web/finding.ts';
import { parseSearchState, requestOf } from '../../src/web/search-state.ts';
import { seedsEngine } from '../served.ts';
import { engineOver } from '../support/many-plans.ts';

describe('the finding of a search, in words', () => {
  let engine: SearchEngine;
  beforeAll(async () => {
    engine = await seedsEngine();
  });

  async function findingOf(query: string): Promise<Finding> {
    const state = parseSearchState(new URLSearchParams(query));
    return describeFinding(state, await engine.search(requestOf(state)), engine.library);
  }

  it('counts places, clauses and districts, and names who is silent', async () => {
    expect(await findingOf('q=碳达峰')).toMatchObject({
      sentence: '“碳达峰”3处，3段，见于2个区县。',
      silent: '增城区、香洲区、连州市未提及。',
      onlyInHeadings: [],
    });
  });

  it('names apart the district that says it in a heading alone, and does not call it silent', async () => {
    const { silent, onlyInHeadings } = await findingOf('q=放管服');
    expect(silent).toBeNull();
    expect(onlyInHeadings).toMatchObject([{ district: '花都区', headings: [{ text: '一、深化“放管服”改革' }] }]);
  });

  it('words zero as a finding', async () => {
    expect((await findingOf('q=不存在的词')).sentence).toBe('5个区县的规划均未提及“不存在的词”。');
    expect((await findingOf('q=碳达峰&district=zengcheng')).sentence).toBe('增城区未提及“碳达峰”。');
  });

  it('says of a longer wording only that nobody words it so', async () => {
    expect((await findingOf('q=老旧小区怎么加装电梯')).sentence).toBe('5个区县的规划均没有“老旧小区怎么加装电梯”这样的原话。');
    expect((await findingOf('q=创新发展绿色金融产品和服务&district=huadu')).silent).toBeNull();
  });

  it('says of several words that no clause has them all, since each may well be mentioned', async () => {
    expect((await findingOf('q=碳达峰 养老')).sentence).toBe('5个区县的规划均没有符合“碳达峰 养老”的条文。');
    expect((await findingOf('q=碳达峰 -养老')).silent).toBe('增城区、香洲区、连州市没有符合的条文。');
    expect((await findingOf('q="碳達峰"')).silent).toBe('增城区、香洲区、连州市未提及。');
  });

  it('calls no plan silent of which nothing could be read', async () => {
    const { themes } = engine.library;
    const facts = (id: string) => ({ ...defaultFacts(`${id}.txt`), district: id });
    const plans = [
      planOf(facts('甲区'), '第一章 绿色\n推进碳达峰。', themes),
      planOf(facts('乙区'), '', themes),
      planOf(facts('丙区'), '第一章 农业\n种好地。', themes),
    ];
    const small = engineOver(createLibrary(plans, themes));
    const state = parseSearchState(new URLSearchParams('q=碳达峰'));
    expect(describeFinding(state, await small.search(requestOf(state)), small.library).silent).toBe('丙区未提及。');
  });

  it('claims nothing about what was not asked', async () => {
    const inTheme = await findingOf('q=碳达峰&theme=ecology');
    expect(inTheme.sentence).toContain('在所选范围内');
    expect(inTheme.silent).toBe('在所选主题内，增城区、香洲区、连州市未提及。');
    expect((await findingOf('q=碳达峰&district=huadu')).silent).toBeNull();
    expect((await findingOf('q=碳达峰&chapter=huadu-7')).silent).toBeNull();
    expect((await findingOf('q=碳达峰&chapter=panyu-4&district=huadu')).sentence).toBe('所选区县没有所选的章节。');
  });
});
