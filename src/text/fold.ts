// Folding: the form in which text and query are compared. It looks at one character at a time, so that a query cut
// from the middle of a word folds exactly as the text around it does.
import { isBlank, isInvisible, isLatinOrDigit, type Range } from './characters.ts';
import { simplifyCharacter } from './simplify.ts';

/** Folded text and where each of its UTF-16 units came from. `starts` and `ends` are ranges of the unfolded text. */
export interface Folded {
  readonly text: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** Written between the cells of a row in folded text. No folded query holds it, so no match crosses a cell's border. */
export const CELL_BORDER = '\n';

const BLANK_MARK = ' ';
const UNITS = 0x10000;
const foldedUnits: (string | undefined)[] = new Array(UNITS).fill(undefined);

/**
 * NFKC, lower case, Traditional to Simplified, each character alone; blanks dropped except one between two Latin
 * letters or digits; invisible characters dropped. Guarantees: `fold(fold(x)) === fold(x)`, and
 * `fold(a + b) === fold(a) + fold(b)` unless a blank stands at the seam.
 * @example fold('碳 達峰') === '碳达峰'; fold('ＲＣＥＰ') === 'rcep'; fold('Smart  City 2.0 版') === 'smart city 2.0版'
 */
export function fold(text: string): string {
  let folded = '';
  let blankPending = false;
  // Most characters are their own fold, so runs of them are copied whole.
  let copied = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (!blankPending && isOwnFold(text, at)) continue;
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
    folded += text.slice(copied, at);
    at += character.length - 1;
    copied = at + 1;
    for (const unit of foldCharacter(character)) {
      if (unit === BLANK_MARK) {
        blankPending = true;
        continue;
      }
      if (blankPending && isLatinOrDigit(unit) && endsInLatinOrDigit(folded)) folded += BLANK_MARK;
      blankPending = false;
      folded += unit;
    }
  }
  return copied === 0 ? text : folded + text.slice(copied);
}

/** By unit: 1 where it is a character that folds to itself, -1 where not, 0 where nobody has asked yet. */
const ownFolds = new Int8Array(UNITS);

function isOwnFold(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  if (ownFolds[unit] === 0) {
    const character = text[at] ?? '';
    const isOwn = character !== BLANK_MARK && !/[\ud800-\udfff]/.test(character) && foldCharacter(character) === character;
    ownFolds[unit] = isOwn ? 1 : -1;
  }
  return ownFolds[unit] === 1;
}

/** As `fold`, with the exact origin of every folded unit. A kept blank comes from the blanks it stands for. */
export function foldWithMap(text: string): Folded {
  const starts: number[] = [];
  const ends: number[] = [];
  let folded = '';
  let at = 0;
  let blankPending = false;
  const push = (unit: string, start: number, end: number) => {
    folded += unit;
    for (let i = 0; i < unit.length; i += 1) {
      starts.push(start);
      ends.push(end);
    }
  };
  for (const character of text) {
    const end = at + character.length;
    for (const unit of foldCharacter(character)) {
      if (unit === BLANK_MARK) {
        blankPending = true;
        continue;
      }
      if (blankPending && isLatinOrDigit(unit) && endsInLatinOrDigit(folded)) push(BLANK_MARK, ends.at(-1) ?? 0, at);
      blankPending = false;
      push(unit, at, end);
    }
    at = end;
  }
  return { text: folded, starts, ends };
}

/** Several folded pieces as one, with a border after each but the last; `offset` is where each piece starts in the whole. */
export function joinFolded(pieces: readonly { readonly folded: Folded; readonly offset: number }[]): Folded {
  const starts: number[] = [];
  const ends: number[] = [];
  for (const [index, { folded, offset }] of pieces.entries()) {
    if (index > 0) {
      starts.push(offset);
      ends.push(offset);
    }
    for (const start of folded.starts) starts.push(start + offset);
    for (const end of folded.ends) ends.push(end + offset);
  }
  return { text: pieces.map(({ folded }) => folded.text).join(CELL_BORDER), starts, ends };
}

/** The range of the unfolded text that a non-empty range of folded text stands for: always whole characters. */
export function unfoldRange(folded: Folded, [start, end]: Range): Range {
  return [folded.starts[start] ?? 0, folded.ends[end - 1] ?? 0];
}

/** By unit: 1 where it folds to exactly one unit that is no blank, -1 where not, 0 where nobody has asked yet. */
const plainness = new Int8Array(UNITS);

/** Whether each unit of this part of the text folds to one unit, so that the folded part has the same places. */
export function foldsUnitByUnit(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    const unit = text.charCodeAt(at);
    if (plainness[unit] === 0) plainness[unit] = isPlain(text[at] ?? '') ? 1 : -1;
    if (plainness[unit] !== 1) return false;
  }
  return true;
}

function isPlain(unit: string): boolean {
  const folded = foldCharacter(unit);
  return folded.length === 1 && folded !== BLANK_MARK && !/[\ud800-\udfff]/.test(unit);
}

// A character's own fold; a blank as one mark. Cached by its code, because a corpus uses some 4,000 different characters.
function foldCharacter(character: string): string {
  const code = character.length === 1 ? character.charCodeAt(0) : UNITS;
  const known = foldedUnits[code];
  if (known !== undefined) return known;
  const folded = computeFold(character);
  // Characters of two units are so rare that each is folded anew.
  if (code < UNITS) foldedUnits[code] = folded;
  return folded;
}

function computeFold(character: string): string {
  if (isBlank(character)) return BLANK_MARK;
  let result = '';
  for (const part of character.normalize('NFKC').toLowerCase().normalize('NFKC')) {
    if (isBlank(part)) result += BLANK_MARK;
    else if (!isInvisible(part)) result += simplifyCharacter(part);
  }
  return result;
}

function endsInLatinOrDigit(folded: string): boolean {
  const last = folded.codePointAt(folded.length - 2);
  const character = last !== undefined && last > 0xffff ? String.fromCodePoint(last) : folded.slice(-1);
  return isLatinOrDigit(character);
}
