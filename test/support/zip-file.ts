// Zip files written by hand, so that they can lie: about sizes, about how many entries there are.
import { deflateRawSync } from 'node:zlib';

export interface ZipEntry {
  readonly name: string;
  readonly content: string | Uint8Array;
  /** The size written in the file instead of the true one. */
  readonly declaredSize?: number;
}

export interface ZipOptions {
  /** The number of entries written in the file instead of the true one. */
  readonly declaredEntries?: number;
  readonly flags?: number;
}

export function zipOf(entries: readonly ZipEntry[], { declaredEntries = entries.length, flags = 0 }: ZipOptions = {}): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  const known = new Map<string | Uint8Array, { readonly plain: Buffer; readonly packed: Buffer; readonly crc: number }>();
  for (const { name, content, declaredSize } of entries) {
    const { plain, packed, crc } = known.get(content) ?? packedForm(content);
    known.set(content, { plain, packed, crc });
    const sizes = { packed: packed.length, plain: declaredSize ?? plain.length };
    const entryName = Buffer.from(name);
    parts.push(localHeader(entryName, sizes, crc, flags), packed);
    directory.push(directoryEntry(entryName, sizes, crc, flags, offset));
    offset += 30 + entryName.length + packed.length;
  }
  const index = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(declaredEntries, 8);
  end.writeUInt16LE(declaredEntries, 10);
  end.writeUInt32LE(index.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, index, end]);
}

function packedForm(content: string | Uint8Array) {
  const plain = Buffer.from(content);
  return { plain, packed: deflateRawSync(plain), crc: crc32(plain) };
}

interface Sizes {
  readonly packed: number;
  readonly plain: number;
}

function localHeader(name: Buffer, sizes: Sizes, crc: number, flags: number): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(flags, 6);
  header.writeUInt16LE(8, 8);
  header.writeUInt32LE(crc, 14);
  header.writeUInt32LE(sizes.packed, 18);
  header.writeUInt32LE(sizes.plain, 22);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, name]);
}

function directoryEntry(name: Buffer, sizes: Sizes, crc: number, flags: number, offset: number): Buffer {
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(20, 6);
  entry.writeUInt16LE(flags, 8);
  entry.writeUInt16LE(8, 10);
  entry.writeUInt32LE(crc, 16);
  entry.writeUInt32LE(sizes.packed, 20);
  entry.writeUInt32LE(sizes.plain, 24);
  entry.writeUInt16LE(name.length, 28);
  entry.writeUInt32LE(offset, 42);
  return Buffer.concat([entry, name]);
}

const TABLE = Array.from({ length: 256 }, (_unused, value) => {
  let crc = value;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc >>> 0;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (TABLE[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
