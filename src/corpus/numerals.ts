// Chinese and Arabic numerals as headings print them.

const DIGITS = '零一二三四五六七八九';
const DIGIT_OF = new Map([...'〇零一二三四五六七八九'].map((character, at) => [character, Math.max(0, at - 1)]));

/** The forms that no stroke can turn into another (壹、貳), in either script; in Taiwan the highest level is numbered in them. */
export const LEGAL_NUMERALS = '壹贰貳叁參叄肆伍陆陸柒捌玖拾';
const PLAIN_OF = new Map([...LEGAL_NUMERALS].map((character, at) => [character, '一二二三三三四五六六七八九十'[at] ?? '']));

/** The characters a heading's number is written in, for use in a character class. */
export const NUMERAL_CLASS = `0-9０-９〇零一二三四五六七八九十百两${LEGAL_NUMERALS}`;

/** The value of a numeral from 0 to 999 (`十二`, `二十`, `一百零三`, `12`, `１２`, `拾貳`); null for anything else. */
export function parseNumeral(printed: string): number | null {
  const text = printed
    .normalize('NFKC')
    .replaceAll('两', '二')
    .replace(/\s/gu, '')
    .replace(/./gu, (character) => PLAIN_OF.get(character) ?? character);
  if (/^\d{1,3}$/.test(text)) return Number(text);
  const [, hundreds = '', tens = '', ones = ''] =
    /^(?:([一二三四五六七八九])百)?(?:零?([一二三四五六七八九]?十))?(?:零?([一二三四五六七八九〇零]))?$/.exec(text) ?? [];
  if (hundreds + tens + ones === '') return null;
  const tensValue = tens === '' ? 0 : (DIGIT_OF.get(tens[0] ?? '') ?? 1) * 10;
  return (DIGIT_OF.get(hundreds) ?? 0) * 100 + tensValue + (DIGIT_OF.get(ones) ?? 0);
}

const ROMAN_VALUES = new Map([
  ['I', 1],
  ['V', 5],
  ['X', 10],
]);

/** The value of a Roman numeral to 39 (`Ⅻ`, `XII`); null for anything else. A lesser figure before a greater is taken from it. */
export function parseRoman(printed: string): number | null {
  const text = printed.normalize('NFKC');
  if (!/^[IVX]+$/u.test(text)) return null;
  const values = [...text].map((figure) => ROMAN_VALUES.get(figure) ?? 0);
  return values.reduce((sum, value, at) => sum + (value < (values[at + 1] ?? 0) ? -value : value), 0);
}

/** A number from 1 to 99 as Chinese headings write it: 三, 十, 十二, 二十, 二十三. */
export function chineseNumeral(value: number): string {
  const tens = Math.floor(value / 10);
  const ones = value % 10;
  const tensText = tens === 0 ? '' : `${tens === 1 ? '' : DIGITS[tens]}十`;
  return tensText + (ones === 0 && tens > 0 ? '' : (DIGITS[ones] ?? ''));
}
