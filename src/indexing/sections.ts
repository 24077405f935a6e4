// A file of named sections: a header line in JSON, then lists of strings and of numbers, byte for byte as they are used.
// Lists of numbers are not decoded but looked at in place, so that a large index is there as soon as its bytes are.
import { crc32 } from 'node:zlib';

const NUMBER_LISTS = { Uint8Array, Uint16Array, Uint32Array, Int32Array } as const;
type NumberListName = keyof typeof NUMBER_LISTS;
export type NumberList = InstanceType<(typeof NUMBER_LISTS)[NumberListName]>;
/** Strings without line breaks, or numbers. */
export type Section = readonly string[] | NumberList;

interface SectionHead {
  readonly name: string;
  readonly kind: 'strings' | NumberListName;
  /** Bytes, without what fills up to the next multiple of `ALIGNMENT`. */
  readonly bytes: number;
  /** CRC-32 of the bytes and of what fills them up. */
  readonly checksum: number;
}

interface Header {
  readonly format: number;
  readonly fingerprint: string;
  readonly sections: readonly SectionHead[];
  /** CRC-32 of the header without this. */
  readonly checksum: number;
}

// Checksums are against accidents of disks and copies, as those of Lucene's files, which are the same: SHA-256 took two and a
// half times as long, a tenth of a start with 500 plans.

/** Changes when the layout of the file or of a section changes. */
const FORMAT = 6;
/** Numbers of four bytes can be looked at in place only at multiples of four; eight leaves room. */
const ALIGNMENT = 8;

class SectionError extends Error {
  override readonly name = 'SectionError';
}

/** The pieces of the file, in order. */
export function encodeSections(fingerprint: string, sections: ReadonlyMap<string, Section>): Uint8Array[] {
  const body: Uint8Array[] = [];
  const heads: SectionHead[] = [];
  for (const [name, section] of sections) {
    const bytes = bytesOf(section);
    const fill = new Uint8Array(fillOf(bytes.length));
    heads.push({ name, kind: kindOf(section), bytes: bytes.length, checksum: crc32(fill, crc32(bytes)) });
    body.push(bytes, fill);
  }
  const contents = { format: FORMAT, fingerprint, sections: heads };
  const header: Header = { ...contents, checksum: checksumOf(contents) };
  const line = Buffer.from(JSON.stringify(header));
  return [line, Buffer.from(`${' '.repeat(fillOf(line.length + 1))}\n`), ...body];
}

export type DecodedSections =
  | { readonly state: 'whole'; readonly fingerprint: string; readonly sections: ReadonlyMap<string, Section> }
  /** `other`: written in a layout that this program does not know. `damaged`: not what was written. */
  | { readonly state: 'other' | 'damaged' };

/** Where the bytes of a file come from: `length` of them from a place on, fewer only at the end. Eight bytes aligned. */
export interface ByteSource {
  readonly size: number;
  read(from: number, length: number): Promise<Buffer>;
}

/**
 * The sections of a file. Lists of numbers are views of the bytes that were read, section by section, so that nothing stays
 * in memory but what is wanted: sections that `isWanted` leaves out are read for the checksum alone, and are empty.
 * Rejects only where `source` does, whatever the bytes are.
 */
export async function readSections(
  source: ByteSource,
  isWanted: (fingerprint: string, name: string) => boolean | Promise<boolean> = () => true,
): Promise<DecodedSections> {
  const line = await readLine(source);
  const header = line === undefined ? undefined : parseHeader(line.toString());
  if (!line || !header) return { state: 'damaged' };
  if (header.format !== FORMAT) return { state: 'other' };
  const { checksum: ownChecksum, ...contents } = header;
  if (checksumOf(contents) !== ownChecksum) return { state: 'damaged' };
  const lengths = header.sections.map(({ bytes }) => bytes + fillOf(bytes));
  if (source.size !== lengths.reduce((sum, length) => sum + length, line.length + 1)) return { state: 'damaged' };
  const sections = new Map<string, Section>();
  const pieces = readAhead(source, line.length + 1, lengths);
  for (const { name, kind, bytes, checksum } of header.sections) {
    const piece = (await pieces.next()).value;
    if (piece?.length !== bytes + fillOf(bytes) || crc32(piece) !== checksum) return { state: 'damaged' };
    sections.set(name, sectionOf((await isWanted(header.fingerprint, name)) ? piece.subarray(0, bytes) : Buffer.alloc(0), kind));
  }
  return { state: 'whole', fingerprint: header.fingerprint, sections };
}

/** Pieces that come from the disk while another is looked through: half as long for a large index as one after the other. */
const READ_AT_ONCE = 3;

/** The pieces of these lengths from a place on, in order. */
async function* readAhead(source: ByteSource, from: number, lengths: readonly number[]): AsyncGenerator<Buffer, undefined> {
  const waiting = [...lengths];
  const reading: Promise<Buffer>[] = [];
  let at = from;
  const start = () => {
    const length = waiting.shift();
    if (length === undefined) return;
    const piece = source.read(at, length);
    // Whoever asks for it is told. After a damaged one nobody does.
    piece.catch(() => {});
    reading.push(piece);
    at += length;
  };
  for (let started = 0; started < READ_AT_ONCE; started += 1) start();
  for (let piece = reading.shift(); piece; piece = reading.shift()) {
    start();
    yield await piece;
  }
  return undefined;
}

/** A header is some kilobytes; what has no line break for so long is none of ours. */
const LONGEST_HEADER = 1 << 20;
const FIRST_READ = 1 << 14;

async function readLine(source: ByteSource): Promise<Buffer | undefined> {
  for (let length = FIRST_READ; length <= LONGEST_HEADER; length *= 2) {
    const start = await source.read(0, Math.min(length, source.size));
    const end = start.indexOf(LINE_BREAK);
    if (end >= 0) return start.subarray(0, end);
    if (length >= source.size) return undefined;
  }
  return undefined;
}

const LINE_BREAK = 0x0a;

const checksumOf = ({ format, fingerprint, sections }: Omit<Header, 'checksum'>): number =>
  crc32(JSON.stringify([format, fingerprint, sections]));

const fillOf = (bytes: number): number => (ALIGNMENT - (bytes % ALIGNMENT)) % ALIGNMENT;

export const isStrings = (section: Section | undefined): section is readonly string[] => Array.isArray(section);

function bytesOf(section: Section): Uint8Array {
  if (!isStrings(section)) return new Uint8Array(section.buffer, section.byteOffset, section.byteLength);
  // A line break ends each string, so that no strings and one empty string differ.
  return Buffer.from(section.map((text) => `${text}\n`).join(''));
}

function kindOf(section: Section): SectionHead['kind'] {
  if (isStrings(section)) return 'strings';
  const name = (Object.keys(NUMBER_LISTS) as NumberListName[]).find((key) => section instanceof NUMBER_LISTS[key]);
  if (!name) throw new SectionError('a section holds strings or unsigned numbers of 1, 2 or 4 bytes');
  return name;
}

function sectionOf(bytes: Buffer, kind: SectionHead['kind']): Section {
  if (kind === 'strings') return bytes.toString('utf8').split('\n').slice(0, -1);
  const List = NUMBER_LISTS[kind];
  const length = Math.floor(bytes.length / List.BYTES_PER_ELEMENT);
  return new List(bytes.buffer as ArrayBuffer, bytes.byteOffset, length);
}

function parseHeader(line: string): Header | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isHeader(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isHeader(value: unknown): value is Header {
  if (typeof value !== 'object' || value === null) return false;
  const { format, fingerprint, checksum, sections } = value as Partial<Record<keyof Header, unknown>>;
  if (typeof format !== 'number') return false;
  // A later layout may have another header: that it is later is all that must be understood.
  if (format !== FORMAT) return true;
  return typeof fingerprint === 'string' && typeof checksum === 'number' && Array.isArray(sections) && sections.every(isHead);
}

function isHead(value: unknown): value is SectionHead {
  if (typeof value !== 'object' || value === null) return false;
  const { name, kind, bytes, checksum } = value as Partial<Record<keyof SectionHead, unknown>>;
  const isKind = kind === 'strings' || (typeof kind === 'string' && Object.hasOwn(NUMBER_LISTS, kind));
  const isSize = Number.isSafeInteger(bytes) && Number(bytes) >= 0;
  return typeof name === 'string' && isKind && isSize && typeof checksum === 'number';
}
