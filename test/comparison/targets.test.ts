import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { targetsByIndicator } from '../../src/comparison/targets/by-indicator.ts';
import { extractTargets } from '../../src/comparison/targets/extract.ts';
import { standardIndicator } from '../../src/comparison/targets/standard-indicators.ts';
import type { Target } from '../../src/comparison/targets/target.ts';
import { createTargetsOfPlans } from '../../src/comparison/targets/targets-of-plans.ts';
import type { Library } from '../../src/corpus/library.ts';
import { profileClauses } from '../../src/indexing/clause-profile.ts';
import { anyUnits, check } from '../support/properties.ts';
import { type Corpus, fivePlans, rowOf, type SmallClause, smallLibrary, toEnd } from './corpus.ts';

function read(...clauses: readonly (string | SmallClause)[]): readonly Target[] {
  const library = smallLibrary([{ id: 'p', clauses, themes: ['ecology'] }]);
  return targetsOf(library);
}

function targetsOf(library: Library): readonly Target[] {
  const profiles = profileClauses(library);
  return library.plans.flatMap((plan) => toEnd(extractTargets(plan, (at) => profiles[at]?.role ?? 'task')));
}

/** `indicator comparator value unit year`, the year only where there is one. */
const inShort = (targets: readonly Target[]): string[] =>
  targets.map(
    ({ indicator, comparator, value, unit, year }) =>
      `${indicator} ${comparator}${value}${unit}${year === null ? '' : ` ${year}`}`,
  );

describe('a sentence of running text', () => {
  it.each([
    ['到2025年，森林覆盖率达到70%以上。', ['森林覆盖率 ≥70% 2025']],
    [
      '到2025年，全區地區生產總值邁向3000億元新臺階，年均增長6%左右。',
      ['地區生產總值 =3000億元 2025', '地區生產總值年均增長 ≈6% 2025'],
    ],
    ['城镇登记失业率控制在3%以内，空气质量优良天数占比不低于88%。', ['城镇登记失业率 ≤3%', '空气质量优良天数占比 ≥88%']],
    ['“十四五”时期新增学位5万个、床位6500张。', ['新增学位 =5万个 2025', '床位 =6500张 2025']],
    ['到2025年，累计新增15个挂牌分园区。', ['新增挂牌分园区 =15个 2025']],
    ['经济总量、人均地区生产总值在2020年基础上翻一番。', ['经济总量、人均地区生产总值 =翻一番']],
    ['展望2035年，城乡居民收入比缩小至1.7:1。', ['城乡居民收入比 =1.7:1 2035']],
    ['力争打造3-5个成果转化基地。', ['成果转化基地 =3-5个']],
    ['孕产妇死亡率下降到12/10万及以下，婴儿死亡率≤5‰。', ['孕产妇死亡率 ≤12/10万', '婴儿死亡率 ≤5‰']],
    ['到2030年，高新技术企业突破600家。', ['高新技术企业 >600家 2030']],
    ['尽快建成5—6家服务中心，3—5家服务站。', ['服务中心 =5—6家', '服务站 =3—5家']],
    ['单位能耗下降5%左右。', ['单位能耗下降 ≈5%']],
    ['到2025年引进2个以上创新创业团队。', ['创新创业团队 ≥2个 2025']],
  ])('sets values: %s', (sentence, expected) => {
    expect(inShort(read(sentence))).toEqual(expected);
  });

  it.each([
    '2020年，全区地区生产总值达到1682亿元。',
    '截至目前，已建成公园12个。',
    '“十三五”期间累计新增学位7万个。',
    '打造15分钟社区生活圈。',
    '推广5G、PM2.5监测和“1+1+9”工作部署。',
    '落实“6个100%”防控要求。',
    '实施《青年发展规划(2019—2025年)》。',
    '推进狮岭、花东等3个村级工业园整治。',
    '加快推进列入三年实施计划的17条旧村改造工作。',
    '瞄准世界500强企业，支持24小时便利店。',
    '确保每10万人命案发生率低于全省平均水平。',
    '发展3岁以下婴幼儿照护服务。',
    '推进广州地铁18号线、G323线建设。',
  ])('sets none: %s', (sentence) => {
    expect(inShort(read(sentence))).toEqual([]);
  });

  it('shares the year of the sentence before it in a list, and says so', () => {
    const [first, second, third] = read('到2025年，床位达到6张。医师达到2.78人。持续提升水平。学位达到5万个。');
    expect([first?.year, first?.yearFrom]).toEqual([2025, 'sentence']);
    expect([second?.year, second?.yearFrom]).toEqual([2025, 'sentence-before']);
    expect([third?.year, third?.yearFrom]).toEqual([null, null]);
  });

  it('is not read where the plan looks back, unless it names a later year', () => {
    const library = smallLibrary([
      { id: 'p', themes: ['foundation'], clauses: ['就业率达到98%。', '到2025年，就业率达到99%。'] },
    ]);
    expect(inShort(targetsOf(library))).toEqual(['就业率 =99% 2025']);
  });

  it('gives numbers for sorting, 万 and 亿 multiplied out', () => {
    const targets = read('到2025年，产值达到1.5万亿元，学位达到5万个，医护比达到1:1.25，产值翻两番，培育3-5家企业。');
    expect(targets.map(({ number }) => number)).toEqual([1.5e12, 50_000, 0.8, 4, 3]);
  });
});

describe('a row of indicators', () => {
  const columns = ['序号', '指标', '2020年完成(预计)', '2025年规划目标', '属性'];

  it('sets the value of the column that speaks of the plan’s years', () => {
    const [target, ...others] = read(rowOf(['12', '空气质量优良天数比例(%)', '92.6', '≥88', '约束性'], columns));
    expect(others).toEqual([]);
    expect(target).toMatchObject({
      indicator: '空气质量优良天数比例',
      value: '88',
      unit: '%',
      comparator: '≥',
      number: 88,
      year: 2025,
      base: '92.6',
      binding: 'binding',
    });
  });

  it('is read from the right where cells are missing', () => {
    const [target] = read(rowOf(['7', '数字经济核心产业增加值占比(%)', '25', '预期性'], columns));
    expect(target).toMatchObject({ indicator: '数字经济核心产业增加值占比', value: '25', base: null, binding: 'expected' });
  });

  it('may set its target in words', () => {
    const [target] = read(rowOf(['10', '单位地区生产总值能耗降幅(%)', '完成市下达目标', '约束性'], columns));
    expect(target).toMatchObject({ value: '完成市下达目标', number: null, unit: '', binding: 'binding' });
  });

  it('takes its unit from the name, from a column of units, or from a note above the table', () => {
    const unitOf = (...clauses: readonly (string | SmallClause)[]) => read(...clauses).at(-1)?.unit;
    expect(unitOf(rowOf(['1', '死亡率(1/10万)', '8.63', '≤12/10万', '约束性'], columns))).toBe('/10万');
    const withUnits = ['指标', '单位', '2020年', '2025年目标', '属性'];
    expect(unitOf(rowOf(['旅游总收入', '亿元', '318', '660', '预期性'], withUnits))).toBe('亿元');
    const sums = ['项目类别', '总投资', '“十四五”计划投资额'];
    expect(unitOf({ text: '单位:万元', kind: 'note' }, rowOf(['文化工程', '700', '500'], sums))).toBe('万元');
  });

  it('sets nothing where it only reports, and neither does the head of the table', () => {
    expect(
      read(
        rowOf(
          ['1', '地区生产总值', '1608.78', '2278.28', '预期性'],
          ['序号', '指标', '2015年完成值', '2020年预计完成值', '属性'],
        ),
      ),
    ).toEqual([]);
    expect(read(rowOf(columns, columns))).toEqual([]);
    expect(read(rowOf(['9', '商品销售总额', '2551', '/', '预期性'], columns))).toEqual([]);
  });
});

describe('all targets of the five plans', () => {
  let corpus: Corpus;
  let targets: readonly Target[];

  beforeAll(async () => {
    corpus = await fivePlans();
    targets = await createTargetsOfPlans(corpus.library, corpus.index).of(corpus.library.plans.map(({ id }) => id));
  });

  it('stand in reading order, each with the sentence that sets it and the place of its value', () => {
    expect(targets.length).toBeGreaterThan(150);
    const ordinals = targets.map(({ clauseId }) => corpus.library.clauseById(clauseId)?.ordinal ?? -1);
    expect(ordinals).toEqual([...ordinals].sort((a, b) => a - b));
    for (const target of targets) {
      const text = corpus.library.clauseById(target.clauseId)?.clause.text ?? '';
      expect(text.slice(...target.sentenceRange)).toBe(target.sentence);
      expect(text.slice(...target.range)).toBe(target.value);
      expect(target.sentence).toContain(target.value);
      expect(target.value).not.toBe('');
      expect(target.indicator, target.sentence).not.toBe('');
      expect(target.year === null).toBe(target.yearFrom === null);
      if (target.year !== null) expect(target.year).toBeGreaterThanOrEqual(2021);
    }
  });

  it('are those of the plans asked for, in the order asked', async () => {
    const own = (plan: string) => targets.filter((target) => target.plan === plan);
    const found = await createTargetsOfPlans(corpus.library, corpus.index).of(['panyu', 'nowhere', 'huadu']);
    expect(found).toEqual([...own('panyu'), ...own('huadu')]);
  });

  it('are lined up by indicator, each in one cell, the gaps shown', () => {
    const rows = targetsByIndicator(targets, corpus.library);
    expect(rows.flatMap(({ cells }) => cells.flatMap((cell) => cell.targets))).toHaveLength(targets.length);
    for (const { cells, districts } of rows) {
      expect(cells.map(({ plan }) => plan)).toEqual(corpus.library.plans.map(({ id }) => id));
      expect(cells.filter((cell) => cell.targets.length > 0)).toHaveLength(districts);
    }
    expect(rows.map(({ districts }) => districts)).toEqual(rows.map(({ districts }) => districts).sort((a, b) => b - a));
    const lifeExpectancy = rows.find(({ indicator }) => indicator === '人均预期寿命');
    expect(lifeExpectancy?.cells.map((cell) => cell.targets.map(({ value }) => value))).toEqual([
      ['81'],
      [],
      ['81', '81'],
      [],
      ['77'],
    ]);
  });

  it('know an indicator by its many names, and tell neighbours apart', () => {
    expect(new Set(['人均期待壽命', '人均预期寿命', '居民人均期望寿命'].map(standardIndicator)).size).toBe(1);
    expect(standardIndicator('地区生产总值')).not.toBe(standardIndicator('人均地区生产总值'));
    expect(standardIndicator('每千名老年人口拥有养老床位数')).not.toBe(standardIndicator('每千人床位数'));
    expect(standardIndicator('全区智慧灯杆数量')).toBe('智慧灯杆数量');
  });
});

describe('any text at all', () => {
  const words = fc.constantFrom(
    '到2025年',
    '“十四五”时期',
    '，',
    '。',
    '、',
    '达到',
    '不低于',
    '以上',
    '新增',
    '3',
    '1.5',
    '万',
    '亿元',
    '%',
    '个',
    '家',
    '翻一番',
    '1:2',
    '学位',
    '的',
    '(',
    '《',
    '》',
    '“',
    '”',
    '-',
    '每',
    '等',
  );
  const text = fc.oneof(
    anyUnits,
    fc.array(words, { maxLength: 30 }).map((drawn) => drawn.join('')),
  );

  it('gives targets whose values stand in their sentences, or none', () => {
    check([text], (drawn) => {
      for (const target of read(drawn)) {
        expect(drawn.slice(...target.sentenceRange)).toBe(target.sentence);
        expect(drawn.slice(...target.range)).toBe(target.value);
        expect(target.range[0]).toBeGreaterThanOrEqual(target.sentenceRange[0]);
        expect(target.range[1]).toBeLessThanOrEqual(target.sentenceRange[1]);
      }
    });
  });

  it('is read in time that grows with its length', () => {
    const started = performance.now();
    for (const piece of ['达到', '3个', '“', '《', '新增1', '以上', '2025年', '、', '1,000', '的', '不低于'])
      read(`${piece.repeat(4000)}x`);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
