// The index as it is asked: what is stored, opened.
import { type Analyser, createAnalyser, type Lexicon } from '../text/analyze.ts';
import type { Segmenter } from '../text/segment.ts';
import { type ClauseIndex, createClauseIndex } from './clause-index.ts';
import type { ClauseTable, HeadingTable, PlanSizes } from './clause-table.ts';
import { type CorpusGrams, openCorpusGrams } from './corpus-grams.ts';
import type { StoredIndex } from './store.ts';
import { createTextReader } from './stored-plans.ts';
import { type VocabularyEntry, vocabularyOf } from './vocabulary.ts';

/** All that finding and ranking need beside the library itself. */
export interface SearchIndex {
  readonly lexicon: Lexicon;
  readonly analyser: Analyser;
  readonly clauses: ClauseIndex;
  readonly vocabulary: readonly VocabularyEntry[];
  /** What spares the literal scan the texts that cannot match. */
  readonly grams: CorpusGrams;
  readonly table: ClauseTable;
  readonly headings: HeadingTable;
  readonly sizes: PlanSizes;
  /** The folded text of a clause, cells apart. */
  textOf(ordinal: number): string;
  /** What is kept on disk. */
  readonly stored: StoredIndex;
}

export function openIndex(stored: StoredIndex, segmenter: Segmenter): SearchIndex {
  const { lexicon, part, table, headings, plans } = stored;
  return {
    lexicon,
    analyser: createAnalyser(segmenter, lexicon),
    clauses: createClauseIndex(part.postings),
    vocabulary: vocabularyOf(part.words),
    grams: openCorpusGrams(part.grams),
    table,
    headings,
    sizes: plans.sizes,
    textOf: createTextReader(plans, table.lengths),
    stored,
  };
}
