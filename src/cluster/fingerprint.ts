// What an index on the cluster was made from: all that the embedded index was, and the code that turns it into documents.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

const DECIDING_FILES = ['clause-document.ts', 'forward-terms.ts', 'index-shape.ts'];

/** Equal for equal embedded fingerprints and equal code; 64 hex digits. */
export async function clusterFingerprint(embedded: string): Promise<string> {
  const hash = createHash('sha256').update(`${embedded}\0`);
  for (const name of DECIDING_FILES) hash.update(`${name}\0${await readFile(new URL(name, import.meta.url), 'utf8')}\0`);
  return hash.digest('hex');
}
