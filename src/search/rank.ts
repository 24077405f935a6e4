// The order of an answer. The scan has decided what matches; this decides what a reader should see first: the clause
// whose subject the query is and that says what is to be done, before mentions, overviews and looks back.

import type { TermScores, WeightedTerm } from '../indexing/clause-index.ts';
import type { ClauseRole } from '../indexing/clause-profile.ts';
import { type ClauseTable, type HeadingTable, KINDS, ROLES } from '../indexing/clause-table.ts';
import type { SearchIndex } from '../indexing/search-index.ts';
import {
  createEvidenceTest,
  type Expansion,
  expandQuery,
  FEEDBACK_SOURCES,
  feedbackTerms,
  type RankedTerm,
  sentenceAt,
} from './expansion.ts';
import type { Matches } from './literal.ts';
import { type Query, queryTerms } from './query.ts';
import { findPlaces } from './scan.ts';
import type { SynonymTable } from './synonyms.ts';
import { topOf } from './top.ts';
import { createTopicMatcher, type TopicMatcher } from './topic-matcher.ts';
import { WEIGHTS, type Weights } from './weights.ts';

/** What a score is made of: `(words + literal) × the rest`. */
export interface ScoreParts {
  /** BM25+ of the query's words and their neighbours, in text and headings. */
  readonly words: number;
  /** BM25 of the literal places; 0 for a related clause. */
  readonly literal: number;
  readonly role: number;
  readonly kind: number;
  readonly length: number;
  readonly title: number;
  readonly list: number;
  readonly sentence: number;
  /** Less than 1 for a related clause whose own text says nothing of the topic. */
  readonly place: number;
}

export interface Ranked {
  readonly ordinal: number;
  readonly score: number;
  readonly parts: ScoreParts;
}

/** Clauses and their scores, in reading order. */
export interface RankedClauses {
  readonly ordinals: ArrayLike<number>;
  readonly scores: Float64Array;
  /** The clause at a position of the two lists, with what its score is made of. */
  at(position: number): Ranked;
}

export interface RelatedClauses extends RankedClauses {
  /** What the index was asked: the expansion and the terms learnt from the best matches. */
  readonly terms: readonly RankedTerm[];
}

export interface Ranking {
  readonly expansion: Expansion;
  /** Every literal match. */
  readonly exact: RankedClauses;
  /** What the index is asked for related clauses: the expansion and the terms learnt from the best matches. */
  relatedTerms(): readonly RankedTerm[];
  /**
   * Clauses that do not match literally but share words or topics with the query. Worked out anew at each call, from
   * `found`: the clauses with those terms, by default all that the index knows.
   */
  related(found?: TermScores): RelatedClauses;
}

export interface RankContext {
  readonly index: Pick<SearchIndex, 'clauses' | 'analyser' | 'table' | 'headings'>;
  /** Folded text of a clause. */
  readonly textOf: (ordinal: number) => string;
  readonly synonyms: SynonymTable;
  /** How many clauses match, where `matches` are not all of them. */
  readonly matching?: number;
  readonly weights?: Weights;
  /** Neighbours the reader does not want. */
  readonly excludedNeighbours?: ReadonlySet<string>;
}

export function rank(query: Query, matches: Matches, context: RankContext): Ranking {
  const { index, textOf, synonyms, matching = matches.ordinals.length, weights = WEIGHTS, excludedNeighbours } = context;
  const { table } = index;
  const expansion = expandQuery(query, index, synonyms, weights, excludedNeighbours);
  const words = index.clauses.scoresOf(expansion.terms, matches.ordinals);
  const literal = createLiteralScore(matching, table, weights);
  const common = createCommonParts(expansion, context);
  const isOneSentence = query.words.length > 1;
  const exact = rankClauses(matches.ordinals, common, (position, ordinal) => ({
    words: words[position] ?? 0,
    literal: literal(ordinal, matches.counts[position] ?? 0),
    list: 1 - weights.listed * (matches.listed[position] ?? 0),
    place: 1,
    sentence: isOneSentence && inOneSentence(textOf(ordinal), query) ? 1 + weights.sentence : 1,
  }));
  let learning: Learning | undefined;
  const learn = (): Learning => {
    learning ??= learnFrom(query, exact, expansion, context);
    return learning;
  };
  return {
    expansion,
    exact,
    relatedTerms: () => learn().terms,
    related: (found) => rankRelated(exact, expansion, learn(), found ?? index.clauses.score(learn().terms), common, context),
  };
}

/** What a score owes to the query alone. */
type OwnParts = Pick<ScoreParts, 'words' | 'literal' | 'list' | 'sentence' | 'place'>;

function rankClauses(
  ordinals: ArrayLike<number>,
  common: CommonParts,
  ownParts: (position: number, ordinal: number) => OwnParts,
): RankedClauses {
  const scores = new Float64Array(ordinals.length);
  for (let position = 0; position < scores.length; position += 1) {
    const ordinal = ordinals[position] ?? 0;
    const { words, literal, list, sentence, place } = ownParts(position, ordinal);
    scores[position] = (words + literal) * common.factor(ordinal) * list * sentence * place;
  }
  return {
    ordinals,
    scores,
    at: (position) => {
      const ordinal = ordinals[position] ?? 0;
      const parts = { ...common.of(ordinal), ...ownParts(position, ordinal) };
      return { ordinal, score: scores[position] ?? 0, parts };
    },
  };
}

interface Learning {
  /** What the best literal matches share. */
  readonly learnt: readonly WeightedTerm[];
  /** The expansion and that. */
  readonly terms: readonly RankedTerm[];
}

function learnFrom(query: Query, exact: RankedClauses, expansion: Expansion, context: RankContext): Learning {
  const { index, textOf, weights = WEIGHTS } = context;
  const { table, headings } = index;
  const sources = topOf(exact, FEEDBACK_SOURCES).map((position) => {
    const ordinal = exact.ordinals[position] ?? 0;
    const text = textOf(ordinal);
    return {
      text,
      starts: findPlaces(text, query)?.map(([start]) => start) ?? [],
      title: headings.titles[table.headings[ordinal] ?? -1] ?? '',
    };
  });
  const known = new Set(expansion.terms.map(({ term }) => term));
  const learnt = feedbackTerms(queryTerms(query), sources, index).filter(({ term }) => !known.has(term));
  const terms: RankedTerm[] = [
    ...expansion.terms,
    ...learnt.map(({ term, weight }) => ({ term, weight: weight * weights.feedback, relation: 'learnt' as const })),
  ];
  return { learnt, terms };
}

// Related clauses are scored like the others, with what the best literal matches share added to the question.
function rankRelated(
  exact: RankedClauses,
  expansion: Expansion,
  { learnt, terms }: Learning,
  found: TermScores,
  common: CommonParts,
  context: RankContext,
): RelatedClauses {
  const { index, textOf, weights = WEIGHTS } = context;
  const own = [...expansion.own, ...expansion.topics.map(({ term }) => term)];
  const saysTopic = (text: string) => own.some((term) => text.includes(term));
  const matched = new Uint8Array(index.table.size);
  for (let position = 0; position < exact.ordinals.length; position += 1) matched[exact.ordinals[position] ?? 0] = 1;
  const isEvident = createEvidenceTest(terms, expansion, learnt, index);
  const evident = found.ordinals.filter((ordinal) => matched[ordinal] === 0 && isEvident(found, ordinal));
  const ranked = rankClauses(evident, common, (_position, ordinal) => ({
    words: found.scoreOf(ordinal),
    literal: 0,
    place: saysTopic(textOf(ordinal)) ? 1 : weights.onlyHeading,
    list: 1,
    sentence: 1,
  }));
  return { ...aboveFloor(ranked), terms };
}

/** Below this share of the best related score, what is left has one weak word in common with the question. */
const LEAST_SHARE_OF_BEST = 0.01;

function aboveFloor(ranked: RankedClauses): RankedClauses {
  const floor = ranked.scores.reduce((best, score) => Math.max(best, score), 0) * LEAST_SHARE_OF_BEST;
  const kept = [...ranked.scores.keys()].filter((position) => (ranked.scores[position] ?? 0) >= floor);
  return {
    ordinals: kept.map((position) => ranked.ordinals[position] ?? 0),
    scores: Float64Array.from(kept, (position) => ranked.scores[position] ?? 0),
    at: (position) => ranked.at(kept[position] ?? 0),
  };
}

/** What a clause is worth by what it is and where it stands, whether it matches or is related. */
interface CommonParts {
  of(ordinal: number): Pick<ScoreParts, 'role' | 'kind' | 'length' | 'title'>;
  /** The product of those. */
  factor(ordinal: number): number;
}

function createCommonParts(expansion: Expansion, { index, textOf, weights = WEIGHTS }: RankContext): CommonParts {
  const { table, headings } = index;
  const { roleFactors, kindFactors } = standingFactors(weights);
  const topicWeight = createTopicMatcher(expansion.topics);
  const headingWeight = createHeadingWeight(headings, topicWeight);
  const role = (ordinal: number) => roleFactors[table.roles[ordinal] ?? 0] ?? 1;
  const kind = (ordinal: number) => kindFactors[table.kinds[ordinal] ?? 0] ?? 1;
  const length = (ordinal: number) => {
    const units = table.lengths[ordinal] ?? 0;
    return units / (units + weights.halfLength);
  };
  // The best of what the titles say: a run-in title, the heading right above, a heading further up.
  const title = (ordinal: number) => {
    const runIn = table.runIns[ordinal] ?? 0;
    const inRunIn = runIn === 0 ? 0 : topicWeight(textOf(ordinal), runIn);
    return Math.max(1 + weights.runInTitle * inRunIn, 1 + weights.heading * headingWeight(table.headings[ordinal] ?? -1));
  };
  return {
    of: (ordinal) => ({ role: role(ordinal), kind: kind(ordinal), length: length(ordinal), title: title(ordinal) }),
    factor: (ordinal) => role(ordinal) * kind(ordinal) * length(ordinal) * title(ordinal),
  };
}

/** Factors by the numbers of `ROLES` and `KINDS`. */
export const standingFactors = (weights: Weights = WEIGHTS) => ({
  roleFactors: ROLES.map((role) => roleFactor(role, weights)),
  kindFactors: KINDS.map((kind) => (kind === 'note' || kind === 'caption' ? weights.note : 1)),
});

/** No clause is worth more than this many times what its words, its role, its kind and its length make it worth. */
export const greatestOtherFactor = ({ words }: Query, weights: Weights = WEIGHTS): number =>
  (1 + Math.max(weights.runInTitle, weights.heading)) * (words.length > 1 ? 1 + weights.sentence : 1);

/** What a heading further up counts against the one right above: many clauses share it. */
const FURTHER_UP = 0.5;

// Hundreds of clauses share a heading, so each is looked through once a query.
function createHeadingWeight({ parents, titles }: HeadingTable, topicWeight: TopicMatcher): (heading: number) => number {
  const own = new Map<number, number>();
  const weightOf = (heading: number): number => {
    const known = own.get(heading);
    if (known !== undefined) return known;
    const weight = topicWeight(titles[heading] ?? '');
    own.set(heading, weight);
    return weight;
  };
  const best = new Map<number, number>();
  return (heading) => {
    if (heading < 0) return 0;
    const known = best.get(heading);
    if (known !== undefined) return known;
    let weight = weightOf(heading);
    for (let above = parents[heading] ?? -1; above >= 0; above = parents[above] ?? -1)
      weight = Math.max(weight, FURTHER_UP * weightOf(above));
    best.set(heading, weight);
    return weight;
  };
}

function roleFactor(role: ClauseRole, weights: Weights): number {
  switch (role) {
    case 'task':
      return 1;
    case 'background':
      return weights.background;
    case 'chapter-lead':
      return weights.chapterLead;
    case 'section-lead':
      return weights.sectionLead;
    case 'principle':
      return weights.principle;
    case 'goal':
      return weights.goal;
  }
}

// BM25 with the query as one term: number of matches, places and length are known from the scan.
function createLiteralScore(matching: number, table: ClauseTable, weights: Weights): (ordinal: number, count: number) => number {
  const rarity = Math.log(1 + (table.size - matching + 0.5) / (matching + 0.5));
  const average = averageLengthOf(table);
  const { saturation, lengthNorm } = weights;
  return (ordinal, count) => {
    const norm = 1 - lengthNorm + (lengthNorm * (table.lengths[ordinal] ?? 0)) / average;
    return (weights.literal * rarity * count * (saturation + 1)) / (count + saturation * norm);
  };
}

const averageLengths = new WeakMap<ClauseTable, number>();

export function averageLengthOf(table: ClauseTable): number {
  const known = averageLengths.get(table);
  if (known !== undefined) return known;
  const average = Math.max(1, table.lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, table.size));
  averageLengths.set(table, average);
  return average;
}

function inOneSentence(text: string, query: Query): boolean {
  return (findPlaces(text, query) ?? []).some(([start]) => {
    const sentence = sentenceAt(text, start);
    return query.words.every((word) => word.alternatives.some((term) => sentence.includes(term)));
  });
}
