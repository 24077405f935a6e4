// The best few of many, without sorting the rest: a common word matches tens of thousands of clauses, a page shows twenty.

/** Clauses with a score each, in reading order. */
export interface Scored {
  readonly ordinals: ArrayLike<number>;
  readonly scores: ArrayLike<number>;
}

/**
 * Positions in `scored` of the best `limit` of those that `passes` lets through, best first; ties in reading order.
 * n log limit at worst, and no more than n comparisons where most fall short of the best.
 */
export function topOf({ ordinals, scores }: Scored, limit: number, passes: (ordinal: number) => boolean = () => true): number[] {
  const isWorse = (a: number, b: number): boolean => {
    const difference = (scores[a] ?? 0) - (scores[b] ?? 0);
    return difference === 0 ? a > b : difference < 0;
  };
  // A heap with the worst of the best at its root, which the next better one replaces.
  const heap: number[] = [];
  const swap = (a: number, b: number) => {
    [heap[a], heap[b]] = [heap[b] ?? 0, heap[a] ?? 0];
  };
  const sink = (from: number) => {
    for (let at = from; ; ) {
      let worst = at;
      for (const child of [at * 2 + 1, at * 2 + 2]) {
        if (child < heap.length && isWorse(heap[child] ?? 0, heap[worst] ?? 0)) worst = child;
      }
      if (worst === at) return;
      swap(at, worst);
      at = worst;
    }
  };
  for (let position = 0; position < ordinals.length; position += 1) {
    if (heap.length === limit && (limit === 0 || isWorse(position, heap[0] ?? 0))) continue;
    if (!passes(ordinals[position] ?? 0)) continue;
    if (heap.length === limit) {
      heap[0] = position;
      sink(0);
      continue;
    }
    heap.push(position);
    for (let at = heap.length - 1; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!isWorse(heap[at] ?? 0, heap[parent] ?? 0)) break;
      swap(at, parent);
      at = parent;
    }
  }
  return heap.sort((a, b) => (isWorse(a, b) ? 1 : -1));
}
