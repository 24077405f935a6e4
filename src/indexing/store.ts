// The index on disk: one file, written aside and renamed, with a header that tells whether it may be used.
import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isNodeError } from '../corpus/files.ts';

/** What the store keeps: everything that takes long to make. Plans are parsed from the seeds at every start. */
export interface StoredIndex {
  readonly lexicon: readonly string[];
  /** Words of the corpus with the number of clauses that hold each. */
  readonly vocabulary: readonly (readonly [string, number])[];
  /** MiniSearch's own serialisation. */
  readonly clauseIndex: string;
}

/** Changes when the layout of the file changes. */
const FORMAT = 2;
const FILE_NAME = 'clauses.idx';

interface Header {
  readonly format: number;
  readonly fingerprint: string;
  /** SHA-256 of what follows the header. */
  readonly checksum: string;
}

export type LoadResult =
  | { readonly state: 'ready'; readonly index: StoredIndex }
  /** `missing`: no file. `stale`: made from other seeds or by other code. `damaged`: not what was written. */
  | { readonly state: 'missing' | 'stale' | 'damaged' };

export const indexFile = (folder: string): string => join(folder, FILE_NAME);

/** Reads the stored index if it is whole and was made from exactly what `fingerprint` stands for. */
export async function loadIndex(folder: string, fingerprint: string): Promise<LoadResult> {
  let content: string;
  try {
    content = await readFile(indexFile(folder), 'utf8');
  } catch (error) {
    if (isNodeError(error) && error.code === 'ENOENT') return { state: 'missing' };
    return { state: 'damaged' };
  }
  const [head = '', lexicon = '', vocabulary = '', clauseIndex = '', ...rest] = content.split('\n');
  const header = parseHeader(head);
  if (!header) return { state: 'damaged' };
  if (header.format !== FORMAT || header.fingerprint !== fingerprint) return { state: 'stale' };
  if (rest.join('') !== '' || checksumOf(`${lexicon}\n${vocabulary}\n${clauseIndex}\n`) !== header.checksum)
    return { state: 'damaged' };
  return { state: 'ready', index: { lexicon: JSON.parse(lexicon), vocabulary: JSON.parse(vocabulary), clauseIndex } };
}

/** Writes the index beside the old one and renames it, so that a reader sees the old or the new one, never a part. */
export async function saveIndex(folder: string, fingerprint: string, index: StoredIndex): Promise<void> {
  const body = `${JSON.stringify(index.lexicon)}\n${JSON.stringify(index.vocabulary)}\n${index.clauseIndex}\n`;
  const header: Header = { format: FORMAT, fingerprint, checksum: checksumOf(body) };
  await mkdir(folder, { recursive: true });
  const aside = `${indexFile(folder)}.${process.pid}.tmp`;
  try {
    const file = await open(aside, 'w');
    try {
      await file.writeFile(`${JSON.stringify(header)}\n${body}`);
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

const checksumOf = (text: string): string => createHash('sha256').update(text).digest('hex');

function parseHeader(line: string): Header | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isHeader(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isHeader(value: unknown): value is Header {
  return (
    typeof value === 'object' &&
    value !== null &&
    'format' in value &&
    typeof value.format === 'number' &&
    'fingerprint' in value &&
    typeof value.fingerprint === 'string' &&
    'checksum' in value &&
    typeof value.checksum === 'string'
  );
}
