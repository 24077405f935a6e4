// 您是不是要找: words of the corpus that sound like what was typed (碳达锋 → 碳达峰) or differ from it by one character.
import { distance } from 'fastest-levenshtein';
import type { VocabularyEntry } from '../indexing/vocabulary.ts';
import { isHan, isHanText } from '../text/characters.ts';
import { fold } from '../text/fold.ts';
import { blurSyllable, soundOf } from '../text/pinyin.ts';

export interface NearMissFinder {
  /**
   * Other readings of a folded word that stands in no clause, in tiers, the likeliest first in each: the whole word put
   * right; else the words of the corpus that parts of it sound like.
   */
  alternatives(word: string): readonly (readonly string[])[];
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
  let sounds: SoundIndex | undefined;
  return {
    alternatives: (word) => {
      const characters = [...word];
      if (characters.length > LONGEST_WORD) return [];
      sounds ??= indexSounds(vocabulary);
      const { mended, alone } = isHanText(word) ? bySound(characters, sounds) : { mended: [], alone: [] };
      const tidy = (found: readonly string[]) => [...new Set(found)].filter((text) => fold(text) !== word).slice(0, MOST);
      return [tidy([...mended, ...byDistance(word, vocabulary)]), characters.length > LONGEST_FOR_PARTS ? [] : tidy(alone)];
    },
  };
}

interface SoundIndex {
  readonly exact: ReadonlyMap<string, readonly string[]>;
  readonly blurred: ReadonlyMap<string, readonly string[]>;
  readonly words: ReadonlySet<string>;
}

function indexSounds(vocabulary: readonly VocabularyEntry[]): SoundIndex {
  const exact = new Map<string, string[]>();
  const blurred = new Map<string, string[]>();
  const frequent = [...vocabulary]
    .filter(([word]) => isHanText(word) && [...word].length <= LONGEST_TERM)
    .sort((a, b) => b[1] - a[1]);
  for (const [word] of frequent) {
    const syllables = soundOf(word);
    push(exact, syllables.join(' '), word);
    push(blurred, syllables.map(blurSyllable).join(' '), word);
  }
  return { exact, blurred, words: new Set(frequent.map(([word]) => word)) };
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

function byDistance(word: string, vocabulary: readonly VocabularyEntry[]): string[] {
  const length = [...word].length;
  if (length < SHORTEST_FOR_DISTANCE) return [];
  // Two letters changed places count as two, and that is the commonest slip in Latin (RECP).
  const farthest = [...word].some(isHan) || length < 4 ? 1 : 2;
  return vocabulary
    .map(([term, frequency]) => ({ term, frequency, folded: fold(term) }))
    .filter(
      ({ folded }) =>
        Math.abs(folded.length - word.length) <= farthest &&
        folded.length >= SHORTEST_FOR_DISTANCE &&
        /\p{Script=Han}/u.test(folded) === /\p{Script=Han}/u.test(word),
    )
    .map((entry) => ({ ...entry, far: distance(entry.folded, word) }))
    .filter(({ far }) => far > 0 && far <= farthest)
    .sort((a, b) => a.far - b.far || b.frequency - a.frequency || (a.term < b.term ? -1 : 1))
    .map(({ term }) => term);
}

function push(index: Map<string, string[]>, key: string, word: string): void {
  const known = index.get(key);
  if (known) known.push(word);
  else index.set(key, [word]);
}
