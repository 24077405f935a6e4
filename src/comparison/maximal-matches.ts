// Every passage that texts have in common with another text, exactly: windows of a fixed length found by hash, each checked
// and stretched as far as it goes. Characters are numbers here, so that nothing is said of a length in UTF-16 units.
import { CELL_BORDER } from '../text/fold.ts';

/** `length` characters of one of the own texts from `ownStart` on are those of the other text from `otherStart` on. */
export interface MaximalMatch {
  /** Index among the own texts. */
  readonly own: number;
  readonly ownStart: number;
  readonly otherStart: number;
  readonly length: number;
}

/** Every maximal match with the text: it cannot be made longer at either end. A passage that stands several times gives a
 * match for each pair of places. */
export type MatchFinder = (other: Uint32Array) => MaximalMatch[];

/** The code points of a folded text. */
export function codePointsOf(text: string): Uint32Array {
  const points = new Uint32Array(text.length);
  let count = 0;
  for (let at = 0; at < text.length; count += 1) {
    const point = text.codePointAt(at) ?? 0;
    points[count] = point;
    at += point > 0xffff ? 2 : 1;
  }
  return points.subarray(0, count);
}

const BORDER = CELL_BORDER.charCodeAt(0);

/**
 * Finds matches of `least` characters or more; none reaches across a cell's border. Asking costs time linear in the other
 * text and in the places its windows have in the own ones.
 */
export function createMatchFinder(texts: readonly Uint32Array[], least: number): MatchFinder {
  const { all, starts } = joinTexts(texts);
  const { heads, next, hashes, slotOf } = indexWindows(all, least);
  return (other) => {
    const matches: MaximalMatch[] = [];
    eachWindow(other, least, (otherStart, hash) => {
      for (let at = (heads[slotOf(hash)] ?? 0) - 1; at >= 0; at = (next[at] ?? 0) - 1) {
        if (hashes[at] !== hash || goesFurtherLeft(all, at, other, otherStart)) continue;
        const length = commonLength(all, at, other, otherStart);
        if (length < least) continue;
        const own = textAt(starts, at);
        matches.push({ own, ownStart: at - (starts[own] ?? 0), otherStart, length });
      }
    });
    return matches;
  };
}

// One text after another with a border between, so that a place is one number.
function joinTexts(texts: readonly Uint32Array[]): { readonly all: Uint32Array; readonly starts: Uint32Array } {
  const starts = new Uint32Array(texts.length);
  const all = new Uint32Array(texts.reduce((sum, text) => sum + text.length + 1, 0)).fill(BORDER);
  let at = 0;
  for (const [index, text] of texts.entries()) {
    starts[index] = at;
    all.set(text, at);
    at += text.length + 1;
  }
  return { all, starts };
}

function textAt(starts: Uint32Array, at: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((starts[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

interface Windows {
  /** 1 + the first window of each slot, 0 for none; `next` goes on from there. Places ascend. */
  readonly heads: Uint32Array;
  readonly next: Uint32Array;
  readonly hashes: Int32Array;
  slotOf(hash: number): number;
}

function indexWindows(all: Uint32Array, least: number): Windows {
  const bits = Math.min(24, Math.max(8, Math.ceil(Math.log2(all.length * 2 + 1))));
  // The low bits of the hash come from the low bits of the characters alone; its product's high bits come from all of them.
  const slotOf = (hash: number): number => Math.imul(hash, 0x9e3779b1) >>> (32 - bits);
  const heads = new Uint32Array(2 ** bits);
  const lasts = new Uint32Array(2 ** bits);
  const next = new Uint32Array(all.length);
  const hashes = new Int32Array(all.length);
  eachWindow(all, least, (start, hash) => {
    const slot = slotOf(hash);
    const last = lasts[slot] ?? 0;
    hashes[start] = hash;
    lasts[slot] = start + 1;
    if (last === 0) heads[slot] = start + 1;
    else next[last - 1] = start + 1;
  });
  return { heads, next, hashes, slotOf };
}

const BASE = 1_000_003;

// A polynomial hash that rolls: the character that leaves is taken out, the one that enters is added. 32 bits; windows that
// only share their hash are told apart when they are compared. No window holds a border.
function eachWindow(characters: Uint32Array, length: number, visit: (start: number, hash: number) => void): void {
  let leaving = 1;
  for (let at = 1; at < length; at += 1) leaving = Math.imul(leaving, BASE);
  let hash = 0;
  let held = 0;
  for (let at = 0; at < characters.length; at += 1) {
    const character = characters[at] ?? 0;
    if (character === BORDER) {
      hash = 0;
      held = 0;
      continue;
    }
    if (held === length) hash = (hash - Math.imul(characters[at - length] ?? 0, leaving)) | 0;
    else held += 1;
    hash = (Math.imul(hash, BASE) + character) | 0;
    if (held === length) visit(at - length + 1, hash);
  }
}

// A window with the same character before both places is not the first of its match.
function goesFurtherLeft(all: Uint32Array, at: number, other: Uint32Array, otherStart: number): boolean {
  if (at === 0 || otherStart === 0) return false;
  const before = all[at - 1];
  return before !== BORDER && before === other[otherStart - 1];
}

// The own texts end with a border, so nothing need be said of where they end.
function commonLength(all: Uint32Array, at: number, other: Uint32Array, otherStart: number): number {
  const most = other.length - otherStart;
  let length = 0;
  while (length < most && all[at + length] === other[otherStart + length] && all[at + length] !== BORDER) length += 1;
  return length;
}
