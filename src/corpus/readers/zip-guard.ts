// Refuses zip files that would unpack to more than a document can be. Sizes written in a zip may lie, so every entry is
// unpacked here with a limit before a library gets to see the file.
import { inflateRawSync } from 'node:zlib';
import { ReadError } from './document.ts';

/** Everything in the file together, unpacked. The largest plan with pictures known to us is 40 MB. */
const MOST_UNPACKED = 200 * 1024 * 1024;
const MOST_ENTRIES = 5000;

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const END_SIZE = 22;
const LONGEST_COMMENT = 0xffff;

/** Throws `ReadError` for a zip that is damaged, encrypted or a bomb. */
export function checkZip(bytes: Uint8Array, name: string): void {
  const damaged = () => new ReadError(`${name} is damaged: its parts cannot be unpacked; fetch it again`);
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOfDirectory(view);
  if (end === undefined) throw damaged();
  const entries = view.readUInt16LE(end + 10);
  if (entries > MOST_ENTRIES) throw tooLarge(name);
  let at = view.readUInt32LE(end + 16);
  let unpacked = 0;
  for (let entry = 0; entry < entries; entry += 1) {
    if (at + 46 > view.length || view.readUInt32LE(at) !== DIRECTORY_ENTRY) throw damaged();
    if ((view.readUInt16LE(at + 8) & 1) === 1)
      throw new ReadError(`${name} is encrypted; open it in Word, take the password off, and import it again`);
    unpacked += unpackedSize(view, at, MOST_UNPACKED - unpacked, name, damaged);
    at += 46 + view.readUInt16LE(at + 28) + view.readUInt16LE(at + 30) + view.readUInt16LE(at + 32);
  }
}

function unpackedSize(view: Buffer, at: number, room: number, name: string, damaged: () => ReadError): number {
  const method = view.readUInt16LE(at + 10);
  const packed = view.readUInt32LE(at + 20);
  const local = view.readUInt32LE(at + 42);
  if (local + 30 > view.length) throw damaged();
  const start = local + 30 + view.readUInt16LE(local + 26) + view.readUInt16LE(local + 28);
  if (start + packed > view.length) throw damaged();
  if (method === 0) return packed;
  try {
    return inflateRawSync(view.subarray(start, start + packed), { maxOutputLength: Math.max(1, room) }).length;
  } catch (error) {
    if (error instanceof RangeError || (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'))
      throw tooLarge(name);
    throw damaged();
  }
}

const tooLarge = (name: string): ReadError =>
  new ReadError(
    `${name} would unpack to more than ${MOST_UNPACKED / 1024 / 1024} MB, which no plan is; take the pictures out, or save it as text`,
  );

function endOfDirectory(view: Buffer): number | undefined {
  const lowest = Math.max(0, view.length - END_SIZE - LONGEST_COMMENT);
  for (let at = view.length - END_SIZE; at >= lowest; at -= 1) if (view.readUInt32LE(at) === END_OF_DIRECTORY) return at;
  return undefined;
}
