// Clauses side by side: each cut into the wording it has in common with the reference and its own.
import { type DiffSegment, diffAgainst } from '../comparison/clause-diff.ts';
import type { PlacedClause } from '../corpus/library.ts';
import { BadRequestError } from '../search/answer.ts';
import type { SearchEngine } from '../search/engine.ts';
import type { CompareState } from './compare-state.ts';
import { comparisonOf } from './comparison.ts';

export interface ComparedClause {
  readonly placed: PlacedClause;
  readonly isReference: boolean;
  /** Of the reference: the whole text as one piece of its own. */
  readonly segments: readonly DiffSegment[];
}

/** Throws `BadRequestError` for an id that names no clause. */
export function comparedClauses(engine: SearchEngine, { ids, ref }: CompareState): readonly ComparedClause[] {
  const placed = ids.map((id) => {
    const clause = engine.library.clauseById(id);
    if (!clause) throw new BadRequestError('ids', `没有编号为“${id}”的条文。`);
    return clause;
  });
  const reference = placed.find(({ clause }) => clause.id === ref);
  return placed.map((one) => ({
    placed: one,
    isReference: one === reference,
    segments: one === reference || !reference ? whole(one) : segmentsAgainst(engine, reference, one),
  }));
}

export const segmentsAgainst = (engine: SearchEngine, reference: PlacedClause, other: PlacedClause): readonly DiffSegment[] =>
  diffAgainst(reference.clause.text, other.clause.text, comparisonOf(engine).analyser);

const whole = ({ clause }: PlacedClause): readonly DiffSegment[] => [{ kind: 'own', text: clause.text }];
