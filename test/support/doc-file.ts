// Word files of the old kind (.doc) written by hand: a container of sectors with the streams that a text needs, no more.

const SECTOR = 512;
const END_OF_CHAIN = -2;
const FREE = -1;
const TABLE_SECTOR = -3;

/** A .doc whose paragraphs are these; a tab is the border between the cells of a row. */
export function docOf(paragraphs: readonly string[]): Buffer {
  const text = `${paragraphs.join('\r')}\r`;
  return containerOf([
    { name: 'WordDocument', content: wordStream(text) },
    { name: '1Table', content: pieceTable(text) },
  ]);
}

export interface Stream {
  readonly name: string;
  readonly content: Buffer;
}

/** A compound file with these streams, each long enough to stand in whole sectors. */
export function containerOf(streams: readonly Stream[]): Buffer {
  const padded = streams.map(({ name, content }) => ({
    name,
    size: Math.max(4096, content.length),
    sectors: sectorsOf(content),
  }));
  // Sector 0 is the allocation table, 1 the directory, then the streams one after the other.
  const table = new Array<number>(SECTOR / 4).fill(FREE);
  table[0] = TABLE_SECTOR;
  table[1] = END_OF_CHAIN;
  let next = 2;
  const entries = [directoryEntry('Root Entry', 5, END_OF_CHAIN, 0, { child: 1 })];
  for (const [at, { name, size, sectors }] of padded.entries()) {
    const last = next + sectors.length - 1;
    for (let sector = next; sector <= last; sector += 1) table[sector] = sector === last ? END_OF_CHAIN : sector + 1;
    entries.push(directoryEntry(name, 2, next, size, { right: at + 1 < padded.length ? at + 2 : FREE }));
    next = last + 1;
  }
  if (next > table.length) throw new Error('one sector of allocation table holds 60 KB at most');
  const directory = Buffer.alloc(SECTOR);
  for (const [at, entry] of entries.entries()) entry.copy(directory, at * 128);
  return Buffer.concat([header(), numbersOf(table), directory, ...padded.flatMap(({ sectors }) => sectors)]);
}

function header(): Buffer {
  const head = Buffer.alloc(SECTOR);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(head);
  head.writeUInt16LE(0x3e, 24);
  head.writeUInt16LE(3, 26);
  head.writeUInt16LE(0xfffe, 28);
  head.writeUInt16LE(9, 30);
  head.writeUInt16LE(6, 32);
  head.writeInt32LE(1, 44);
  head.writeInt32LE(1, 48);
  head.writeInt32LE(4096, 56);
  head.writeInt32LE(END_OF_CHAIN, 60);
  head.writeInt32LE(END_OF_CHAIN, 68);
  head.writeInt32LE(0, 76);
  for (let at = 1; at < 109; at += 1) head.writeInt32LE(FREE, 76 + at * 4);
  return head;
}

function directoryEntry(
  name: string,
  type: number,
  sector: number,
  size: number,
  links: { child?: number; right?: number },
): Buffer {
  const entry = Buffer.alloc(128);
  entry.write(name, 0, 'utf16le');
  entry.writeUInt16LE((name.length + 1) * 2, 64);
  entry.writeUInt8(type, 66);
  entry.writeUInt8(1, 67);
  entry.writeInt32LE(FREE, 68);
  entry.writeInt32LE(links.right ?? FREE, 72);
  entry.writeInt32LE(links.child ?? FREE, 76);
  entry.writeInt32LE(sector, 116);
  entry.writeUInt32LE(size, 120);
  return entry;
}

const TEXT_OFFSET = 2048;

function wordStream(text: string): Buffer {
  const stream = Buffer.alloc(TEXT_OFFSET + text.length * 2);
  stream.writeUInt16LE(0xa5ec, 0);
  stream.writeUInt16LE(0xc1, 2);
  // The piece table stands in the stream 1Table.
  stream.writeUInt16LE(0x0200, 0x0a);
  stream.writeUInt32LE(TEXT_OFFSET, 0x18);
  stream.writeUInt32LE(text.length, 0x4c);
  // Runs and paragraphs have no properties: two tables of four bytes each, without entries.
  for (const [at, offset] of [0x00fa, 0x0102].entries()) {
    stream.writeUInt32LE(at * 4, offset);
    stream.writeUInt32LE(4, offset + 4);
  }
  stream.writeUInt32LE(16, 0x01a2);
  stream.writeUInt32LE(21, 0x01a6);
  stream.write(text, TEXT_OFFSET, 'utf16le');
  return stream;
}

// One piece: all of the text, two bytes a character.
function pieceTable(text: string): Buffer {
  const table = Buffer.alloc(64);
  table.writeUInt8(2, 16);
  table.writeUInt32LE(16, 17);
  table.writeUInt32LE(0, 21);
  table.writeUInt32LE(text.length, 25);
  table.writeUInt32LE(TEXT_OFFSET, 31);
  return table;
}

const numbersOf = (numbers: readonly number[]): Buffer => {
  const buffer = Buffer.alloc(numbers.length * 4);
  for (const [at, number] of numbers.entries()) buffer.writeInt32LE(number, at * 4);
  return buffer;
};

function sectorsOf(content: Buffer): Buffer[] {
  const size = Math.ceil(Math.max(4096, content.length) / SECTOR) * SECTOR;
  const padded = Buffer.concat([content, Buffer.alloc(size - content.length)]);
  return Array.from({ length: size / SECTOR }, (_unused, at) => padded.subarray(at * SECTOR, (at + 1) * SECTOR));
}
