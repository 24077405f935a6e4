// What a document says of itself on its title page: title, whom it is for, period, date, issuer, script. Proposals for a
// person to check, never certainties.
import { cleanText } from '../../text/clean.ts';
import { fold } from '../../text/fold.ts';
import { soundOf } from '../../text/pinyin.ts';
import { simplifyText } from '../../text/simplify.ts';
import type { PlanFacts } from '../manifest.ts';
import { parseNumeral } from '../numerals.ts';
import { scriptOf } from '../script.ts';

export interface GuessInput {
  /** The lines of the text, as read. */
  readonly lines: readonly string[];
  /** A title from outside the text (a web page's, a PDF's), null if there is none. */
  readonly outerTitle: string | null;
  readonly fileName: string;
}

export type GuessedFacts = Pick<
  PlanFacts,
  | 'id'
  | 'title'
  | 'district'
  | 'city'
  | 'province'
  | 'division'
  | 'period'
  | 'publishedOn'
  | 'dateMeaning'
  | 'issuer'
  | 'documentNumber'
  | 'script'
>;

/** The title page and the notice in front of it stand within this many lines. */
const HEAD_LINES = 60;

export function guessFacts({ lines, outerTitle, fileName }: GuessInput): GuessedFacts {
  const head = lines
    .map(cleanText)
    .filter((line) => line !== '')
    .slice(0, HEAD_LINES)
    .map(simplifyText);
  const bareName = simplifyText(fileName.replace(/\.[^.]*$/u, ''));
  const title = titleIn(head) ?? titleIn([simplifyText(outerTitle ?? ''), bareName]) ?? firstTitle(head) ?? bareName;
  const divisions = divisionsOf(title);
  const district = divisions.at(-1) ?? firstDivision(head) ?? bareName;
  const period = periodOf(title);
  return {
    id: idOf(district, period),
    title,
    district,
    city:
      divisions.length > 1
        ? (divisions.findLast((name, at) => at < divisions.length - 1 && /[市州盟]$/u.test(name)) ?? null)
        : null,
    province: divisions.length > 1 ? (divisions.find((name) => /(?:省|自治区)$/u.test(name)) ?? null) : null,
    division: divisionKind(district, divisions.length),
    period,
    ...dateOf(head),
    issuer:
      head.find((line) =>
        /^[\p{Script=Han}]{2,20}(?:人民政府|人民政府办公室|人民政府办公厅|发展和改革(?:局|委员会))$/u.test(line),
      ) ?? null,
    documentNumber:
      head
        .map((line) => /^[\p{Script=Han}]{1,8}[〔[（(]\d{4}[〕\]）)]\s?\d{1,4}号$/u.exec(line)?.[0])
        .find((found) => found !== undefined) ?? null,
    script: scriptOf(lines),
  };
}

const NAME = '(?:\\p{Script=Han}{2,12}?(?:省|自治区|市|自治州|地区|盟|区|县|旗|新区|开发区))';
const TITLE = new RegExp(
  `^(?:${NAME}){0,4}\\p{Script=Han}{0,8}国民经济和社会发展(?:第?[一二三四五六七八九十]{1,3}个?五年|[“"]?十[一二三四五六七八]?五[”"]?)(?:规划|计划)?(?:纲要)?(?:和(?:20\\d\\d|二[〇零]\\p{Script=Han}{2})年远景目标(?:纲要)?)?(?:规划纲要|纲要)?`,
  'u',
);

const ONLY_NAMES = new RegExp(`^(?:${NAME}){1,3}$`, 'u');

// A title may be broken over two or three lines, so the longest that starts at a line is the whole one. Sentences name
// other plans too (依据《…规划纲要》), so only lines that are no sentences count. A site's short name for the plan may stand
// above the official one, so of several the most official wins, then the first.
function titleIn(lines: readonly string[]): string | undefined {
  const candidates = lines.map((line) =>
    /[。；《》]/u.test(line)
      ? ''
      : withoutTags(line)
          .replace(/^.*(?:印发|发布)/u, '')
          .replace(/^[（(][^）)]*[）)]/u, ''),
  );
  const titles = candidates.flatMap((line, at) => {
    // Such a title opens with 国民经济 or with the name alone; anything else is a line above it.
    if (!line.includes('国民经济') && !ONLY_NAMES.test(line)) return [];
    const windows = [1, 2, 3].map((length) => candidates.slice(at, at + length).join(''));
    const found = windows.flatMap((window) => (window.length > 160 ? [] : (TITLE.exec(window)?.[0] ?? [])));
    return found.sort((a, b) => b.length - a.length).slice(0, 1);
  });
  const official = (title: string) => (/第.{1,3}个五年/u.test(title) ? 2 : 0) + (/纲要/u.test(title) ? 1 : 0);
  return [...titles].sort((a, b) => official(b) - official(a))[0];
}

// Without a `>` there is no tag any more: a pattern would look for it from every `<`.
function withoutTags(line: string): string {
  const end = line.lastIndexOf('>') + 1;
  return line.slice(0, end).replace(/<[^>]*>/gu, '') + line.slice(end);
}

const firstTitle = (head: readonly string[]): string | undefined =>
  head.find((line) => line.length <= 60 && /(?:规划|计划|纲要|工作报告)(?:纲要)?$/u.test(line) && !/[。！？]/u.test(line));

// 广州市花都区 → 广州市, 花都区; 内蒙古自治区赤峰市 → 内蒙古自治区, 赤峰市.
function divisionsOf(title: string): string[] {
  const prefix = title.slice(0, Math.max(0, title.search(/国民经济|政府工作报告/u))).replace(/^20\d\d年/u, '');
  return [...prefix.matchAll(new RegExp(NAME, 'gu'))].map((match) => match[0]);
}

const firstDivision = (head: readonly string[]): string | undefined =>
  head.flatMap(
    (line) => new RegExp(`^(?:关于)?(${NAME})(?=人民政府|20|国民|第)`, 'u').exec(line.replace(/^20\d\d年/u, ''))?.[1] ?? [],
  )[0];

function divisionKind(district: string, depth: number): PlanFacts['division'] {
  if (/(?:新区|开发区|示范区|试验区)$/u.test(district)) return 'special-area';
  if (/自治区$/u.test(district)) return 'autonomous-region';
  if (/省$/u.test(district)) return 'province';
  if (/^(?:北京|上海|天津|重庆)市$/u.test(district)) return 'municipality';
  if (/自治州$/u.test(district)) return 'autonomous-prefecture';
  if (/盟$/u.test(district)) return 'league';
  if (/自治县$/u.test(district)) return 'autonomous-county';
  if (/县$/u.test(district)) return 'county';
  if (/旗$/u.test(district)) return 'banner';
  if (/区$/u.test(district)) return 'district';
  return /市$/u.test(district) ? (depth > 1 ? 'county-level-city' : 'prefecture-level-city') : null;
}

// The first five-year plan began in 1953, the sixth in 1981; since then the n-th begins in 1951 + 5n.
function periodOf(text: string): string | null {
  const years = /(20\d\d)\s?[-—–至]{1,2}\s?(20\d\d)年?/u.exec(text);
  const ordinal =
    /第(十[一二三四五六七八九]?|[六七八九])个五年/u.exec(text)?.[1] ?? /[“"]?(十[一二三四五六七八])五[”"]?/u.exec(text)?.[1];
  const number = ordinal === undefined ? null : parseNumeral(ordinal);
  if (number !== null) return `${1951 + 5 * number}-${1955 + 5 * number}`;
  return years && Number(years[2]) - Number(years[1]) === 4 ? `${years[1]}-${years[2]}` : null;
}

function dateOf(head: readonly string[]): Pick<PlanFacts, 'publishedOn' | 'dateMeaning'> {
  for (const line of head) {
    const match = /(20\d\d|19\d\d)[年-](\d{1,2})[月-](?:(\d{1,2})日?)?/u.exec(line);
    if (!match || line.length > 60) continue;
    const [, year = '', month = '', day] = match;
    const publishedOn = [year, month.padStart(2, '0'), ...(day === undefined ? [] : [day.padStart(2, '0')])].join('-');
    if (!isDate(day === undefined ? `${publishedOn}-01` : publishedOn)) continue;
    const meaning = /通过|批准/u.test(line) ? '审议通过日期' : /发布|来源/u.test(line) ? '网站发布日期' : '文本所载日期';
    return { publishedOn, dateMeaning: meaning };
  }
  return { publishedOn: null, dateMeaning: null };
}

// A day that no month has (2月30日) is read as one of the next.
function isDate(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

// huadu for 花都区; the years follow only where an id must be told from another: see `distinctId`.
function idOf(district: string, period: string | null): string {
  const stem = district.replace(/(?:省|自治区|市|自治州|地区|盟|区|县|旗)$/u, '') || district;
  const sound = soundOf(stem).join('');
  const id = fold(sound)
    .replace(/[^a-z0-9]+/gu, '-')
    .replace(/^-+|-+$/gu, '');
  if (/^[a-z]/u.test(id)) return id;
  return `plan-${period?.slice(0, 4) ?? 'new'}`;
}

/** The id, or the id with the plan's first year, or with a number: one that no other plan has. */
export function distinctId(id: string, period: string | null, taken: ReadonlySet<string>): string {
  if (!taken.has(id)) return id;
  const withYear = period === null ? id : `${id}-${period.slice(0, 4)}`;
  if (!taken.has(withYear)) return withYear;
  for (let number = 2; ; number += 1) if (!taken.has(`${withYear}-${number}`)) return `${withYear}-${number}`;
}
