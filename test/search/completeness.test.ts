// The promise of the search: it finds what stands in the text, all of it and nothing else. Held against a second scan
// that shares no code with the first; `npx tsx test/completeness.ts` asks thousands more over HTTP.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fold } from '../../src/text/fold.ts';
import { seedsEngine } from '../served.ts';
import { ask } from '../support/asking.ts';
import { drawnStrings, quoted, randomFrom } from '../support/drawn-queries.ts';
import { differences } from '../support/held-against.ts';
import { createNaiveScan, naiveClauses, naiveFold } from '../support/naive-scan.ts';

const engine = await seedsEngine();
const clauses = naiveClauses(engine.library.clauses, new URL('../../seeds/plans.json', import.meta.url));
const scan = createNaiveScan(clauses);
const texts = clauses.map(({ text }) => text);
const words = readFileSync(new URL('../../seeds/vocabulary/terms.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => /^\p{Script=Han}/u.test(line));

async function differencesOf(q: string, text: string): Promise<string[]> {
  const answer = await ask(engine, q, { match: 'exact', limit: 100_000 });
  return differences(answer, answer.hits, scan.find(text));
}

describe('the answer to a string', () => {
  // Several tests, so that a difference names one of a hundred, and one does not hide the next.
  it.each([1, 2, 3, 4, 5])('drawn from the corpus is every clause that holds it, at every place (draw %i)', async (seed) => {
    const strings = drawnStrings({ texts, words, random: randomFrom(seed) });
    const wrong: Record<string, string[]> = {};
    for (let drawn = 0; drawn < 80; drawn += 1) {
      const text = strings.next().value as string;
      const found = await differencesOf(quoted(text), text);
      if (found.length > 0) wrong[text] = found;
    }
    expect(wrong).toEqual({});
  });

  it('typed without quotation marks is the same where it has no operator and no blank', async () => {
    const strings = drawnStrings({ texts, words, random: randomFrom(6) });
    for (let drawn = 0; drawn < 60; ) {
      const text = strings.next().value as string;
      if (!/^[\p{Script=Han}\p{Nd}]+$/u.test(text)) continue;
      drawn += 1;
      expect(await differencesOf(text, text), text).toEqual([]);
    }
  });

  it.each([
    '㎡',
    'm2',
    'm',
    '…',
    '.',
    '...',
    '……',
    'Ⅲ',
    'iii',
    'i',
    '%',
    '％',
    '“',
    '》',
    '、',
    '1',
    '2',
    '0',
    '年',
    '的',
    '5g',
    '5Ｇ',
    '2035年',
    '2035 年',
    '〇',
    '|',
    '-',
    '/',
  ])('that is hardly a word is every place of it: %s', async (text) => {
    expect(await differencesOf(quoted(text), text)).toEqual([]);
  });

  it.each([
    '新能源汽车',
    '新能源车汽车',
    '新能源',
    '能源',
    '车',
    '汽车',
    '区块链',
    '区域链',
    'O2O',
    '020',
    '“O2O”',
    'Ⅲ類',
    'Ш',
    'VOCs',
    'vos',
    '加强和创新',
    '因地制宜',
    '千瓦',
    '万',
    '途经',
    '途徑',
    '拆迁',
    '事件',
    '时间',
  ])('that a declared correction is about is every place of it, as printed and as meant: %s', async (text) => {
    expect(await differencesOf(quoted(text), text)).toEqual([]);
  });
});

describe('the second scan', () => {
  it('folds as the program does, though it shares nothing with it', () => {
    for (const text of texts) expect(naiveFold(text)).toBe(fold(text));
    const strings = drawnStrings({ texts, words, random: randomFrom(7) });
    for (let drawn = 0; drawn < 500; drawn += 1) {
      const text = strings.next().value as string;
      expect(naiveFold(text), text).toBe(fold(text));
    }
  });

  it('finds something for most of what is drawn, and nothing for some', () => {
    const strings = drawnStrings({ texts, words, random: randomFrom(1) });
    const counts = Array.from({ length: 120 }, () => scan.find(strings.next().value as string).length);
    expect(counts.filter((count) => count > 0).length).toBeGreaterThan(80);
    expect(counts.filter((count) => count > 20).length).toBeGreaterThan(10);
    expect(counts.filter((count) => count === 0).length).toBeGreaterThan(5);
  });
});
