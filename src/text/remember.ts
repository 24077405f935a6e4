// Answers kept for the next time the same is asked.

/** `compute` with the answers to the last `most` different questions kept; the one asked longest ago is forgotten first. */
export function remember<Key, Value>(most: number, compute: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  let last: { readonly key: Key; readonly value: Value } | undefined;
  return (key) => {
    // One answer asks the same a hundred times.
    if (last !== undefined && last.key === key) return last.value;
    const value = known.get(key) ?? compute(key);
    last = { key, value };
    // What was asked for last stands last, so the first key is the one to forget.
    known.delete(key);
    known.set(key, value);
    if (known.size > most) known.delete(known.keys().next().value as Key);
    return value;
  };
}

/** `compute` asked once, at the first call; its answer afterwards. */
export function once<Value>(compute: () => Value): () => Value {
  let kept: { readonly value: Value } | undefined;
  return () => {
    kept ??= { value: compute() };
    return kept.value;
  };
}
