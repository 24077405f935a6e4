// A made-up plan as a text, damaged the way real ones are on their way through printers, PDF programs and web pages.
import { type GeneratedPlan, type Level, type PlanBlock, type PlanHeading, pick } from './generated-plans.ts';
import type { Random } from './mutated-files.ts';

export interface Damage {
  /** Characters on a printed line; null where each paragraph is a line. */
  readonly width: number | null;
  readonly pages: 'none' | 'marked' | 'form-feeds' | 'bare-numbers';
  readonly runningTitle: boolean;
  readonly contents: 'none' | 'leaders' | 'page-numbers' | 'plain' | 'unlabelled';
  /** Down to which level the contents go. */
  readonly contentsDepth: 1 | 2 | 3;
  readonly listOfBoxes: boolean;
  readonly indent: boolean;
  readonly blankLines: boolean;
  readonly blanksInWords: boolean;
  readonly lostNumbers: boolean;
  readonly spam: boolean;
  readonly furniture: boolean;
  readonly halfWidth: boolean;
  /** A label on a line of its own, its title on the next. */
  readonly labelApart: boolean;
  /** No blank between label and title. */
  readonly glued: boolean;
  /** How the rows of a table have come out: a cell a line, or a row a line with tabs or wide blanks between its cells. */
  readonly rows: 'cells' | 'tabs' | 'blanks';
  /** What stands between a title and the paragraph it is run into. */
  readonly runInMark: '。' | '：' | '　';
  readonly preambleLabel: boolean;
  /** A browser has printed a page of the web: its address and the page's number stand at the foot. */
  readonly address: boolean;
}

export interface DamagedPlan {
  readonly text: string;
  /** Lines that belong to the pages: none of them may come out. */
  readonly pageMarks: readonly string[];
}

export const RUNNING_TITLE = '苏南市人民政府公报汇编';
const ADDRESS = 'https://www.example.org/art/2026/3/2/art_1229_12345.html';
const SPAM = '精产国品一二三产区入口网站在线观看免费观看';
const HEAD = ['首页', '来源：苏南市人民政府办公室', '发布时间：2026-03-01'];
const TAIL = ['扫一扫在手机打开当前页', '主办：苏南市人民政府', '网站标识码：3200000000'];

export function damage(plan: GeneratedPlan, how: Damage, random: Random): DamagedPlan {
  const body = plan.blocks.flatMap((block, at) => linesOf(block, plan.blocks[at - 1], how, random));
  const lines = [
    ...(how.furniture ? HEAD : []),
    ...wrapTitle(plan.title, how),
    '2026年2月',
    ...contentsOf(plan, how),
    ...(plan.preamble.length > 0
      ? [...(how.preambleLabel ? ['前 言'] : []), ...plan.preamble.flatMap((text) => wrap(text, how))]
      : []),
    ...body,
  ];
  const spoilt = how.spam ? [...lines.slice(0, lines.length >> 1), SPAM, ...lines.slice(lines.length >> 1)] : lines;
  const { text, pageMarks } = paginate(spoilt, how);
  const finished = how.furniture ? `${text}\n${TAIL.join('\n')}` : text;
  return { text: how.halfWidth ? toHalfWidth(finished) : finished, pageMarks };
}

/** As the machine that captured the five seeds wrote them. */
export const toHalfWidth = (text: string): string =>
  text.replace(/[，：；（）]/gu, (mark) => ({ '，': ',', '：': ':', '；': ';', '（': '(', '）': ')' })[mark] ?? mark);

function linesOf(block: PlanBlock, before: PlanBlock | undefined, how: Damage, random: Random): string[] {
  switch (block.kind) {
    case 'heading':
      return block.heading.isRunIn ? [] : headingLines(block.heading, how, random);
    case 'paragraph': {
      const runIn =
        before?.kind === 'heading' && before.heading.isRunIn
          ? `${before.heading.label}${before.heading.title}${how.runInMark}`
          : '';
      return spaced(spoilt(wrap(runIn + block.text, how), how, random), how);
    }
    case 'box':
      return [block.title, ...block.lines.flatMap((line) => wrap(line, how))];
    case 'table':
      return [
        block.caption,
        ...block.rows.flatMap((row) => (how.rows === 'cells' ? row : [row.join(how.rows === 'tabs' ? '\t' : '    ')])),
      ];
    case 'glossary':
      return [block.title, ...block.notes.flatMap((note) => wrap(note, how))];
  }
}

const LOSES_NUMBER: readonly Level[] = ['item'];

function headingLines({ level, label, title }: PlanHeading, how: Damage, random: Random): string[] {
  const isLost = how.lostNumbers && LOSES_NUMBER.includes(level) && /^[一二三四五六七八九十]+、$/u.test(label) && random() < 0.3;
  const printed = isLost ? '、' : how.glued ? glued(label) : label;
  const isSpoilt = level === 'item' || level === 'section';
  const isApart = how.labelApart && /^第.+[篇章]\s*$/u.test(label);
  const lines = isApart ? [printed.trim(), ...wrapTitle(title, how)] : wrapTitle(printed + title, how);
  return spaced(isSpoilt ? spoilt(lines, how, random) : lines, how);
}

// A lone digit without a blank behind it would be no label to anybody.
const glued = (label: string): string => (/^\d+ $/u.test(label) ? label : label.trim());

const spaced = (lines: readonly string[], { blankLines }: Damage): string[] => (blankLines ? [...lines, ''] : [...lines]);

// Blanks that a conversion leaves between the pieces it has joined.
function spoilt(lines: readonly string[], { blanksInWords }: Damage, random: Random): string[] {
  if (!blanksInWords) return [...lines];
  const spoil = (character: string) => (random() < 0.03 && /\p{Script=Han}/u.test(character) ? `${character} ` : character);
  return lines.map((line) => [...line].map(spoil).join(''));
}

const CLOSING = /^[，。、；：”）》,.;:%)]/u;

/** The lines of a paragraph: no line opens with a closing mark. */
export function wrap(text: string, { width, indent }: Pick<Damage, 'width' | 'indent'>): string[] {
  const first = indent ? '　　' : '';
  if (width === null) return [first + text];
  const lines: string[] = [];
  const characters = [...text];
  let room = width - 2;
  for (let at = 0; at < characters.length; ) {
    let end = Math.min(characters.length, at + room);
    if (CLOSING.test(characters[end] ?? '')) end += 1;
    lines.push(characters.slice(at, end).join(''));
    at = end;
    room = width;
  }
  return lines.map((line, at) => (at === 0 ? first + line : line));
}

/** Titles are set in larger type, so fewer characters fill a line. */
function wrapTitle(text: string, { width }: Damage): string[] {
  const most = width === null ? Number.POSITIVE_INFINITY : Math.floor(width * 0.8);
  const characters = [...text];
  if (characters.length <= most) return [text];
  const half = Math.ceil(characters.length / 2);
  return [characters.slice(0, half).join('').trimEnd(), characters.slice(half).join('').trimStart()];
}

const DEPTHS: readonly (readonly Level[])[] = [
  [],
  ['part', 'chapter'],
  ['part', 'chapter', 'section'],
  ['part', 'chapter', 'section', 'item'],
];

function contentsOf(plan: GeneratedPlan, how: Damage): string[] {
  if (how.contents === 'none') return [];
  const listed = plan.blocks.flatMap((block) => (block.kind === 'heading' && !block.heading.isRunIn ? [block.heading] : []));
  const entries = listed
    .filter(({ level }) => DEPTHS[how.contentsDepth]?.includes(level))
    .map(({ label, title }) => (how.glued ? glued(label) : label) + title);
  const boxes = how.listOfBoxes ? plan.blocks.flatMap((block) => (block.kind === 'box' ? [block.title] : [])) : [];
  const withPages = [...entries, ...boxes].map((entry, at) => {
    if (how.contents === 'leaders') return `${entry}${'.'.repeat(12)}${at + 1}`;
    if (how.contents === 'page-numbers') return `${entry}\t${at + 1}`;
    return entry;
  });
  return [...(how.contents === 'unlabelled' ? [] : ['目 录']), ...withPages];
}

const LINES_ON_A_PAGE = 26;
const CHARACTERS_ON_A_PAGE = 620;
/** With fewer, nobody could tell a page's number from any other. */
const FEWEST_PAGES = 5;

function paginate(lines: readonly string[], how: Damage): DamagedPlan {
  const pages = how.width === null ? pagesByLength(lines) : pagesByLines(lines);
  if (how.pages === 'none' || pages.length < FEWEST_PAGES) return { text: lines.join('\n'), pageMarks: [] };
  const numbers = pages.map((_page, at) =>
    how.address ? `${ADDRESS}    ${at + 1}/${pages.length}` : how.pages === 'marked' ? `— ${at + 1} —` : String(at + 1),
  );
  const texts = pages.map((page, at) => [...(how.runningTitle ? [RUNNING_TITLE] : []), ...page, numbers[at] ?? ''].join('\n'));
  const separator = how.pages === 'form-feeds' ? '\n\f' : '\n';
  return { text: texts.join(separator), pageMarks: how.runningTitle ? [...numbers, RUNNING_TITLE] : numbers };
}

function pagesByLines(lines: readonly string[]): string[][] {
  const pages: string[][] = [];
  for (let at = 0; at < lines.length; at += LINES_ON_A_PAGE) pages.push(lines.slice(at, at + LINES_ON_A_PAGE));
  return pages;
}

// Where paragraphs are whole lines, a page ends inside one: what is left of it opens the next page.
function pagesByLength(lines: readonly string[]): string[][] {
  const pages: string[][] = [[]];
  let room = CHARACTERS_ON_A_PAGE;
  for (const line of lines) {
    const cut = room > 30 && line.length - room > 30 ? room : line.length;
    pages.at(-1)?.push(line.slice(0, cut));
    room -= Math.max(20, cut);
    if (cut === line.length && room > 0) continue;
    pages.push(cut < line.length ? [line.slice(cut)] : []);
    room = CHARACTERS_ON_A_PAGE - (line.length - cut);
  }
  return pages.filter((page) => page.length > 0);
}

const chance = (random: Random, share = 0.5): boolean => random() < share;

/** Some damage or other, often several kinds at once. */
export const drawDamage = (random: Random): Damage => ({
  width: chance(random) ? pick(random, [24, 28, 30, 34, 38, 42]) : null,
  pages: pick(random, ['none', 'marked', 'form-feeds', 'bare-numbers'] as const),
  runningTitle: chance(random, 0.3),
  contents: pick(random, ['none', 'leaders', 'page-numbers', 'plain', 'unlabelled'] as const),
  contentsDepth: pick(random, [1, 2, 3] as const),
  listOfBoxes: chance(random, 0.3),
  indent: chance(random),
  blankLines: chance(random, 0.3),
  blanksInWords: chance(random, 0.3),
  lostNumbers: chance(random, 0.2),
  spam: chance(random, 0.2),
  furniture: chance(random, 0.3),
  halfWidth: chance(random),
  labelApart: chance(random, 0.15),
  glued: chance(random, 0.2),
  rows: pick(random, ['cells', 'cells', 'tabs', 'blanks'] as const),
  runInMark: pick(random, ['。', '。', '。', '：', '：', '　'] as const),
  preambleLabel: chance(random, 0.7),
  address: chance(random, 0.1),
});

/** Whether the text shows where each paragraph begins: by whole lines, indents or empty lines. */
export const showsParagraphs = ({ width, indent, blankLines }: Damage): boolean => width === null || indent || blankLines;
