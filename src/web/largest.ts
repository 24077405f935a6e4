/** The `most` items with the largest counts, largest first; those of one count in their order. For few out of many. */
export function largest<Item extends { readonly count: number }>(items: readonly Item[], most: number): Item[] {
  const kept: Item[] = [];
  for (const item of items) {
    if (kept.length >= most && item.count <= (kept.at(-1)?.count ?? Number.POSITIVE_INFINITY)) continue;
    let at = kept.length;
    while (at > 0 && (kept[at - 1]?.count ?? 0) < item.count) at -= 1;
    kept.splice(at, 0, item);
    if (kept.length > most) kept.pop();
  }
  return kept;
}
