// The table of targets: indicators down the side, districts along the top, and the gaps shown.
import type { Library } from '../../corpus/library.ts';
import { standardIndicator } from './standard-indicators.ts';
import type { Target } from './target.ts';

export interface IndicatorRow {
  readonly indicator: string;
  /** Districts with a value. */
  readonly districts: number;
  /** One for each plan of the library, in its order; empty where the plan sets no value that was found. */
  readonly cells: readonly { readonly plan: string; readonly targets: readonly Target[] }[];
}

/**
 * Targets of the same indicator side by side: indicators of most districts first, then in reading order. Each target
 * stands in exactly one cell. An empty cell says that no such sentence was found, not that the district has no such aim.
 */
export function targetsByIndicator(targets: readonly Target[], { plans }: Pick<Library, 'plans'>): readonly IndicatorRow[] {
  const groups = new Map<string, Map<string, Target[]>>();
  for (const target of targets) {
    const indicator = standardIndicator(target.indicator);
    const byPlan = groups.get(indicator) ?? new Map<string, Target[]>();
    groups.set(indicator, byPlan);
    const known = byPlan.get(target.plan);
    if (known) known.push(target);
    else byPlan.set(target.plan, [target]);
  }
  const rows = [...groups].map(([indicator, byPlan]): IndicatorRow => {
    const cells = plans.map(({ id }) => ({ plan: id, targets: byPlan.get(id) ?? [] }));
    return { indicator, cells, districts: byPlan.size };
  });
  // A stable sort keeps the reading order of the first targets.
  return rows.sort((a, b) => b.districts - a.districts);
}
