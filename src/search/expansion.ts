// From the words of a query to weighted index terms: the words themselves, what they are made of, other names for the
// same thing, and, for related clauses, what the best matches have in common.

import type { TermScores, WeightedTerm } from '../indexing/clause-index.ts';
import type { SearchIndex } from '../indexing/search-index.ts';
import type { Analyser } from '../text/analyze.ts';
import { QUESTION_WORDS } from '../text/question-words.ts';
import { remember } from '../text/remember.ts';
import { type Query, queryTerms } from './query.ts';
import { sentenceAt } from './sentences.ts';
import type { Relation, SynonymTable } from './synonyms.ts';
import type { Weights } from './weights.ts';

/** A declared neighbour of a word of the query. */
export interface Neighbour {
  readonly of: string;
  readonly term: string;
  readonly relation: Relation;
}

/** A term the index is asked for and what it is to the query. */
export interface RankedTerm extends WeightedTerm {
  readonly relation: 'query' | 'part' | Relation | 'learnt';
}

/** What the words of a query are looked up in. */
type QueryIndex = Pick<SearchIndex, 'analyser' | 'clauses'>;

export interface Expansion {
  /** What the index is asked, each term once. */
  readonly terms: readonly RankedTerm[];
  /** Those of them that come from the words that were typed. */
  readonly own: readonly string[];
  /** Folded strings that count as the topic in titles: the query's words and their neighbours. */
  readonly topics: readonly WeightedTerm[];
  readonly neighbours: readonly Neighbour[];
}

/** Neighbours named in `excluded` are left out: the reader has taken them off. */
export function expandQuery(
  query: Query,
  index: QueryIndex,
  synonyms: SynonymTable,
  weights: Weights,
  excluded: ReadonlySet<string> = new Set(),
): Expansion {
  const words = queryTerms(query);
  const neighbours = words
    .flatMap((word) => neighboursOf(word, synonyms))
    .filter(({ term }) => !excluded.has(term) && !words.includes(term));
  const distinct = [...new Map(neighbours.map((neighbour) => [neighbour.term, neighbour])).values()];
  const terms = new Map<string, RankedTerm>();
  const add = (term: RankedTerm) => {
    if (term.weight > (terms.get(term.term)?.weight ?? 0)) terms.set(term.term, term);
  };
  for (const word of words) for (const term of ownTerms(word, index, weights)) add(term);
  const own = [...terms.keys()];
  for (const { term, relation } of distinct) {
    // A neighbour that the index does not hold as one term would stand for its pieces, which may mean anything.
    if (index.clauses.frequency(term) > 0) add({ term, weight: weights[relation], relation });
  }
  return {
    terms: [...terms.values()],
    own,
    topics: [
      ...words.map((term) => ({ term, weight: 1 })),
      ...distinct.map(({ term, relation }) => ({ term, weight: weights[relation] })),
    ],
    neighbours: distinct,
  };
}

// Cutting the fifty neighbours of a word and the sentences of its best matches anew for each query would take longer than
// finding them, and the same words and clauses are asked for again and again.
const MOST_CUT_TEXTS = 5000;
const knownTerms = new WeakMap<Analyser, (text: string) => readonly string[]>();

function termsOf(text: string, { analyser, clauses }: QueryIndex): readonly string[] {
  // A word that the corpus holds as one is one, however it would be cut in a sentence.
  if (clauses.frequency(text) > 0 && !analyser.isLexiconTerm(text)) return [text];
  let known = knownTerms.get(analyser);
  if (!known) {
    known = remember(MOST_CUT_TEXTS, (key: string) => analyser.terms(key));
    knownTerms.set(analyser, known);
  }
  return known(text);
}

/** How much of what was asked, by rarity, a clause must hold in its own words to count as related. */
const LEAST_COVERAGE = 0.4;
/** One term of a subject cluster may be there by chance; two are about the subject. */
const LEAST_CLUSTER_TERMS = 2;
/** Or else how much of the terms learnt from the best matches, the most telling of which weighs 1. */
const LEAST_LEARNT = 0.5;

/**
 * Whether the terms found in a clause make it worth offering: a whole word of the query or a declared neighbour, a good
 * part of a long question, or several of the learnt terms. One common piece (经济 of 低空经济) does not.
 */
export function createEvidenceTest(
  terms: readonly RankedTerm[],
  expansion: Expansion,
  learnt: readonly WeightedTerm[],
  { clauses }: Pick<SearchIndex, 'clauses'>,
): (found: TermScores, ordinal: number) => boolean {
  const clusterTerms = new Set(expansion.neighbours.filter(({ relation }) => relation === 'topic').map(({ term }) => term));
  const topicTerms = new Set(expansion.topics.map(({ term }) => term).filter((term) => !clusterTerms.has(term)));
  const learntWeights = new Map(learnt.map(({ term, weight }) => [term, weight]));
  const ownTerms = new Set(expansion.own);
  const evidence = terms.map(({ term }) => ({
    isTopic: topicTerms.has(term),
    isCluster: clusterTerms.has(term),
    rarity: ownTerms.has(term) ? Math.log((clauses.size + 1) / (clauses.frequency(term) + 0.5)) : 0,
    learnt: learntWeights.get(term) ?? 0,
  }));
  const asked = evidence.reduce((sum, { rarity }) => sum + rarity, 0);
  return (found, ordinal) => {
    let [cluster, covered, shared] = [0, 0, 0];
    for (const position of found.foundIn(ordinal)) {
      const held = evidence[position];
      if (!held) continue;
      if (held.isTopic) return true;
      if (held.isCluster) cluster += 1;
      covered += held.rarity;
      shared += held.learnt;
    }
    return cluster >= LEAST_CLUSTER_TERMS || covered >= asked * LEAST_COVERAGE || shared >= LEAST_LEARNT;
  };
}

// The index terms of a word: all of it at full weight, its pieces at less. A word that the index cuts is its pieces.
function ownTerms(word: string, index: QueryIndex, weights: Weights): RankedTerm[] {
  const all = termsOf(word, index);
  const meaningful = all.filter((term) => [...term].length > 1 && !QUESTION_WORDS.has(term));
  const telling = meaningful.filter(
    (term) => term === word || index.clauses.frequency(term) <= index.clauses.size * GENERIC_SHARE,
  );
  const terms = [telling, meaningful, all].find((candidates) => candidates.length > 0) ?? [];
  const isWhole = all[0] === word;
  return terms.map((term) =>
    term === word
      ? { term, weight: 1, relation: 'query' }
      : { term, weight: isWhole ? weights.part : PIECE_OF_CUT_WORD, relation: 'part' },
  );
}
/** A piece that stands in more than this share of all clauses (服务 of 养老服务) tells nothing of the word. */
const GENERIC_SHARE = 0.15;
const PIECE_OF_CUT_WORD = 0.8;

function neighboursOf(word: string, synonyms: SynonymTable): readonly Neighbour[] {
  let known = knownNeighbours.get(synonyms);
  if (!known) {
    known = remember(MOST_KNOWN_WORDS, (key: string) =>
      [...new Set([key, ...synonyms.termsIn(key)])].flatMap((of) =>
        synonyms.neighboursOf(of).map(({ term, relation }) => ({ of, term, relation })),
      ),
    );
    knownNeighbours.set(synonyms, known);
  }
  return known(word);
}

const MOST_KNOWN_WORDS = 1000;
const knownNeighbours = new WeakMap<SynonymTable, (word: string) => readonly Neighbour[]>();

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
export function feedbackTerms(words: readonly string[], sources: readonly FeedbackSource[], index: QueryIndex): WeightedTerm[] {
  const counts = new Map<string, number>();
  for (const source of sources) {
    const sentences = [...new Set(source.starts.map((start) => sentenceAt(source.text, start)))];
    const terms = new Set([...sentences, source.title].flatMap((text) => termsOf(text, index)));
    for (const term of terms) if (isInformative(term, words)) counts.set(term, (counts.get(term) ?? 0) + 1);
  }
  const scored = [...counts]
    .filter(([, count]) => count > 1 || sources.length < 3)
    .map(([term, count]) => ({ term, frequency: index.clauses.frequency(term), count }))
    .filter(({ frequency }) => frequency > 1)
    .map(({ term, frequency, count }) => ({
      term,
      weight: (count / sources.length) * Math.log(index.clauses.size / (frequency + 1)),
    }))
    .sort((a, b) => b.weight - a.weight || (a.term < b.term ? -1 : 1))
    .slice(0, MOST_FEEDBACK_TERMS);
  const greatest = scored[0]?.weight ?? 1;
  return scored.filter(({ weight }) => weight > 0).map(({ term, weight }) => ({ term, weight: weight / greatest }));
}

const isInformative = (term: string, words: readonly string[]): boolean =>
  [...term].length > 1 && !words.some((word) => word.includes(term) || term.includes(word));
