// Whole plans made up at random, in each of the conventions that plans are numbered in, with what must come out of them.
import { chineseNumeral } from '../../src/corpus/numerals.ts';
import type { Random } from './mutated-files.ts';

export type Level = 'part' | 'chapter' | 'section' | 'item';

/** How each level of headings is numbered, from the highest. `{}` stands for a Chinese number, `@` for one in legal forms, `#` for digits. */
export interface Convention {
  readonly name: string;
  readonly labels: readonly { readonly level: Level; readonly label: string }[];
  /** Whether a label may head a paragraph on its own line (`（一）题目。正文`). */
  readonly runIn?: Level;
}

const levels = (...labels: readonly [Level, string][]) => labels.map(([level, label]) => ({ level, label }));

export const CONVENTIONS: readonly Convention[] = [
  { name: '篇章节', labels: levels(['part', '第{}篇 '], ['chapter', '第{}章 '], ['section', '第{}节 '], ['item', '{}、']) },
  { name: '章节一', labels: levels(['chapter', '第{}章 '], ['section', '第{}节 '], ['item', '{}、']) },
  { name: '章一(一)', labels: levels(['chapter', '第{}章 '], ['section', '{}、'], ['item', '（{}）']), runIn: 'item' },
  { name: '篇章一', labels: levels(['part', '第{}篇 '], ['chapter', '第{}章 '], ['section', '{}、'], ['item', '（{}）']) },
  { name: '壹一(一)', labels: levels(['chapter', '@、'], ['section', '{}、'], ['item', '（{}）']) },
  { name: '章(一)1', labels: levels(['chapter', '第{}章 '], ['section', '（{}）'], ['item', '#.']) },
  { name: '部分一(一)', labels: levels(['part', '第{}部分 '], ['chapter', '{}、'], ['section', '（{}）'], ['item', '#.']) },
  { name: '一(一)1', labels: levels(['chapter', '{}、'], ['section', '（{}）'], ['item', '#.']), runIn: 'section' },
  { name: '1 1.1', labels: levels(['chapter', '# '], ['section', '#.# '], ['item', '#.#.# ']) },
  { name: '1. 1.1', labels: levels(['chapter', '#.'], ['section', '#.#'], ['item', '#.#.#']) },
];

export interface PlanHeading {
  readonly level: Level;
  readonly label: string;
  readonly title: string;
  /** The paragraph it is run into. */
  readonly isRunIn: boolean;
}

/** What stands in a plan, in order. */
export type PlanBlock =
  | { readonly kind: 'heading'; readonly heading: PlanHeading }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'box'; readonly title: string; readonly lines: readonly string[] }
  | { readonly kind: 'table'; readonly caption: string; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: 'glossary'; readonly title: string; readonly notes: readonly string[] };

export interface GeneratedPlan {
  readonly title: string;
  readonly preamble: readonly string[];
  readonly blocks: readonly PlanBlock[];
}

export interface PlanShape {
  readonly convention: Convention;
  /** Chapters are counted anew in each part. */
  readonly restarts: boolean;
  /** Some chapters have no sections. */
  readonly missesSections: boolean;
  readonly runIn: boolean;
  readonly boxes: boolean;
  readonly tables: boolean;
  readonly glossary: boolean;
  readonly preamble: boolean;
}

/** Some plan or other in this convention. */
export const drawShape = (convention: Convention, random: Random): PlanShape => ({
  convention,
  restarts: random() < 0.5,
  missesSections: random() < 0.5,
  runIn: random() < 0.3,
  boxes: random() < 0.5,
  tables: random() < 0.3,
  glossary: random() < 0.3,
  preamble: random() < 0.5,
});

export const pick = <Value>(random: Random, values: readonly Value[]): Value =>
  values[Math.floor(random() * values.length)] as Value;
const between = (random: Random, from: number, to: number): number => from + Math.floor(random() * (to - from + 1));
const times = <Value>(count: number, make: (at: number) => Value): Value[] =>
  Array.from({ length: count }, (_unused, at) => make(at));

export function generatePlan(shape: PlanShape, random: Random): GeneratedPlan {
  const writer = new PlanWriter(shape, random);
  writer.write();
  const preamble = shape.preamble ? times(between(random, 1, 2), () => paragraph(random)) : [];
  return { title: `${pick(random, PLACES)}国民经济和社会发展第十五个五年规划纲要`, preamble, blocks: writer.blocks };
}

class PlanWriter {
  readonly blocks: PlanBlock[] = [];
  readonly #shape: PlanShape;
  readonly #random: Random;
  #chapters = 0;
  #boxes = 0;

  constructor(shape: PlanShape, random: Random) {
    this.#shape = shape;
    this.#random = random;
  }

  write(): void {
    const { labels } = this.#shape.convention;
    const hasParts = labels[0]?.level === 'part';
    for (const part of times(hasParts ? between(this.#random, 2, 4) : 1, (at) => at + 1)) {
      if (hasParts) this.#heading('part', [part]);
      if (hasParts && this.#random() < 0.3) this.#paragraphs(1);
      if (this.#shape.restarts) this.#chapters = 0;
      for (const _chapter of times(between(this.#random, 2, hasParts ? 3 : 6), (at) => at)) this.#chapter();
    }
    if (this.#shape.glossary) this.#glossary();
  }

  #chapter(): void {
    this.#chapters += 1;
    const chapter = this.#chapters;
    this.#heading('chapter', [chapter]);
    // The first chapter has sections: a plan of bare numbers without any could be a list.
    const isPlain = this.#shape.missesSections && chapter > 1 && this.#random() < 0.3;
    if (isPlain || this.#random() < 0.6) this.#paragraphs(between(this.#random, 1, 2));
    if (isPlain) {
      this.#paragraphs(2);
      return;
    }
    for (const section of times(between(this.#random, 2, 4), (at) => at + 1)) this.#section(chapter, section);
  }

  #section(chapter: number, section: number): void {
    this.#heading('section', [chapter, section]);
    if (this.#isRunIn('section')) return;
    const hasItems = this.#random() < 0.4;
    if (!hasItems || this.#random() < 0.5) this.#paragraphs(between(this.#random, 1, 3));
    for (const item of times(hasItems ? between(this.#random, 2, 4) : 0, (at) => at + 1)) {
      this.#heading('item', [chapter, section, item]);
      if (!this.#isRunIn('item')) this.#paragraphs(between(this.#random, 1, 2));
    }
    if (this.#shape.boxes && this.#random() < 0.15) this.#box();
    if (this.#shape.tables && this.#random() < 0.1) this.#table();
  }

  readonly #isRunIn = (level: Level): boolean => this.#shape.runIn && this.#shape.convention.runIn === level;

  #heading(level: Level, numbers: readonly number[]): void {
    const label = this.#shape.convention.labels.find((entry) => entry.level === level)?.label ?? '';
    const isRunIn = this.#isRunIn(level);
    const heading = {
      level,
      label: labelWith(label, numbers),
      title: title(this.#random, isRunIn && this.#random() < 0.6 ? 'short' : level),
      isRunIn,
    };
    this.blocks.push({ kind: 'heading', heading });
    if (isRunIn) this.#paragraphs(1);
  }

  #paragraphs(count: number): void {
    for (const _paragraph of times(count, (at) => at)) {
      const text = paragraph(this.#random);
      this.blocks.push({ kind: 'paragraph', text });
    }
  }

  #box(): void {
    this.#boxes += 1;
    const lines = times(
      between(this.#random, 2, 4),
      (at) => `${at + 1}.${pick(this.#random, THINGS)}工程。${sentence(this.#random)}`,
    );
    this.blocks.push({ kind: 'box', title: `专栏${this.#boxes} ${pick(this.#random, THINGS)}重点工程`, lines });
    this.#paragraphs(1);
  }

  #table(): void {
    const rows = times(between(this.#random, 3, 6), () => [
      `${pick(this.#random, THINGS)}规模`,
      String(between(this.#random, 10, 999)),
      `${between(this.#random, 1, 99)}.${between(this.#random, 0, 9)}`,
      pick(this.#random, ['预期性', '约束性']),
    ]);
    this.blocks.push({
      kind: 'table',
      caption: `“十五五”时期${pick(this.#random, THINGS)}主要指标表`,
      rows: [['指标', '2025年', '2030年', '属性'], ...rows],
    });
    this.#paragraphs(1);
  }

  #glossary(): void {
    const notes = times(
      between(this.#random, 3, 6),
      (at) => `${at + 1}.${pick(this.#random, THINGS)}：指${sentence(this.#random)}`,
    );
    this.blocks.push({ kind: 'glossary', title: '附件 名词解释', notes });
  }
}

const LEGAL = [...'零壹貳參肆伍陸柒捌玖拾'];

function labelWith(label: string, numbers: readonly number[]): string {
  if (label.includes('@')) return label.replace('@', LEGAL[numbers.at(-1) ?? 1] ?? '');
  if (label.includes('{}')) return label.replace('{}', chineseNumeral(numbers.at(-1) ?? 1));
  const digits = (label.match(/#/gu) ?? []).length;
  const used = numbers.slice(-digits);
  let at = 0;
  return label.replace(/#/gu, () => String(used[at++] ?? 1));
}

const PLACES = ['苏南市', '海东省', '北岭县', '滨江区', '云溪州'];
const VERBS = '加快 推进 深化 完善 强化 优化 提升 构建 打造 建设 健全 促进 实施 培育 壮大 巩固 拓展 增强 统筹 保障'.split(' ');
const ADJECTIVES =
  '现代化 高质量 高水平 全方位 多层次 绿色低碳 安全高效 开放包容 优势互补 便捷高效 具有竞争力的 城乡融合的'.split(' ');
const THINGS =
  '产业体系 科技创新 数字经济 乡村振兴 生态环境 公共服务 基础设施 对外开放 营商环境 城市更新 社会治理 海洋经济 现代农业 人才队伍 文化事业 能源供应 水利建设 交通网络 养老服务 社会保障 粮食安全 区域协调 消费市场 金融服务 法治建设 民生福祉'.split(
    ' ',
  );
const RESULTS = '新格局 新高地 示范区 新优势 共同体 保障线 增长极 新样板'.split(' ');

function title(random: Random, level: Level | 'short'): string {
  const [verb, thing] = [pick(random, VERBS), pick(random, THINGS)];
  const plain = `${verb}${random() < 0.5 ? pick(random, ADJECTIVES) : ''}${thing}`;
  if (level === 'short' || random() < (level === 'part' || level === 'chapter' ? 0.4 : 0.75)) return plain;
  const second = `${pick(random, VERBS)}${pick(random, THINGS)}${pick(random, RESULTS)}`;
  return `${plain}${pick(random, [' ', '，', '', ''])}${second}`;
}

function sentence(random: Random): string {
  const clause = () =>
    pick(random, [
      () => `${pick(random, VERBS)}${pick(random, ADJECTIVES)}${pick(random, THINGS)}`,
      () => `推动${pick(random, THINGS)}和${pick(random, THINGS)}深度融合`,
      () => `到2030年${pick(random, THINGS)}规模达到${between(random, 1, 90)}.${between(random, 1, 9)}万亿元`,
      () =>
        `第一产业、第二产业和第三产业占比分别为${between(random, 1, 9)}.${between(random, 1, 9)}%、${between(random, 20, 50)}%和${between(random, 40, 70)}%`,
      () => `落实“${pick(random, THINGS)}”行动（${between(random, 1, 12)}个项目）`,
      () => `围绕${pick(random, THINGS)}、${pick(random, THINGS)}、${pick(random, THINGS)}等领域`,
      () => `建成${between(random, 1, 20)}个${pick(random, THINGS)}中心，总投资${between(random, 1, 9)}0亿元`,
    ])();
  return `${times(between(random, 1, 4), clause).join('，')}${pick(random, ['。', '。', '。', '；'])}`.replace(/；$/u, '。');
}

const OPENINGS = [
  '',
  '',
  '',
  '',
  '“十五五”时期，',
  '一是',
  '——',
  '到2035年，',
  '坚持党的全面领导。',
  '《海东省城市规划（2021-2035年）》提出，',
];

const paragraph = (random: Random): string =>
  pick(random, OPENINGS) + times(between(random, 1, 5), () => sentence(random)).join('');
