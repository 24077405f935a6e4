// The targets of those plans that are asked for, each plan read once.
import type { Library } from '../../corpus/library.ts';
import { ROLES } from '../../indexing/clause-table.ts';
import type { SearchIndex } from '../../indexing/search-index.ts';
import { rememberSliced } from '../../text/in-slices.ts';
import { clauseSpans } from '../clause-lengths.ts';
import { extractTargets } from './extract.ts';
import type { Target } from './target.ts';

export interface TargetsOfPlans {
  /** In the order of the plans, then reading order; nothing for an unknown plan. Reading a plan takes some 50 ms, in slices. */
  of(planIds: readonly string[]): Promise<readonly Target[]>;
}

/** Plans whose targets are kept: some thirty kilobytes each. */
const MOST_KEPT = 400;

export function createTargetsOfPlans(library: Library, { table, sizes }: Pick<SearchIndex, 'table' | 'sizes'>): TargetsOfPlans {
  const spans = clauseSpans({ sizes });
  const positions = new Map(library.plans.map(({ id }, at) => [id, at]));
  const targetsOf = rememberSliced(MOST_KEPT, function* (planId) {
    const at = positions.get(planId) ?? -1;
    const plan = library.plans[at];
    const [first] = spans[at] ?? [0, 0];
    return plan ? yield* extractTargets(plan, (clause) => ROLES[table.roles[first + clause] ?? 0] ?? 'task') : [];
  });
  return {
    // One after the other, so that who asks for a hundred plans takes no more turns than who asks for one.
    of: async (planIds) => {
      const targets: Target[] = [];
      for (const planId of planIds) targets.push(...(await targetsOf(planId)));
      return targets;
    },
  };
}
