// The index's scores of the clauses that the cluster has named.
import type { ClauseIndex, TermScores, WeightedTerm } from '../indexing/clause-index.ts';

/** As `ClauseIndex.score`, of these ordinals alone, which ascend. */
export function scoresAmong(clauses: ClauseIndex, terms: readonly WeightedTerm[], ordinals: readonly number[]): TermScores {
  const places = new Map(ordinals.map((ordinal, place) => [ordinal, place]));
  const scores = clauses.scoresOf(terms, ordinals);
  const held = terms.map((term) => clauses.scoresOf([term], ordinals));
  return {
    ordinals: ordinals.filter((_, place) => (scores[place] ?? 0) > 0),
    scoreOf: (ordinal) => scores[places.get(ordinal) ?? -1] ?? 0,
    foundIn: (ordinal) => {
      const place = places.get(ordinal) ?? -1;
      return [...terms.keys()].filter((position) => (held[position]?.[place] ?? 0) > 0);
    },
  };
}
