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

export const lexiconOf = (terms: readonly string[], segmenter: Segmenter): Lexicon => ({
  terms,
  parts: terms.map((term) => segmenter.segment(term)),
});

export interface Analyser {
  /** Whether the lexicon has the text as one term. Cutting such a term needs no dictionary. */
  isLexiconTerm(text: string): boolean;
  /** Pieces of the text that joined are the text, lexicon terms whole; punctuation and blanks are pieces too. */
  words(text: string): string[];
  /** Index terms of the text in order, folded, with repetition: each word, the words inside a longer one, no punctuation. */
  terms(text: string): string[];
  /** Words and terms from one pass; the words Simplified. */
  read(text: string): { readonly words: readonly string[]; readonly terms: readonly string[] };
}

/**
 * An analyser over a segmenter and a lexicon. The lexicon is matched first, longest term from the left, and jieba cuts
 * what lies between; jieba's own user dictionary is not used, because it is one for the whole process and cannot forget.
 */
export function createAnalyser(segmenter: Segmenter, lexicon: Lexicon): Analyser {
  const matcher = createMatcher(lexicon.terms);
  const lexiconParts = new Map(lexicon.terms.map((term, at) => [term, lexicon.parts[at] ?? [term]]));
  const words = (simplified: string): string[] =>
    matcher(simplified).flatMap(({ text, isTerm }) => (isTerm ? [text] : segmenter.segment(text)));
  const partsOf = (word: string) => lexiconParts.get(word) ?? [word];
  return {
    isLexiconTerm: (text) => lexiconParts.has(text),
    words: (text) => restore(text, words(simplifyText(text))),
    terms: (text) => termsOf(words(simplifyText(text)), partsOf),
    read: (text) => {
      const read = words(simplifyText(text));
      return { words: read, terms: termsOf(read, partsOf) };
    },
  };
}

/** Splits a text into lexicon terms and what lies between them. */
type Matcher = (text: string) => { readonly text: string; readonly isTerm: boolean }[];

function createMatcher(terms: readonly string[]): Matcher {
  const byStart = new Map<string, string[]>();
  for (const term of [...terms].sort((a, b) => b.length - a.length)) {
    const start = term.slice(0, 2);
    byStart.set(start, [...(byStart.get(start) ?? []), term]);
  }
  return (text) => {
    const pieces: { text: string; isTerm: boolean }[] = [];
    let from = 0;
    for (let at = 0; at < text.length; ) {
      const term = byStart.get(text.slice(at, at + 2))?.find((candidate) => text.startsWith(candidate, at));
      if (term === undefined || cutsLatinRun(text, at, at + term.length)) {
        at += 1;
        continue;
      }
      if (at > from) pieces.push({ text: text.slice(from, at), isTerm: false });
      pieces.push({ text: term, isTerm: true });
      at += term.length;
      from = at;
    }
    if (from < text.length) pieces.push({ text: text.slice(from), isTerm: false });
    return pieces;
  };
}

// A term that starts or ends with a Latin letter or digit is not matched inside a longer run of them.
function cutsLatinRun(text: string, start: number, end: number): boolean {
  const joins = (before: string | undefined, after: string | undefined) =>
    before !== undefined && after !== undefined && isLatinOrDigit(before) && isLatinOrDigit(after);
  return joins(text[start - 1], text[start]) || joins(text[end - 1], text[end]);
}

function termsOf(words: readonly string[], partsOf: (word: string) => readonly string[]): string[] {
  const terms: string[] = [];
  let unknown: string[] = [];
  const flush = () => {
    terms.push(...unknownTerms(unknown));
    unknown = [];
  };
  for (const word of words) {
    if ([...word].length === 1 && isHan(word)) {
      unknown.push(fold(word));
      continue;
    }
    flush();
    if (!isWord(word)) continue;
    terms.push(fold(word));
    const parts = partsOf(word);
    if (parts.length > 1) terms.push(...termsOf(parts, (part) => [part]).filter((part) => [...part].length > 1));
  }
  flush();
  return terms;
}

// Single characters in a row are what is left of a word the dictionary lacks (侨/梦/苑): their pairs find it again.
function unknownTerms(characters: readonly string[]): string[] {
  if (characters.length < 2) return [...characters];
  return characters.slice(1).map((character, index) => (characters[index] ?? '') + character);
}

const isWord = (word: string): boolean => [...word].some((character) => isHan(character) || isLatinOrDigit(character));

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
