// Sentences of folded texts; a row's cell counts as one.
import { CELL_BORDER } from '../text/fold.ts';
import type { Query, QueryWord } from './query.ts';
import { findPlaces } from './scan.ts';

const [FULL_STOP, SEMICOLON, CELL] = ['。', ';', CELL_BORDER].map((border) => border.charCodeAt(0));

const isBorder = (unit: number): boolean => unit === FULL_STOP || unit === SEMICOLON || unit === CELL;

/** The sentence around a position. */
export function sentenceAt(text: string, at: number): string {
  return text.slice(startOfSentence(text, at), endOfSentence(text, at));
}

function startOfSentence(text: string, at: number): number {
  let from = at + 1;
  while (from > 0 && !isBorder(text.charCodeAt(from - 1))) from -= 1;
  return from;
}

function endOfSentence(text: string, at: number): number {
  let to = at;
  while (to < text.length && !isBorder(text.charCodeAt(to))) to += 1;
  return to;
}

/** Whether a place of the query stands in a sentence that holds each of its words. */
export function isInOneSentence(text: string, query: Query): boolean {
  const { words, exclusions, nearness } = query;
  // What is excluded, or too far away, is no place, though the word is there.
  if (exclusions.length > 0 || nearness.length > 0)
    return (findPlaces(text, query) ?? []).some(([start]) => holdsEach(text, words, start));
  // Where no place is taken away, it is enough to look at the sentences of one word. Hundreds of clauses are weighed for the
  // twenty that are shown, and finding all places of all words was a third of the time that several words took.
  for (const term of words[0]?.alternatives ?? []) {
    for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, Math.max(at + 1, endOfSentence(text, at)))) {
      if (holdsEach(text, words, at)) return true;
    }
  }
  return false;
}

function holdsEach(text: string, words: readonly QueryWord[], at: number): boolean {
  const [from, to] = [startOfSentence(text, at), endOfSentence(text, at)];
  for (const { alternatives } of words) if (!holds(text, alternatives, from, to)) return false;
  return true;
}

function holds(text: string, alternatives: readonly string[], from: number, to: number): boolean {
  for (const term of alternatives) {
    const at = text.indexOf(term, from);
    if (at >= 0 && at + term.length <= to) return true;
  }
  return false;
}
