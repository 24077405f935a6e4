// A short mark of what a clause says. A link carries it, so that a clause whose number has changed is known again.
import { createHash } from 'node:crypto';
import type { Plan } from '../corpus/library.ts';
import type { Clause } from '../corpus/model.ts';
import { foldedText } from '../indexing/clause-text.ts';

// Eight hex digits: among the few hundred clauses of one plan, two texts share a token once in 50,000 plans.
const LENGTH = 8;
const TOKEN = new RegExp(`^[0-9a-f]{${LENGTH}}`, 'iu');

/** The first eight hex digits of SHA-256 of the folded text: the same for 碳达峰 and 碳達峰, another for any other wording. */
export function clauseToken(clause: Clause): string {
  return createHash('sha256').update(foldedText(clause)).digest('hex').slice(0, LENGTH);
}

/** The token in a parameter, whatever a careless copy left after it; null where there is none. */
export function readToken(given: string | null): string | null {
  return given === null ? null : (TOKEN.exec(given)?.[0].toLowerCase() ?? null);
}

const clausesByToken = new WeakMap<Plan, ReadonlyMap<string, readonly Clause[]>>();

/** The clauses of a plan that say just this, in reading order: mostly one, several where rows repeat. */
export function clausesWithToken(plan: Plan, token: string): readonly Clause[] {
  const known = clausesByToken.get(plan) ?? groupByToken(plan);
  clausesByToken.set(plan, known);
  return known.get(token) ?? [];
}

function groupByToken({ clauses }: Plan): ReadonlyMap<string, readonly Clause[]> {
  const groups = new Map<string, Clause[]>();
  for (const clause of clauses) {
    const token = clauseToken(clause);
    const group = groups.get(token);
    if (group) group.push(clause);
    else groups.set(token, [clause]);
  }
  return groups;
}
