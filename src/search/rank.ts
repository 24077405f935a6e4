// The order of an answer. The scan has decided what matches; this decides what a reader should see first: the clause
// whose subject the query is and that says what is to be done, before mentions, overviews and looks back.
import type { SearchIndex } from '../indexing/build.ts';
import type { WeightedTerm } from '../indexing/clause-index.ts';
import type { Range } from '../text/characters.ts';
import type { ClauseProfile, ClauseRole } from './clause-profile.ts';
import {
  createEvidenceTest,
  type Expansion,
  expandQuery,
  FEEDBACK_SOURCES,
  feedbackTerms,
  type RankedTerm,
  sentenceAt,
} from './expansion.ts';
import type { Match } from './literal.ts';
import { type Query, queryTerms } from './query.ts';
import type { SynonymTable } from './synonyms.ts';
import { WEIGHTS, type Weights } from './weights.ts';

/** What a score is made of: `(words + literal) × the rest`. */
export interface ScoreParts {
  /** MiniSearch's BM25+ of the query's words and their neighbours, in text and headings. */
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

export interface Ranking {
  /** Every literal match, best first; ties in reading order. */
  readonly exact: readonly Ranked[];
  /** Clauses that do not match literally but share words or topics with the query, best first. */
  readonly related: readonly Ranked[];
  readonly expansion: Expansion;
  /** What the index was asked for related clauses: the expansion and the terms learnt from the best matches. */
  readonly terms: readonly RankedTerm[];
}

export interface RankContext {
  readonly index: SearchIndex;
  readonly profiles: readonly ClauseProfile[];
  /** Folded text of a clause. */
  readonly textOf: (ordinal: number) => string;
  readonly synonyms: SynonymTable;
  readonly weights?: Weights;
  /** Neighbours the reader does not want. */
  readonly excludedNeighbours?: ReadonlySet<string>;
}

export function rank(query: Query, matches: readonly Match[], context: RankContext): Ranking {
  const { index, profiles, textOf, synonyms, weights = WEIGHTS, excludedNeighbours } = context;
  const expansion = expandQuery(query, index, synonyms, weights, excludedNeighbours);
  const wordScores = new Map(index.clauses.score(expansion.terms).map(({ ordinal, score }) => [ordinal, score]));
  const statistics = literalStatistics(matches, profiles);
  const topicWeight = createTopicWeight(expansion.topics);
  const exact = matches.map((match): Ranked => {
    const profile = profiles[match.ordinal];
    const text = textOf(match.ordinal);
    return rankedOf(match.ordinal, {
      ...commonParts(profile, topicWeight, weights),
      words: wordScores.get(match.ordinal) ?? 0,
      literal: weights.literal * literalScore(match, profile, statistics, weights),
      list: 1 - weights.listed * listedShare(text, match.places),
      place: 1,
      sentence: query.words.length > 1 && inOneSentence(text, query, match.places) ? 1 + weights.sentence : 1,
    });
  });
  exact.sort(byScore);
  return { exact, ...rankRelated(query, exact, matches, expansion, context), expansion };
}

// Related clauses are scored like the others, with what the best literal matches share added to the question.
function rankRelated(
  query: Query,
  exact: readonly Ranked[],
  matches: readonly Match[],
  expansion: Expansion,
  context: RankContext,
): Pick<Ranking, 'related' | 'terms'> {
  const { index, profiles, textOf, weights = WEIGHTS } = context;
  const matchOf = new Map(matches.map((match) => [match.ordinal, match]));
  const sources = exact.slice(0, FEEDBACK_SOURCES).map(({ ordinal }) => ({
    text: textOf(ordinal),
    starts: matchOf.get(ordinal)?.places.map(([start]) => start) ?? [],
    title: profiles[ordinal]?.titles.at(-1) ?? '',
  }));
  const known = new Set(expansion.terms.map(({ term }) => term));
  const learnt = feedbackTerms(queryTerms(query), sources, index, profiles.length).filter(({ term }) => !known.has(term));
  const terms: RankedTerm[] = [
    ...expansion.terms,
    ...learnt.map(({ term, weight }) => ({ term, weight: weight * weights.feedback, relation: 'learnt' as const })),
  ];
  const topicWeight = createTopicWeight(expansion.topics);
  const own = [...expansion.own, ...expansion.topics.map(({ term }) => term)];
  const saysTopic = (text: string) => own.some((term) => text.includes(term));
  const isEvident = createEvidenceTest(expansion, learnt, index, profiles.length);
  const ranked = index.clauses
    .score(terms)
    .filter(({ ordinal, terms: found }) => !matchOf.has(ordinal) && isEvident(found))
    .map(({ ordinal, score }) =>
      rankedOf(ordinal, {
        ...commonParts(profiles[ordinal], topicWeight, weights),
        words: score,
        literal: 0,
        place: saysTopic(textOf(ordinal)) ? 1 : weights.onlyHeading,
        list: 1,
        sentence: 1,
      }),
    )
    .sort(byScore);
  const floor = (ranked[0]?.score ?? 0) * LEAST_SHARE_OF_BEST;
  return { related: ranked.filter(({ score }) => score >= floor), terms };
}

/** Below this share of the best related score, what is left has one weak word in common with the question. */
const LEAST_SHARE_OF_BEST = 0.01;

function rankedOf(ordinal: number, parts: ScoreParts): Ranked {
  const { words, literal, role, kind, length, title, list, sentence, place } = parts;
  return { ordinal, score: (words + literal) * role * kind * length * title * list * sentence * place, parts };
}

const byScore = (a: Ranked, b: Ranked): number => b.score - a.score || a.ordinal - b.ordinal;

function commonParts(
  profile: ClauseProfile | undefined,
  topicWeight: TopicWeight,
  weights: Weights,
): Pick<ScoreParts, 'role' | 'kind' | 'length' | 'title'> {
  if (!profile) return { role: 1, kind: 1, length: 1, title: 1 };
  return {
    role: roleFactor(profile.role, weights),
    kind: profile.kind === 'note' || profile.kind === 'caption' ? weights.note : 1,
    length: profile.length / (profile.length + weights.halfLength),
    title: titleFactor(profile, topicWeight, weights),
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

// The best of what the titles say: a run-in title, the heading right above, a heading further up.
function titleFactor({ titles, runInTitle }: ClauseProfile, topicWeight: TopicWeight, weights: Weights): number {
  let best = 1 + weights.runInTitle * (runInTitle === '' ? 0 : topicWeight(runInTitle));
  for (let level = 0; level < titles.length; level += 1) {
    const share = level === titles.length - 1 ? 1 : 0.5;
    best = Math.max(best, 1 + weights.heading * share * topicWeight(titles[level] ?? ''));
  }
  return best;
}

/** The weight of the strongest topic of the query in a title, 0 if there is none. */
type TopicWeight = (title: string) => number;

// Hundreds of clauses share a title, so each is looked through once a query.
function createTopicWeight(topics: readonly WeightedTerm[]): TopicWeight {
  const known = new Map<string, number>();
  return (title) => {
    let weight = known.get(title);
    if (weight !== undefined) return weight;
    weight = 0;
    for (const topic of topics) if (topic.weight > weight && title.includes(topic.term)) weight = topic.weight;
    known.set(title, weight);
    return weight;
  };
}

interface LiteralStatistics {
  readonly inverseFrequency: number;
  readonly averageLength: number;
}

function literalStatistics(matches: readonly Match[], profiles: readonly ClauseProfile[]): LiteralStatistics {
  const count = profiles.length;
  return {
    inverseFrequency: Math.log(1 + (count - matches.length + 0.5) / (matches.length + 0.5)),
    averageLength: averageLengthOf(profiles),
  };
}

const averageLengths = new WeakMap<readonly ClauseProfile[], number>();

function averageLengthOf(profiles: readonly ClauseProfile[]): number {
  const known = averageLengths.get(profiles);
  if (known !== undefined) return known;
  const average = profiles.reduce((sum, profile) => sum + profile.length, 0) / Math.max(1, profiles.length);
  averageLengths.set(profiles, average);
  return average;
}

// BM25 with the query as one term: number of matches, places and length are known from the scan.
function literalScore(
  { count }: Match,
  profile: ClauseProfile | undefined,
  { inverseFrequency, averageLength }: LiteralStatistics,
  weights: Weights,
): number {
  const { saturation, lengthNorm } = weights;
  const relativeLength = (profile?.length ?? averageLength) / Math.max(1, averageLength);
  return (inverseFrequency * count * (saturation + 1)) / (count + saturation * (1 - lengthNorm + lengthNorm * relativeLength));
}

function listedShare(text: string, places: readonly Range[]): number {
  if (places.length === 0) return 0;
  return places.filter(([start, end]) => text[start - 1] === '、' || text[end] === '、').length / places.length;
}

function inOneSentence(text: string, { words }: Query, places: readonly Range[]): boolean {
  return places.some(([start]) => {
    const sentence = sentenceAt(text, start);
    return words.every((word) => word.alternatives.some((term) => sentence.includes(term)));
  });
}
