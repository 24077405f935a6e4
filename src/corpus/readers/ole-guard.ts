// Looks through the container of a .doc before a library gets to see it: chains of sectors that run in circles, sizes that
// lie, and files that are in such a container but no Word document.
import { ReadError } from './document.ts';

const HEADER_SIZE = 512;
const ENTRY_SIZE = 128;
const STREAM = 2;
const ROOT = 5;
const FIRST_TABLE_SECTORS = 109;

/** Throws `ReadError` for a container that is damaged or holds no Word document. */
export function checkOle(bytes: Uint8Array, name: string): void {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const damaged = () => new ReadError(`${name} is damaged: its parts do not hang together; fetch it again`);
  const container = openContainer(view);
  if (!container) throw damaged();
  const entries = directoryOf(container);
  const names = new Set(entries?.map((entry) => entry.name));
  const foreign = FOREIGN_STREAMS.find(({ stream }) => names.has(stream));
  if (foreign) throw new ReadError(`${name} is ${foreign.what}; ${foreign.cure}`);
  if (!entries || !names.has('WordDocument') || !(names.has('0Table') || names.has('1Table'))) throw damaged();
  const root = entries.find((entry) => entry.type === ROOT);
  if (!root || !isTree(entries, root.child) || !chainFrom(root.sector, container.table)) throw damaged();
  const shortTable = chainFrom(container.shortTableSector, container.table)?.flatMap((sector) =>
    tableOf(sectorOf(container, sector)),
  );
  for (const { type, size, sector } of entries) {
    if (type !== STREAM || size === 0) continue;
    const isShort = size < container.shortLimit;
    if (!shortTable || !chainFrom(sector, isShort ? shortTable : container.table)) throw damaged();
  }
}

const FOREIGN_STREAMS: readonly { readonly stream: string; readonly what: string; readonly cure: string }[] = [
  {
    stream: 'EncryptedPackage',
    what: 'encrypted',
    cure: 'open it in Word with its password, take the password off, save it as .docx, and import that',
  },
  { stream: 'Workbook', what: 'a spreadsheet', cure: 'save it as text (.txt) and import that' },
  { stream: 'Book', what: 'a spreadsheet', cure: 'save it as text (.txt) and import that' },
  { stream: 'PowerPoint Document', what: 'a presentation', cure: 'save its text as .txt and import that' },
];

interface Container {
  readonly view: Buffer;
  readonly sectorSize: number;
  /** For each sector the one that follows it; negative where its chain ends. */
  readonly table: readonly number[];
  readonly directorySector: number;
  readonly shortTableSector: number;
  /** Streams below this size stand in short sectors. */
  readonly shortLimit: number;
}

function openContainer(view: Buffer): Container | undefined {
  if (view.length < HEADER_SIZE) return undefined;
  const sectorSize = 2 ** view.readUInt16LE(30);
  const tableSectorCount = view.readInt32LE(44);
  const sectorCount = Math.ceil(view.length / sectorSize);
  const isSound = (sectorSize === 512 || sectorSize === 4096) && view.readUInt16LE(32) === 6;
  if (!isSound || tableSectorCount < 1 || tableSectorCount > sectorCount) return undefined;
  const whole = { view, sectorSize };
  const tableSectors: number[] = [];
  for (let at = 0; at < Math.min(FIRST_TABLE_SECTORS, tableSectorCount); at += 1)
    tableSectors.push(view.readInt32LE(76 + at * 4));
  // Of a file above 7 MB, further sectors of the table are named in sectors of their own.
  let next = view.readInt32LE(68);
  while (tableSectors.length < tableSectorCount) {
    if (next < 0 || next >= sectorCount) return undefined;
    const named = tableOf(sectorOf(whole, next));
    tableSectors.push(...named.slice(0, -1).slice(0, tableSectorCount - tableSectors.length));
    next = named.at(-1) ?? -1;
  }
  if (tableSectors.some((sector) => sector < 0 || sector >= sectorCount)) return undefined;
  return {
    ...whole,
    table: tableSectors.flatMap((sector) => tableOf(sectorOf(whole, sector))),
    directorySector: view.readInt32LE(48),
    shortTableSector: view.readInt32LE(60),
    shortLimit: view.readInt32LE(56),
  };
}

function sectorOf({ view, sectorSize }: Pick<Container, 'view' | 'sectorSize'>, sector: number): Buffer {
  const from = (sector + 1) * sectorSize;
  return view.subarray(from, from + sectorSize);
}

function tableOf(sector: Buffer): number[] {
  return Array.from({ length: Math.floor(sector.length / 4) }, (_unused, at) => sector.readInt32LE(at * 4));
}

/** The sectors of a chain; undefined if it runs in a circle or out of the table. */
function chainFrom(first: number, table: readonly number[]): number[] | undefined {
  const chain: number[] = [];
  for (let sector = first; sector >= 0; ) {
    const next = table[sector];
    if (next === undefined || chain.length >= table.length) return undefined;
    chain.push(sector);
    sector = next;
  }
  return chain;
}

interface Entry {
  readonly name: string;
  readonly type: number;
  readonly left: number;
  readonly right: number;
  readonly child: number;
  readonly sector: number;
  readonly size: number;
}

function directoryOf(container: Container): Entry[] | undefined {
  const chain = chainFrom(container.directorySector, container.table);
  return chain?.flatMap((sector) => {
    const content = sectorOf(container, sector);
    const count = Math.floor(content.length / ENTRY_SIZE);
    return Array.from({ length: count }, (_unused, at) => entryOf(content.subarray(at * ENTRY_SIZE, (at + 1) * ENTRY_SIZE)));
  });
}

const entryOf = (entry: Buffer): Entry => ({
  name: entry.toString('utf16le', 0, Math.min(64, Math.max(0, entry.readUInt16LE(64) - 2))),
  type: entry.readUInt8(66),
  left: entry.readInt32LE(68),
  right: entry.readInt32LE(72),
  child: entry.readInt32LE(76),
  sector: entry.readInt32LE(116),
  size: entry.readUInt32LE(120),
});

// Siblings and children point at each other by number: each may be reached once.
function isTree(entries: readonly Entry[], first: number): boolean {
  const seen = new Set<number>();
  const waiting = [first];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (at < 0) continue;
    const entry = entries[at];
    if (!entry || seen.has(at)) return false;
    seen.add(at);
    waiting.push(entry.left, entry.right, ...(entry.type === 1 ? [entry.child] : []));
  }
  return true;
}
