// Where the clause of a link is now. Ids are positions: when a plan is read anew and a paragraph is added before it, a
// clause gets another number. The token in the link knows it by what it says.
import type { Library, PlacedClause, Plan } from '../corpus/library.ts';
import { type ClausePosition, distanceBetween, readClauseId } from './clause-id.ts';
import { clausesWithToken, clauseToken } from './clause-token.ts';

export type Whereabouts =
  | { readonly state: 'here' | 'moved'; readonly placed: PlacedClause }
  /** The plan no longer has this text; `nearest` stands closest to where it was. */
  | { readonly state: 'gone'; readonly plan: Plan; readonly nearest: PlacedClause | null }
  /** No such plan, or a number without a token that no clause has: nothing shows that it ever was a clause. */
  | { readonly state: 'unknown' };

export function whereaboutsOf(library: Library, id: string, token: string | null): Whereabouts {
  const placed = library.clauseById(id);
  if (placed && (token === null || clauseToken(placed.clause) === token)) return { state: 'here', placed };
  const position = readClauseId(id);
  const plan = position ? library.planById(position.plan) : undefined;
  if (!position || !plan || token === null) return { state: 'unknown' };
  const placedOf = ({ id: candidate }: { readonly id: string }) => library.clauseById(candidate) ?? [];
  const moved = closest(clausesWithToken(plan, token).flatMap(placedOf), position);
  if (moved) return { state: 'moved', placed: moved };
  return { state: 'gone', plan, nearest: closest(plan.clauses.flatMap(placedOf), position) };
}

// The first of equals: in its own section the clause with the nearest number, else in the nearest section.
function closest(candidates: readonly PlacedClause[], position: ClausePosition): PlacedClause | null {
  return candidates.reduce<PlacedClause | null>(
    (best, candidate) => (best && compare(away(best, position), away(candidate, position)) <= 0 ? best : candidate),
    null,
  );
}

function away({ clause }: PlacedClause, position: ClausePosition): readonly number[] {
  const own = readClauseId(clause.id);
  return own ? distanceBetween(own, position) : [Number.POSITIVE_INFINITY];
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}
