// From the words of a query to weighted index terms: the words themselves, what they are made of, other names for the
// same thing, and, for related clauses, what the best matches have in common.
import type { SearchIndex } from '../indexing/build.ts';
import type { WeightedTerm } from '../indexing/clause-index.ts';
import { CELL_BORDER } from '../text/fold.ts';
import { type Query, queryTerms } from './query.ts';
import type { Relation, SynonymTable } from './synonyms.ts';
import type { Weights } from './weights.ts';

/** A declared neighbour of a word of the query. */
export interface Neighbour {
  readonly of: string;
  readonly term: string;
  readonly relation: Relation;
}

export interface Expansion {
  /** What the index is asked, each term once. */
  readonly terms: readonly WeightedTerm[];
  /** Folded strings that count as the topic in titles: the query's words and their neighbours. */
  readonly topics: readonly WeightedTerm[];
  readonly neighbours: readonly Neighbour[];
}

/** Neighbours named in `excluded` are left out: the reader has taken them off. */
export function expandQuery(
  query: Query,
  index: SearchIndex,
  synonyms: SynonymTable,
  weights: Weights,
  excluded: ReadonlySet<string> = new Set(),
): Expansion {
  const words = queryTerms(query);
  const neighbours = words
    .flatMap((word) => neighboursOf(word, synonyms))
    .filter(({ term }) => !excluded.has(term) && !words.includes(term));
  const distinct = [...new Map(neighbours.map((neighbour) => [neighbour.term, neighbour])).values()];
  const terms = new Map<string, number>();
  const add = (term: string, weight: number) => terms.set(term, Math.max(terms.get(term) ?? 0, weight));
  for (const word of words) for (const { term, weight } of ownTerms(word, index, weights)) add(term, weight);
  for (const { term, relation } of distinct) {
    // A neighbour that the index does not hold as one term would stand for its pieces, which may mean anything.
    if (index.analyser.terms(term)[0] === term) add(term, weights[relation]);
  }
  return {
    terms: [...terms].map(([term, weight]) => ({ term, weight })),
    topics: [
      ...words.map((term) => ({ term, weight: 1 })),
      ...distinct.map(({ term, relation }) => ({ term, weight: weights[relation] })),
    ],
    neighbours: distinct,
  };
}

// The index terms of a word: all of it at full weight, its pieces at less. A word that the index cuts is its pieces.
function ownTerms(word: string, index: SearchIndex, weights: Weights): WeightedTerm[] {
  const terms = index.analyser.terms(word);
  const isWhole = terms[0] === word;
  return terms.map((term) => ({ term, weight: term === word ? 1 : isWhole ? weights.part : PIECE_OF_CUT_WORD }));
}
const PIECE_OF_CUT_WORD = 0.8;

function neighboursOf(word: string, synonyms: SynonymTable): Neighbour[] {
  return [...new Set([word, ...synonyms.termsIn(word)])].flatMap((of) =>
    synonyms.neighboursOf(of).map(({ term, relation }) => ({ of, term, relation })),
  );
}

/** A literal match to learn from: its folded text, where the query stands in it, and the title above it. */
export interface FeedbackSource {
  readonly text: string;
  readonly starts: readonly number[];
  readonly title: string;
}

const MOST_FEEDBACK_TERMS = 10;
/** How many matches are learnt from. */
export const FEEDBACK_SOURCES = 5;

/**
 * Terms that the sentences around the places of the best matches share, rare ones first: 残疾人 leads to 无障碍 and 康复
 * though no list says so. A term must stand in two of the sources, where there are more than two.
 */
export function feedbackTerms(
  words: readonly string[],
  sources: readonly FeedbackSource[],
  index: SearchIndex,
  clauseCount: number,
): WeightedTerm[] {
  const counts = new Map<string, number>();
  for (const source of sources) {
    const sentences = [...new Set(source.starts.map((start) => sentenceAt(source.text, start)))];
    const terms = new Set([...sentences, source.title].flatMap((text) => index.analyser.terms(text)));
    for (const term of terms) if (isInformative(term, words)) counts.set(term, (counts.get(term) ?? 0) + 1);
  }
  const scored = [...counts]
    .filter(([, count]) => count > 1 || sources.length < 3)
    .map(([term, count]) => ({ term, frequency: index.clauses.frequency(term), count }))
    .filter(({ frequency }) => frequency > 1)
    .map(({ term, frequency, count }) => ({ term, weight: (count / sources.length) * Math.log(clauseCount / (frequency + 1)) }))
    .sort((a, b) => b.weight - a.weight || (a.term < b.term ? -1 : 1))
    .slice(0, MOST_FEEDBACK_TERMS);
  const greatest = scored[0]?.weight ?? 1;
  return scored.filter(({ weight }) => weight > 0).map(({ term, weight }) => ({ term, weight: weight / greatest }));
}

const isInformative = (term: string, words: readonly string[]): boolean =>
  [...term].length > 1 && !words.some((word) => word.includes(term) || term.includes(word));

const SENTENCE_BORDERS = ['。', ';', CELL_BORDER];

/** The sentence of a folded text around a position: a row's cell counts as one. */
export function sentenceAt(text: string, at: number): string {
  const from = Math.max(...SENTENCE_BORDERS.map((border) => text.lastIndexOf(border, at))) + 1;
  const ends = SENTENCE_BORDERS.map((border) => text.indexOf(border, at)).filter((end) => end >= 0);
  return text.slice(from, ends.length > 0 ? Math.min(...ends) : text.length);
}
