// A map of bounded size.

/** No single value may take more than this share of what is kept. */
const LARGEST_SHARE = 1 / 64;

/** Keeps values up to `most` of their sizes together: those asked for longest ago go first, and one that is too large at once. */
export class LeastRecent<Key, Value> {
  readonly #most: number;
  readonly #sizeOf: (value: Value, key: Key) => number;
  // Those asked for last stand last, so the first is the one to go.
  readonly #kept = new Map<Key, { readonly value: Value; readonly size: number }>();
  #size = 0;

  constructor(most: number, sizeOf: (value: Value, key: Key) => number) {
    this.#most = most;
    this.#sizeOf = sizeOf;
  }

  /** Of all values together. */
  get size(): number {
    return this.#size;
  }

  get(key: Key): Value | undefined {
    const entry = this.#kept.get(key);
    if (entry === undefined) return undefined;
    this.#kept.delete(key);
    this.#kept.set(key, entry);
    return entry.value;
  }

  set(key: Key, value: Value): void {
    this.#remove(key);
    const size = this.#sizeOf(value, key);
    if (size > this.#most * LARGEST_SHARE) return;
    this.#kept.set(key, { value, size });
    this.#size += size;
    for (const oldest of this.#kept.keys()) {
      if (this.#size <= this.#most) return;
      this.#remove(oldest);
    }
  }

  #remove(key: Key): void {
    this.#size -= this.#kept.get(key)?.size ?? 0;
    this.#kept.delete(key);
  }
}
