import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { expectedSegmenter, loadSegmenter, type Segmenter, segmentRuns } from '../../src/text/segment.ts';
import { anyUnits, check } from '../support/properties.ts';

const projectFolder = fileURLToPath(new URL('../../', import.meta.url));

function hasBinary(): boolean {
  try {
    loadSegmenter('nodejieba');
    return true;
  } catch {
    return false;
  }
}
const withNodejieba = hasBinary();
const libraries: readonly Segmenter['name'][] = ['nodejieba', 'jieba-wasm'];

describe('the runs of a text', () => {
  const runs = (text: string) => segmentRuns(text, (run) => [run]);

  it('are Chinese characters side by side, Latin letters and numbers side by side, and every other character alone', () => {
    expect(runs('到2035年，PM2.5降至𠮷地1+1+9。')).toEqual(['到', '2035', '年', '，', 'PM2.5', '降至𠮷地', '1+1+9', '。']);
    expect(runs('〇一.5.')).toEqual(['〇一', '.', '5', '.']);
  });

  it('are those of one expression, in any text', () => {
    const expression = /[\p{Script=Han}〇]+|[\p{Script=Latin}\p{Nd}]+(?:[.+&·][\p{Script=Latin}\p{Nd}]+)*|./gsu;
    check([anyUnits], (text) => expect(runs(text)).toEqual(text.match(expression) ?? []));
  });
});

for (const name of libraries) {
  const isMissing = name === 'nodejieba' && !withNodejieba;

  describe.skipIf(isMissing)(`the segmenter over ${name}${isMissing ? ' (skipped: nodejieba has no binary here)' : ''}`, () => {
    const segmenter = isMissing ? undefined : loadSegmenter(name);
    const segment = (text: string): string[] => segmenter?.segment(text) ?? [];

    it('says which library it is', () => {
      expect(segmenter?.name).toBe(name);
    });

    it('cuts a sentence into the words of its dictionary', () => {
      expect(segment('推动城市发展')).toEqual(['推动', '城市', '发展']);
    });

    it.each(['2035', '5G', 'PM2.5', 'RCEP', '1+1+9', 'O2O', 'GDP', '26.3', 'Ⅲ', '２０３５'])(
      'keeps %s whole, alone and in a sentence',
      (run) => {
        expect(segment(run)).toEqual([run]);
        expect(segment(`到${run}年，实现`)).toContain(run);
        expect(segment(`“${run}”工程`)).toContain(run);
      },
    );

    it('makes a piece of each punctuation mark and each blank', () => {
      expect(segment('，“ ”')).toEqual(['，', '“', ' ', '”']);
    });

    it('does not guess a word that no dictionary has', () => {
      expect(segment('侨梦苑')).toEqual(['侨', '梦', '苑']);
    });

    it('gives pieces that joined are the text, whatever the text', () => {
      check([anyUnits], (text) => expect(segment(text).join('')).toBe(text), 3000);
    });

    it('gives no empty piece, and none for an empty text', () => {
      check([anyUnits], (text) => expect(segment(text)).not.toContain(''));
      expect(segment('')).toEqual([]);
    });

    it('joins to the text where the text is long and strange', () => {
      for (const part of ['𠮷', '碳'.repeat(7), '〇', '\ud842', '發展'.repeat(20), '𪚥龍']) {
        const text = part.repeat(2000);
        expect(segment(text).join('') === text, part).toBe(true);
      }
    });

    it('cuts the same text the same way at any time', () => {
      const text = '打造粤港澳大湾区“碳达峰”示范区';
      const first = segment(text);
      segment('别的句子先切一遍');
      expect(segment(text)).toEqual(first);
    });
  });
}

describe('the choice of a segmenter', () => {
  const folders: string[] = [];
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  // The file runs as it is, in a folder of its own whose node_modules holds what the test puts there.
  function runElsewhere(install: (modules: string) => void, prefer: string): string {
    const folder = mkdtempSync(join(tmpdir(), 'segment-'));
    folders.push(folder);
    const modules = join(folder, 'node_modules');
    mkdirSync(modules);
    symlinkSync(join(projectFolder, 'node_modules/jieba-wasm'), join(modules, 'jieba-wasm'));
    install(modules);
    for (const file of ['segment.ts', 'characters.ts']) cpSync(join(projectFolder, 'src/text', file), join(folder, file));
    writeFileSync(
      join(folder, 'run.mts'),
      `import { expectedSegmenter, loadSegmenter } from './segment.ts';
      try {
        const expected = expectedSegmenter();
        const segmenter = loadSegmenter(${prefer});
        console.log(expected + ' expected, ' + segmenter.name + ' ' + segmenter.segment('推动5G发展').join('/'));
      } catch (error) {
        console.log(error.message);
      }`,
    );
    const tsx = join(projectFolder, 'node_modules/tsx/dist/cli.mjs');
    return execFileSync(process.execPath, [tsx, join(folder, 'run.mts')], { cwd: folder, encoding: 'utf8' }).trim();
  }

  const withoutNodejieba = (): void => {};
  const withoutBinary = (modules: string): void => {
    const source = join(projectFolder, 'node_modules/nodejieba');
    mkdirSync(join(modules, 'nodejieba'));
    cpSync(join(source, 'index.js'), join(modules, 'nodejieba/index.js'));
    cpSync(join(source, 'package.json'), join(modules, 'nodejieba/package.json'));
  };

  it('falls to jieba-wasm where nodejieba is not installed, as was to be expected', () => {
    expect(runElsewhere(withoutNodejieba, '')).toBe('jieba-wasm expected, jieba-wasm 推动/5G/发展');
  });

  it.skipIf(!withNodejieba)('falls to jieba-wasm where nodejieba was installed without its binary', () => {
    expect(runElsewhere(withoutBinary, '')).toBe('jieba-wasm expected, jieba-wasm 推动/5G/发展');
  });

  it.skipIf(!withNodejieba)('falls to jieba-wasm where the binary is for another machine, which only loading it shows', () => {
    const forAnother = (modules: string): void => {
      withoutBinary(modules);
      mkdirSync(join(modules, 'nodejieba/build/Release'), { recursive: true });
      writeFileSync(join(modules, 'nodejieba/build/Release/nodejieba.node'), 'not for here');
    };
    expect(runElsewhere(forAnother, '')).toBe('nodejieba expected, jieba-wasm 推动/5G/发展');
  });

  it('says how to get nodejieba where it is asked for and missing', () => {
    expect(runElsewhere(withoutNodejieba, "'nodejieba'")).toMatch(/nodejieba .* run `npm rebuild nodejieba`/);
  });

  it.skipIf(!withNodejieba)('is nodejieba where it works', () => {
    expect(loadSegmenter().name).toBe('nodejieba');
    expect(expectedSegmenter()).toBe('nodejieba');
  });

  it('is jieba-wasm where that is asked for', () => {
    expect(loadSegmenter('jieba-wasm').name).toBe('jieba-wasm');
  });
});
