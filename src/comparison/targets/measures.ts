// Numbers with their units in folded text: what could be the value of a target.
import type { Range } from '../../text/characters.ts';

export interface Measure {
  /** Of the value without its unit, and of value and unit together, in the folded text. */
  readonly valueRange: Range;
  readonly range: Range;
  readonly value: string;
  readonly unit: string;
  /** 万 and 亿 multiplied out; a range by its lower end, a ratio by its quotient. */
  readonly number: number;
}

/** Every number in the text that has a unit or a decimal point, a ratio (1:1.25), and every doubling (翻一番), in order. */
export function findMeasures(folded: string): readonly Measure[] {
  return [...numberMeasures(folded), ...doublings(folded)].sort((a, b) => a.range[0] - b.range[0]);
}

const NUMBER = '\\d{1,3}(?:,\\d{3})+(?!\\d)|\\d+(?:\\.\\d+)?';
// What plans of this kind count and measure in. The longest unit that fits is taken.
const UNITS = (
  '个百分点 百分点 % ‰ 亿美元 美元 港元 元 平方公里 平方千米 平方米 平米 立方米 公里 千米 海里 米 公顷 亩 吨标准煤 吨标煤 吨 千克 公斤 微克 毫克 ' +
  '千瓦时 兆瓦 千瓦 千伏安 兆 mbps gbps m2 km 人次 人 名 位 户 家 所 间 座 个工作日 工作日 个 张 件 套 处 条 项 台 辆 艘 架 头 只 羽 株 棵 岁 ' +
  '年一遇 年 eflops pflops 册 场次 场 次 批 期 宗 例 门 班 组 对 支 部 篇 款 种 类 倍 分钟 小时 天 标准箱 teu 度 分 床 片 级 例 宗 幢 栋 枚 盏 根 排 孔 路'
)
  .split(' ')
  .sort((a, b) => b.length - a.length)
  .join('|');
const PER = '/(?:\\d+)?(?:万|百|千)?(?:常住人口|平方公里|立方米|人|日|年|天|户|吨|元|小时|秒|km2|个|家)?';
const MEASURE = new RegExp(
  `(?<low>${NUMBER})(?:(?<joint>(?:%|‰|万|亿)?[-—–~至到:])(?<high>${NUMBER}))?(?<unit>(?:万亿|千万|百万|亿|万|千|百|十)?(?:${UNITS})(?:${PER})?|/\\d+万|(?:万|亿)(?![\\p{L}\\p{N}]))?`,
  'gu',
);

function numberMeasures(folded: string): Measure[] {
  return [...folded.matchAll(MEASURE)].flatMap((match): Measure[] => {
    const { low = '', joint, high, unit = '' } = match.groups ?? {};
    const isRatio = joint === ':' && high !== undefined && unit === '';
    if (unit === '' && !isRatio && !low.includes('.')) return [];
    const start = match.index;
    const end = start + match[0].length;
    const valueRange: Range = [start, end - unit.length];
    const plain = Number(low.replaceAll(',', ''));
    const number = isRatio ? plain / Number(high) : plain * multiplierOf(unit);
    return [{ valueRange, range: [start, end], value: folded.slice(...valueRange), unit, number }];
  });
}

const MULTIPLIERS: readonly (readonly [prefix: string, factor: number])[] = [
  ['万亿', 1e12],
  ['千万', 1e7],
  ['百万', 1e6],
  ['亿', 1e8],
  ['万', 1e4],
];

const multiplierOf = (unit: string): number => MULTIPLIERS.find(([prefix]) => unit.startsWith(prefix))?.[1] ?? 1;

const DOUBLING = /翻(?<times>[一1两2])?番|翻(?<double>倍)|倍增/gu;

function doublings(folded: string): Measure[] {
  return [...folded.matchAll(DOUBLING)].map((match) => {
    const range: Range = [match.index, match.index + match[0].length];
    const isTwice = /[两2]/u.test(match[0]);
    return { valueRange: range, range, value: match[0], unit: '', number: isTwice ? 4 : 2 };
  });
}
