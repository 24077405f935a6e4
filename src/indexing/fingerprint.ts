// What an index was made from, as one string: seeds, segmenter, and the code that turns the one into the other.
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SOURCE = fileURLToPath(new URL('../', import.meta.url));
// Everything that decides what an index holds. A hash of the code itself cannot be forgotten, as a version number can.
const DECIDING_FOLDERS = ['text', 'corpus', 'indexing'];
const LOCK_FILE = fileURLToPath(new URL('../../package-lock.json', import.meta.url));

export interface IndexIngredients {
  readonly seedsDigest: string;
  readonly segmenter: string;
  readonly declaredTerms: readonly string[];
}

/** Equal for equal seeds, segmenter, declared terms, code and library versions; 64 hex digits. */
export async function fingerprintOf({ seedsDigest, segmenter, declaredTerms }: IndexIngredients): Promise<string> {
  const hash = createHash('sha256').update(`${seedsDigest}\0${segmenter}\0${declaredTerms.join('\n')}\0`);
  hash.update(await readFile(LOCK_FILE, 'utf8').catch(() => 'no lock file'));
  for (const folder of DECIDING_FOLDERS) {
    const names = (await readdir(join(SOURCE, folder))).filter((name) => name.endsWith('.ts')).sort();
    for (const name of names) hash.update(`${folder}/${name}\0${await readFile(join(SOURCE, folder, name), 'utf8')}\0`);
  }
  return hash.digest('hex');
}
