// Cleaning: what a reader sees of a captured line. Only blanks change; every visible character stays as published.
import { isBlank, isInvisible, isLatinOrDigit } from './characters.ts';

/**
 * The text of a line as a reader sees it: indent and invisible characters gone, blanks inside Chinese words and between
 * Chinese and digits gone (`2035 年`, `经济 实力`), one blank kept between two Latin letters or digits.
 * Guarantees: idempotent; the visible characters and their order are those of the input.
 */
export function cleanText(raw: string): string {
  return joinWords(raw, (before, after) => isLatinOrDigit(before) && isLatinOrDigit(after));
}

const PHRASE_LENGTH = 3;

/**
 * As `cleanText`, but a blank between two phrases of a title stays (`锚定发展目标 奋力谱写篇章`), while blanks that only space
 * a word out go (`前 言`, `目  录`).
 */
export function cleanTitle(raw: string): string {
  const words = raw
    .split(/\p{White_Space}+/u)
    .map(cleanText)
    .filter((word) => word !== '');
  return words.reduce((title, word, index) => {
    const previous = words[index - 1] ?? '';
    const separates =
      previous.length >= PHRASE_LENGTH &&
      word.length >= PHRASE_LENGTH &&
      /\p{Script=Han}[”》)）]?$/u.test(previous) &&
      /^[“《(（]?\p{Script=Han}/u.test(word);
    return separates ? `${title} ${word}` : cleanText(`${title} ${word}`) === title + word ? title + word : `${title} ${word}`;
  }, '');
}

/** The visible characters of a text, nothing else: what must survive every step from source to page. */
export const visibleCharacters = (text: string): string =>
  [...text].filter((character) => !isBlank(character) && !isInvisible(character)).join('');

function joinWords(raw: string, keepsBlank: (before: string, after: string) => boolean): string {
  let cleaned = '';
  let last = '';
  let blankPending = false;
  for (const character of raw) {
    if (isInvisible(character)) continue;
    if (isBlank(character)) {
      blankPending = true;
      continue;
    }
    if (blankPending && last !== '' && keepsBlank(last, character)) cleaned += ' ';
    blankPending = false;
    cleaned += character;
    last = character;
  }
  return cleaned;
}
