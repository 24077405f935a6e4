// The script a text is written in.
import { isHan } from '../text/characters.ts';
import { simplifyCharacter } from '../text/simplify.ts';

/** Share of characters with another Simplified form above which a text is Traditional. */
const TRADITIONAL_SHARE = 0.05;

/** By how many of its characters have another Simplified form. */
export function scriptOf(lines: readonly string[]): 'Hans' | 'Hant' {
  let han = 0;
  let traditional = 0;
  for (const character of lines.join('').slice(0, 50_000)) {
    if (!isHan(character)) continue;
    han += 1;
    if (simplifyCharacter(character) !== character) traditional += 1;
  }
  return traditional > han * TRADITIONAL_SHARE ? 'Hant' : 'Hans';
}
