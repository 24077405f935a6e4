// The one way from text to terms, for clauses, headings and queries alike.
import { isHan, isLatinOrDigit } from './characters.ts';
import { fold } from './fold.ts';
import type { Segmenter } from './segment.ts';
import { simplifyText } from './simplify.ts';

/** Words that are kept whole whatever the dictionary says, Simplified. */
export interface Lexicon {
  readonly terms: readonly string[];
  /** The words that the dictionary cuts each of them into, one entry a term. */
  readonly parts: readonly (readonly string[])[];
}

/** `known`: a lexicon of the same segmenter; the terms that it has need not be cut again. */
export function lexiconOf(terms: readonly string[], segmenter: Segmenter, known?: Lexicon): Lexicon {
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

export function cutText(text: string, segmenter: Segmenter): CutText {
  const simplified = simplifyText(text);
  return { text: simplified, starts: wordStarts(simplified, segmenter) };
}

function wordStarts(simplified: string, segmenter: Segmenter): Uint8Array {
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
  /** Words and terms of a text that has been cut, from one pass; the words Simplified. */
  read(cut: CutText): { readonly words: readonly string[]; readonly terms: readonly string[] };
}

/**
 * An analyser over a segmenter and a lexicon. The lexicon is matched first, longest term from the left, and jieba cuts
 * what lies between; jieba's own user dictionary is not used, because it is one for the whole process and cannot forget.
 */
export function createAnalyser(segmenter: Segmenter, lexicon: Lexicon): Analyser {
  const wordsOf = createWordReader(segmenter, createMatcher(lexicon.terms));
  const lexiconParts = new Map(lexicon.terms.map((term, at) => [term, lexicon.parts[at] ?? [term]]));
  const termsOfWord = createTermReader(lexiconParts);
  const words = (simplified: string): string[] => wordsOf(simplified, null);
  return {
    isLexiconTerm: (text) => lexiconParts.has(text),
    words: (text) => restore(text, words(simplifyText(text))),
    terms: (text) => termsOf(words(simplifyText(text)), termsOfWord),
    read: ({ text, starts }) => {
      const read = wordsOf(text, starts);
      return { words: read, terms: termsOf(read, termsOfWord) };
    },
  };
}

const HAN = /[\p{Script=Han}〇]/u;

/**
 * The words of a Simplified text; `starts` are those of its cut, null where it has not been cut yet. Between two terms the
 * words are those of the cut, if it has a border at both places. They are then what the dictionary makes of the piece alone:
 * without a hidden Markov model it takes the most probable path, every stretch of such a path is the most probable one
 * between its ends, and of two that are equally probable it prefers the same in the piece as in the whole. A piece with an
 * end inside a word of the cut is cut anew.
 */
function createWordReader(segmenter: Segmenter, matcher: Matcher): (text: string, starts: Uint8Array | null) => string[] {
  return (text, given) => {
    const words: string[] = [];
    let starts = given;
    const readPiece = (from: number, to: number): void => {
      // What has no Chinese needs no dictionary, which takes a second to load.
      if (starts === null && HAN.test(text.slice(from, to))) starts = wordStarts(text, segmenter);
      if (starts?.[from] !== 1 || (to < text.length && starts[to] !== 1)) {
        for (const word of segmenter.segment(text.slice(from, to))) words.push(word);
        return;
      }
      let start = from;
      for (let at = from + 1; at < to; at += 1) {
        if (starts[at] !== 1) continue;
        words.push(text.slice(start, at));
        start = at;
      }
      words.push(text.slice(start, to));
    };
    let read = 0;
    matcher(text, (start, end) => {
      if (start > read) readPiece(read, start);
      words.push(text.slice(start, end));
      read = end;
    });
    if (read < text.length) readPiece(read, text.length);
    return words;
  };
}

/** Finds the lexicon terms of a text, from left to right, none in another. */
type Matcher = (text: string, onTerm: (start: number, end: number) => void) => void;

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
  return (text, onTerm) => {
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
      onTerm(at, at + term.length);
      at += term.length;
    }
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
  const joins = (before: string | undefined, after: string | undefined) =>
    before !== undefined && after !== undefined && isLatinOrDigit(before) && isLatinOrDigit(after);
  return joins(text[start - 1], text[start]) || joins(text[end - 1], text[end]);
}

/** What one word gives, wherever it stands. */
interface WordTerms {
  /** A single Chinese character, folded: its neighbours decide what it gives. Null for every other word. */
  readonly character: string | null;
  /** Of every other word: itself, folded, and the words inside it; nothing for punctuation. */
  readonly terms: readonly string[];
}

/** A corpus has some 60,000 different words; what questions bring is forgotten with the rest. */
const MOST_KNOWN_WORDS = 200_000;

function createTermReader(lexiconParts: ReadonlyMap<string, readonly string[]>): (word: string) => WordTerms {
  const known = new Map<string, WordTerms>();
  return (word) => {
    let found = known.get(word);
    if (!found) {
      found = termsOfWord(word, lexiconParts.get(word) ?? []);
      if (known.size >= MOST_KNOWN_WORDS) known.clear();
      known.set(word, found);
    }
    return found;
  };
}

function termsOfWord(word: string, parts: readonly string[]): WordTerms {
  const characters = [...word];
  if (characters.length === 1 && isHan(word)) return { character: fold(word), terms: [] };
  if (!characters.some((character) => isHan(character) || isLatinOrDigit(character))) return { character: null, terms: [] };
  const inner = parts.length > 1 ? termsOf(parts, (part) => termsOfWord(part, [])) : [];
  return { character: null, terms: [fold(word), ...inner.filter((part) => [...part].length > 1)] };
}

// Single characters in a row are what is left of a word the dictionary lacks (侨/梦/苑): their pairs find it again.
function termsOf(words: readonly string[], readWord: (word: string) => WordTerms): string[] {
  const found: string[] = [];
  let before = '';
  let isPaired = false;
  for (const word of words) {
    const { character, terms } = readWord(word);
    if (character !== null) {
      isPaired = before !== '';
      if (isPaired) found.push(before + character);
      before = character;
      continue;
    }
    if (before !== '' && !isPaired) found.push(before);
    before = '';
    isPaired = false;
    for (const term of terms) found.push(term);
  }
  if (before !== '' && !isPaired) found.push(before);
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
