// Answers kept for the next time the same is asked.
import { LeastRecent } from './least-recent.ts';

/** `compute` with the answers to the last `most` different questions kept; the one asked longest ago is forgotten first. */
export function remember<Key, Value>(most: number, compute: (key: Key) => Value): (key: Key) => Value {
  const known = new LeastRecent<Key, Value>({ most });
  let last: { readonly key: Key; readonly value: Value } | undefined;
  return (key) => {
    // One answer asks the same a hundred times.
    if (last !== undefined && last.key === key) return last.value;
    let value = known.get(key);
    if (value === undefined) {
      value = compute(key);
      known.set(key, value);
    }
    last = { key, value };
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
