// The words of the corpus: what is proposed while typing and where nothing was found.
import { GrowingList } from './growing-list.ts';
import { ListsCollector, type OrdinalLists } from './ordinal-lists.ts';

/** A word of the corpus, Simplified, of two characters or more, and how many clauses hold it as a word. */
export type VocabularyEntry = readonly [word: string, clauses: number];

const isVocabulary = (word: string): boolean => [...word].length > 1 && /[\p{Script=Han}\p{Script=Latin}]/u.test(word);

/** Which clauses hold each word. Kept with the index, so that taking a plan in or out leaves a true vocabulary. */
export interface WordPostings {
  /** By code unit. */
  readonly words: readonly string[];
  readonly lists: OrdinalLists;
}

export interface WordBuilder {
  /** The words of a clause by their numbers, in the order of ordinals. */
  add(ordinal: number, words: readonly number[]): void;
  finish(): WordPostings;
}

/** `words`: by number; may grow until the end. */
export function createWordBuilder(words: readonly string[]): WordBuilder {
  /** By number: 1 + the list of the word; `LEFT_OUT` for a word without one, 0 for one that has not come yet. */
  const lists = new GrowingList();
  const kept: string[] = [];
  const collector = new ListsCollector();
  const listOf = (number: number): number => {
    while (lists.length <= number) lists.push(0);
    let list = lists.at(number);
    if (list === 0) {
      const word = words[number] ?? '';
      list = isVocabulary(word) ? kept.push(word) : LEFT_OUT;
      lists.replace(number, list);
    }
    return list;
  };
  return {
    add: (ordinal, numbers) => {
      for (const number of numbers) {
        const list = listOf(number);
        if (list !== LEFT_OUT) collector.add(list - 1, ordinal);
      }
    },
    finish: () => {
      const numbers = new Map(kept.map((word, list) => [word, list]));
      const sorted = [...kept].sort();
      return { words: sorted, lists: collector.finish(sorted.map((word) => numbers.get(word) ?? 0)) };
    },
  };
}

const LEFT_OUT = 0xffffffff;

export const vocabularyOf = ({ words, lists }: WordPostings): VocabularyEntry[] =>
  words.map((word, at) => [word, lists.counts[at] ?? 0] as const);
