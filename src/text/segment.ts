// Cutting text into words: the only import of nodejieba and of jieba-wasm, which stands in where nodejieba has no binary.
//
// HMM is off, in both. The hidden Markov model guesses unknown words from their neighbours, so it cuts a bare query
// otherwise than the sentence the query was taken from: on the five seeds AND of HMM words finds 84 % of the clauses that
// literally contain a term, without HMM 93 %. Unknown words are the lexicon's business (`analyze.ts`), not a guess's.
import { createRequire } from 'node:module';

export interface Segmenter {
  /** Which library cuts; part of the index's fingerprint, because the two dictionaries differ a little. */
  readonly name: 'nodejieba' | 'jieba-wasm';
  /** Pieces that joined are the text. Runs of Latin letters and digits stay whole (`2035`, `5G`, `PM2.5`, `1+1+9`). */
  segment(text: string): string[];
}

type CutHan = (text: string) => string[];

const LATIN_OR_NUMBER = /[\p{Script=Latin}\p{Nd}]+(?:[.+&·][\p{Script=Latin}\p{Nd}]+)*/u;
const RUNS = new RegExp(`([\\p{Script=Han}〇]+)|${LATIN_OR_NUMBER.source}|[^]`, 'gu');

/** Finds a library. Its dictionary is loaded at the first cut: about a second and 250 MB for nodejieba, .4 s and 80 MB for jieba-wasm. */
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

// An optional dependency: absent where it could not be compiled, and present without its binary where scripts were skipped.
function loadNodejieba(require: NodeJS.Require): CutHan | undefined {
  try {
    const jieba: typeof import('nodejieba') = require('nodejieba');
    return (text) => jieba.cut(text);
  } catch {
    return undefined;
  }
}

function segmenterOf(name: Segmenter['name'], cutHan: CutHan): Segmenter {
  return {
    name,
    segment: (text) => {
      const words: string[] = [];
      for (const [run, han] of text.matchAll(RUNS)) {
        if (han === undefined) words.push(run);
        else for (const word of whole(run, cutHan(run))) words.push(word);
      }
      return words;
    },
  };
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
