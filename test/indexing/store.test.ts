import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLibrary, type Library, type Plan } from '../../src/corpus/library.ts';
import { defaultFacts } from '../../src/corpus/manifest.ts';
import { planOf } from '../../src/corpus/seeds.ts';
import { buildIndex } from '../../src/indexing/build.ts';
import { asideName } from '../../src/indexing/leftovers.ts';
import { type Declared, indexFile, loadIndex, type StoredIndex, saveIndex } from '../../src/indexing/store.ts';
import { loadSegmenter } from '../../src/text/segment.ts';
import { temporaryFolders } from '../support/seeds-folder.ts';

const { folderWith } = temporaryFolders();

const FINGERPRINT = { making: 'a'.repeat(64), whole: 'f'.repeat(64) };
// A small index with everything in it: corrections, cells, two plans, a character of two units.
const library = createLibrary(
  [
    parsePlanText('one', '第一章 总则\n推动碳达峰行动，打造“侨梦苑”。\n第一节 𠮷地\n建设粤港澳大湾区。\n'),
    parsePlanText('two', '第一章 生态\n深化“放管服”改革。\n'),
  ],
  [],
);
const INDEX = storedIndexOf(library, ['侨梦苑', '碳达峰', '粤港澳大湾区', '𠮷地']);
const OTHER = storedIndexOf(library, ['放管服']);
const DECLARED: Declared = {
  facts: library.plans.map(({ facts }) => facts),
  themes: [{ id: 'ecology', label: '生态', description: '一行\n两行', words: [{ word: '绿色', weight: 2 }] }],
};

function storedIndexOf(indexed: Library, declaredTerms: readonly string[]): StoredIndex {
  return buildIndex({ library: indexed, segmenter: loadSegmenter(), declaredTerms }).stored;
}

function parsePlanText(id: string, text: string): Plan {
  return planOf({ ...defaultFacts(`${id}.txt`), id }, text, []);
}

/** An index without what only building asks for. */
const toServe = (index: StoredIndex): StoredIndex => ({
  ...index,
  plans: { ...index.plans, offers: { starts: new Uint32Array(), bytes: new Uint8Array() }, offerSum: new Uint8Array() },
});

async function savedFolder(): Promise<string> {
  const folder = folderWith({});
  await saveIndex(folder, FINGERPRINT, INDEX, DECLARED);
  return folder;
}

/** What loading makes of a stored file that has become these bytes. */
async function stateOf(bytes: Uint8Array | string): Promise<Awaited<ReturnType<typeof loadIndex>>> {
  const folder = folderWith({});
  writeFileSync(indexFile(folder), bytes);
  return loadIndex(folder, FINGERPRINT);
}

const bytesOf = (folder: string): Buffer => readFileSync(indexFile(folder));

describe('a stored index', () => {
  it('is read as it was saved', async () => {
    expect(await loadIndex(await savedFolder(), FINGERPRINT)).toEqual({
      state: 'ready',
      index: toServe(INDEX),
      declared: DECLARED,
    });
  });

  it('replaces the one before it, and leaves no other file behind', async () => {
    const folder = await savedFolder();
    await saveIndex(folder, FINGERPRINT, OTHER);
    expect(await loadIndex(folder, FINGERPRINT)).toEqual({
      state: 'ready',
      index: toServe(OTHER),
      declared: { facts: [], themes: [] },
    });
    expect(readdirSync(folder)).toEqual(['clauses.idx']);
  });

  it('makes the folder it is kept in', async () => {
    const folder = join(folderWith({}), 'some', 'where');
    await saveIndex(folder, FINGERPRINT, INDEX, DECLARED);
    expect((await loadIndex(folder, FINGERPRINT)).state).toBe('ready');
  });

  it('is the same bytes for the same index', async () => {
    expect(bytesOf(await savedFolder()).equals(bytesOf(await savedFolder()))).toBe(true);
  });

  it('is missing where there is none', async () => {
    expect(await loadIndex(folderWith({}), FINGERPRINT)).toEqual({ state: 'missing' });
    expect(await loadIndex(join(folderWith({}), 'nowhere'), FINGERPRINT)).toEqual({ state: 'missing' });
  });

  it('is stale where it was made from something else', async () => {
    const folder = await savedFolder();
    // By the same code, so that what has not changed can be taken over; by other code nothing can.
    expect(await loadIndex(folder, { ...FINGERPRINT, whole: 'e'.repeat(64) })).toEqual({ state: 'stale', previous: INDEX });
    expect(await loadIndex(folder, { ...FINGERPRINT, making: 'e'.repeat(64) })).toEqual({ state: 'stale', previous: null });
  });

  it('of a format to come is stale, not damaged', async () => {
    const [head = '', ...body] = bytesOf(await savedFolder())
      .toString('latin1')
      .split('\n');
    const header = { ...JSON.parse(head), format: 999, author: 'a later version' };
    const file = [JSON.stringify(header), ...body].join('\n');
    expect(await stateOf(Buffer.from(file, 'latin1'))).toEqual({ state: 'stale', previous: null });
  });

  it('that is a folder is damaged', async () => {
    const folder = folderWith({});
    mkdirSync(indexFile(folder));
    expect(await loadIndex(folder, FINGERPRINT)).toEqual({ state: 'damaged' });
  });

  it('that is a pipe is damaged, and waited for by nobody', async () => {
    const folder = folderWith({});
    execFileSync('mkfifo', [indexFile(folder)]);
    expect(await loadIndex(folder, FINGERPRINT)).toEqual({ state: 'damaged' });
  });

  it('that is a socket is damaged', async () => {
    const folder = folderWith({});
    const server = createServer().listen(indexFile(folder));
    await once(server, 'listening');
    expect(await loadIndex(folder, FINGERPRINT)).toEqual({ state: 'damaged' });
    await expect(saveIndex(folder, FINGERPRINT, INDEX)).rejects.toThrow(
      `${indexFile(folder)} is a socket, not a file; take it away`,
    );
    server.close();
  });

  it('does not take the place of what is no file', async () => {
    const [pipe, dir] = [folderWith({}), folderWith({})];
    execFileSync('mkfifo', [indexFile(pipe)]);
    mkdirSync(indexFile(dir));
    await expect(saveIndex(pipe, FINGERPRINT, INDEX)).rejects.toThrow(`${indexFile(pipe)} is a pipe, not a file; take it away`);
    await expect(saveIndex(dir, FINGERPRINT, INDEX)).rejects.toThrow(`${indexFile(dir)} is a folder, not a file; take it away`);
    expect([...readdirSync(pipe), ...readdirSync(dir)]).toEqual(['clauses.idx', 'clauses.idx']);
  });

  it.each([
    ['empty', ''],
    ['an empty line', '\n'],
    ['a text', '这不是索引。\n第二行\n第三行\n'],
    ['another JSON', '{"version":3,"sources":[]}\n'],
    ['a JSON that is no object', 'null\n[]\n'],
    ['a header of the wrong types', '{"format":"2","fingerprint":1,"checksum":null}\n[]\n'],
    ['a program', new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 0, 0, 0xff, 0xfe])],
  ])('that is a foreign file is damaged: %s', async (_what, content) => {
    expect(await stateOf(content)).toEqual({ state: 'damaged' });
  });

  it('cut off at any twentieth of its length is not used', async () => {
    const bytes = bytesOf(await savedFolder());
    for (let twentieth = 0; twentieth < 20; twentieth += 1) {
      expect((await stateOf(bytes.subarray(0, Math.floor((bytes.length * twentieth) / 20)))).state, `${twentieth}/20`).toBe(
        'damaged',
      );
    }
  });

  it('with something after its end is not used', async () => {
    const more = Buffer.concat([bytesOf(await savedFolder()), Buffer.from('and more\n')]);
    expect((await stateOf(more)).state).toBe('damaged');
  });

  it('with any bit turned is not used', async () => {
    const bytes = bytesOf(await savedFolder());
    const places = fc.sample(fc.tuple(fc.nat(bytes.length - 1), fc.nat(7)), { seed: 41, numRuns: 50 });
    for (const [at, bit] of places) {
      const damaged = Buffer.from(bytes);
      damaged[at] = (damaged[at] ?? 0) ^ (1 << bit);
      // A turned bit in the header may leave a sound header of another format or fingerprint.
      expect((await stateOf(damaged)).state, `byte ${at}, bit ${bit}`).not.toBe('ready');
    }
  });

  it('with its body replaced by a sound one of the same length is damaged', async () => {
    const bytes = bytesOf(await savedFolder());
    bytes.write('乔梦苑', bytes.indexOf('侨梦苑'));
    expect(await stateOf(bytes)).toEqual({ state: 'damaged' });
  });
});

// /dev/full takes no byte: what a full disk does, without filling one.
describe.skipIf(!existsSync('/dev/full'))('a save on a full disk', () => {
  const fill = async (folder: string) => symlinkSync('/dev/full', join(folder, await asideName('clauses.idx')));

  it('fails, and leaves the index that was there', async () => {
    const folder = await savedFolder();
    await fill(folder);
    await expect(saveIndex(folder, FINGERPRINT, OTHER)).rejects.toThrow(/ENOSPC/);
    expect(await loadIndex(folder, FINGERPRINT)).toEqual({ state: 'ready', index: toServe(INDEX), declared: DECLARED });
  });

  it('leaves no half-written file behind', async () => {
    const folder = folderWith({});
    await fill(folder);
    await expect(saveIndex(folder, FINGERPRINT, OTHER)).rejects.toThrow(/ENOSPC/);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('a save into a folder that cannot be', () => {
  it('fails with the reason', async () => {
    const folder = folderWith({ file: '' });
    await expect(saveIndex(join(folder, 'file'), FINGERPRINT, INDEX)).rejects.toThrow(/EEXIST|ENOTDIR/);
  });
});
