// What an engine must be able to say of the clauses: how many satisfy a query, in which order, and which are related. The
// rest of an answer is made from that, the same for every engine.
import type { Filters, SearchRequest } from './answer.ts';
import type { Matches } from './matches.ts';
import type { Query } from './query.ts';
import type { Ranked, Ranking, RelatedClauses } from './rank.ts';
import type { Tally } from './tallies.ts';

export interface ClauseSource {
  find(question: Question): Promise<Found>;
  /** How many clauses satisfy each of the queries, whatever the filters. */
  count(queries: readonly Query[]): Promise<readonly number[]>;
  /** The same under filters, by the id of the plan; plans without such a clause are not there. */
  countByPlan(queries: readonly Query[], filters: Filters): Promise<readonly ReadonlyMap<string, number>[]>;
}

export interface Question {
  readonly query: Query;
  readonly request: SearchRequest;
  /** The shared ranking of matches; `matching` is how many there are, where those given are not all. */
  rank(matches: Matches, matching?: number): Ranking;
}

export interface Found {
  /** Every clause that satisfies the query, whatever the filters: one tally a chapter, in reading order. Exact. */
  readonly tallies: readonly Tally[];
  /** Of all matches, or of so many of the best that what is shown and what is learnt from them is the same. */
  readonly ranking: Ranking;
  /** The exact hits that the request asks for, under its filters and in its order. */
  readonly page: readonly Ranked[];
  /** Clauses with the ranking's related terms that do not match. */
  related(): Promise<RelatedClauses>;
}
