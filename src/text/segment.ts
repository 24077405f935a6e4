// Cutting text into words: the only import of nodejieba and of jieba-wasm, which stands in where nodejieba has no binary.
//
// HMM is off, in both. The hidden Markov model guesses unknown words from their neighbours, so it cuts a bare query
// otherwise than the sentence the query was taken from: on the five seeds AND of HMM words finds 84 % of the clauses that
// literally contain a term, without HMM 93 %. Unknown words are the lexicon's business (`analyze.ts`), not a guess's.
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { isHan, isLatinOrDigit } from './characters.ts';

/** What cuts text into words. */
export interface Cutter {
  /** Pieces that joined are the text. Runs of Latin letters and digits stay whole (`2035`, `5G`, `PM2.5`, `1+1+9`). */
  segment(text: string): string[];
}

/** Cuts by the dictionary of a library. */
export interface Segmenter extends Cutter {
  /** Which library cuts; part of the index's fingerprint, because the two dictionaries differ a little. */
  readonly name: 'nodejieba' | 'jieba-wasm';
}

type CutHan = (text: string) => string[];

const LATIN_OR_NUMBER = /[\p{Script=Latin}\p{Nd}]+(?:[.+&·][\p{Script=Latin}\p{Nd}]+)*/uy;

/** Finds and loads a library, in 50 ms. Its dictionary is loaded at the first cut: about a second and 250 MB for nodejieba, .4 s and 80 MB for jieba-wasm. */
export function loadSegmenter(prefer?: Segmenter['name']): Segmenter {
  const require = createRequire(import.meta.url);
  if (prefer !== 'jieba-wasm') {
    const cut = loadNodejieba(require);
    if (cut) return segmenterOf('nodejieba', cut);
    if (prefer === 'nodejieba')
      throw new Error('nodejieba is not installed or has no binary; run `npm rebuild nodejieba` with a C++ compiler');
  }
  const jieba: typeof import('jieba-wasm') = require('jieba-wasm');
  return segmenterOf('jieba-wasm', (text) => jieba.cut(text, false));
}

/** The library that `loadSegmenter` will most likely find, told without loading it: a binary that is there may not fit. */
export function expectedSegmenter(): Segmenter['name'] {
  try {
    createRequire(import.meta.url).resolve('nodejieba/build/Release/nodejieba.node');
    return 'nodejieba';
  } catch {
    return 'jieba-wasm';
  }
}

/** Of this thread: nodejieba has one dictionary for each. */
let isDictionaryLoaded = false;
// The library also picks keywords out of texts, for which it would load the frequencies of 260,000 words: a fifth of its time.
// It cannot be told not to, and ends the process if it finds none.
const LEAST_FREQUENCIES = fileURLToPath(new URL('./least.idf.utf8', import.meta.url));

// An optional dependency: absent where it could not be compiled, and present without its binary where scripts were skipped.
function loadNodejieba(require: NodeJS.Require): CutHan | undefined {
  try {
    const jieba: typeof import('nodejieba') = require('nodejieba');
    return (text) => {
      if (!isDictionaryLoaded) jieba.load({ idfDict: LEAST_FREQUENCIES });
      isDictionaryLoaded = true;
      return jieba.cut(text);
    };
  } catch {
    return undefined;
  }
}

const segmenterOf = (name: Segmenter['name'], cutHan: CutHan): Segmenter => ({
  name,
  segment: (text) => segmentRuns(text, cutHan),
});

/** The pieces of a text whose runs of Chinese characters are cut by `cutHan`: a `Cutter` whatever that is. */
export function segmentRuns(text: string, cutHan: CutHan): string[] {
  const words: string[] = [];
  for (let at = 0; at < text.length; ) {
    const character = characterAt(text, at);
    if (isHan(character)) {
      const run = text.slice(at, endOfHan(text, at + character.length));
      for (const word of whole(run, cutHan(run))) words.push(word);
      at += run.length;
      continue;
    }
    const word = isLatinOrDigit(character) ? latinOrNumberAt(text, at) : character;
    words.push(word);
    at += word.length;
  }
  return words;
}

// Looked for by hand: matches of an expression would be half of the memory that cutting a corpus takes and gives back.
function endOfHan(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const character = characterAt(text, at);
    if (!isHan(character)) break;
    at += character.length;
  }
  return at;
}

function characterAt(text: string, at: number): string {
  const unit = text[at] ?? '';
  return unit >= FIRST_OF_PAIR && unit <= LAST_OF_PAIR ? String.fromCodePoint(text.codePointAt(at) ?? 0) : unit;
}

const FIRST_OF_PAIR = '\ud800';
const LAST_OF_PAIR = '\udbff';

function latinOrNumberAt(text: string, at: number): string {
  LATIN_OR_NUMBER.lastIndex = at;
  return LATIN_OR_NUMBER.exec(text)?.[0] ?? characterAt(text, at);
}

// A library that lost or changed a character would break every offset: its answer counts only if it joins to the text.
function whole(run: string, pieces: string[]): string[] {
  let at = 0;
  for (const piece of pieces) {
    if (!run.startsWith(piece, at)) return [...run];
    at += piece.length;
  }
  return at === run.length ? pieces : [...run];
}
