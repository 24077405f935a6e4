// Every passage that two texts of different groups have in common, exactly: seeds of a fixed length found by hash, each
// checked and stretched as far as it goes. Characters are numbers here, so that nothing is said of a length in UTF-16 units.

/** A stretch of text no match may leave. Matches are looked for between pieces of different groups only. */
export interface Piece {
  /** Below 65,534. */
  readonly group: number;
  /** The code points of its characters. */
  readonly characters: Uint32Array;
}

/** `length` characters of one piece from `aStart` on are those of another from `bStart` on; `a` stands before `b`. */
export interface MaximalMatch {
  readonly a: number;
  readonly aStart: number;
  readonly b: number;
  readonly bStart: number;
  readonly length: number;
}

/**
 * Every maximal match of at least `least` characters: it cannot be made longer at either end. A passage that stands
 * several times gives a match for each pair of places. Each match is given once, in the order of its places. The work is
 * linear in the text and in the seeds that matches are made of.
 */
export function findMaximalMatches(pieces: readonly Piece[], least: number): MaximalMatch[] {
  const seeds = seedPlaces(pieces, least);
  const matches: MaximalMatch[] = [];
  for (const places of seeds.values()) {
    for (let later = 1; later < places.length; later += 1) {
      const second = places[later];
      for (let earlier = 0; earlier < later; earlier += 1) {
        const first = places[earlier];
        const match = first && second && matchAt(pieces, first, second, least);
        if (match) matches.push(match);
      }
    }
  }
  return matches.sort(byPlace);
}

interface Place {
  readonly piece: number;
  readonly start: number;
}

/** Marks a slot whose windows stand in several groups. */
const SEVERAL = 0xffff;

// The windows of the seeds' length by their hash, pieces in order. Nearly all text stands in one group alone, so a first
// pass notes in a table whose windows fall into a slot, and only windows of slots with several groups are kept.
function seedPlaces(pieces: readonly Piece[], length: number): ReadonlyMap<number, readonly Place[]> {
  const mask = slotCount(pieces) - 1;
  const owners = new Uint16Array(mask + 1);
  for (const { group, characters } of pieces) {
    for (const [, hash] of windowHashes(characters, length)) {
      const owner = owners[hash & mask];
      if (owner !== group + 1) owners[hash & mask] = owner === 0 ? group + 1 : SEVERAL;
    }
  }
  const places = new Map<number, Place[]>();
  for (const [piece, { characters }] of pieces.entries()) {
    for (const [start, hash] of windowHashes(characters, length)) {
      if (owners[hash & mask] !== SEVERAL) continue;
      const known = places.get(hash);
      if (known) known.push({ piece, start });
      else places.set(hash, [{ piece, start }]);
    }
  }
  return places;
}

// Four slots for each window keep chance meetings rare; a table that is too small costs time and no match.
function slotCount(pieces: readonly Piece[]): number {
  const characters = pieces.reduce((sum, piece) => sum + piece.characters.length, 0);
  return 2 ** Math.min(25, Math.max(10, Math.ceil(Math.log2(characters * 4 + 1))));
}

const BASE = 1_000_003;

// A polynomial hash that rolls: the character that leaves is taken out, the one that enters is added. 32 bits; windows that
// only share their hash are told apart when they are compared.
function* windowHashes(characters: Uint32Array, length: number): Generator<readonly [start: number, hash: number]> {
  let leaving = 1;
  for (let at = 1; at < length; at += 1) leaving = Math.imul(leaving, BASE);
  let hash = 0;
  for (const [at, character] of characters.entries()) {
    if (at >= length) hash = (hash - Math.imul(characters[at - length] ?? 0, leaving)) | 0;
    hash = (Math.imul(hash, BASE) + character) | 0;
    if (at >= length - 1) yield [at - length + 1, hash];
  }
}

// The match whose first seed stands here. A seed with the same character before both places is not the first of its match.
function matchAt(pieces: readonly Piece[], first: Place, second: Place, least: number): MaximalMatch | undefined {
  const one = pieces[first.piece];
  const other = pieces[second.piece];
  if (!one || !other || one.group === other.group) return undefined;
  const before = first.start > 0 && second.start > 0;
  if (before && one.characters[first.start - 1] === other.characters[second.start - 1]) return undefined;
  const room = Math.min(one.characters.length - first.start, other.characters.length - second.start);
  let length = 0;
  while (length < room && one.characters[first.start + length] === other.characters[second.start + length]) length += 1;
  if (length < least) return undefined;
  return { a: first.piece, aStart: first.start, b: second.piece, bStart: second.start, length };
}

const byPlace = (one: MaximalMatch, other: MaximalMatch): number =>
  one.a - other.a || one.aStart - other.aStart || one.b - other.b || one.bStart - other.bStart;
