// 您是不是要找: words of the corpus that sound like what was typed (碳达锋 → 碳达峰) or differ from it by one character.
import { distance } from 'fastest-levenshtein';
import type { VocabularyEntry } from '../indexing/vocabulary.ts';
import { isHan, isHanText } from '../text/characters.ts';
import { fold } from '../text/fold.ts';
import { blurSyllable, soundOf } from '../text/pinyin.ts';
import { once } from '../text/remember.ts';

export interface NearMissFinder {
  /**
   * Other readings of a folded word that stands in no clause, in tiers, the likeliest first in each: the whole word put
   * right; else the words of the corpus that parts of it sound like.
   */
  alternatives(word: string): readonly (readonly string[])[];
  /** Works out, a few words at a step, what the first word would otherwise wait for: the sounds of the whole corpus. */
  prepare(): Generator<void, void, void>;
}

const LONGEST_WORD = 24;
const LONGEST_TERM = 8;
const SHORTEST_SOUND = 3;
/** A part of a longer text that sounds like a word is chance: 加装 in a question about lifts is not 家装. */
const LONGEST_FOR_PARTS = 5;
const MOST = 12;
/** Two words of two characters with one in common are two words, not a slip. */
const SHORTEST_FOR_DISTANCE = 3;

export function createNearMissFinder(vocabulary: readonly VocabularyEntry[]): NearMissFinder {
  const sounds = once(() => new SoundIndexer(vocabulary));
  const spellingsOnce = once(() => indexSpellings(vocabulary));
  return {
    alternatives: (word) => {
      const characters = [...word];
      if (characters.length > LONGEST_WORD) return [];
      const { mended, alone } = isHanText(word) ? bySound(characters, sounds().finish()) : { mended: [], alone: [] };
      const tidy = (found: readonly string[]) => [...new Set(found)].filter((text) => fold(text) !== word).slice(0, MOST);
      return [tidy([...mended, ...byDistance(word, spellingsOnce())]), characters.length > LONGEST_FOR_PARTS ? [] : tidy(alone)];
    },
    *prepare() {
      while (sounds().addSome()) yield;
      spellingsOnce();
    },
  };
}

interface SoundIndex {
  readonly exact: ReadonlyMap<string, readonly string[]>;
  readonly blurred: ReadonlyMap<string, readonly string[]>;
  readonly words: ReadonlySet<string>;
}

/** How many words are looked at in a step. */
const WORDS_A_STEP = 20;

/** Makes the index of sounds, in steps or to its end. */
class SoundIndexer {
  readonly #frequent: readonly VocabularyEntry[];
  readonly #exact = new Map<string, string[]>();
  readonly #blurred = new Map<string, string[]>();
  readonly #words: ReadonlySet<string>;
  #next = 0;

  constructor(vocabulary: readonly VocabularyEntry[]) {
    this.#frequent = [...vocabulary]
      .filter(([word]) => isHanText(word) && [...word].length <= LONGEST_TERM)
      .sort((a, b) => b[1] - a[1]);
    this.#words = new Set(this.#frequent.map(([word]) => word));
  }

  /** Takes a few more words in; false if there are no more. */
  addSome(): boolean {
    for (const end = this.#next + WORDS_A_STEP; this.#next < end; this.#next += 1) {
      const [word] = this.#frequent[this.#next] ?? [];
      if (word === undefined) return false;
      const syllables = soundOf(word);
      push(this.#exact, syllables.join(' '), word);
      push(this.#blurred, syllables.map(blurSyllable).join(' '), word);
    }
    return true;
  }

  finish(): SoundIndex {
    while (this.addSome());
    return { exact: this.#exact, blurred: this.#blurred, words: this.#words };
  }
}

// The longest part of the word that sounds like a word of the corpus and is none itself is the likeliest slip.
function bySound(
  characters: readonly string[],
  { exact, blurred, words }: SoundIndex,
): { readonly mended: readonly string[]; readonly alone: readonly string[] } {
  const syllables = soundOf(characters.join(''));
  const mended: string[] = [];
  const alone: string[] = [];
  for (const [index, shape] of [
    [exact, (syllable: string) => syllable],
    [blurred, blurSyllable],
  ] as const) {
    for (let length = Math.min(LONGEST_TERM, characters.length); length >= 2; length -= 1) {
      for (let at = 0; at + length <= characters.length; at += 1) {
        // Two syllables inside a longer word sound like something by chance: 新质 of 新质生产力 is not 星子.
        if (length < Math.min(SHORTEST_SOUND, characters.length) || words.has(characters.slice(at, at + length).join('')))
          continue;
        const key = syllables
          .slice(at, at + length)
          .map(shape)
          .join(' ');
        for (const term of index.get(key) ?? []) {
          mended.push([...characters.slice(0, at), term, ...characters.slice(at + length)].join(''));
          alone.push(term);
        }
      }
    }
  }
  return { mended, alone };
}

interface Spelling {
  readonly term: string;
  readonly folded: string;
  readonly frequency: number;
}

interface SpellingIndex {
  /** Words with a Chinese character by their first and by their last UTF-16 unit. */
  readonly byFirst: ReadonlyMap<number, readonly Spelling[]>;
  readonly byLast: ReadonlyMap<number, readonly Spelling[]>;
  readonly others: readonly Spelling[];
}

function indexSpellings(vocabulary: readonly VocabularyEntry[]): SpellingIndex {
  const byFirst = new Map<number, Spelling[]>();
  const byLast = new Map<number, Spelling[]>();
  const others: Spelling[] = [];
  for (const [term, frequency] of vocabulary) {
    const folded = fold(term);
    if (folded.length < SHORTEST_FOR_DISTANCE) continue;
    const spelling = { term, folded, frequency };
    if (!HAN.test(folded)) {
      others.push(spelling);
      continue;
    }
    push(byFirst, folded.charCodeAt(0), spelling);
    push(byLast, folded.charCodeAt(folded.length - 1), spelling);
  }
  return { byFirst, byLast, others };
}

const HAN = /\p{Script=Han}/u;

function byDistance(word: string, { byFirst, byLast, others }: SpellingIndex): string[] {
  const length = [...word].length;
  if (length < SHORTEST_FOR_DISTANCE) return [];
  // Two letters changed places count as two, and that is the commonest slip in Latin (RECP).
  const farthest = [...word].some(isHan) || length < 4 ? 1 : 2;
  const candidates = HAN.test(word) ? new Set(withHalf(word, byFirst, byLast)) : others;
  return [...candidates]
    .filter(({ folded }) => Math.abs(folded.length - word.length) <= farthest)
    .map((spelling) => ({ ...spelling, far: distance(spelling.folded, word) }))
    .filter(({ far }) => far > 0 && far <= farthest)
    .sort((a, b) => a.far - b.far || b.frequency - a.frequency || (a.term < b.term ? -1 : 1))
    .map(({ term }) => term);
}

// One slip leaves one half of the word as it was: the other word begins with the first half or ends with the second.
function* withHalf(word: string, byFirst: SpellingIndex['byFirst'], byLast: SpellingIndex['byLast']): Generator<Spelling> {
  const middle = word.length >> 1;
  const [first, second] = [word.slice(0, middle), word.slice(middle)];
  for (const spelling of byFirst.get(word.charCodeAt(0)) ?? []) if (spelling.folded.startsWith(first)) yield spelling;
  for (const spelling of byLast.get(word.charCodeAt(word.length - 1)) ?? []) if (spelling.folded.endsWith(second)) yield spelling;
}

function push<Key, Value>(index: Map<Key, Value[]>, key: Key, value: Value): void {
  const known = index.get(key);
  if (known) known.push(value);
  else index.set(key, [value]);
}
