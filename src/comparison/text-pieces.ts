// A text as its overlapping pieces of a few characters: what two texts share however words are cut.
import { fold } from '../text/fold.ts';

/** Characters in a piece: two are a word of Chinese, and pieces that overlap keep the order of longer ones. */
const PIECE_LENGTH = 2;

/** Every piece of the folded text, in order, with repetition; none across punctuation. */
export function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  for (const run of fold(text).split(BETWEEN_RUNS)) {
    const characters = [...run];
    for (let at = 0; at + PIECE_LENGTH <= characters.length; at += 1) {
      pieces.push(characters.slice(at, at + PIECE_LENGTH).join(''));
    }
  }
  return pieces;
}
const BETWEEN_RUNS = /[^\p{L}\p{N}]+/u;

/**
 * How rare a piece is among the texts: the logarithm of how many texts there are to one that holds it. Counts are kept by
 * hash in a fixed table, so that a large corpus takes no more room; two pieces that share a slot are taken for commoner
 * than they are.
 */
export function createPieceRarity(texts: readonly string[]): (piece: string) => number {
  const counts = new Uint32Array(SLOTS);
  for (const text of texts) for (const slot of new Set(piecesOf(text).map(slotOf))) counts[slot] = (counts[slot] ?? 0) + 1;
  return (piece) => Math.log((texts.length + 1) / ((counts[slotOf(piece)] ?? 0) + 0.5));
}

const SLOTS = 2 ** 20;

function slotOf(piece: string): number {
  let hash = 0;
  for (let at = 0; at < piece.length; at += 1) hash = (Math.imul(hash, 0x9e3779b1) + piece.charCodeAt(at)) >>> 0;
  return Math.imul(hash ^ (hash >>> 15), 0x85ebca6b) >>> 12;
}
