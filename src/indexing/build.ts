// From a library of plans to an index: lexicon, analyser, terms of every clause, MiniSearch.
import { headingPath, type Library } from '../corpus/library.ts';
import { type Analyser, createAnalyser, type Lexicon } from '../text/analyze.ts';
import type { Segmenter } from '../text/segment.ts';
import { buildClauseIndex, type ClauseIndex, loadClauseIndex } from './clause-index.ts';
import type { IndexedClause } from './fields.ts';
import { growLexicon } from './lexicon.ts';
import type { StoredIndex } from './store.ts';

/** All that ranking needs beside the library itself. */
export interface SearchIndex {
  readonly lexicon: Lexicon;
  readonly analyser: Analyser;
  readonly clauses: ClauseIndex;
  readonly vocabulary: readonly VocabularyEntry[];
}

/** A word of the corpus, Simplified, of two characters or more, and how many clauses hold it as a word. */
export type VocabularyEntry = readonly [word: string, clauses: number];

export interface BuildOptions {
  readonly library: Library;
  readonly segmenter: Segmenter;
  readonly declaredTerms: readonly string[];
  /** Called after each clause with how many are done. */
  readonly onProgress?: (done: number, total: number) => void;
}

export function buildIndex({ library, segmenter, declaredTerms, onProgress }: BuildOptions): SearchIndex {
  const lexicon = growLexicon(lexiconSources(library), declaredTerms, segmenter);
  const analyser = createAnalyser(segmenter, lexicon);
  const counts = new Map<string, number>();
  const clauses = buildClauseIndex(indexedClauses(library, analyser, counts, onProgress));
  return { lexicon, analyser, clauses, vocabulary: [...counts].sort(([a], [b]) => (a < b ? -1 : 1)) };
}

export function restoreIndex(stored: StoredIndex, segmenter: Segmenter): SearchIndex {
  const lexicon = { terms: stored.lexicon };
  return {
    lexicon,
    analyser: createAnalyser(segmenter, lexicon),
    clauses: loadClauseIndex(stored.clauseIndex),
    vocabulary: stored.vocabulary,
  };
}

export const storedForm = ({ lexicon, clauses, vocabulary }: SearchIndex): StoredIndex => ({
  lexicon: lexicon.terms,
  vocabulary,
  clauseIndex: clauses.serialize(),
});

function lexiconSources(library: Library) {
  return library.plans.map((plan) => ({
    plan: plan.id,
    texts: plan.clauses.map((clause) => clause.text),
    titles: plan.headings.map((heading) => heading.title),
  }));
}

// Words are counted on the way, so that no text is cut twice.
function* indexedClauses(
  library: Library,
  analyser: Analyser,
  vocabulary: Map<string, number>,
  onProgress: BuildOptions['onProgress'],
): Generator<IndexedClause> {
  // Hundreds of clauses share a title, so each is analysed once.
  const titleTerms = new Map<string, string[]>();
  const termsOfTitle = (title: string) => {
    const terms = titleTerms.get(title) ?? analyser.terms(title);
    titleTerms.set(title, terms);
    return terms;
  };
  for (const { plan, clause, ordinal } of library.clauses) {
    const path = headingPath(plan, clause.heading).flatMap(({ title }) => termsOfTitle(title));
    const { words, terms } = analyser.read(clause.text);
    for (const word of new Set(words)) if (isVocabulary(word)) vocabulary.set(word, (vocabulary.get(word) ?? 0) + 1);
    yield { ordinal, text: terms, path };
    onProgress?.(ordinal + 1, library.clauses.length);
  }
}

const isVocabulary = (word: string): boolean => [...word].length > 1 && /[\p{Script=Han}\p{Script=Latin}]/u.test(word);
