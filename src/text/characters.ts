// What kind a character is. Every rule about blanks and scripts in this project is stated here once.

/** A half-open range of UTF-16 units, `[start, end)`. */
export type Range = readonly [start: number, end: number];

const BLANK = /^\p{White_Space}$/u;
// Format and control characters (zero-width space, byte-order mark, soft hyphen, bidi marks, NUL …) and variation
// selectors leave no trace on the page, so they never take part in a comparison.
const INVISIBLE = /^[\p{Cc}\p{Cf}\p{Variation_Selector}]$/u;
const LATIN_OR_DIGIT = /^[\p{Script=Latin}\p{Nd}]$/u;
const HAN = /^[\p{Script=Han}〇]$/u;

/** Whether a reader sees this character as empty space (indent, no-break space, ideographic space, tab, line break). */
export const isBlank = (character: string): boolean => BLANK.test(character);

/** Whether this character leaves no trace on the page at all. Blanks are not invisible: they take room. */
export const isInvisible = (character: string): boolean => INVISIBLE.test(character) && !BLANK.test(character);

/** Whether a blank beside this character separates words: true of Latin letters and digits, false of Chinese. */
export const isLatinOrDigit = (character: string): boolean => LATIN_OR_DIGIT.test(character);

/** Whether this character is a Chinese character (〇 included, which Unicode counts as a number). */
export const isHan = (character: string): boolean => HAN.test(character);

/** Whether the string is made of Chinese characters alone, and has at least one. */
export const isHanText = (text: string): boolean => text !== '' && [...text].every(isHan);

/** Whether nothing in the string can be seen. */
export const isEmptyLine = (text: string): boolean =>
  [...text].every((character) => isBlank(character) || isInvisible(character));
