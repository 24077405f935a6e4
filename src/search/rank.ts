// The order of an answer.
import type { SearchIndex } from '../indexing/build.ts';
import type { Match } from './literal.ts';
import { queryTerms, type Query } from './query.ts';

export interface Ranked {
  readonly ordinal: number;
  readonly score: number;
}

export interface Ranking {
  /** All literal matches, best first. */
  readonly exact: readonly Ranked[];
  /** Clauses that do not match literally but share words with the query, best first. */
  readonly related: readonly Ranked[];
}

export function rank(query: Query, matches: readonly Match[], index: SearchIndex): Ranking {
  const terms = [...new Set(queryTerms(query).flatMap((term) => index.analyser.terms(term)))];
  const scored = index.clauses.score(terms.map((term) => ({ term, weight: 1 })));
  const scoreOf = new Map(scored.map(({ ordinal, score }) => [ordinal, score]));
  const isExact = new Set(matches.map((match) => match.ordinal));
  const exact = matches.map(({ ordinal }) => ({ ordinal, score: scoreOf.get(ordinal) ?? 0 }));
  return {
    exact: exact.sort((a, b) => b.score - a.score || a.ordinal - b.ordinal),
    related: scored.filter(({ ordinal }) => !isExact.has(ordinal)),
  };
}
