// How much of a plan's text stands in another plan too.
import type { SharedStretch } from './passage-plans.ts';

export interface ShareOfText {
  readonly plan: string;
  /** The other plan; null for all others together. */
  readonly other: string | null;
  /** Folded characters of `plan` that lie in a shared passage, each counted once. */
  readonly covered: number;
  readonly characters: number;
  /** covered / characters; 0 for a plan without text. */
  readonly share: number;
}

/** Stands for all other plans together. */
export const ANY_PLAN = -1;

/** Of the stretches of one clause, how many of its characters stand in each other plan, and in any (`ANY_PLAN`). */
export function coveredCharacters(stretches: readonly SharedStretch[]): ReadonlyMap<number, number> {
  const byPlan = new Map<number, SharedStretch[]>([[ANY_PLAN, [...stretches]]]);
  for (const stretch of stretches) {
    const known = byPlan.get(stretch.otherPlan);
    if (known) known.push(stretch);
    else byPlan.set(stretch.otherPlan, [stretch]);
  }
  return new Map([...byPlan].map(([plan, own]) => [plan, unionLength(own)]));
}

// Passages overlap, so the characters are counted by the union of the stretches.
function unionLength(stretches: SharedStretch[]): number {
  let length = 0;
  let reached = 0;
  for (const { ownStart, length: own } of stretches.sort((one, other) => one.ownStart - other.ownStart)) {
    const end = ownStart + own;
    length += Math.max(0, end - Math.max(ownStart, reached));
    reached = Math.max(reached, end);
  }
  return length;
}
