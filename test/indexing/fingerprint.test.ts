import { execFileSync } from 'node:child_process';
import { cpSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../src/indexing/fingerprint.ts';
import { temporaryFolders } from '../support/seeds-folder.ts';

const { folderWith } = temporaryFolders();
const projectFolder = fileURLToPath(new URL('../../', import.meta.url));
const ingredients = { seedsDigest: 'a', segmenter: 'nodejieba', declaredTerms: ['碳达峰', '大湾区'] };

describe('the fingerprint', () => {
  it('is the same for the same ingredients, 64 digits long', async () => {
    expect(await fingerprintOf(ingredients)).toBe(await fingerprintOf({ ...ingredients }));
    expect(await fingerprintOf(ingredients)).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each([
    ['the seeds', { seedsDigest: 'b' }],
    ['the segmenter', { segmenter: 'jieba-wasm' }],
    ['the declared terms', { declaredTerms: ['碳达峰'] }],
    ['the border between two terms', { declaredTerms: ['碳达峰大湾区'] }],
  ])('changes with %s', async (_what, change) => {
    expect(await fingerprintOf({ ...ingredients, ...change })).not.toBe(await fingerprintOf(ingredients));
  });

  // In a copy of the project, where each file may be changed: a comment more in one of them is another fingerprint.
  it('changes with any file of the code that decides what the index holds, and with the versions of the libraries', () => {
    const copy = folderWith({});
    for (const name of ['src', 'package.json', 'package-lock.json'])
      cpSync(join(projectFolder, name), join(copy, name), { recursive: true });
    symlinkSync(join(projectFolder, 'node_modules'), join(copy, 'node_modules'));
    writeFileSync(
      join(copy, 'run.mts'),
      `import { appendFileSync, readdirSync } from 'node:fs';
      import { fingerprintOf } from './src/indexing/fingerprint.ts';
      const ingredients = { seedsDigest: 'a', segmenter: 'b', declaredTerms: [] };
      const files = ['text', 'corpus', 'indexing'].flatMap((folder) =>
        readdirSync('src/' + folder, { recursive: true }).filter((name) => /\\.(?:ts|mts|cts|js|json)$/.test(name)).map((name) => 'src/' + folder + '/' + name),
      );
      const same = [];
      let before = await fingerprintOf(ingredients);
      for (const file of [...files, 'package-lock.json']) {
        appendFileSync(file, '\\n');
        const after = await fingerprintOf(ingredients);
        if (after === before) same.push(file);
        before = after;
      }
      console.log(JSON.stringify({ checked: files.length, same }));`,
    );
    const tsx = join(projectFolder, 'node_modules/tsx/dist/cli.mjs');
    const { checked, same } = JSON.parse(
      execFileSync(process.execPath, [tsx, join(copy, 'run.mts')], { cwd: copy, encoding: 'utf8' }),
    );
    expect(checked).toBeGreaterThan(20);
    expect(same).toEqual([]);
  });
});
