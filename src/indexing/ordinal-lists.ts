// Ascending lists of ordinals, packed: each is kept as its difference to the one before, in one byte or more. Most neighbours
// in a list are near, so this takes a third of the room of plain numbers, and reading it is as fast. An ordinal may carry a
// payload, a number that says something of it in this list; nearly all payloads are 0 and take no room.

import { GrowingList } from './growing-list.ts';

/** Ordinals are below 2³¹, payloads below 2³². */
export interface OrdinalLists {
  /** How long each list is. */
  readonly counts: Uint32Array;
  /** List `at` is `bytes[starts[at]] … bytes[starts[at + 1] - 1]`. */
  readonly starts: Uint32Array;
  /** Of each ordinal twice its difference to the one before, and one more if its payload follows. */
  readonly bytes: Uint8Array;
}

/** The ordinals of a list; their payloads go into `payloads`, which must be as long as the list, where it is given. */
export function readOrdinals({ counts, starts, bytes }: OrdinalLists, list: number, payloads?: Uint32Array): Uint32Array {
  const ordinals = new Uint32Array(counts[list] ?? 0);
  let ordinal = 0;
  let at = starts[list] ?? 0;
  let isPayload = false;
  for (let place = 0; place < ordinals.length || isPayload; ) {
    let shift = 0;
    let byte = bytes[at] ?? 0;
    let number = byte & 0x7f;
    while (byte >= 0x80) {
      at += 1;
      shift += 7;
      byte = bytes[at] ?? 0;
      number += (byte & 0x7f) << shift;
    }
    at += 1;
    if (isPayload) {
      if (payloads) payloads[place - 1] = number;
      isPayload = false;
      continue;
    }
    ordinal += number >>> 1;
    ordinals[place] = ordinal;
    place += 1;
    isPayload = (number & 1) === 1;
  }
  return ordinals;
}

/** Lists written one after the other; the ordinals of each ascend, and one that is there already is not added again. */
export class ListsWriter {
  readonly #counts = new GrowingList();
  readonly #starts = new GrowingList();
  #bytes = new Uint8Array(4096);
  #length = 0;
  #last = 0;
  #count = 0;

  add(ordinal: number, payload = 0): void {
    if (this.#count > 0 && ordinal === this.#last) return;
    if (this.#length + LONGEST_ENTRY > this.#bytes.length) {
      const wider = new Uint8Array(this.#bytes.length * 2);
      wider.set(this.#bytes);
      this.#bytes = wider;
    }
    this.#length = writeEntry(this.#bytes, this.#length, ordinal - this.#last, payload);
    this.#last = ordinal;
    this.#count += 1;
  }

  /** Ends a list. */
  close(): void {
    this.#counts.push(this.#count);
    this.#starts.push(this.#length);
    this.#count = 0;
    this.#last = 0;
  }

  finish(): OrdinalLists {
    const starts = new Uint32Array(this.#starts.length + 1);
    starts.set(this.#starts.view(), 1);
    return { counts: this.#counts.values(), starts, bytes: this.#bytes.slice(0, this.#length) };
  }
}

/** Lists made side by side: ordinals come ascending, each for any number of lists. */
export class ListsCollector {
  /** The lists that each ordinal was added to, one after the other, and how many they are. */
  readonly #lists = new GrowingList();
  readonly #payloads = new GrowingList();
  readonly #ordinals = new GrowingList();
  readonly #ends = new GrowingList();
  /** By list: one more than the last ordinal in it, and the entry of that in `#lists`. */
  readonly #lastOf = new GrowingList();
  readonly #entryOf = new GrowingList();

  /**
   * `list` is one that was there before or the next new one. Gives the number of the entry, the same if the list has the
   * ordinal already.
   */
  add(list: number, ordinal: number): number {
    if (list === this.#lastOf.length) {
      this.#lastOf.push(0);
      this.#entryOf.push(0);
    }
    if (this.#lastOf.at(list) === ordinal + 1) return this.#entryOf.at(list);
    const entry = this.#lists.length;
    this.#lastOf.replace(list, ordinal + 1);
    this.#entryOf.replace(list, entry);
    if (this.#ordinals.length === 0 || this.#ordinals.at(-1) !== ordinal) {
      this.#ordinals.push(ordinal);
      this.#ends.push(0);
    }
    this.#lists.push(list);
    this.#payloads.push(0);
    this.#ends.replace(this.#ends.length - 1, this.#lists.length);
    return entry;
  }

  /** How many entries there are. */
  get entries(): number {
    return this.#lists.length;
  }

  payloadOf(entry: number): number {
    return this.#payloads.at(entry);
  }

  setPayload(entry: number, payload: number): void {
    this.#payloads.replace(entry, payload);
  }

  /** The lists in this order. First it is counted how many bytes each takes, then they are written, each in its place. */
  finish(order: ArrayLike<number>): OrdinalLists {
    const size = this.#lastOf.length;
    const [countOf, sizeOf] = [new Uint32Array(size), new Uint32Array(size)];
    this.#eachEntry((list, difference, payload) => {
      countOf[list] = (countOf[list] ?? 0) + 1;
      sizeOf[list] = (sizeOf[list] ?? 0) + lengthOfEntry(difference, payload);
    });
    const counts = new Uint32Array(order.length);
    const starts = new Uint32Array(order.length + 1);
    const next = new Uint32Array(size);
    for (let at = 0; at < order.length; at += 1) {
      const list = order[at] ?? 0;
      counts[at] = countOf[list] ?? 0;
      next[list] = starts[at] ?? 0;
      starts[at + 1] = (starts[at] ?? 0) + (sizeOf[list] ?? 0);
    }
    const bytes = new Uint8Array(starts[order.length] ?? 0);
    this.#eachEntry((list, difference, payload) => {
      next[list] = writeEntry(bytes, next[list] ?? 0, difference, payload);
    });
    return { counts, starts, bytes };
  }

  #eachEntry(visit: (list: number, difference: number, payload: number) => void): void {
    const lastOf = new Uint32Array(this.#lastOf.length);
    const [lists, payloads] = [this.#lists.view(), this.#payloads.view()];
    const [ordinals, ends] = [this.#ordinals.view(), this.#ends.view()];
    let at = 0;
    for (let place = 0; place < ordinals.length; place += 1) {
      const ordinal = ordinals[place] ?? 0;
      for (const end = ends[place] ?? 0; at < end; at += 1) {
        const list = lists[at] ?? 0;
        visit(list, ordinal - (lastOf[list] ?? 0), payloads[at] ?? 0);
        lastOf[list] = ordinal;
      }
    }
  }
}

function writeEntry(bytes: Uint8Array, at: number, difference: number, payload: number): number {
  const next = writeNumber(bytes, at, difference * 2 + (payload === 0 ? 0 : 1));
  return payload === 0 ? next : writeNumber(bytes, next, payload);
}

/** Seven bits a byte, the lowest first; a set eighth bit says that more follow. */
function writeNumber(bytes: Uint8Array, at: number, number: number): number {
  let place = at;
  let rest = number;
  for (; rest >= 0x80; rest >>>= 7) {
    bytes[place] = (rest & 0x7f) | 0x80;
    place += 1;
  }
  bytes[place] = rest;
  return place + 1;
}

/** Two numbers of five bytes. */
const LONGEST_ENTRY = 10;

const lengthOfEntry = (difference: number, payload: number): number =>
  lengthOfNumber(difference * 2) + (payload === 0 ? 0 : lengthOfNumber(payload));

function lengthOfNumber(number: number): number {
  let length = 1;
  for (let rest = number; rest >= 0x80; rest >>>= 7) length += 1;
  return length;
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
  const writer = new ListsWriter();
  const moved = new MovedList();
  for (const { key, at } of eachKey(parts.map((part) => part.keys))) {
    moved.clear();
    for (const [part, { lists, places }] of parts.entries()) {
      const position = at[part] ?? -1;
      if (position >= 0) moved.take(lists, position, places);
    }
    if (!moved.writeTo(writer)) continue;
    keys.push(key);
  }
  return { keys, lists: writer.finish() };
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

/** One list, put together from those of several parts. */
class MovedList {
  readonly #ordinals = new GrowingList();
  readonly #payloads = new GrowingList();
  #read = new Uint32Array(1024);

  clear(): void {
    this.#ordinals.truncate(0);
    this.#payloads.truncate(0);
  }

  take(lists: OrdinalLists, list: number, places: Places): void {
    const size = lists.counts[list] ?? 0;
    if (size > this.#read.length) this.#read = new Uint32Array(size * 2);
    else this.#read.fill(0, 0, size);
    const ordinals = readOrdinals(lists, list, this.#read);
    for (let at = 0; at < size; at += 1) {
      const place = places[ordinals[at] ?? 0] ?? -1;
      if (place < 0) continue;
      this.#ordinals.push(place);
      this.#payloads.push(this.#read[at] ?? 0);
    }
  }

  /** False if there is nothing to write. */
  writeTo(writer: ListsWriter): boolean {
    if (this.#ordinals.length === 0) return false;
    for (const at of ascendingPositions(this.#ordinals.view())) writer.add(this.#ordinals.at(at), this.#payloads.at(at));
    writer.close();
    return true;
  }
}

// Parts are mostly stretches of the whole in order, so there is mostly nothing to sort.
function ascendingPositions(ordinals: Uint32Array): Iterable<number> {
  for (let at = 1; at < ordinals.length; at += 1) {
    if ((ordinals[at] ?? 0) < (ordinals[at - 1] ?? 0))
      return Array.from(ordinals.keys()).sort((a, b) => (ordinals[a] ?? 0) - (ordinals[b] ?? 0));
  }
  return ordinals.keys();
}
