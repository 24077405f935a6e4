// The order of an answer. The scan has decided what matches; this decides what a reader should see first: the clause
// whose subject the query is and that says what is to be done, before mentions, overviews and looks back.

import type { TermScores, WeightedTerm } from '../indexing/clause-index.ts';
import type { ClauseRole } from '../indexing/clause-profile.ts';
import { type ClauseTable, type HeadingTable, KINDS, ROLES } from '../indexing/clause-table.ts';
import type { SearchIndex } from '../indexing/search-index.ts';
import { once } from '../text/remember.ts';
import {
  createEvidenceTest,
  type Expansion,
  expandQuery,
  FEEDBACK_SOURCES,
  feedbackTerms,
  type RankedTerm,
} from './expansion.ts';
import type { Matches } from './matches.ts';
import { type Query, queryTerms } from './query.ts';
import { findPlaces } from './scan.ts';
import { isInOneSentence } from './sentences.ts';
import type { SynonymTable } from './synonyms.ts';
import { Top } from './top.ts';
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

/** Clauses in the order of reading, and what they are worth. */
export interface RankedClauses {
  readonly ordinals: ArrayLike<number>;
  /** Positions in `ordinals` of the best `limit` of those that `passes` lets through, best first; ties in reading order. */
  best(limit: number, passes?: (ordinal: number) => boolean): number[];
  /** The clause at a position, with what its score is made of. */
  at(position: number): Ranked;
}

export interface RelatedClauses extends RankedClauses {
  /** What the index was asked: the expansion and the terms learnt from the best matches. */
  readonly terms: readonly RankedTerm[];
  scoreOf(position: number): number;
  /** Positions of the best clause of each plan that is wanted, of those that `passes` lets through, in reading order. */
  bestOfPlans(isWanted: (plan: number) => boolean, passes: (ordinal: number) => boolean): number[];
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
  const { index, synonyms, weights = WEIGHTS, excludedNeighbours } = context;
  const expansion = expandQuery(query, index, synonyms, weights, excludedNeighbours);
  const standing = new Standing(expansion, context);
  const exact = new ExactClauses({ query, matches, expansion, standing, context });
  const learn = once(() => learnFrom(query, exact, expansion, context));
  return {
    expansion,
    exact,
    relatedTerms: () => learn().terms,
    related: (found = index.clauses.score(learn().terms)) =>
      new Related({ exact, expansion, learning: learn(), found, standing, context }),
  };
}

/** What a score owes to the query alone. */
type OwnParts = Pick<ScoreParts, 'words' | 'literal' | 'list' | 'sentence' | 'place'>;

const scoreOf = ({ words, literal, list, sentence, place }: OwnParts, factor: number): number =>
  (words + literal) * factor * list * sentence * place;

/** Puts its parts together only for whoever asks why it stands where it stands. */
class RankedClause implements Ranked {
  readonly ordinal: number;
  readonly score: number;
  readonly #ranking: Weighed;
  readonly #position: number;

  constructor(ranking: Weighed, position: number, ordinal: number, score: number) {
    this.ordinal = ordinal;
    this.score = score;
    this.#ranking = ranking;
    this.#position = position;
  }

  get parts(): ScoreParts {
    return this.#ranking.partsAt(this.#position);
  }
}

/** What knows of which parts the score at a position is made. */
interface Weighed {
  partsAt(position: number): ScoreParts;
}

interface ExactInput {
  readonly query: Query;
  readonly matches: Matches;
  readonly expansion: Expansion;
  readonly standing: Standing;
  readonly context: RankContext;
}

const REFUSED = -1;
/** How many times as many as are wanted are weighed to find out what the wanted ones are worth at least. */
const FOREMOST = 3;

/**
 * Positions of the best `limit`, best first, ties in reading order, given what each is worth at most: what could not come
 * among them is not weighed.
 */
function weighBest(bounds: Float64Array, scoreOf: (position: number) => number, limit: number): number[] {
  // Those that could be worth most are weighed first: nothing that could not beat the best of them need be weighed.
  const foremost = new Top(limit * FOREMOST);
  for (let position = 0; position < bounds.length; position += 1) {
    const bound = bounds[position] ?? REFUSED;
    if (bound > REFUSED && foremost.takes(bound)) foremost.add(position, bound);
  }
  const weighed = Float64Array.from(foremost.unsorted(), scoreOf).sort();
  const least = weighed.at(-limit) ?? 0;
  const top = new Top(limit);
  for (let position = 0; position < bounds.length; position += 1) {
    const bound = bounds[position] ?? REFUSED;
    if (bound < least || bound === REFUSED || !top.takes(bound)) continue;
    const score = scoreOf(position);
    if (top.takes(score)) top.add(position, score);
  }
  return top.positions();
}

/** Bounds are products of the same numbers in another order, which rounding may put a little lower. */
const ROUNDING = 1 + 1e-9;

/**
 * Every literal match. Which titles stand over a clause and whether its places are in one sentence is only looked at where
 * it decides: what could not come among the best even with the best of titles is passed over.
 */
class ExactClauses implements RankedClauses {
  readonly ordinals: Uint32Array;
  readonly #input: ExactInput;
  readonly #literal: LiteralScore;
  readonly #weights: Weights;
  #words: Float64Array | undefined;

  constructor(input: ExactInput) {
    const { matches, context } = input;
    this.ordinals = matches.ordinals;
    this.#input = input;
    this.#weights = context.weights ?? WEIGHTS;
    this.#literal = new LiteralScore(context.matching ?? matches.ordinals.length, context.index.table, this.#weights);
  }

  best(limit: number, passes?: (ordinal: number) => boolean): number[] {
    return weighBest(this.#bounds(passes), (position) => this.#scoreOf(position), limit);
  }

  /** What each clause is worth at most; `REFUSED` for one that does not pass. */
  #bounds(passes: ((ordinal: number) => boolean) | undefined): Float64Array {
    const { ordinals } = this;
    const { standing, query } = this.#input;
    const most = greatestOtherFactor(query, this.#weights) * ROUNDING;
    const words = this.#wordScores();
    const bounds = new Float64Array(ordinals.length);
    for (let position = 0; position < ordinals.length; position += 1) {
      const ordinal = ordinals[position] ?? 0;
      const worth = (words[position] ?? 0) + this.#literalOf(position, ordinal);
      const isIn = passes === undefined || passes(ordinal);
      bounds[position] = isIn ? worth * standing.untitled(ordinal) * this.#listOf(position) * most : REFUSED;
    }
    return bounds;
  }

  // As `scoreOf`, without an object of the parts: hundreds are weighed for the twenty that are shown.
  #scoreOf(position: number): number {
    const ordinal = this.ordinals[position] ?? 0;
    const worth = (this.#wordScores()[position] ?? 0) + this.#literalOf(position, ordinal);
    return worth * this.#input.standing.factor(ordinal) * this.#listOf(position) * this.#sentenceOf(ordinal);
  }

  at(position: number): Ranked {
    return new RankedClause(this, position, this.ordinals[position] ?? 0, this.#scoreOf(position));
  }

  partsAt(position: number): ScoreParts {
    const ordinal = this.ordinals[position] ?? 0;
    return { ...this.#input.standing.of(ordinal), ...this.#partsOf(position, ordinal) };
  }

  #partsOf(position: number, ordinal: number): OwnParts {
    return {
      words: this.#wordScores()[position] ?? 0,
      literal: this.#literalOf(position, ordinal),
      list: this.#listOf(position),
      place: 1,
      sentence: this.#sentenceOf(ordinal),
    };
  }

  #sentenceOf(ordinal: number): number {
    const { query, context } = this.#input;
    const inOne = query.words.length > 1 && isInOneSentence(context.textOf(ordinal), query);
    return inOne ? 1 + this.#weights.sentence : 1;
  }

  #literalOf(position: number, ordinal: number): number {
    return this.#literal.of(ordinal, this.#input.matches.counts[position] ?? 0);
  }

  #listOf(position: number): number {
    return 1 - this.#weights.listed * (this.#input.matches.listed[position] ?? 0);
  }

  #wordScores(): Float64Array {
    const { expansion, context } = this.#input;
    this.#words ??= context.index.clauses.scoresOf(expansion.terms, this.ordinals);
    return this.#words;
  }
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
  const sources = exact.best(FEEDBACK_SOURCES).map((position) => {
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

interface RelatedInput {
  readonly exact: RankedClauses;
  readonly expansion: Expansion;
  readonly learning: Learning;
  readonly found: TermScores;
  readonly standing: Standing;
  readonly context: RankContext;
}

/** Below this share of the best related score, what is left has one weak word in common with the question. */
const LEAST_SHARE_OF_BEST = 0.01;

/** Related clauses are scored like the others, with what the best literal matches share added to the question. */
class Related implements RelatedClauses {
  /** Every clause that holds enough of the terms, in reading order: those worth too little are in no list of the best. */
  readonly ordinals: readonly number[];
  readonly terms: readonly RankedTerm[];
  readonly #found: TermScores;
  readonly #standing: Standing;
  readonly #context: RankContext;
  readonly #topic: TopicMatcher;
  readonly #onlyHeading: number;
  readonly #bounds: Float64Array;
  readonly #scores: Float64Array;
  #least: number | undefined;

  constructor({ exact, expansion, learning: { learnt, terms }, found, standing, context }: RelatedInput) {
    const { index, weights = WEIGHTS } = context;
    const matched = new Uint8Array(index.table.size);
    for (let position = 0; position < exact.ordinals.length; position += 1) matched[exact.ordinals[position] ?? 0] = 1;
    const isEvident = createEvidenceTest(terms, expansion, learnt, index);
    this.ordinals = found.ordinals.filter((ordinal) => matched[ordinal] === 0 && isEvident(found, ordinal));
    this.terms = terms;
    this.#found = found;
    this.#standing = standing;
    this.#context = context;
    this.#topic = createTopicMatcher([...expansion.own.map((term) => ({ term, weight: 1 })), ...expansion.topics]);
    this.#onlyHeading = weights.onlyHeading;
    const most = greatestTitle(weights) * ROUNDING;
    this.#bounds = Float64Array.from(this.ordinals, (ordinal) => found.scoreOf(ordinal) * standing.untitled(ordinal) * most);
    this.#scores = new Float64Array(this.ordinals.length).fill(NOT_WEIGHED);
  }

  best(limit: number, passes?: (ordinal: number) => boolean): number[] {
    const bounds = passes
      ? this.#bounds.map((bound, position) => (passes(this.ordinals[position] ?? 0) ? bound : REFUSED))
      : this.#bounds;
    return this.#bestOf(bounds, limit).filter((position) => this.#isWorthIt(position));
  }

  bestOfPlans(isWanted: (plan: number) => boolean, passes: (ordinal: number) => boolean): number[] {
    const { plans } = this.#context.index.table;
    const best = new Map<number, number>();
    for (const [position, ordinal] of this.ordinals.entries()) {
      const plan = plans[ordinal] ?? 0;
      const known = best.get(plan);
      const least = known === undefined ? 0 : this.scoreOf(known);
      if ((this.#bounds[position] ?? 0) < least || !isWanted(plan) || !passes(ordinal)) continue;
      if (this.#isWorthIt(position) && (known === undefined || this.scoreOf(position) > least)) best.set(plan, position);
    }
    return [...best.values()].sort((a, b) => a - b);
  }

  scoreOf(position: number): number {
    const known = this.#scores[position] ?? NOT_WEIGHED;
    if (known !== NOT_WEIGHED) return known;
    const ordinal = this.ordinals[position] ?? 0;
    const score = scoreOf(this.#partsOf(ordinal), this.#standing.factor(ordinal));
    this.#scores[position] = score;
    return score;
  }

  at(position: number): Ranked {
    return new RankedClause(this, position, this.ordinals[position] ?? 0, this.scoreOf(position));
  }

  partsAt(position: number): ScoreParts {
    const ordinal = this.ordinals[position] ?? 0;
    return { ...this.#standing.of(ordinal), ...this.#partsOf(ordinal) };
  }

  #bestOf(bounds: Float64Array, limit: number): number[] {
    return weighBest(bounds, (position) => this.scoreOf(position), limit);
  }

  #isWorthIt(position: number): boolean {
    if (this.#least === undefined) {
      const [best] = this.#bestOf(this.#bounds, 1);
      this.#least = best === undefined ? 0 : this.scoreOf(best) * LEAST_SHARE_OF_BEST;
    }
    return this.scoreOf(position) >= this.#least;
  }

  #partsOf(ordinal: number): OwnParts {
    const saysTopic = this.#topic.isIn(this.#context.textOf(ordinal));
    const place = saysTopic ? 1 : this.#onlyHeading;
    return { words: this.#found.scoreOf(ordinal), literal: 0, place, list: 1, sentence: 1 };
  }
}

const NOT_WEIGHED = -1;

/** What a clause is worth by what it is and where it stands, whether it matches or is related. */
class Standing {
  readonly #expansion: Expansion;
  readonly #context: RankContext;
  readonly #weights: Weights;
  readonly #factors: ReturnType<typeof standingFactors>;
  #titles: TitleWeights | undefined;

  constructor(expansion: Expansion, context: RankContext) {
    this.#expansion = expansion;
    this.#context = context;
    this.#weights = context.weights ?? WEIGHTS;
    this.#factors = standingFactors(this.#weights);
  }

  of(ordinal: number): Pick<ScoreParts, 'role' | 'kind' | 'length' | 'title'> {
    return { role: this.#role(ordinal), kind: this.#kind(ordinal), length: this.#length(ordinal), title: this.#title(ordinal) };
  }

  /** The product of those. */
  factor(ordinal: number): number {
    return this.untitled(ordinal) * this.#title(ordinal);
  }

  /** The product of those but the title. */
  untitled(ordinal: number): number {
    return this.#role(ordinal) * this.#kind(ordinal) * this.#length(ordinal);
  }

  #role(ordinal: number): number {
    return this.#factors.roleFactors[this.#context.index.table.roles[ordinal] ?? 0] ?? 1;
  }

  #kind(ordinal: number): number {
    return this.#factors.kindFactors[this.#context.index.table.kinds[ordinal] ?? 0] ?? 1;
  }

  #length(ordinal: number): number {
    const units = this.#context.index.table.lengths[ordinal] ?? 0;
    return units / (units + this.#weights.halfLength);
  }

  // The best of what the titles say: a run-in title, the heading right above, a heading further up.
  #title(ordinal: number): number {
    const { table, headings } = this.#context.index;
    this.#titles ??= new TitleWeights(headings, createTopicMatcher(this.#expansion.topics));
    const runIn = table.runIns[ordinal] ?? 0;
    const inRunIn = runIn === 0 ? 0 : this.#titles.topic.greatestIn(this.#context.textOf(ordinal), runIn);
    const inHeadings = this.#titles.above(table.headings[ordinal] ?? -1);
    return Math.max(1 + this.#weights.runInTitle * inRunIn, 1 + this.#weights.heading * inHeadings);
  }
}

/** Factors by the numbers of `ROLES` and `KINDS`. */
export function standingFactors(weights: Weights = WEIGHTS): {
  readonly roleFactors: readonly number[];
  readonly kindFactors: readonly number[];
} {
  const known = knownFactors.get(weights) ?? {
    roleFactors: ROLES.map((role) => roleFactor(role, weights)),
    kindFactors: KINDS.map((kind) => (kind === 'note' || kind === 'caption' ? weights.note : 1)),
  };
  knownFactors.set(weights, known);
  return known;
}

const knownFactors = new WeakMap<Weights, ReturnType<typeof standingFactors>>();

/** No clause is worth more than this many times what its words, its role, its kind and its length make it worth. */
export const greatestOtherFactor = ({ words }: Query, weights: Weights = WEIGHTS): number =>
  greatestTitle(weights) * (words.length > 1 ? 1 + weights.sentence : 1);

const greatestTitle = ({ runInTitle, heading }: Weights): number => 1 + Math.max(runInTitle, heading);

/** What a heading further up counts against the one right above: many clauses share it. */
const FURTHER_UP = 0.5;

/** How strongly titles speak of the topics. Hundreds of clauses share a heading, so each is looked through once a query. */
class TitleWeights {
  readonly topic: TopicMatcher;
  readonly #headings: HeadingTable;
  readonly #notes: HeadingNotes;
  readonly #asker: number;

  constructor(headings: HeadingTable, topic: TopicMatcher) {
    this.#headings = headings;
    this.topic = topic;
    this.#notes = notesOn(headings);
    this.#notes.askers += 1;
    this.#asker = this.#notes.askers;
  }

  /** Of the heading and those above it; 0 where there is none. */
  above(heading: number): number {
    if (heading < 0) return 0;
    const { bestAsker, best } = this.#notes;
    if (bestAsker[heading] === this.#asker) return best[heading] ?? 0;
    const { parents } = this.#headings;
    let weight = this.#ownOf(heading);
    for (let above = parents[heading] ?? -1; above >= 0; above = parents[above] ?? -1)
      weight = Math.max(weight, FURTHER_UP * this.#ownOf(above));
    bestAsker[heading] = this.#asker;
    best[heading] = weight;
    return weight;
  }

  #ownOf(heading: number): number {
    const { ownAsker, own } = this.#notes;
    if (ownAsker[heading] === this.#asker) return own[heading] ?? 0;
    const weight = this.topic.greatestIn(this.#headings.titles[heading] ?? '');
    ownAsker[heading] = this.#asker;
    own[heading] = weight;
    return weight;
  }
}

/**
 * What has been found out of each heading, and by whom. A note of another asker says nothing: so the columns need not be
 * emptied for each query, and queries that take turns only have to look twice.
 */
interface HeadingNotes {
  askers: number;
  readonly ownAsker: Float64Array;
  readonly own: Float64Array;
  readonly bestAsker: Float64Array;
  readonly best: Float64Array;
}

const knownNotes = new WeakMap<HeadingTable, HeadingNotes>();

function notesOn(headings: HeadingTable): HeadingNotes {
  const known = knownNotes.get(headings);
  if (known) return known;
  const [ownAsker, own, bestAsker, best] = [columnOf(headings), columnOf(headings), columnOf(headings), columnOf(headings)];
  const notes = { askers: 0, ownAsker, own, bestAsker, best };
  knownNotes.set(headings, notes);
  return notes;
}

const columnOf = ({ parents }: HeadingTable): Float64Array => new Float64Array(parents.length);

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

/** BM25 with the query as one term: number of matches, places and length are known from the scan. */
class LiteralScore {
  readonly #rarity: number;
  readonly #average: number;
  readonly #lengths: Uint32Array;
  readonly #weights: Weights;

  constructor(matching: number, table: ClauseTable, weights: Weights) {
    this.#rarity = Math.log(1 + (table.size - matching + 0.5) / (matching + 0.5));
    this.#average = averageLengthOf(table);
    this.#lengths = table.lengths;
    this.#weights = weights;
  }

  of(ordinal: number, count: number): number {
    const { literal, saturation, lengthNorm } = this.#weights;
    const norm = 1 - lengthNorm + (lengthNorm * (this.#lengths[ordinal] ?? 0)) / this.#average;
    return (literal * this.#rarity * count * (saturation + 1)) / (count + saturation * norm);
  }
}

const averageLengths = new WeakMap<ClauseTable, number>();

export function averageLengthOf(table: ClauseTable): number {
  const known = averageLengths.get(table);
  if (known !== undefined) return known;
  const average = Math.max(1, table.lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, table.size));
  averageLengths.set(table, average);
  return average;
}
