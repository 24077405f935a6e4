// How many plans have a passage that two of them share.

/** A stretch of a clause that stands in another plan too, in characters. */
export interface SharedStretch {
  readonly ownStart: number;
  readonly length: number;
  /** Index of the other plan. */
  readonly otherPlan: number;
}

/**
 * For each stretch of one clause, the number of plans in which its text stands. All stretches of the clause are given, so
 * that those which cover one tell where else it stands, and no text is searched again. Time is linear in the stretches.
 */
export function countPlansOf(stretches: readonly SharedStretch[]): Uint32Array {
  const order = [...stretches.keys()].sort((a, b) => (stretches[a]?.ownStart ?? 0) - (stretches[b]?.ownStart ?? 0));
  // How far the stretches that have begun reach in each plan, and how many plans they reach that far in.
  const reached = new Map<number, number>();
  const plansReaching = new Uint32Array(1 + stretches.reduce((most, stretch) => Math.max(most, endOf(stretch)), 0));
  const counts = new Uint32Array(stretches.length);
  for (let from = 0; from < order.length; ) {
    const start = stretches[order[from] ?? 0]?.ownStart;
    let to = from;
    for (; to < order.length; to += 1) {
      const stretch = stretches[order[to] ?? 0];
      if (!stretch || stretch.ownStart !== start) break;
      const before = reached.get(stretch.otherPlan) ?? 0;
      if (endOf(stretch) <= before) continue;
      reached.set(stretch.otherPlan, endOf(stretch));
      add(plansReaching, before, -1);
      add(plansReaching, endOf(stretch), 1);
    }
    for (const at of order.slice(from, to)) {
      const stretch = stretches[at];
      if (stretch) counts[at] = 1 + sumFrom(plansReaching, endOf(stretch));
    }
    from = to;
  }
  return counts;
}

const endOf = ({ ownStart, length }: SharedStretch): number => ownStart + length;

function add(counts: Uint32Array, at: number, by: number): void {
  // A plan in which nothing has begun yet reaches nowhere, and is not counted there.
  if (at > 0) counts[at] = (counts[at] ?? 0) + by;
}

function sumFrom(counts: Uint32Array, from: number): number {
  let sum = 0;
  for (let at = from; at < counts.length; at += 1) sum += counts[at] ?? 0;
  return sum;
}
