// The parts of a zip file that `checkZip` has found sound: reading one, and putting another in its place.
import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';

const DIRECTORY_ENTRY = 0x02014b50;
const END_OF_DIRECTORY = 0x06054b50;
const END_SIZE = 22;
const ENTRY_SIZE = 46;
const LOCAL_SIZE = 30;
const STORED = 0;
const DEFLATED = 8;

interface Entry {
  readonly name: string;
  /** Its record in the directory. */
  readonly at: number;
  readonly size: number;
}

/** The text of a part, null if there is none of this name. */
export function readPart(bytes: Buffer, name: string): string | null {
  const entry = entriesOf(bytes).find((own) => own.name === name);
  if (!entry) return null;
  const data = dataOf(bytes, entry);
  return (bytes.readUInt16LE(entry.at + 10) === STORED ? data : inflateRawSync(data)).toString('utf8');
}

/** The file with another text as the part of this name; all other parts as they are. */
export function withPart(bytes: Buffer, name: string, text: string): Buffer {
  const content = Buffer.from(text);
  const packed = deflateRawSync(content);
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entriesOf(bytes)) {
    const isReplaced = entry.name === name;
    const record = Buffer.from(bytes.subarray(entry.at, entry.at + entry.size));
    const data = isReplaced ? packed : dataOf(bytes, entry);
    if (isReplaced) {
      record.writeUInt16LE(DEFLATED, 10);
      record.writeUInt32LE(crc32(content), 16);
      record.writeUInt32LE(packed.length, 20);
      record.writeUInt32LE(content.length, 24);
    }
    record.writeUInt32LE(offset, 42);
    directory.push(record);
    const local = localHeader(record);
    locals.push(local, data);
    offset += local.length + data.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const end = Buffer.alloc(END_SIZE);
  end.writeUInt32LE(END_OF_DIRECTORY, 0);
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, ...directory, end]);
}

function entriesOf(bytes: Buffer): Entry[] {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  const entries: Entry[] = [];
  for (let at = bytes.readUInt32LE(end + 16); at < end && bytes.readUInt32LE(at) === DIRECTORY_ENTRY; ) {
    const nameLength = bytes.readUInt16LE(at + 28);
    const size = ENTRY_SIZE + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    entries.push({ name: bytes.toString('utf8', at + ENTRY_SIZE, at + ENTRY_SIZE + nameLength), at, size });
    at += size;
  }
  return entries;
}

function dataOf(bytes: Buffer, { at }: Entry): Buffer {
  const local = bytes.readUInt32LE(at + 42);
  const start = local + LOCAL_SIZE + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
  return bytes.subarray(start, start + bytes.readUInt32LE(at + 20));
}

// What stands before the data says what the directory says; sizes are known, so no record follows the data.
function localHeader(record: Buffer): Buffer {
  const nameLength = record.readUInt16LE(28);
  const header = Buffer.alloc(LOCAL_SIZE);
  header.writeUInt32LE(0x04034b50, 0);
  record.copy(header, 4, 6, 28);
  header.writeUInt16LE(header.readUInt16LE(6) & ~HAS_DESCRIPTOR, 6);
  header.writeUInt16LE(nameLength, 26);
  record.writeUInt16LE(record.readUInt16LE(8) & ~HAS_DESCRIPTOR, 8);
  return Buffer.concat([header, record.subarray(ENTRY_SIZE, ENTRY_SIZE + nameLength)]);
}
const HAS_DESCRIPTOR = 8;
