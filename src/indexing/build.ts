// From a library of plans to an index: lexicon, analyser, terms and grams of every clause.
import { headingPath, type Library } from '../corpus/library.ts';
import { type Analyser, createAnalyser, type Lexicon } from '../text/analyze.ts';
import type { Segmenter } from '../text/segment.ts';
import { type ClauseIndex, createClauseIndex } from './clause-index.ts';
import { type ClauseTable, type HeadingTable, tabulateClauses, tabulateHeadings } from './clause-table.ts';
import { buildCorpusGrams, type CorpusGrams, openCorpusGrams } from './corpus-grams.ts';
import type { IndexedClause } from './fields.ts';
import { growLexicon, offerOf } from './lexicon.ts';
import type { StoredIndex } from './store.ts';
import { createPostingsBuilder } from './term-postings.ts';
import { isVocabulary, type VocabularyEntry } from './vocabulary.ts';

/** All that ranking needs beside the library itself. */
export interface SearchIndex {
  readonly lexicon: Lexicon;
  readonly analyser: Analyser;
  readonly clauses: ClauseIndex;
  readonly vocabulary: readonly VocabularyEntry[];
  /** What spares the literal scan the texts that cannot match. */
  readonly grams: CorpusGrams;
  readonly table: ClauseTable;
  readonly headings: HeadingTable;
  /** What of it is kept on disk. */
  readonly stored: StoredIndex;
}

export interface BuildOptions {
  readonly library: Library;
  readonly segmenter: Segmenter;
  readonly declaredTerms: readonly string[];
  /** Called after each clause with how many are done. */
  readonly onProgress?: (done: number, total: number) => void;
}

export function buildIndex({ library, segmenter, declaredTerms, onProgress }: BuildOptions): SearchIndex {
  const lexicon = growLexicon(
    lexiconSources(library).map((source) => offerOf(source, segmenter)),
    declaredTerms,
    segmenter,
  );
  const analyser = createAnalyser(segmenter, lexicon);
  const counts = new Map<string, number>();
  const postings = createPostingsBuilder();
  for (const clause of indexedClauses(library, analyser, counts, onProgress)) postings.add(clause);
  const stored: StoredIndex = {
    lexicon: lexicon.terms,
    vocabulary: [...counts].sort(([a], [b]) => (a < b ? -1 : 1)),
    postings: postings.finish(),
    grams: buildCorpusGrams(library),
    table: tabulateClauses(library),
    headings: tabulateHeadings(library),
  };
  return openIndex(stored, segmenter);
}

export function openIndex(stored: StoredIndex, segmenter: Segmenter): SearchIndex {
  const { vocabulary, postings, grams, table, headings } = stored;
  const lexicon = { terms: stored.lexicon };
  return {
    lexicon,
    analyser: createAnalyser(segmenter, lexicon),
    clauses: createClauseIndex(postings),
    vocabulary,
    grams: openCorpusGrams(grams),
    table,
    headings,
    stored,
  };
}

function lexiconSources(library: Library) {
  return library.plans.map((plan) => ({
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
