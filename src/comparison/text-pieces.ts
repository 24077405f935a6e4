// A text as its overlapping pieces of a few characters: what two texts share however words are cut.
import { positionOf } from '../indexing/ascending.ts';
import { type GramPostings, gramsOf } from '../indexing/gram-postings.ts';
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
 * How rare a piece is among so many texts: the logarithm of how many there are to one that holds it. A piece is a gram of the
 * index, whose lists say in how many texts each stands.
 */
export function createPieceRarity(size: number, postings: GramPostings): (piece: string) => number {
  return (piece) => Math.log((size + 1) / (frequencyOf(piece, postings) + 0.5));
}

// Of characters outside the basic plane there are several grams in a piece: it is as rare as the rarest.
function frequencyOf(piece: string, { grams, counts }: GramPostings): number {
  let least = Number.POSITIVE_INFINITY;
  for (const gram of gramsOf(piece)) {
    const position = positionOf(grams, gram);
    least = Math.min(least, position < 0 ? 0 : (counts[position] ?? 0));
  }
  return least;
}
