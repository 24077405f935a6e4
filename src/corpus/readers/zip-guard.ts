// Refuses zip files that would unpack to more than a document can be, or whose directory is not what it says. Sizes written
// in a zip may lie, so every entry is unpacked here with a limit before a library gets to see the file.
import { inflateRawSync } from 'node:zlib';
import { ReadError } from './document.ts';

const MEGABYTE = 1024 * 1024;
/** Everything in the file together, unpacked. The largest plan with pictures known to us is 40 MB. */
const MOST_UNPACKED = 200 * MEGABYTE;
/** One part in XML: a library makes a tree of it, some thirty times as large. That of a long plan is 5 MB. */
const LARGEST_XML = 16 * MEGABYTE;
const MOST_ENTRIES = 5000;

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const END_SIZE = 22;
const ENTRY_SIZE = 46;
const LONGEST_COMMENT = 0xffff;
const ENCRYPTED_FLAG = 1;
const STORED = 0;

/** Throws `ReadError` for a zip that is damaged, encrypted or a bomb. */
export function checkZip(bytes: Uint8Array, name: string): void {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOfDirectory(view);
  if (end === undefined) throw damaged(name);
  const declared = view.readUInt16LE(end + 10);
  const from = view.readUInt32LE(end + 16);
  // Word writes the directory right before its end. A library looks for others in other places, so no other is accepted.
  if (from + view.readUInt32LE(end + 12) !== end) throw damaged(name);
  let unpacked = 0;
  let entries = 0;
  for (let at = from; at < end; entries += 1) {
    if (entries >= MOST_ENTRIES) throw tooLarge(name, MOST_UNPACKED);
    if (at + ENTRY_SIZE > end || view.readUInt32LE(at) !== DIRECTORY_ENTRY) throw damaged(name);
    if ((view.readUInt16LE(at + 8) & ENCRYPTED_FLAG) === 1)
      throw new ReadError(`${name} is encrypted; open it in Word, take the password off, and import it again`);
    unpacked += unpackedSize(view, at, MOST_UNPACKED - unpacked, name);
    at += ENTRY_SIZE + view.readUInt16LE(at + 28) + view.readUInt16LE(at + 30) + view.readUInt16LE(at + 32);
  }
  if (entries !== declared) throw damaged(name);
}

function unpackedSize(view: Buffer, at: number, room: number, name: string): number {
  const packed = view.readUInt32LE(at + 20);
  const entryName = view.toString('latin1', at + ENTRY_SIZE, at + ENTRY_SIZE + view.readUInt16LE(at + 28));
  const limit = /\.(?:xml|rels)$/iu.test(entryName) ? Math.min(room, LARGEST_XML) : room;
  const local = view.readUInt32LE(at + 42);
  if (local + 30 > view.length) throw damaged(name);
  const start = local + 30 + view.readUInt16LE(local + 26) + view.readUInt16LE(local + 28);
  if (start + packed > view.length) throw damaged(name);
  if (view.readUInt16LE(at + 10) === STORED) {
    if (packed > limit) throw tooLarge(name, limit);
    return packed;
  }
  try {
    return inflateRawSync(view.subarray(start, start + packed), { maxOutputLength: Math.max(1, limit) }).length;
  } catch (error) {
    if (error instanceof RangeError || (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'))
      throw tooLarge(name, limit);
    throw damaged(name);
  }
}

const damaged = (name: string): ReadError =>
  new ReadError(`${name} is damaged: its parts cannot be unpacked; fetch it again, or open it in Word and save it anew`);

const tooLarge = (name: string, limit: number): ReadError =>
  new ReadError(
    `${name} would unpack to more than ${Math.max(1, Math.round(limit / MEGABYTE))} MB, which no plan does; take the pictures out in Word, or save it as text`,
  );

function endOfDirectory(view: Buffer): number | undefined {
  const lowest = Math.max(0, view.length - END_SIZE - LONGEST_COMMENT);
  for (let at = view.length - END_SIZE; at >= lowest; at -= 1) if (view.readUInt32LE(at) === END_OF_DIRECTORY) return at;
  return undefined;
}
