import { chmodSync, cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ManifestError } from '../../src/corpus/manifest.ts';
import { loadSeeds, SeedsError } from '../../src/corpus/seeds.ts';
import { ThemesError } from '../../src/corpus/themes.ts';
import { FACTS, temporaryFolders } from '../support/seeds-folder.ts';

const { folderWith } = temporaryFolders();

const TEXT = '第一章 推进绿色低碳发展\n建设平台。\n';
const manifest = (...entries: object[]) => JSON.stringify(entries);

async function errorOf(folder: string): Promise<Error> {
  try {
    await loadSeeds(folder);
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('the folder is accepted');
}

describe('a seeds folder with a manifest', () => {
  it('has the plans that it names, in its order', async () => {
    const folder = folderWith({
      'plans.json': manifest({ ...FACTS, id: 'b', file: 'b.txt' }, { ...FACTS, id: 'a', file: 'a.txt' }),
      'a.txt': TEXT,
      'b.txt': TEXT,
      'c.txt': TEXT,
    });
    const { library } = await loadSeeds(folder);
    expect(library.plans.map(({ id }) => id)).toEqual(['b', 'a']);
    expect(library.clauses.map(({ clause }) => clause.id)).toEqual(['b-1.0.1', 'a-1.0.1']);
  });

  it('says before each plan which one it parses', async () => {
    const folder = folderWith({
      'plans.json': manifest({ ...FACTS, id: 'b', file: 'b.txt' }, FACTS),
      'b.txt': TEXT,
      'huadu.txt': TEXT,
    });
    const told: string[] = [];
    await loadSeeds(folder, { onPlan: ({ id }, position, total) => told.push(`${id} ${position}/${total}`) });
    expect(told).toEqual(['b 0/2', 'huadu 1/2']);
  });

  it('applies the repairs and corrections it declares', async () => {
    const folder = folderWith({
      'plans.json': manifest({
        ...FACTS,
        repairs: [{ find: '平台', replace: '载体', reason: '误。' }],
        corrections: [{ line: 2, find: '建设', meant: '建成', reason: '误。' }],
      }),
      'huadu.txt': TEXT,
    });
    const { library } = await loadSeeds(folder);
    expect(library.clauses[0]?.clause.text).toBe('建设载体。');
    expect(library.clauses[0]?.clause.marks.map(({ kind }) => kind)).toEqual(['correction', 'repair']);
  });

  it('is refused where a text is missing, by plan and file', async () => {
    const error = await errorOf(folderWith({ 'plans.json': manifest(FACTS) }));
    expect(error).toBeInstanceOf(SeedsError);
    expect(error.message).toMatch(
      /plans\.json names huadu\.txt for the plan huadu, but .*huadu\.txt cannot be read; restore the file or take the entry out/,
    );
    expect(error.cause).toBeInstanceOf(Error);
  });

  it('is refused where the manifest is no JSON, by file', async () => {
    const folder = folderWith({ 'plans.json': '[{', 'huadu.txt': TEXT });
    const error = await errorOf(folder);
    expect(error).toBeInstanceOf(SeedsError);
    expect(error.message).toContain(`${join(folder, 'plans.json')} is not valid JSON`);
    expect(error.message).toMatch(/; mend it or restore it$/);
  });

  it('is refused where the manifest is wrong, by entry and field', async () => {
    const error = await errorOf(folderWith({ 'plans.json': manifest({ ...FACTS, id: 'HUADU' }), 'huadu.txt': TEXT }));
    expect(error).toBeInstanceOf(ManifestError);
    expect(error.message).toMatch(/plans\.json cannot be used:\n {2}entry 1 \("HUADU"\), id is "HUADU"/);
  });
});

describe('a seeds folder without a manifest', () => {
  it('has a plan for each .txt file, its id from the name', async () => {
    const { library } = await loadSeeds(
      folderWith({ 'tianhe.txt': TEXT, 'Hai Zhu 2026.txt': TEXT, 'notes.md': 'no plan', '天河区.txt': TEXT }),
    );
    expect(library.plans.map(({ id, facts }) => [id, facts.file, facts.district])).toEqual([
      ['hai-zhu-2026', 'Hai Zhu 2026.txt', 'Hai Zhu 2026'],
      ['tianhe', 'tianhe.txt', 'tianhe'],
      [expect.stringMatching(/^plan-[0-9a-f]{8}$/), '天河区.txt', '天河区'],
    ]);
  });

  it('gives two files whose names come to one id an id each', async () => {
    const { library } = await loadSeeds(folderWith({ 'a b.txt': TEXT, 'a-b.txt': TEXT, 'a_b.txt': TEXT }));
    expect(library.plans.map(({ id }) => id)).toEqual(['a-b', 'a-b-2', 'a-b-3']);
  });

  it('takes texts of any kind, with a byte-order mark too', async () => {
    const { library } = await loadSeeds(folderWith({ 'plain.txt': '\ufeff没有标题的一段话。\r\n', 'odd.txt': '\u0001\ufffd' }));
    expect(library.clauses.map(({ clause }) => clause.id)).toEqual(['odd-0.0.1', 'plain-0.0.1']);
  });

  it('is refused where it holds no text', async () => {
    const folder = folderWith({ 'notes.md': 'no plan' });
    const error = await errorOf(folder);
    expect(error).toBeInstanceOf(SeedsError);
    expect(error.message).toBe(
      `${folder} holds neither plans.json nor a .txt file; put the plans there, or set SEEDS_DIR to the folder that has them`,
    );
  });
});

describe('a seeds folder that cannot be used', () => {
  it('does not exist', async () => {
    const error = await errorOf(join(tmpdir(), 'no-such-folder-of-seeds'));
    expect(error).toBeInstanceOf(SeedsError);
    expect(error.message).toMatch(
      /the seeds folder .*no-such-folder-of-seeds does not exist; set SEEDS_DIR to a folder with the plans/,
    );
  });

  it('is a file', async () => {
    const error = await errorOf(join(folderWith({ 'a.txt': TEXT }), 'a.txt'));
    expect(error).toBeInstanceOf(SeedsError);
    expect(error.message).toContain('cannot be read; set SEEDS_DIR');
  });

  it.skipIf(process.getuid?.() === 0)('may not be read', async () => {
    const folder = folderWith({ 'a.txt': TEXT });
    chmodSync(folder, 0);
    expect((await errorOf(folder)).message).toContain('cannot be read; set SEEDS_DIR');
    chmodSync(folder, 0o700);
  });
});

describe('a seed that is no text', () => {
  // 规划 in GB18030; its first byte is the first that is wrong.
  const GB18030 = Buffer.from([0xb9, 0xe6, 0xbb, 0xae]);
  const withBytes = (file: string, bytes: Uint8Array) => {
    const folder = folderWith({ 'plans.json': manifest(FACTS), 'huadu.txt': TEXT });
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), bytes);
    return folder;
  };
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(TEXT, 'utf16le')]);

  it.each<[string, Uint8Array, string]>([
    [
      'in GB18030',
      Buffer.concat([Buffer.from('一\r\n二\ufffd\n'), GB18030]),
      'is not UTF-8 in line 3 (byte 13 is 0xb9); save it',
    ],
    ['cut off inside a character', Buffer.from('一二').subarray(0, 5), 'is not UTF-8 in line 1 (byte 4 is 0xe4); save it'],
    ['in UTF-16', utf16, 'is in UTF-16, not in UTF-8; save it'],
    ['in UTF-16 without a mark', utf16.subarray(2), ' in line 1 (byte '],
    ['with a tail of zeros', Buffer.from(`${TEXT}\0\0`), 'holds a NUL, which no text does, in line 3 (byte 52 is 0x00)'],
    ['of zeros', Buffer.alloc(9), 'holds a NUL, which no text does, in line 1 (byte 1 is 0x00)'],
    [
      'empty',
      Buffer.of(),
      'holds no clause, so there is nothing to find in the plan huadu; restore the text, or take the plan out',
    ],
    ['of headings alone', Buffer.from('第一章 总则\n'), 'holds no clause'],
  ])('is refused: a text %s', async (_what, bytes, says) => {
    const folder = withBytes('huadu.txt', bytes);
    const error = await errorOf(folder);
    expect(error).toBeInstanceOf(SeedsError);
    expect(error.message).toContain(join(folder, 'huadu.txt'));
    expect(error.message).toContain(says);
  });

  it('says how to take in a text in another encoding', async () => {
    expect((await errorOf(withBytes('huadu.txt', GB18030))).message).toMatch(
      /\(the plan huadu\) is not UTF-8 .*; save it as UTF-8, or .* import it, which knows other encodings: npm run import -- FILE$/,
    );
  });

  it.each(['plans.json', 'vocabulary/terms.txt', 'vocabulary/synonyms.json', 'vocabulary/themes.json'])(
    'is refused: %s',
    async (file) => {
      const folder = withBytes(file, Buffer.concat([Buffer.from('[]\n'), GB18030]));
      const error = await errorOf(folder);
      expect(error).toBeInstanceOf(SeedsError);
      expect(error.message).toBe(
        `${join(folder, file)} is not UTF-8 in line 2 (byte 4 is 0xb9); save it as UTF-8, or restore it`,
      );
    },
  );

  it('is named beside all others of its kind', async () => {
    const folder = folderWith({ 'a.txt': '\0', 'b.txt': TEXT, 'c.txt': 'x\0' });
    expect((await errorOf(folder)).message.split('\n')).toEqual([
      expect.stringContaining('a.txt (the plan a) holds a NUL'),
      expect.stringContaining('c.txt (the plan c) holds a NUL'),
    ]);
  });
});

describe('a manifest', () => {
  it('may have a byte-order mark', async () => {
    const folder = folderWith({ 'plans.json': `\ufeff${manifest(FACTS)}`, 'huadu.txt': TEXT });
    expect((await loadSeeds(folder)).library.plans).toHaveLength(1);
  });

  it('that names no plan is refused: with texts as damaged, without them with how to add one', async () => {
    const damaged = folderWith({ 'plans.json': '[]', 'huadu.txt': TEXT });
    expect((await errorOf(damaged)).message).toBe(
      `${join(damaged, 'plans.json')} names no plan, though there are 1 texts (huadu.txt); restore it, name them in it, or delete it, and each .txt file is a plan`,
    );
    const empty = folderWith({ 'plans.json': '[]' });
    expect((await errorOf(empty)).message).toBe(`${join(empty, 'plans.json')} names no plan; add one: npm run import -- FILE`);
  });

  it('that is a folder, or a link to itself, is refused by name', async () => {
    const folder = folderWith({ 'plans.json/x': '', 'huadu.txt': TEXT });
    expect((await errorOf(folder)).message).toContain(
      `${join(folder, 'plans.json')} cannot be read (it is a folder); restore it`,
    );
    const loop = folderWith({ 'huadu.txt': TEXT });
    symlinkSync('plans.json', join(loop, 'plans.json'));
    const error = await errorOf(loop);
    expect(error).toBeInstanceOf(SeedsError);
    expect(error.message).toContain('cannot be read (it is a link that leads to itself)');
  });
});

describe('the vocabulary', () => {
  it('is the one of the folder where it has one', async () => {
    const folder = folderWith({ 'a.txt': TEXT, 'vocabulary/terms.txt': '侨梦苑\n', 'vocabulary/synonyms.json': '[]' });
    const { declaredTerms, synonyms } = await loadSeeds(folder);
    expect(declaredTerms).toBe('侨梦苑\n');
    expect(synonyms).toEqual([]);
  });

  it('is the one that comes with the project where it has none, file by file', async () => {
    const bundled = readFileSync(new URL('../../seeds/vocabulary/terms.txt', import.meta.url), 'utf8');
    const { declaredTerms, synonyms, library } = await loadSeeds(folderWith({ 'a.txt': TEXT, 'vocabulary/synonyms.json': '[]' }));
    expect(declaredTerms).toBe(bundled);
    expect(synonyms).toEqual([]);
    expect(library.plans[0]?.themes).toEqual(['ecology']);
  });

  it('is refused where it is broken, by file', async () => {
    const broken = await errorOf(folderWith({ 'a.txt': TEXT, 'vocabulary/synonyms.json': '[' }));
    expect(broken).toBeInstanceOf(SeedsError);
    expect(broken.message).toMatch(/vocabulary\/synonyms\.json is not valid JSON: .*; mend it or restore it/);
    expect(await errorOf(folderWith({ 'a.txt': TEXT, 'vocabulary/themes.json': '[]' }))).toBeInstanceOf(ThemesError);
  });
});

describe('the digest of the seeds', () => {
  const files = { 'plans.json': manifest(FACTS), 'huadu.txt': TEXT };
  const digestOf = async (folder: string) => (await loadSeeds(folder)).digest;

  it('is the same for the same files in another folder', async () => {
    const folder = folderWith(files);
    const copy = folderWith({});
    cpSync(folder, copy, { recursive: true });
    expect(await digestOf(copy)).toBe(await digestOf(folder));
  });

  it.each([
    ['a text', { ...files, 'huadu.txt': `${TEXT} ` }],
    ['the manifest', { ...files, 'plans.json': manifest({ ...FACTS, district: '花都' }) }],
    ['the terms', { ...files, 'vocabulary/terms.txt': '侨梦苑' }],
    ['the synonyms', { ...files, 'vocabulary/synonyms.json': '[]' }],
  ])('is another one after a change of %s', async (_what, changed) => {
    expect(await digestOf(folderWith(changed))).not.toBe(await digestOf(folderWith(files)));
  });

  it('does not change for a file that is not read', async () => {
    expect(await digestOf(folderWith({ ...files, 'notes.md': 'no plan' }))).toBe(await digestOf(folderWith(files)));
  });
});
