// The words of the corpus: what is proposed while typing and where nothing was found.
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
  /** The words of a clause, in the order of ordinals. */
  add(ordinal: number, words: Iterable<string>): void;
  finish(): WordPostings;
}

export function createWordBuilder(): WordBuilder {
  const lists = new Map<string, number>();
  const kept: string[] = [];
  const collector = new ListsCollector();
  return {
    add: (ordinal, words) => {
      for (const word of words) {
        let list = lists.get(word);
        if (list === undefined) {
          list = isVocabulary(word) ? kept.push(word) - 1 : LEFT_OUT;
          lists.set(word, list);
        }
        if (list !== LEFT_OUT) collector.add(list, ordinal);
      }
    },
    finish: () => {
      const words = [...kept].sort();
      return { words, lists: collector.finish(words.map((word) => lists.get(word) ?? 0)) };
    },
  };
}

const LEFT_OUT = -1;

export const vocabularyOf = ({ words, lists }: WordPostings): VocabularyEntry[] =>
  words.map((word, at) => [word, lists.counts[at] ?? 0] as const);
