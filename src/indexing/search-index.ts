// The index as it is asked: what is stored, opened.
import { type Analyser, createAnalyser, type Lexicon } from '../text/analyze.ts';
import { type ClauseIndex, createClauseIndex } from './clause-index.ts';
import type { ClauseTable, HeadingTable, PlanSizes } from './clause-table.ts';
import { type CorpusGrams, openCorpusGrams } from './corpus-grams.ts';
import { createCorpusSegmenter } from './corpus-segmenter.ts';
import { type FoldedTexts, openFoldedTexts } from './folded-texts.ts';
import type { StoredIndex } from './store.ts';
import { type VocabularyEntry, vocabularyOf } from './vocabulary.ts';

/** All that finding and ranking need beside the library itself. */
export interface SearchIndex {
  readonly lexicon: Lexicon;
  /** Cuts a text into terms of the lexicon and other words of the corpus. */
  readonly analyser: Analyser;
  readonly clauses: ClauseIndex;
  readonly vocabulary: readonly VocabularyEntry[];
  /** What spares the literal scan the texts that cannot match. */
  readonly grams: CorpusGrams;
  readonly table: ClauseTable;
  readonly headings: HeadingTable;
  readonly sizes: PlanSizes;
  /** The folded texts of the clauses. */
  readonly texts: FoldedTexts;
  /** What is kept on disk; of an index that was opened `toServe`, without the bytes of the texts. */
  readonly stored: StoredIndex;
}

export interface OpenOptions {
  /**
   * Whether the index will be asked and not stored again. The bytes of the texts are then let go when all have been read:
   * otherwise every text would be in memory twice.
   */
  readonly toServe?: boolean;
}

export function openIndex(stored: StoredIndex, { toServe = false }: OpenOptions = {}): SearchIndex {
  const { lexicon, part, table, headings, plans } = stored;
  const clauses = createClauseIndex(part.postings);
  const { frequency } = clauses;
  const segmenter = createCorpusSegmenter({ words: part.words, lexicon, postings: part.postings, frequency });
  return {
    lexicon,
    analyser: createAnalyser(segmenter, lexicon),
    clauses,
    vocabulary: vocabularyOf(part.words),
    grams: openCorpusGrams(part.grams),
    table,
    headings,
    sizes: plans.sizes,
    texts: openFoldedTexts(plans, table.lengths),
    stored: toServe ? withoutTexts(stored) : stored,
  };
}

const withoutTexts = (stored: StoredIndex): StoredIndex => ({
  ...stored,
  plans: { ...stored.plans, texts: { starts: new Uint32Array(), bytes: new Uint8Array() } },
});
