// The declared wordings by which plans of this kind set values, on folded text. Each list is closed: what is not here is
// not read as a target.
import type { Comparator } from './target.ts';

/** What stands right before a value and says how it is meant; the longest that fits counts. */
const BEFORE: readonly (readonly [comparator: Comparator, wordings: string])[] = [
  ['≥', '不低于 不少于 不小于 不得低于 不得少于 至少 最少 ≥ 达到或超过'],
  ['≤', '不超过 不高于 不大于 不多于 不得超过 不得高于 ≤ 控制在 压缩在 限制在'],
  ['>', '超过 突破 超 高于 大于 > 跨越'],
  ['<', '低于 小于 少于 <'],
  ['≈', '约 约为 近 接近 大约 约达 达到约 达约'],
  [
    '=',
    '达到 达 达成 到 至 为 保持 保持在 维持在 稳定在 稳定 实现 提高到 提升到 增加到 上升到 增长到 扩大到 拓展到 降低到 下降到 减少到 缩小到 压缩到 提高至 提升至 ' +
      '增加至 增至 增长至 扩大至 降低至 降至 下降至 减少至 缩小至 压缩至 压减至 迈向 迈上 冲刺 力争 确保 完成 增长 提高 提升 增加 下降 降低 减少 年均增长 = : 为: 比重的 比例的',
  ],
];

/** What stands right after a value and bounds it. */
const AFTER: readonly (readonly [comparator: Comparator, wordings: string])[] = [
  ['≥', '以上 及以上 (含)以上'],
  ['≤', '以内 之内 及以下 以下 内'],
  ['≈', '左右 上下'],
];

export interface Wording {
  readonly comparator: Comparator;
  readonly text: string;
}

/** The wording that ends right where a value begins. */
export const wordingBefore = (prefix: string): Wording | undefined => BEFORE_BY_LENGTH.find(({ text }) => prefix.endsWith(text));

/** The wording that begins right where a value ends. */
export const wordingAfter = (suffix: string): Wording | undefined => AFTER_BY_LENGTH.find(({ text }) => suffix.startsWith(text));

/** Verbs that something is added or brought to an end by: a number of things under one of them is to be reached. */
const ATTAINING = words(
  '新增 新建 新改建 新改扩建 新扩建 新(扩)建 新(改、扩)建 改扩建 扩建 改建 建成 建设 建立 建 打造 培育 引进 引育 引入 集聚 聚集 汇聚 扶持 发展 创建 创成 认定 形成 完成 实现 腾出 ' +
    '改造 设立 成立 设置 拥有 储备 组建 开展 培养 培训 增加 投放 供应 筹集 筹建 配建 布局 布设 推出 转移 帮扶 安置 招引 孵化 整治 治理 修复 造林 种植 推广 更新 盘活 整备 申报 获得 ' +
    '争创 争取 达到 促进 带动 吸引 落户 覆盖 产出 突破 释放 供给 提供 开通 落成 投产 上市 新认定 建档 收储 出让 消化 举办 办好 遴选 评选 开工 竣工 投用',
);

/** Verbs that say only that something goes on: what they name may be under way, and nothing is set. */
const PROGRESSING = words(
  '推进 推动 推行 加快推进 加快推动 加快建设 加快实施 加快 加强 强化 支持 鼓励 引导 围绕 聚焦 依托 谋划 规划建设 计划建设 探索 深化 落实 做好 用好 对接 享受 减免 修订 按照 瞄准 衔接 坚持',
);

/** Whether the last verb before a value brings something to an end; undefined where no verb of either list is there. */
export function attains(prefix: string): boolean | undefined {
  const attaining = lastVerb(prefix, ATTAINING);
  const progressing = lastVerb(prefix, PROGRESSING);
  if (attaining === undefined && progressing === undefined) return undefined;
  // 加快建设 holds 建设, and 推进 may follow 完成: of two verbs the one that ends later decides, of two that end together the longer.
  if (attaining && progressing && attaining.end === progressing.end) return attaining.length > progressing.length;
  return (attaining?.end ?? -1) > (progressing?.end ?? -1);
}

/** Whether a text ends in a verb of adding or finishing: a number right after it counts what is added. */
export const endsInAttaining = (prefix: string): boolean => ATTAINING.some((verb) => prefix.endsWith(verb));

/** What was, is, or belongs to one project: in a phrase that names no later year no value is set by it. */
export const STATES_THE_PRESENT =
  /现状|现有|已(?:[有经达建完实新累形引培获成超突开设入投通])|截至|截止|同比|比上年|较上年|是[^,;]{0,12}的$|位列|位居|排名|获评|荣获|待建|以来/u;
export const DESCRIBES_A_PROJECT =
  /总投资|投资额|投资约|计划投资|占地|用地面积|建筑面积|总面积|规划面积|规划总|全长|总长|长约|宽|库容|装机|总规模|(?:建设|设计|生产|处理|供水)规模|加工能力|可容纳|可储备|可满足/u;

/** What counts no things: 7个方面, 3个环节. */
export const COUNTS_NO_THINGS = /^(?:方面|领域|维度|环节|重点|步骤|阶段|层次|层面|坚持|工作日|百分百)/u;

/** What a duration or a distance is the name of: a circle of services, not a value. */
export const NAMES_A_CIRCLE = /^[^,;。]{0,14}圈|^(?:内|以内)?(?:可|能|到达|抵达|直达|直连|通达|互通|互达|联通|通勤|服务)/u;

function lastVerb(prefix: string, verbs: readonly string[]): { readonly end: number; readonly length: number } | undefined {
  let best: { end: number; length: number } | undefined;
  for (const verb of verbs) {
    const at = prefix.lastIndexOf(verb);
    const end = at + verb.length;
    if (at < 0 || IS_PAPER.test(prefix.slice(end))) continue;
    if (!best || end > best.end || (end === best.end && verb.length > best.length)) best = { end, length: verb.length };
  }
  return best;
}

// 三年实施计划, 行动方案: a verb in the name of a paper does nothing.
const IS_PAPER = /^(?:行动)?(?:计划|方案|规划|意见|办法|条例|机制|体系)/u;

function words(list: string): readonly string[] {
  return list.split(' ');
}

const byLength = (list: readonly (readonly [Comparator, string])[]): readonly Wording[] =>
  list
    .flatMap(([comparator, wordings]) => words(wordings).map((text) => ({ comparator, text })))
    .sort((a, b) => b.text.length - a.text.length);
const BEFORE_BY_LENGTH = byLength(BEFORE);
const AFTER_BY_LENGTH = byLength(AFTER);
