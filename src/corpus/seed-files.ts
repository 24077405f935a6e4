// The files of a seeds folder, before anything in them is understood: which they are, and one digest of them all. Apart from
// their readers, so that a start that finds nothing changed need not load those.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { MANIFEST, VOCABULARY } from './folder-names.ts';

const PLAN_EXTENSION = '.txt';
const VOCABULARIES = ['themes.json', 'terms.txt', 'synonyms.json'] as const;
export type VocabularyName = (typeof VOCABULARIES)[number];
/** The vocabularies that come with the project serve any seeds folder that has none of its own. */
const BUNDLED_SEEDS = fileURLToPath(new URL('../../seeds/', import.meta.url));

/** Of the files of a folder: equal where every name and every byte is, in the same order. */
export class SeedsDigest {
  readonly #hash = createHash('sha256');

  add(name: string, bytes: Uint8Array): void {
    this.#hash.update(`${name}\0${bytes.length}\0`).update(bytes);
  }

  value(): string {
    return this.#hash.digest('hex');
  }
}

export interface SeedFiles {
  /** Equal to the digest of the folder as `readSeeds` reads it. */
  readonly digest: string;
  /** As of a `SeedFolder`. */
  readonly declaredTerms: string;
  readonly synonyms: unknown;
}

/** Reads the files that the folder declares. Null where they are not as they should be: who reads them in earnest will say why. */
export async function readSeedFiles(folder: string): Promise<SeedFiles | null> {
  try {
    const digest = new SeedsDigest();
    const names = await readdir(folder);
    let files: readonly string[] = planFilesAmong(names);
    if (names.includes(MANIFEST)) {
      const manifest = await readFile(join(folder, MANIFEST));
      digest.add(MANIFEST, manifest);
      files = filesOf(JSON.parse(withoutMark(manifest.toString())));
    }
    const [themes, terms, synonyms] = await Promise.all(VOCABULARIES.map((name) => readVocabulary(folder, name)));
    if (!themes || !terms || !synonyms) return null;
    digest.add('themes.json', themes);
    let since = performance.now();
    for (const file of files) {
      digest.add(file, readFileSync(join(folder, file)));
      if (performance.now() - since < TURN_MS) continue;
      await turn();
      since = performance.now();
    }
    digest.add('terms.txt', terms);
    digest.add('synonyms.json', synonyms);
    return { digest: digest.value(), declaredTerms: terms.toString(), synonyms: JSON.parse(withoutMark(synonyms.toString())) };
  } catch {
    return null;
  }
}

// Files that are waited for one by one take three times as long. Between these turns whoever else has something to do does it.
const TURN_MS = 4;

/** Some editors put a byte-order mark before JSON, where it may not be. */
export const withoutMark = (json: string): string => json.replace(/^\ufeff/u, '');

/** How large the texts of a folder are, all together; 0 where that cannot be told. */
export async function bytesOfPlans(folder: string): Promise<number> {
  try {
    const sizes = planFilesAmong(await readdir(folder)).map(async (file) => (await stat(join(folder, file))).size);
    return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  } catch {
    return 0;
  }
}

/** The plans of a folder without a manifest. */
export const planFilesAmong = (names: readonly string[]): string[] =>
  names.filter((name) => name.endsWith(PLAN_EXTENSION)).sort();

/** The file of that vocabulary for this folder, its own or the project's. */
export async function vocabularyFile(folder: string, name: VocabularyName): Promise<string> {
  const own = join(folder, VOCABULARY, name);
  const exists = await stat(own).then(
    (entry) => entry.isFile(),
    () => false,
  );
  return exists ? own : join(BUNDLED_SEEDS, VOCABULARY, name);
}

const readVocabulary = async (folder: string, name: VocabularyName): Promise<Buffer> =>
  readFile(await vocabularyFile(folder, name));

// No more of the manifest than the names. An entry without one makes it unusable, which its reader tells.
function filesOf(manifest: unknown): string[] {
  if (!Array.isArray(manifest) || manifest.length === 0) throw new TypeError('the manifest is no list of plans');
  return manifest.map((entry: unknown) => {
    const file = typeof entry === 'object' && entry !== null && 'file' in entry ? entry.file : undefined;
    if (typeof file !== 'string') throw new TypeError('an entry of the manifest names no file');
    return file;
  });
}
