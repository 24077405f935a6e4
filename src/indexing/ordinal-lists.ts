// Ascending lists of ordinals, packed: each number is kept as its difference to the one before, in one byte or more. Most
// neighbours in a list are near, so this takes a third of the room of plain numbers, and reading it is as fast.

export interface OrdinalLists {
  /** How long each list is. */
  readonly counts: Uint32Array;
  /** List `at` is `bytes[starts[at]] … bytes[starts[at + 1] - 1]`. */
  readonly starts: Uint32Array;
  readonly bytes: Uint8Array;
}

export function readOrdinals({ counts, starts, bytes }: OrdinalLists, list: number): Uint32Array {
  const ordinals = new Uint32Array(counts[list] ?? 0);
  let ordinal = 0;
  let at = starts[list] ?? 0;
  for (let place = 0; place < ordinals.length; place += 1) {
    let shift = 0;
    let byte = bytes[at] ?? 0;
    let difference = byte & 0x7f;
    while (byte >= 0x80) {
      at += 1;
      shift += 7;
      byte = bytes[at] ?? 0;
      difference += (byte & 0x7f) << shift;
    }
    at += 1;
    ordinal += difference;
    ordinals[place] = ordinal;
  }
  return ordinals;
}

/** One list being made; ordinals must not descend, and one that is there already is not added again. */
export class OrdinalList {
  // Most lists are short: most words and pairs of characters stand in one text or two.
  #bytes = new Uint8Array(8);
  #last = 0;
  #length = 0;
  count = 0;

  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  add(ordinal: number): void {
    if (this.count > 0 && ordinal === this.#last) return;
    let difference = ordinal - this.#last;
    while (difference >= 0x80) {
      this.#push((difference & 0x7f) | 0x80);
      difference >>>= 7;
    }
    this.#push(difference);
    this.#last = ordinal;
    this.count += 1;
  }

  #push(byte: number): void {
    if (this.#length === this.#bytes.length) {
      const wider = new Uint8Array(this.#length * 2);
      wider.set(this.#bytes);
      this.#bytes = wider;
    }
    this.#bytes[this.#length] = byte;
    this.#length += 1;
  }
}

export function packLists(lists: readonly OrdinalList[]): OrdinalLists {
  const counts = Uint32Array.from(lists, ({ count }) => count);
  const starts = new Uint32Array(lists.length + 1);
  for (const [at, list] of lists.entries()) starts[at + 1] = (starts[at] ?? 0) + list.bytes.length;
  const bytes = new Uint8Array(starts.at(-1) ?? 0);
  for (const [at, list] of lists.entries()) bytes.set(list.bytes, starts[at] ?? 0);
  return { counts, starts, bytes };
}

/** Lists with a key each, ascending. */
export interface KeyedLists<Key> {
  readonly keys: ArrayLike<Key>;
  readonly lists: OrdinalLists;
}

/** Where each ordinal of a part stands in the whole; -1 for one that is left out. */
export type Places = Int32Array;

/** The lists of several parts as those of the whole. Keys with an empty list are left out. */
export function mergeLists<Key extends string | number>(
  parts: readonly (KeyedLists<Key> & { readonly places: Places })[],
): { readonly keys: Key[]; readonly lists: OrdinalLists } {
  const keys: Key[] = [];
  const lists: OrdinalList[] = [];
  for (const { key, at } of eachKey(parts.map((part) => part.keys))) {
    const ordinals = parts.flatMap(({ lists: own, places }, part) => {
      const position = at[part] ?? -1;
      return position < 0 ? [] : movedOrdinals(readOrdinals(own, position), places);
    });
    if (ordinals.length === 0) continue;
    const list = new OrdinalList();
    for (const ordinal of ascending(ordinals)) list.add(ordinal);
    keys.push(key);
    lists.push(list);
  }
  return { keys, lists: packLists(lists) };
}

/** Every key that one of the ascending lists holds, ascending, and where it stands in each: -1 where it does not. */
export function* eachKey<Key extends string | number>(
  keys: readonly ArrayLike<Key>[],
): Generator<{ readonly key: Key; readonly at: readonly number[] }> {
  const next = keys.map(() => 0);
  for (;;) {
    let least: Key | undefined;
    for (const [part, own] of keys.entries()) {
      const key = own[next[part] ?? 0];
      if (key !== undefined && (least === undefined || key < least)) least = key;
    }
    if (least === undefined) return;
    const at = keys.map((own, part) => {
      const position = next[part] ?? 0;
      if (own[position] !== least) return -1;
      next[part] = position + 1;
      return position;
    });
    yield { key: least, at };
  }
}

function movedOrdinals(ordinals: Uint32Array, places: Places): number[] {
  const moved: number[] = [];
  for (const ordinal of ordinals) {
    const place = places[ordinal] ?? -1;
    if (place >= 0) moved.push(place);
  }
  return moved;
}

// Parts are mostly stretches of the whole in order, so there is mostly nothing to sort.
function ascending(ordinals: number[]): number[] {
  for (let at = 1; at < ordinals.length; at += 1) {
    if ((ordinals[at] ?? 0) < (ordinals[at - 1] ?? 0)) return ordinals.sort((a, b) => a - b);
  }
  return ordinals;
}
