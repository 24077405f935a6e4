// Real seeds folders with a few lines in them, gone when the test file is done.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import type { Library } from '../../src/corpus/library.ts';
import { loadSeeds } from '../../src/corpus/seeds.ts';
import { FACTS } from './facts.ts';

export { FACTS };

export interface Folders {
  /** A new folder with these files, named by their paths. */
  folderWith(files: Readonly<Record<string, string>>): string;
  /** The library of a folder with these plans, their lines by their ids. */
  libraryOf(plans: Readonly<Record<string, readonly string[]>>): Promise<Library>;
}

/** To be called once in a test file: what it makes is removed after the file's last test. */
export function temporaryFolders(): Folders {
  const folders: string[] = [];
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });
  const folderWith = (files: Readonly<Record<string, string>>): string => {
    const folder = mkdtempSync(join(tmpdir(), 'plan-clause-search-'));
    folders.push(folder);
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
    return folder;
  };
  return {
    folderWith,
    libraryOf: async (plans) => {
      const manifest = Object.keys(plans).map((id) => ({ ...FACTS, id, file: `${id}.txt` }));
      const texts = Object.entries(plans).map(([id, lines]) => [`${id}.txt`, lines.join('\n')]);
      return (await loadSeeds(folderWith({ 'plans.json': JSON.stringify(manifest), ...Object.fromEntries(texts) }))).library;
    },
  };
}
