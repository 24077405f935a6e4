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
export const isBlank = rememberingUnits((character) => BLANK.test(character));

/** Whether this character leaves no trace on the page at all. Blanks are not invisible: they take room. */
export const isInvisible = rememberingUnits((character) => INVISIBLE.test(character) && !BLANK.test(character));

/** Whether a blank beside this character separates words: true of Latin letters and digits, false of Chinese. */
export const isLatinOrDigit = rememberingUnits((character) => LATIN_OR_DIGIT.test(character));

/** Whether this character is a Chinese character (〇 included, which Unicode counts as a number). */
export const isHan = rememberingUnits((character) => HAN.test(character));

/** The same test; of characters of one UTF-16 unit each is tested once, because they are asked about by the million. */
function rememberingUnits(test: (character: string) => boolean): (character: string) => boolean {
  /** By unit: 1 for yes, 2 for no, 0 where nobody has asked yet. */
  const known = new Uint8Array(0x10000);
  return (character) => {
    if (character.length !== 1) return test(character);
    const unit = character.charCodeAt(0);
    if (known[unit] === 0) known[unit] = test(character) ? 1 : 2;
    return known[unit] === 1;
  };
}

/** Whether the string is made of Chinese characters alone, and has at least one. */
export const isHanText = (text: string): boolean => text !== '' && [...text].every(isHan);

/** Whether nothing in the string can be seen. */
export const isEmptyLine = (text: string): boolean =>
  [...text].every((character) => isBlank(character) || isInvisible(character));
