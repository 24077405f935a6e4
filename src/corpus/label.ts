// The label a line opens with: 第七章, 三、, （二）, 1., 附件1, 专栏3 … One table of shapes, read in order.
import { LEGAL_NUMERALS, NUMERAL_CLASS, parseNumeral, parseRoman } from './numerals.ts';

/** Shapes of labels, from the highest a document can have to the lowest. */
export const LABEL_SHAPES = [
  '篇',
  '章',
  '节',
  '壹、',
  'I.',
  '一、',
  '（一）',
  '1.1',
  '1.1.1',
  '1.',
  '（1）',
  '附件',
  '专栏',
] as const;
export type LabelShape = (typeof LABEL_SHAPES)[number];

export interface Label {
  readonly shape: LabelShape;
  /** The label as printed, blanks taken out: `第七章`, `三、`. */
  readonly num: string;
  /** Null where the source lost the number (`、完善体系`), or has none (`附件`). */
  readonly number: number | null;
  /** What follows the label in the cleaned line. */
  readonly rest: string;
}

const HAN_NUMERAL = '[一二三四五六七八九十百零〇]';

// Each pattern is anchored and linear; the first group is the printed number.
const SHAPES: readonly { readonly shape: LabelShape; readonly pattern: RegExp }[] = [
  { shape: '篇', pattern: new RegExp(`^第([${NUMERAL_CLASS}]{1,5})(?:篇|编|編|部分)[、:：.]?`, 'u') },
  { shape: '章', pattern: new RegExp(`^第([${NUMERAL_CLASS}]{1,5})章[、:：.]?`, 'u') },
  { shape: '节', pattern: new RegExp(`^第([${NUMERAL_CLASS}]{1,5})(?:节|節)[、:：.]?`, 'u') },
  { shape: '专栏', pattern: new RegExp(`^(?:专栏|專欄)([${NUMERAL_CLASS}]{0,3}(?:[-—][0-9]{1,2})?)[:：.、]?`, 'u') },
  {
    shape: '附件',
    pattern: new RegExp(`^附(?=[件录錄表图圖${NUMERAL_CLASS}])(?:件|录|錄|表|图|圖)?([${NUMERAL_CLASS}]{0,3})[:：.、]?`, 'u'),
  },
  { shape: '壹、', pattern: new RegExp(`^([${LEGAL_NUMERALS}]{1,3})[、.．]`, 'u') },
  { shape: 'I.', pattern: /^([ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ]|[IVX]{1,5})[、.．](?=[“《]?\p{Script=Han}{2})/u },
  { shape: '一、', pattern: new RegExp(`^(${HAN_NUMERAL}{1,4})[、.．]`, 'u') },
  { shape: '（一）', pattern: new RegExp(`^[（(](${HAN_NUMERAL}{1,4})[）)]`, 'u') },
  {
    shape: '1.1.1',
    pattern: /^(\d{1,2}(?:\.\d{1,2}){2,3})[.、]?(?=\p{Script=Han}?[“《]|[(（]?\p{Script=Han}{2})/u,
  },
  {
    shape: '1.1',
    pattern:
      /^(\d{1,2}\.\d{1,2})[.、]?(?=\p{Script=Han}{0,2}[“《]|[(（]?\p{Script=Han}{3})(?!左右|以[上下内]|[年月日万亿元个倍])/u,
  },
  { shape: '1.', pattern: /^([0-9０-９]{1,2})[.．、](?![0-9０-９])/u },
  { shape: '（1）', pattern: /^[（(]([0-9０-９]{1,2})[）)]/u },
  // The number is lost and only its comma is left; the shape is that of the numbers beside it.
  { shape: '一、', pattern: /^()[、．.](?=[\p{Script=Han}“])/u },
];

/** The label of a line of a document. */
export const labelIn = (line: { readonly text: string; readonly label?: Label }): Label | undefined =>
  line.label ?? labelOf(line.text);

/** The label at the start of a cleaned line; undefined if there is none. */
export function labelOf(text: string): Label | undefined {
  for (const { shape, pattern } of SHAPES) {
    const match = pattern.exec(text);
    if (!match) continue;
    const printed = match[1] ?? '';
    const number = numberOf(printed);
    // What stands where a number is due and is none (（百）) makes no label; only an empty place is a lost number.
    if (number === null && printed !== '' && shape !== '专栏') continue;
    return { shape, num: match[0], number, rest: text.slice(match[0].length) };
  }
  return undefined;
}

// Of 2.3 the last number counts: it is the place under 2.
const numberOf = (printed: string): number | null =>
  parseRoman(printed) ?? parseNumeral(printed.slice(printed.lastIndexOf('.') + 1));

const LONGEST_TITLE = 60;

/** Whether a text reads as a title: short, and not a sentence. */
export function isTitleLike(text: string): boolean {
  return text.length <= LONGEST_TITLE && !/[。！？；;]|[，,：:]$/u.test(text);
}

/** Whether a text reads as the first half of a title broken over two lines: it stops in the middle of a phrase. */
export function isBrokenTitle(text: string): boolean {
  const opened = (text.match(/[“《（(]/gu) ?? []).length;
  const closed = (text.match(/[”》）)]/gu) ?? []).length;
  return text.length <= LONGEST_TITLE && !/[。！？；;]/u.test(text) && (/[，,、：:—]$/u.test(text) || opened > closed);
}

const LONGEST_RUN_IN_TITLE = 40;
const NEVER_RUN_IN = new Set<LabelShape>(['篇', '附件', '专栏']);

/** Of a heading run into its paragraph (`（一）题目。正文…`): the length of label, title and full stop; null for other lines. */
export function runInTitleLength({ shape, num, number, rest }: Label): number | null {
  const stop = rest.indexOf('。');
  if (NEVER_RUN_IN.has(shape) || number === null || stop <= 0 || stop > LONGEST_RUN_IN_TITLE || stop === rest.length - 1)
    return null;
  return isTitleLike(rest.slice(0, stop)) ? num.length + stop + 1 : null;
}
