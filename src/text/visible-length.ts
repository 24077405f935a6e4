// How long a text is to a reader: the number of its visible characters.
import { isBlank, isInvisible } from './characters.ts';

/** As many as `visibleCharacters` leaves, counted without making them: plans have hundreds of thousands. */
export function visibleLength(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; ) {
    const unit = text.charCodeAt(at);
    // Nearly every character of a plan is one of these, and to look the others up takes twenty times as long.
    const isPlain = (unit >= FIRST_HAN && unit <= LAST_HAN) || (unit > SPACE && unit < DELETE);
    const character = isPlain ? '' : String.fromCodePoint(text.codePointAt(at) ?? 0);
    if (isPlain || !(isBlank(character) || isInvisible(character))) count += 1;
    at += isPlain ? 1 : character.length;
  }
  return count;
}

const FIRST_HAN = 0x4e00;
const LAST_HAN = 0x9fff;
const SPACE = 0x20;
const DELETE = 0x7f;
