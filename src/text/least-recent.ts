// A map of bounded size.

export interface LeastRecentOptions<Key, Value> {
  /** How much is kept: of the sizes of all values together. */
  readonly most: number;
  /** 1 unless given, so that `most` is a number of values. */
  readonly sizeOf?: (value: Value, key: Key) => number;
  /** A value of a greater size is not kept. */
  readonly largest?: number;
}

/** Keeps values up to a size: those asked for longest ago go first. */
export class LeastRecent<Key, Value> {
  readonly #most: number;
  readonly #sizeOf: (value: Value, key: Key) => number;
  readonly #largest: number;
  // Those asked for last stand last, so the first is the one to go.
  readonly #kept = new Map<Key, { readonly value: Value; readonly size: number }>();
  #size = 0;

  constructor({ most, sizeOf = () => 1, largest = most }: LeastRecentOptions<Key, Value>) {
    this.#most = most;
    this.#sizeOf = sizeOf;
    this.#largest = largest;
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
    this.delete(key);
    const size = this.#sizeOf(value, key);
    if (size > this.#largest) return;
    this.#kept.set(key, { value, size });
    this.#size += size;
    for (const oldest of this.#kept.keys()) {
      if (this.#size <= this.#most) return;
      this.delete(oldest);
    }
  }

  delete(key: Key): void {
    this.#size -= this.#kept.get(key)?.size ?? 0;
    this.#kept.delete(key);
  }
}
