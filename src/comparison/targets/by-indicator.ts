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
export function targetsByIndicator(targets: readonly Target[], { plans }: Library): readonly IndicatorRow[] {
  const groups = new Map<string, Target[]>();
  for (const target of targets) {
    const indicator = standardIndicator(target.indicator);
    const known = groups.get(indicator);
    if (known) known.push(target);
    else groups.set(indicator, [target]);
  }
  const rows = [...groups].map(([indicator, found]): IndicatorRow => {
    const cells = plans.map(({ id }) => ({ plan: id, targets: found.filter(({ plan }) => plan === id) }));
    return { indicator, cells, districts: cells.filter(({ targets: own }) => own.length > 0).length };
  });
  // A stable sort keeps the reading order of the first targets.
  return rows.sort((a, b) => b.districts - a.districts);
}
