// The index on disk: one file, written aside and renamed, with a header that tells whether it may be used.
import { access, constants, type FileHandle, lstat, mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isNodeError } from '../corpus/files.ts';
import type { PlanFacts } from '../corpus/manifest.ts';
import type { Theme } from '../corpus/themes.ts';
import type { Lexicon } from '../text/analyze.ts';
import { ForeseenError } from '../text/foreseen-error.ts';
import type { ClauseTable, HeadingTable, PlanSizes } from './clause-table.ts';
import { type CorpusGramPostings, GRAM_PARTS } from './corpus-grams.ts';
import { FIELDS, type FieldName } from './fields.ts';
import type { Fingerprint } from './fingerprint.ts';
import type { GramPostings } from './gram-postings.ts';
import type { IndexPart } from './index-part.ts';
import { asideName, removeLeftovers } from './leftovers.ts';
import type { OrdinalLists } from './ordinal-lists.ts';
import { type ByteSource, encodeSections, isStrings, readSections, type Section } from './sections.ts';
import type { Pieces, StoredPlans } from './stored-plans.ts';
import type { FieldPostings } from './term-postings.ts';

/** What the store keeps: everything that takes long to make. */
export interface StoredIndex {
  readonly plans: StoredPlans;
  readonly lexicon: Lexicon;
  /** Terms, words and grams of all clauses. */
  readonly part: IndexPart;
  readonly table: ClauseTable;
  readonly headings: HeadingTable;
}

/** What the seeds declare, checked when they were read: equal seeds need not be checked again. */
export interface Declared {
  /** One entry a plan. */
  readonly facts: readonly PlanFacts[];
  readonly themes: readonly Theme[];
}

const NOTHING_DECLARED: Declared = { facts: [], themes: [] };

const FILE_NAME = 'clauses.idx';

export type LoadResult =
  /** Without what only building asks for: the offers of plans are empty. */
  | { readonly state: 'ready'; readonly index: StoredIndex; readonly declared: Declared }
  /** Made from other seeds or by other code. `previous`: by the same code, so that what has not changed can be taken over. */
  | { readonly state: 'stale'; readonly previous: StoredIndex | null }
  /** `missing`: no file. `damaged`: not what was written. */
  | { readonly state: 'missing' | 'damaged' };

export const indexFile = (folder: string): string => join(folder, FILE_NAME);

/**
 * Reads the stored index if it is whole and was made from exactly what `fingerprint` stands for, which may become known on the
 * way. A fingerprint that never becomes known fits no index: then it is as if the stored one were damaged.
 */
export async function loadIndex(folder: string, fingerprint: Fingerprint | Promise<Fingerprint>): Promise<LoadResult> {
  let file: FileHandle;
  try {
    // A pipe under this name would be waited at until somebody writes into it.
    file = await open(indexFile(folder), constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    return { state: isNodeError(error) && error.code === 'ENOENT' ? 'missing' : 'damaged' };
  }
  try {
    if (!(await file.stat()).isFile()) return { state: 'damaged' };
    return await loadFrom(file, fingerprint);
  } catch {
    return { state: 'damaged' };
  } finally {
    await file.close();
  }
}

async function loadFrom(file: FileHandle, fingerprint: Fingerprint | Promise<Fingerprint>): Promise<LoadResult> {
  const fitting = async (): Promise<string> => {
    const { making, whole } = await fingerprint;
    return `${making} ${whole}`;
  };
  const isWanted = async (found: string, name: string): Promise<boolean> =>
    !ONLY_FOR_BUILDING.has(name) || found !== (await fitting());
  const decoded = await readSections(await sourceOf(file), isWanted);
  if (decoded.state !== 'whole') return decoded.state === 'other' ? { state: 'stale', previous: null } : { state: 'damaged' };
  const [madeBy] = decoded.fingerprint.split(' ');
  if (madeBy !== (await fingerprint).making) return { state: 'stale', previous: null };
  const index = indexOf(decoded.sections);
  const declared = declaredIn(decoded.sections);
  if (!index || !declared) return { state: 'damaged' };
  return decoded.fingerprint === (await fitting()) ? { state: 'ready', index, declared } : { state: 'stale', previous: index };
}

/** An index that fits is not built from. They stand last, when it is known whether it does. */
const ONLY_FOR_BUILDING: ReadonlySet<string> = new Set(['plans.offers.starts', 'plans.offers.bytes', 'plans.offerSum']);

async function sourceOf(file: FileHandle): Promise<ByteSource> {
  const { size } = await file.stat();
  return {
    size,
    read: async (from, length) => {
      // Memory of its own, which goes back when nobody looks at it any more.
      const bytes = Buffer.allocUnsafeSlow(length);
      let read = 0;
      while (read < length) {
        const { bytesRead } = await file.read(bytes, read, length - read, from + read);
        if (bytesRead === 0) break;
        read += bytesRead;
      }
      return bytes.subarray(0, read);
    },
  };
}

/**
 * Why no index can be stored there, as far as that can be seen beforehand; null where nothing is in the way. The folder is
 * made if need be. What stands in the place of the index and is no file was put there by somebody, and is left alone.
 */
export async function whyNotStorable(folder: string): Promise<string | null> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const present = await lstat(indexFile(folder)).catch(() => null);
  if (!present || present.isFile() || present.isSymbolicLink()) return null;
  const kind = present.isDirectory() ? 'a folder' : present.isFIFO() ? 'a pipe' : present.isSocket() ? 'a socket' : 'a device';
  return `${indexFile(folder)} is ${kind}, not a file; take it away`;
}

/** An index that cannot be stored; the message says why. */
export class StoreError extends ForeseenError {
  override readonly name = 'StoreError';
}

/**
 * Writes the index beside the old one and renames it, so that a reader sees the old or the new one, never a part. Throws
 * `StoreError`, or an error of the system.
 */
export async function saveIndex(
  folder: string,
  { making, whole }: Fingerprint,
  index: StoredIndex,
  declared: Declared = NOTHING_DECLARED,
): Promise<void> {
  const hindrance = await whyNotStorable(folder);
  if (hindrance !== null) throw new StoreError(hindrance);
  await removeLeftovers(folder, FILE_NAME);
  const aside = join(folder, await asideName(FILE_NAME));
  try {
    const file = await open(aside, 'w');
    try {
      for (const piece of encodeSections(`${making} ${whole}`, sectionsOf(index, declared))) await file.writeFile(piece);
      // Without this a power cut after the rename could leave a file of zeros under the final name.
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(aside, indexFile(folder));
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
}

/** No term holds a tab. */
const PART_BORDER = '\t';

/** Takes away what writers that were killed have left in the folder. Throws nothing. */
export const clearIndexFolder = (folder: string): Promise<void> => removeLeftovers(folder, FILE_NAME).catch(() => {});

const SIZES = ['clauses', 'headings', 'chapters'] as const satisfies readonly (keyof PlanSizes)[];

function sectionsOf({ plans, lexicon, part, table, headings }: StoredIndex, declared: Declared): ReadonlyMap<string, Section> {
  const { postings, words, grams } = part;
  const sections = new Map<string, Section>();
  const addAll = (prefix: string, columns: object) => {
    for (const [name, column] of Object.entries(columns)) sections.set(`${prefix}.${name}`, column);
  };
  sections.set('lexicon', lexicon.terms);
  sections.set(
    'lexicon.parts',
    lexicon.parts.map((parts) => parts.join(PART_BORDER)),
  );
  sections.set('terms', postings.terms);
  for (const field of FIELDS) addAll(`postings.${field}`, postings.fields[field]);
  sections.set('words', words.words);
  addAll('words', words.lists);
  for (const name of GRAM_PARTS) addAll(`grams.${name}`, grams[name]);
  const { size: _size, ...columns } = table;
  addAll('table', columns);
  addAll('headings', headings);
  sections.set('plans.keys', plans.keys);
  addAll('plans.sizes', plans.sizes);
  addAll('plans.records', plans.records);
  addAll('plans.texts', plans.texts);
  addAll('plans.offers', plans.offers);
  sections.set('plans.offerSum', plans.offerSum);
  // JSON has no line breaks but those that a reader of it asks for.
  sections.set(DECLARED, [JSON.stringify(declared)]);
  return sections;
}

const DECLARED = 'declared';

// What passes the checksum is what was written.
function declaredIn(sections: ReadonlyMap<string, Section>): Declared | undefined {
  const section = sections.get(DECLARED);
  return isStrings(section) && section[0] !== undefined ? (JSON.parse(section[0]) as Declared) : undefined;
}

/** Undefined if a section is missing or holds something else: then another program wrote the file. */
function indexOf(sections: ReadonlyMap<string, Section>): StoredIndex | undefined {
  const reader = new SectionReader(sections);
  const fields = Object.fromEntries(FIELDS.map((field) => [field, readField(reader, `postings.${field}`)]));
  const grams = Object.fromEntries(
    GRAM_PARTS.map((name) => [
      name,
      { grams: reader.numbers(`grams.${name}.grams`, Uint32Array), ...readLists(reader, `grams.${name}`) },
    ]),
  );
  const sizes = Object.fromEntries(SIZES.map((name) => [name, reader.numbers(`plans.sizes.${name}`, Uint32Array)]));
  const plans = reader.numbers('table.plans', Uint32Array);
  const index: StoredIndex = {
    plans: {
      keys: reader.strings('plans.keys'),
      sizes: sizes as Record<keyof PlanSizes, Uint32Array>,
      records: readPieces(reader, 'plans.records'),
      texts: readPieces(reader, 'plans.texts'),
      offers: readPieces(reader, 'plans.offers'),
      offerSum: reader.numbers('plans.offerSum', Uint8Array),
    },
    lexicon: {
      terms: reader.strings('lexicon'),
      parts: reader.strings('lexicon.parts').map((parts) => parts.split(PART_BORDER)),
    },
    part: {
      postings: { size: plans.length, terms: reader.strings('terms'), fields: fields as Record<FieldName, FieldPostings> },
      words: { words: reader.strings('words'), lists: readLists(reader, 'words') },
      grams: grams as Record<keyof CorpusGramPostings, GramPostings>,
    },
    table: {
      size: plans.length,
      plans,
      chapters: reader.numbers('table.chapters', Uint32Array),
      themes: reader.numbers('table.themes', Uint8Array),
      headings: reader.numbers('table.headings', Int32Array),
      roles: reader.numbers('table.roles', Uint8Array),
      kinds: reader.numbers('table.kinds', Uint8Array),
      lengths: reader.numbers('table.lengths', Uint32Array),
      runIns: reader.numbers('table.runIns', Uint8Array),
      corrected: reader.numbers('table.corrected', Uint8Array),
    },
    headings: { parents: reader.numbers('headings.parents', Int32Array), titles: reader.strings('headings.titles') },
  };
  return reader.isWhole ? index : undefined;
}

const readField = (reader: SectionReader, prefix: string): FieldPostings => ({
  starts: reader.numbers(`${prefix}.starts`, Uint32Array),
  ordinals: reader.numbers(`${prefix}.ordinals`, Uint32Array),
  counts: reader.numbers(`${prefix}.counts`, Uint16Array),
  lengths: reader.numbers(`${prefix}.lengths`, Uint32Array),
});

const readLists = (reader: SectionReader, prefix: string): OrdinalLists => ({
  counts: reader.numbers(`${prefix}.counts`, Uint32Array),
  starts: reader.numbers(`${prefix}.starts`, Uint32Array),
  bytes: reader.numbers(`${prefix}.bytes`, Uint8Array),
});

const readPieces = (reader: SectionReader, prefix: string): Pieces => ({
  starts: reader.numbers(`${prefix}.starts`, Uint32Array),
  bytes: reader.numbers(`${prefix}.bytes`, Uint8Array),
});

class SectionReader {
  isWhole = true;
  readonly #sections: ReadonlyMap<string, Section>;

  constructor(sections: ReadonlyMap<string, Section>) {
    this.#sections = sections;
  }

  strings(name: string): readonly string[] {
    const section = this.#sections.get(name);
    if (isStrings(section)) return section;
    this.isWhole = false;
    return [];
  }

  numbers<List extends Section>(name: string, Kind: new () => List): List {
    const section = this.#sections.get(name);
    if (section instanceof Kind) return section;
    this.isWhole = false;
    return new Kind();
  }
}
