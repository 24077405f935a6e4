// The best of very many, in order, without sorting all of them at once.
import type { Sliced } from '../text/in-slices.ts';

/** The first `most` of the items as a sort would have them; `order` leaves no two items equal. */
export function* bestOf<Item>(items: Iterable<Item>, most: number, order: (a: Item, b: Item) => number): Sliced<Item[]> {
  let best: Item[] = [];
  for (const item of items) {
    best.push(item);
    if (best.length < most * 2) continue;
    best = best.sort(order).slice(0, most);
    yield;
  }
  return best.sort(order).slice(0, most);
}
