// The words of the corpus: what is proposed while typing and where nothing was found.

/** A word of the corpus, Simplified, of two characters or more, and how many clauses hold it as a word. */
export type VocabularyEntry = readonly [word: string, clauses: number];

export const isVocabulary = (word: string): boolean => [...word].length > 1 && /[\p{Script=Han}\p{Script=Latin}]/u.test(word);
