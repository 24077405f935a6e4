import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readSeedFiles } from '../../src/corpus/seed-files.ts';
import { readSeeds } from '../../src/corpus/seeds.ts';
import { temporaryFolders } from '../support/seeds-folder.ts';

const { folderWith } = temporaryFolders();
const TEXT = '第一章 总则\n推动绿色发展。\n';
const VOCABULARY = {
  'vocabulary/themes.json': '[]',
  'vocabulary/terms.txt': '碳达峰\n',
  'vocabulary/synonyms.json': '[]',
};

const digestOf = async (folder: string): Promise<string | undefined> => (await readSeedFiles(folder))?.digest;

describe('the files of a seeds folder', () => {
  it('have the digest of what is read of them in earnest, by a manifest and without one', async () => {
    const seeds = fileURLToPath(new URL('../../seeds', import.meta.url));
    const many = folderWith(Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`p${at}.txt`, `${TEXT}${at}`])));
    for (const folder of [seeds, many, folderWith({ 'a.txt': TEXT, 'b.txt': `\ufeff${TEXT}` })]) {
      const [files, read] = [await readSeedFiles(folder), await readSeeds(folder)];
      expect(files).toEqual({ digest: read.digest, declaredTerms: read.declaredTerms, synonyms: read.synonyms });
    }
  });

  it('have another digest after any change: of a byte, a name, the order, a file more or less, a vocabulary', async () => {
    const folder = folderWith({ 'a.txt': TEXT, 'b.txt': TEXT });
    const digests = [await digestOf(folder)];
    const change = async (make: () => void) => {
      make();
      digests.push(await digestOf(folder));
    };
    await change(() => writeFileSync(join(folder, 'a.txt'), TEXT.replace('绿', '緑')));
    await change(() => writeFileSync(join(folder, 'a.txt'), Buffer.concat([Buffer.from(TEXT), Buffer.from([0xff])])));
    await change(() => writeFileSync(join(folder, 'a.txt'), Buffer.concat([Buffer.from(TEXT), Buffer.from([0xfe])])));
    await change(() => writeFileSync(join(folder, 'c.txt'), TEXT));
    await change(() => rmSync(join(folder, 'b.txt')));
    await change(() => mkdirSync(join(folder, 'vocabulary')));
    for (const [name, text] of Object.entries(VOCABULARY)) await change(() => writeFileSync(join(folder, name), `${text} `));
    // An empty folder of vocabularies changes nothing.
    expect(digests[6]).toBe(digests[5]);
    expect(new Set(digests).size).toBe(digests.length - 1);
    expect(digests).not.toContain(undefined);
  });

  it.each<[string, Readonly<Record<string, string>>]>([
    ['a manifest that is no JSON', { 'plans.json': '[', 'a.txt': TEXT }],
    ['a manifest that is no list', { 'plans.json': '{}', 'a.txt': TEXT }],
    ['a manifest that names no plan', { 'plans.json': '[]', 'a.txt': TEXT }],
    ['an entry that names no file', { 'plans.json': '[{"file": 7}]', 'a.txt': TEXT }],
    ['a file that is not there', { 'plans.json': '[{"file": "b.txt"}]', 'a.txt': TEXT }],
    ['synonyms that are no JSON', { 'a.txt': TEXT, ...VOCABULARY, 'vocabulary/synonyms.json': '[' }],
  ])('are none with %s: that is for their reader to tell', async (_what, files) => {
    expect(await readSeedFiles(folderWith(files))).toBeNull();
  });

  it('are none where there is no folder', async () => {
    expect(await readSeedFiles('/nowhere/at/all')).toBeNull();
  });
});
