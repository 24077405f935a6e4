// The one way from text to terms, for clauses, headings and queries alike.
import { isHan, isLatinOrDigit, type Range } from './characters.ts';
import { fold } from './fold.ts';
import type { Cutter } from './segment.ts';
import { simplifyText } from './simplify.ts';

/** Words that are kept whole whatever the dictionary says, Simplified. */
export interface Lexicon {
  readonly terms: readonly string[];
  /** The words that the dictionary cuts each of them into, one entry a term. */
  readonly parts: readonly (readonly string[])[];
}

/** `known`: a lexicon of the same segmenter; the terms that it has need not be cut again. */
export function lexiconOf(terms: readonly string[], segmenter: Cutter, known?: Lexicon): Lexicon {
  const knownParts = new Map(known?.terms.map((term, at) => [term, known.parts[at]]));
  return { terms, parts: terms.map((term) => knownParts.get(term) ?? segmenter.segment(term)) };
}

/** A text as the dictionary alone cuts it. Whatever the lexicon is, words are made from it. */
export interface CutText {
  /** Simplified. */
  readonly text: string;
  /** One entry a UTF-16 unit of the text: 1 where a word begins. */
  readonly starts: Uint8Array;
}

export function cutText(text: string, segmenter: Cutter): CutText {
  const simplified = simplifyText(text);
  return { text: simplified, starts: wordStarts(simplified, segmenter) };
}

function wordStarts(simplified: string, segmenter: Cutter): Uint8Array {
  const starts = new Uint8Array(simplified.length);
  let at = 0;
  for (const word of segmenter.segment(simplified)) {
    starts[at] = 1;
    at += word.length;
  }
  return starts;
}

export interface Analyser {
  /** Whether the lexicon has the text as one term. Cutting such a term needs no dictionary. */
  isLexiconTerm(text: string): boolean;
  /** Pieces of the text that joined are the text, lexicon terms whole; punctuation and blanks are pieces too. */
  words(text: string): string[];
  /** Index terms of the text in order, folded, with repetition: each word, the words inside a longer one, no punctuation. */
  terms(text: string): string[];
}

/**
 * An analyser over a segmenter and a lexicon. The lexicon is matched first, longest term from the left, and jieba cuts
 * what lies between; jieba's own user dictionary is not used, because it is one for the whole process and cannot forget.
 */
export function createAnalyser(segmenter: Cutter, lexicon: Lexicon): Analyser {
  const lexiconParts = partsByTerm(lexicon);
  const eachPiece = createPieceReader(segmenter, createMatcher(lexicon.terms));
  const known = new Map<string, WordTerms<string>>();
  const read = (word: string): WordTerms<string> => {
    let found = known.get(word);
    if (!found) {
      found = termsOfWord(word, lexiconParts.get(word) ?? []);
      if (known.size >= MOST_KNOWN_WORDS) known.clear();
      known.set(word, found);
    }
    return found;
  };
  const words = (simplified: string): string[] => {
    const pieces: string[] = [];
    eachPiece({ text: simplified, starts: null }, (word) => pieces.push(word));
    return pieces;
  };
  return {
    isLexiconTerm: (text) => lexiconParts.has(text),
    words: (text) => restore(text, words(simplifyText(text))),
    terms: (text) => termsOf(words(simplifyText(text)).map(read), (term) => term),
  };
}

/** A corpus has some 60,000 different words; what questions bring is forgotten with the rest. */
const MOST_KNOWN_WORDS = 200_000;

/** Reads texts that have been cut as an analyser of the same segmenter and lexicon does, and numbers what it reads. */
export interface TextReader {
  /** The words, Simplified, and the terms of a text, by their numbers. */
  read(cut: CutText): { readonly words: readonly number[]; readonly terms: readonly number[] };
  /** All words so far, by number. */
  readonly words: readonly string[];
  /** All terms so far, by number. */
  readonly terms: readonly string[];
}

/** Looks at each different word once: a corpus repeats each of its words fifty times. */
export function createTextReader(segmenter: Cutter, lexicon: Lexicon): TextReader {
  const lexiconParts = partsByTerm(lexicon);
  const eachPiece = createPieceReader(segmenter, createMatcher(lexicon.terms));
  const words: string[] = [];
  const terms = new Numbering();
  const known = new Map<string, WordTerms<number> & { readonly number: number }>();
  const numberOf = (term: string) => terms.numberOf(term);
  return {
    read: (cut) => {
      const found: number[] = [];
      const entries: WordTerms<number>[] = [];
      eachPiece(cut, (word) => {
        let entry = known.get(word);
        if (!entry) {
          const own = termsOfWord(word, lexiconParts.get(word) ?? []);
          entry = { number: words.length, character: own.character, terms: own.terms.map(numberOf) };
          known.set(word, entry);
          words.push(word);
        }
        found.push(entry.number);
        entries.push(entry);
      });
      return { words: found, terms: termsOf(entries, numberOf) };
    },
    words,
    terms: terms.strings,
  };
}

/** Numbers strings from 0 as they come. */
class Numbering {
  readonly strings: string[] = [];
  readonly #numbers = new Map<string, number>();

  numberOf(text: string): number {
    let number = this.#numbers.get(text);
    if (number === undefined) {
      number = this.strings.push(text) - 1;
      this.#numbers.set(text, number);
    }
    return number;
  }
}

const partsByTerm = (lexicon: Lexicon): ReadonlyMap<string, readonly string[]> =>
  new Map(lexicon.terms.map((term, at) => [term, lexicon.parts[at] ?? [term]]));

const HAN = /[\p{Script=Han}〇]/u;

/**
 * Calls with the words of a Simplified text in order; `starts` are those of its cut, null where it has not been cut yet. Between two terms the
 * words are those of the cut, if it has a border at both places. They are then what the segmenter makes of the piece alone:
 * without a hidden Markov model it takes the most probable path, every stretch of such a path is the most probable one
 * between its ends, and of two that are equally probable it prefers the same in the piece as in the whole. A piece with an
 * end inside a word of the cut is cut anew.
 */
function createPieceReader(
  segmenter: Cutter,
  matcher: Matcher,
): (cut: { readonly text: string; readonly starts: Uint8Array | null }, onWord: (word: string) => void) => void {
  const readPiece = (text: string, starts: Uint8Array | null, [from, to]: Range, onWord: (word: string) => void): void => {
    if (starts?.[from] !== 1 || (to < text.length && starts[to] !== 1)) {
      for (const word of segmenter.segment(text.slice(from, to))) onWord(word);
      return;
    }
    let start = from;
    for (let at = from + 1; at < to; at += 1) {
      if (starts[at] !== 1) continue;
      onWord(text.slice(start, at));
      start = at;
    }
    onWord(text.slice(start, to));
  };
  return ({ text, starts: given }, onWord) => {
    let starts = given;
    let read = 0;
    for (const [start, end] of [...matcher(text), [text.length, text.length] as const]) {
      if (start > read) {
        // What has no Chinese needs no dictionary, which takes a second to load.
        if (starts === null && HAN.test(text.slice(read, start))) starts = wordStarts(text, segmenter);
        readPiece(text, starts, [read, start], onWord);
      }
      if (end > start) onWord(text.slice(start, end));
      read = end;
    }
  };
}

/** The places of the lexicon terms of a text, from left to right, none in another. */
type Matcher = (text: string) => readonly Range[];

function createMatcher(terms: readonly string[]): Matcher {
  const byStart = new Map<number, string[]>();
  // Says of most places at once that no term begins there; the map is asked about the others.
  const mayStart = new Uint8Array(FILTER_SIZE);
  for (const term of [...terms].sort((a, b) => b.length - a.length)) {
    const start = startAt(term, 0);
    mayStart[filterPlace(start)] = 1;
    const others = byStart.get(start);
    if (others) others.push(term);
    else byStart.set(start, [term]);
  }
  return (text) => {
    const found: Range[] = [];
    for (let at = 0; at + 1 < text.length; ) {
      const start = startAt(text, at);
      if (mayStart[filterPlace(start)] !== 1) {
        at += 1;
        continue;
      }
      const term = byStart.get(start)?.find((candidate) => text.startsWith(candidate, at));
      if (term === undefined || cutsLatinRun(text, at, at + term.length)) {
        at += 1;
        continue;
      }
      found.push([at, at + term.length]);
      at += term.length;
    }
    return found;
  };
}

// Two units as one number: the matcher asks at every character, and a number costs less than a string of two. Every term
// has two units or more.
const startAt = (text: string, at: number): number => (text.charCodeAt(at) << 16) | text.charCodeAt(at + 1);

const FILTER_SIZE = 0x20000;
// A product whose upper bits depend on all bits of the number.
const filterPlace = (start: number): number => Math.imul(start, 0x9e3779b1) >>> 15;

// A term that starts or ends with a Latin letter or digit is not matched inside a longer run of them.
function cutsLatinRun(text: string, start: number, end: number): boolean {
  return isInsideLatinRun(text, start) || isInsideLatinRun(text, end);
}

function isInsideLatinRun(text: string, border: number): boolean {
  const [before, after] = [text[border - 1], text[border]];
  return before !== undefined && after !== undefined && isLatinOrDigit(before) && isLatinOrDigit(after);
}

/** What one word gives, wherever it stands. */
interface WordTerms<Term> {
  /** A single Chinese character, folded: its neighbours decide what it gives. Null for every other word. */
  readonly character: string | null;
  /** Of every other word: itself, folded, and the words inside it; nothing for punctuation. */
  readonly terms: readonly Term[];
}

function termsOfWord(word: string, parts: readonly string[]): WordTerms<string> {
  const characters = [...word];
  if (characters.length === 1 && isHan(word)) return { character: fold(word), terms: [] };
  if (!characters.some((character) => isHan(character) || isLatinOrDigit(character))) return { character: null, terms: [] };
  const inner =
    parts.length > 1
      ? termsOf(
          parts.map((part) => termsOfWord(part, [])),
          (term) => term,
        )
      : [];
  return { character: null, terms: [fold(word), ...inner.filter((part) => [...part].length > 1)] };
}

/**
 * The terms of words in a row; `termOf` makes one of characters. Single characters in a row are what is left of a word the
 * dictionary lacks (侨/梦/苑): their pairs find it again.
 */
function termsOf<Term>(words: readonly WordTerms<Term>[], termOf: (text: string) => Term): Term[] {
  const found: Term[] = [];
  let before = '';
  let isPaired = false;
  for (const { character, terms } of words) {
    if (character !== null) {
      isPaired = before !== '';
      if (isPaired) found.push(termOf(before + character));
      before = character;
      continue;
    }
    if (before !== '' && !isPaired) found.push(termOf(before));
    before = '';
    isPaired = false;
    for (const term of terms) found.push(term);
  }
  if (before !== '' && !isPaired) found.push(termOf(before));
  return found;
}

// Simplifying keeps the number of characters but not of UTF-16 units, so pieces are given back by counting characters.
function restore(text: string, pieces: readonly string[]): string[] {
  const characters = [...text];
  let at = 0;
  return pieces.map((piece) => {
    const length = [...piece].length;
    at += length;
    return characters.slice(at - length, at).join('');
  });
}
