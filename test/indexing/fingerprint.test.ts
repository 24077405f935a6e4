import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../src/indexing/fingerprint.ts';
import { temporaryFolders } from '../support/seeds-folder.ts';

const { folderWith } = temporaryFolders();
const projectFolder = fileURLToPath(new URL('../../', import.meta.url));
const ingredients = { seedsDigest: 'a', segmenter: 'nodejieba', declaredTerms: ['碳达峰', '大湾区'] };

describe('the fingerprint', () => {
  it('is the same for the same ingredients, 64 digits long', async () => {
    const { making, whole } = fingerprintOf(ingredients);
    expect(fingerprintOf({ ...ingredients })).toEqual({ making, whole });
    for (const digits of [making, whole]) expect(digits).toMatch(/^[0-9a-f]{64}$/);
  });

  it('tells what makes the index from what it is made of', async () => {
    const { making, whole } = fingerprintOf(ingredients);
    const other = fingerprintOf({ ...ingredients, seedsDigest: 'b' });
    expect(other.making).toBe(making);
    expect(other.whole).not.toBe(whole);
    expect(fingerprintOf({ ...ingredients, segmenter: 'jieba-wasm' }).making).not.toBe(making);
  });

  it.each([
    ['the seeds', { seedsDigest: 'b' }],
    ['the segmenter', { segmenter: 'jieba-wasm' }],
    ['the declared terms', { declaredTerms: ['碳达峰'] }],
    ['the border between two terms', { declaredTerms: ['碳达峰大湾区'] }],
  ])('changes with %s', async (_what, change) => {
    expect(fingerprintOf({ ...ingredients, ...change }).whole).not.toBe(fingerprintOf(ingredients).whole);
  });

  // In a copy of the project, where each file may be changed: an empty line more in one of them is another fingerprint.
  it('changes with every file that a build runs, and with the versions of the libraries', () => {
    const copy = folderWith({});
    for (const name of ['src', 'package.json', 'package-lock.json']) {
      cpSync(join(projectFolder, name), join(copy, name), { recursive: true });
    }
    symlinkSync(join(projectFolder, 'node_modules'), join(copy, 'node_modules'));
    writeFileSync(
      join(copy, 'run.mts'),
      `import { appendFileSync } from 'node:fs';
      import { fingerprintOf } from './src/indexing/fingerprint.ts';
      const ingredients = { seedsDigest: 'a', segmenter: 'b', declaredTerms: [] };
      const same = [];
      let before = (fingerprintOf(ingredients)).making;
      for (const file of ${JSON.stringify([...filesOfABuild(), 'package-lock.json'])}) {
        appendFileSync(file, '\\n');
        const after = (fingerprintOf(ingredients)).making;
        if (after === before) same.push(file);
        before = after;
      }
      console.log(JSON.stringify(same));`,
    );
    const tsx = join(projectFolder, 'node_modules/tsx/dist/cli.mjs');
    const printed = execFileSync(process.execPath, [tsx, join(copy, 'run.mts')], { cwd: copy, encoding: 'utf8' });
    expect(filesOfABuild().length).toBeGreaterThan(25);
    expect(JSON.parse(printed)).toEqual([]);
  });
});

/** The files that reading the seeds and building the index import, directly or through others. */
function filesOfABuild(): string[] {
  const reached = new Set<string>();
  const waiting = ['src/corpus/seeds.ts', 'src/indexing/build.ts', 'src/indexing/store.ts'];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    for (const [, name = ''] of readFileSync(join(projectFolder, file), 'utf8').matchAll(/\b(?:from|import\()\s*'(\.[^']+)'/g)) {
      waiting.push(relative(projectFolder, resolve(projectFolder, dirname(file), name)));
    }
  }
  return [...reached].sort();
}
