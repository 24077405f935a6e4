// What the pages call the kinds of things. The code's names are for code and addresses, these are for readers.
import type { ClauseKind, DropReason, LineRange } from '../corpus/model.ts';

/** Nothing is said of a paragraph: it is what a reader expects. */
export const CLAUSE_KIND_WORDS: Readonly<Record<ClauseKind, string>> = {
  paragraph: '',
  bullet: '要点',
  row: '表格行',
  note: '注',
  caption: '图表题',
};

export const DROP_REASON_WORDS: Readonly<Record<DropReason, string>> = {
  'front-matter': '题名、发文机关、日期等文前内容',
  contents: '印在正文之前的目录',
  boilerplate: '网页自带的文字',
  spam: '与规划无关的广告',
};

/** A label and a title as one line: `第七章 坚持绿色发展`, `三、加大力度`. */
export function joinHeading(num: string, title: string): string {
  const needsBlank = num !== '' && title !== '' && !/[、．.：:）)]$/u.test(num);
  return `${num}${needsBlank ? ' ' : ''}${title}`;
}

/** Names in a row, the first few of them where there are many: no sentence should list a hundred districts. */
export function listNames(names: readonly string[], unit: string, most = 8): string {
  const shown = names.slice(0, most).join('、');
  return names.length > most ? `${shown}等${figure(names.length)}${unit}` : shown;
}

/** `第417行`, `第19–21行`. */
export const lineWords = ([first, last]: LineRange): string => `第${first === last ? first : `${first}–${last}`}行`;

/** 4,139: figures on pages, all of them whole, have a comma every three digits. */
export function figure(count: number): string {
  const digits = String(count);
  return digits.length <= 3 ? digits : digits.replace(/\B(?=(?:\d{3})+$)/gu, ',');
}

/** 98.3%: a share between 0 and 1, never rounded up to the whole. */
export const percent = (share: number): string =>
  `${(share < 1 ? Math.min(Math.round(share * 1000) / 10, 99.9) : 100).toFixed(1)}%`;

/** A folded term as it is usually printed: short Latin words of the field are abbreviations (TOD, 5G). */
export const termWords = (term: string): string => (/^[a-z\d]{1,5}$/.test(term) ? term.toUpperCase() : term);

/** The beginning of a text, whole characters, with a sign that it goes on. */
export function excerpt(text: string, length: number): string {
  const characters = [...text];
  return characters.length > length ? `${characters.slice(0, length).join('')}…` : text;
}
