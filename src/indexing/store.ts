// The index on disk: one file, written aside and renamed, with a header that tells whether it may be used.
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isNodeError } from '../corpus/files.ts';
import type { ClauseTable, HeadingTable } from './clause-table.ts';
import type { CorpusGramPostings } from './corpus-grams.ts';
import { FIELDS, type FieldName } from './fields.ts';
import type { GramPostings } from './gram-postings.ts';
import { decodeSections, encodeSections, isStrings, type Section } from './sections.ts';
import type { FieldPostings, TermPostings } from './term-postings.ts';
import type { VocabularyEntry } from './vocabulary.ts';

/** What the store keeps: everything that takes long to make. */
export interface StoredIndex {
  readonly lexicon: readonly string[];
  readonly vocabulary: readonly VocabularyEntry[];
  readonly postings: TermPostings;
  readonly grams: CorpusGramPostings;
  readonly table: ClauseTable;
  readonly headings: HeadingTable;
}

const FILE_NAME = 'clauses.idx';

export type LoadResult =
  | { readonly state: 'ready'; readonly index: StoredIndex }
  /** `missing`: no file. `stale`: made from other seeds or by other code. `damaged`: not what was written. */
  | { readonly state: 'missing' | 'stale' | 'damaged' };

export const indexFile = (folder: string): string => join(folder, FILE_NAME);

/** Reads the stored index if it is whole and was made from exactly what `fingerprint` stands for. */
export async function loadIndex(folder: string, fingerprint: string): Promise<LoadResult> {
  let file: Buffer;
  try {
    file = await readFile(indexFile(folder));
  } catch (error) {
    if (isNodeError(error) && error.code === 'ENOENT') return { state: 'missing' };
    return { state: 'damaged' };
  }
  const decoded = decodeSections(file);
  if (decoded.state !== 'whole') return { state: decoded.state === 'other' ? 'stale' : 'damaged' };
  if (decoded.fingerprint !== fingerprint) return { state: 'stale' };
  const index = indexOf(decoded.sections);
  return index ? { state: 'ready', index } : { state: 'damaged' };
}

/** Writes the index beside the old one and renames it, so that a reader sees the old or the new one, never a part. */
export async function saveIndex(folder: string, fingerprint: string, index: StoredIndex): Promise<void> {
  await mkdir(folder, { recursive: true });
  const aside = `${indexFile(folder)}.${process.pid}.tmp`;
  try {
    const file = await open(aside, 'w');
    try {
      for (const piece of encodeSections(fingerprint, sectionsOf(index))) await file.writeFile(piece);
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

const GRAM_PARTS = ['clauses', 'headings', 'bridges'] as const satisfies readonly (keyof CorpusGramPostings)[];

function sectionsOf({ lexicon, vocabulary, postings, grams, table, headings }: StoredIndex): ReadonlyMap<string, Section> {
  const sections = new Map<string, Section>();
  sections.set('lexicon', lexicon);
  sections.set(
    'vocabulary.words',
    vocabulary.map(([word]) => word),
  );
  sections.set(
    'vocabulary.counts',
    Uint32Array.from(vocabulary, ([, clauses]) => clauses),
  );
  sections.set('terms', postings.terms);
  const addAll = (prefix: string, columns: object) => {
    for (const [name, column] of Object.entries(columns)) sections.set(`${prefix}.${name}`, column);
  };
  for (const field of FIELDS) addAll(`postings.${field}`, postings.fields[field]);
  for (const part of GRAM_PARTS) addAll(`grams.${part}`, grams[part]);
  const { size: _size, ...columns } = table;
  addAll('table', columns);
  addAll('headings', headings);
  return sections;
}

/** Undefined if a section is missing or holds something else: then another program wrote the file. */
function indexOf(sections: ReadonlyMap<string, Section>): StoredIndex | undefined {
  const reader = new SectionReader(sections);
  const fields = Object.fromEntries(FIELDS.map((field) => [field, readField(reader, `postings.${field}`)]));
  const grams = Object.fromEntries(GRAM_PARTS.map((part) => [part, readGrams(reader, `grams.${part}`)]));
  const counts = reader.numbers('vocabulary.counts', Uint32Array);
  const plans = reader.numbers('table.plans', Uint32Array);
  const index: StoredIndex = {
    lexicon: reader.strings('lexicon'),
    vocabulary: reader.strings('vocabulary.words').map((word, at) => [word, counts[at] ?? 0] as const),
    postings: { size: plans.length, terms: reader.strings('terms'), fields: fields as Record<FieldName, FieldPostings> },
    grams: grams as Record<keyof CorpusGramPostings, GramPostings>,
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

const readGrams = (reader: SectionReader, prefix: string): GramPostings => ({
  grams: reader.numbers(`${prefix}.grams`, Uint32Array),
  counts: reader.numbers(`${prefix}.counts`, Uint32Array),
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
