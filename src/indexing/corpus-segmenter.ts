// Cutting a text into the words of the corpus: what a question is read with. Only words that the index holds can find
// anything, and it holds all of them with their frequencies, so that answering needs no dictionary of the language, whose
// loading takes most of a second and 250 MB. The way is the dictionary's own: of all paths through a text the most probable.
// On the clauses of the five plans the two cut 99.7 % of the words alike; where they do not, it is often the corpus that knows
// better (食品安全/监管 and not 食品/安全监管). A test says so.
import type { Lexicon } from '../text/analyze.ts';
import { isHan, isHanText } from '../text/characters.ts';
import { fold } from '../text/fold.ts';
import { QUESTION_WORDS } from '../text/question-words.ts';
import { once } from '../text/remember.ts';
import { type Cutter, segmentRuns } from '../text/segment.ts';
import type { TermPostings } from './term-postings.ts';
import type { WordPostings } from './vocabulary.ts';

export interface CorpusSegmenterInput {
  readonly words: WordPostings;
  readonly lexicon: Lexicon;
  readonly postings: TermPostings;
  /** How many clauses hold a term. */
  readonly frequency: (term: string) => number;
}

/** Makes its list of words at the first cut. What is cut then takes microseconds. */
export function createCorpusSegmenter(input: CorpusSegmenterInput): Cutter {
  const cut = once(() => createPathFinder(listWords(input)));
  const isKnownPair = (before: string, after: string) => input.frequency(fold(before + after)) > 0;
  return { segment: (text) => segmentRuns(text, (run) => joinUnknown(cut()(run), isKnownPair)) };
}

/**
 * Characters side by side that are in no word, and of which no clause has two side by side either, are one unknown word.
 * Apart, every two of them would be an unknown word: a question would seem to ask for more that is not there than it does.
 */
function joinUnknown(pieces: readonly string[], isKnownPair: (before: string, after: string) => boolean): string[] {
  const isCharacter = pieces.map((piece) => piece.length === 1 || (piece.length === 2 && [...piece].length === 1));
  const isKnownFrom = pieces.map(
    (piece, at) => isCharacter[at] === true && isCharacter[at + 1] === true && isKnownPair(piece, pieces[at + 1] ?? ''),
  );
  const isUnknown = (at: number): boolean => isCharacter[at] === true && isKnownFrom[at] !== true && isKnownFrom[at - 1] !== true;
  const joined: string[] = [];
  for (const [at, piece] of pieces.entries()) {
    if (isUnknown(at) && isUnknown(at - 1)) joined.push((joined.pop() ?? '') + piece);
    else joined.push(piece);
  }
  return joined;
}

interface CountedWord {
  readonly word: string;
  readonly count: number;
}

function listWords({ words, lexicon, postings, frequency }: CorpusSegmenterInput): readonly CountedWord[] {
  const { starts } = postings.fields.text;
  const counts = new Map<string, number>();
  for (const [at, word] of words.words.entries()) if (isHanText(word)) counts.set(word, words.lists.counts[at] ?? 0);
  // Words that stand in the corpus only inside terms of the lexicon.
  for (const part of lexicon.parts.flat()) {
    if (isHanText(part) && !counts.has(part)) counts.set(part, frequency(fold(part)));
  }
  for (const [at, term] of postings.terms.entries()) {
    if (term.length === 1 ? isHan(term) : isOnlyInTitles(term, at, starts)) counts.set(term, frequency(term));
  }
  for (const word of QUESTION_WORDS) if (!counts.has(word)) counts.set(word, QUESTION_WORD_COUNT);
  return [...counts].map(([word, count]) => ({ word, count })).sort((a, b) => (a.word < b.word ? -1 : 1));
}

// The words are those of clauses. Two characters that only titles have side by side are found whether they are a word or not.
const isOnlyInTitles = (term: string, at: number, starts: Uint32Array): boolean =>
  term.length > 2 && starts[at] === starts[at + 1] && isHanText(term);

/** A question word is read as one even where its characters are frequent; one that the corpus has keeps its own number. */
const QUESTION_WORD_COUNT = 10;

/** Of a character that the corpus has in no word of its own. Less than once, so that any word that covers it is preferred. */
const UNKNOWN_COUNT = 0.01;

function createPathFinder(list: readonly CountedWord[]): (run: string) => string[] {
  const words = packWords(list);
  const total = list.reduce((sum, { count }) => sum + count, 0);
  const logOf = (count: number) => Math.log(Math.max(count, UNKNOWN_COUNT) / total);
  const logs = Float32Array.from(list, ({ count }) => logOf(count));
  const unknown = logOf(0);
  return (run) => {
    // From the end: the best that can be made of what follows each place, and how long its first word is.
    const best = new Float64Array(run.length + 1);
    const lengths = new Uint8Array(run.length);
    for (let at = run.length - 1; at >= 0; at -= 1) {
      const character = (run.codePointAt(at) ?? 0) > LAST_UNIT ? 2 : 1;
      best[at] = unknown + (best[at + character] ?? 0);
      lengths[at] = character;
      words.eachAt(run, at, (word, length) => {
        const reached = (logs[word] ?? 0) + (best[at + length] ?? 0);
        if (reached <= (best[at] ?? 0)) return;
        best[at] = reached;
        lengths[at] = length;
      });
    }
    const cut: string[] = [];
    for (let at = 0; at < run.length; at += lengths[at] ?? 1) cut.push(run.slice(at, at + (lengths[at] ?? 1)));
    return cut;
  };
}

const LAST_UNIT = 0xffff;

interface PackedWords {
  /** Calls with each word that stands in the text from this place on, by its number, the shortest first. */
  eachAt(text: string, at: number, onWord: (word: number, length: number) => void): void;
}

/** Words in order, laid end to end: a hundred thousand strings would take ten times the room. */
function packWords(list: readonly CountedWord[]): PackedWords {
  const starts = new Uint32Array(list.length + 1);
  for (const [at, { word }] of list.entries()) starts[at + 1] = (starts[at] ?? 0) + word.length;
  const units = new Uint16Array(starts.at(-1) ?? 0);
  for (const [at, { word }] of list.entries())
    for (let unit = 0; unit < word.length; unit += 1) units[(starts[at] ?? 0) + unit] = word.charCodeAt(unit);
  const lengthOf = (word: number) => (starts[word + 1] ?? 0) - (starts[word] ?? 0);
  /** The first of the words `from … to - 1`, alike up to `depth`, whose unit there is not below; a word that ends there is. */
  const firstNotBelow = (unit: number, depth: number, from: number, to: number): number => {
    let [low, high] = [from, to];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const own = lengthOf(middle) > depth ? (units[(starts[middle] ?? 0) + depth] ?? 0) : -1;
      if (own < unit) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    eachAt: (text, at, onWord) => {
      let [from, to] = [0, list.length];
      for (let depth = 0; at + depth < text.length && from < to; depth += 1) {
        const unit = text.charCodeAt(at + depth);
        from = firstNotBelow(unit, depth, from, to);
        to = firstNotBelow(unit + 1, depth, from, to);
        // The shortest of the words that begin so comes first.
        if (from < to && lengthOf(from) === depth + 1) onWord(from, depth + 1);
      }
    },
  };
}
