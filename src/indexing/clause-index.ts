// The inverted index over clauses: the only import of minisearch. It scores candidates; it never decides what matches.
import MiniSearch, { type Options } from 'minisearch';
import { FIELD_BOOSTS, FIELDS, type IndexedClause } from './fields.ts';

export interface ScoredClause {
  readonly ordinal: number;
  readonly score: number;
  /** The query terms found, and how often no more than that is known of them. */
  readonly terms: readonly string[];
}

export interface ClauseIndex {
  /** Clauses with at least one of the terms, best first (BM25+, boosts as in `fields.ts`); ties in reading order. */
  score(terms: readonly WeightedTerm[]): ScoredClause[];
  /** How many clauses there are. */
  readonly size: number;
  /** How many clauses hold a term, in text or headings. */
  frequency(term: string): number;
  /** A string that `loadClauseIndex` turns into an equal index; the same clauses give the same string. */
  serialize(): string;
}

export interface WeightedTerm {
  readonly term: string;
  readonly weight: number;
}

// Terms arrive analysed, so MiniSearch gets them joined by a character that no term holds, and cuts them there.
const TERM_BORDER = '\n';

const options: Options<IndexedClause> = {
  idField: 'ordinal',
  fields: [...FIELDS],
  extractField: (clause, field) =>
    field === 'ordinal' ? clause.ordinal : clause[field as (typeof FIELDS)[number]].join(TERM_BORDER),
  tokenize: (text) => (text === '' ? [] : text.split(TERM_BORDER)),
  processTerm: (term) => term,
  searchOptions: { boost: FIELD_BOOSTS },
};

export function buildClauseIndex(clauses: Iterable<IndexedClause>): ClauseIndex {
  const index = new MiniSearch(options);
  for (const clause of clauses) index.add(clause);
  return clauseIndexOf(index);
}

/** Throws whatever MiniSearch throws for a string that is not one of its indexes; the store has checked it before. */
export function loadClauseIndex(serialized: string): ClauseIndex {
  return clauseIndexOf(MiniSearch.loadJSON(serialized, options));
}

function clauseIndexOf(index: MiniSearch<IndexedClause>): ClauseIndex {
  // MiniSearch offers no count alone, so each is searched once; there are only as many as terms in the index.
  const frequencies = new Map<string, number>();
  return {
    size: index.documentCount,
    frequency: (term) => {
      const known = frequencies.get(term) ?? index.search(term, { combineWith: 'OR' }).length;
      if (known > 0) frequencies.set(term, known);
      return known;
    },
    score: (terms) => {
      if (terms.length === 0) return [];
      const weights = new Map(terms.map(({ term, weight }) => [term, weight]));
      const results = index.search([...weights.keys()].join(TERM_BORDER), {
        combineWith: 'OR',
        boostTerm: (term) => weights.get(term) ?? 1,
      });
      return results
        .map((result): ScoredClause => ({ ordinal: Number(result.id), score: result.score, terms: result.queryTerms }))
        .sort((a, b) => b.score - a.score || a.ordinal - b.ordinal);
    },
    serialize: () => JSON.stringify(index),
  };
}
