import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { defaultFacts, ManifestError, parseManifest } from '../../src/corpus/manifest.ts';
import { cleanText } from '../../src/text/clean.ts';
import { fold } from '../../src/text/fold.ts';

const json: unknown = JSON.parse(readFileSync('seeds/plans.json', 'utf8'));
const plans = parseManifest(json, 'seeds/plans.json');
const linesOf = (file: string) => readFileSync(`seeds/${file}`, 'utf8').split(/\r\n|\n|\r/);
const count = (text: string, find: string) => text.split(find).length - 1;

const good = {
  id: 'huadu',
  file: 'huadu.txt',
  district: '花都区',
  city: '广州市',
  province: '广东省',
  code: '440114',
  division: 'district',
  title: '广州市花都区国民经济和社会发展第十四个五年规划和2035年远景目标纲要',
  publishedOn: '2022-08-10',
  dateMeaning: '转载网站的发布日期',
  period: '2021-2025',
  script: 'Hans',
};

describe('the manifest of the five plans', () => {
  it('is accepted, in its order', () => {
    expect(plans.map(({ id, code }) => [id, code])).toEqual([
      ['zengcheng', '440118'],
      ['huadu', '440114'],
      ['panyu', '440113'],
      ['xiangzhou', '440402'],
      ['lianzhou', '441882'],
    ]);
  });

  it.each([
    ['zengcheng', '2021-06-07', '2021年6月7日'],
    ['huadu', '2022-08-10', '发表于:2022-08-10'],
    ['panyu', '2021-06-23', '2021年6月23日'],
    ['xiangzhou', '2021-04-09', '撰写时间:2021-04-09'],
    ['lianzhou', '2021-04', '2021年4月'],
  ])('dates %s %s as the file itself does: %s', (id, date, printed) => {
    const plan = plans.find((candidate) => candidate.id === id);
    expect(plan?.publishedOn).toBe(date);
    expect(linesOf(`${id}.txt`).some((line) => cleanText(line).includes(printed))).toBe(true);
  });

  it.each(plans)('names as issuer and document number of $id only what the file says', ({ file, issuer, documentNumber }) => {
    const lines = linesOf(file).map(fold);
    for (const fact of [issuer, documentNumber]) expect(fact === null || lines.includes(fold(fact))).toBe(true);
  });

  it.each(plans)('repairs only what occurs in the text of $id', ({ file, repairs }) => {
    const text = linesOf(file).join('\n');
    for (const { find, replace } of repairs) {
      expect(count(text, find), find).toBeGreaterThan(0);
      expect(count(text, replace), replace).toBe(0);
    }
  });

  const corrections = plans.flatMap(({ file, corrections }) => corrections.map((correction) => ({ file, ...correction })));

  it.each(corrections)('corrects $find, which occurs once in line $line of $file', ({ file, line, find }) => {
    const raw = linesOf(file)[line - 1] ?? '';
    expect(count(raw, find)).toBe(1);
    expect(count(cleanText(raw), find)).toBe(1);
  });

  it('gives no two corrections of a line that overlap', () => {
    for (const { file, corrections } of plans) {
      const places = corrections.map(({ line, find }) => ({ line, at: linesOf(file)[line - 1]?.indexOf(find) ?? 0, find }));
      for (const [index, { line, at, find }] of places.entries()) {
        const others = places.filter((other, place) => place !== index && other.line === line);
        expect(others.every((other) => other.at + other.find.length <= at || at + find.length <= other.at)).toBe(true);
      }
    }
  });
});

describe('a manifest', () => {
  it('may leave out issuer, document number, provenance, repairs and corrections', () => {
    const [plan] = parseManifest([good], 'plans.json');
    expect(plan).toEqual({ ...good, issuer: null, documentNumber: null, repairs: [], corrections: [] });
  });

  it('may leave unsaid with null what nobody knows', () => {
    const unsaid = { city: null, province: null, code: null, division: null, publishedOn: null, dateMeaning: null, period: null };
    expect(parseManifest([{ ...good, ...unsaid }], 'plans.json')[0]).toMatchObject(unsaid);
  });

  it('may be empty, and may give the year and month alone', () => {
    expect(parseManifest([], 'plans.json')).toEqual([]);
    expect(parseManifest([{ ...good, publishedOn: '2021-04' }], 'plans.json')[0]?.publishedOn).toBe('2021-04');
  });

  const correction = { line: 1, find: '区域链', meant: '区块链', reason: '误字。' };
  const provenance = { capturedAs: 'a.txt', note: '网站。' };
  const repair = { find: '甲', replace: '乙', reason: '误字。' };
  const { title: _, ...untitled } = good;

  it.each<[flaw: string, change: object, field: string, says: string]>([
    ['an id with capitals', { id: 'Huadu' }, 'id', 'is "Huadu"; use lower-case letters'],
    ['an id that starts with a digit', { id: '4401' }, 'id', 'a letter first'],
    ['an empty id', { id: '' }, 'id', 'is ""; use lower-case letters'],
    ['an id that is no text', { id: 4401 }, 'id', 'is 4401; use lower-case letters'],
    ['a file in another folder', { file: '../huadu.txt' }, 'file', 'without a path'],
    ['a file with a backslash', { file: 'seeds\\huadu.txt' }, 'file', 'without a path'],
    ['a file that is a folder', { file: '..' }, 'file', 'without a path'],
    ['the manifest as its file', { file: 'plans.json' }, 'file', 'none that the folder itself uses'],
    ['the manifest in capitals as its file', { file: 'Plans.JSON' }, 'file', 'none that the folder itself uses'],
    ['the lock as its file', { file: 'plans.lock' }, 'file', 'none that the folder itself uses'],
    ['a claim as its file', { file: 'plans.lock.0123456789abcdef' }, 'file', 'none that the folder itself uses'],
    ['a passing name as its file', { file: 'a.txt.0123456789abcdef.tmp' }, 'file', 'none that the folder itself uses'],
    ['the vocabulary as its file', { file: 'vocabulary' }, 'file', 'none that the folder itself uses'],
    ['the originals as its file', { file: 'originals' }, 'file', 'none that the folder itself uses'],
    ['a file of two lines', { file: 'a\nb.txt' }, 'file', 'is "a\\nb.txt"; give'],
    [
      'the manifest as its original',
      { provenance: { ...provenance, original: 'plans.json' } },
      'provenance.original',
      'none that',
    ],
    [
      'a script as its address',
      { provenance: { ...provenance, url: 'javascript:alert(1)' } },
      'provenance.url',
      'http:// or https://',
    ],
    ['an address of two lines', { provenance: { ...provenance, url: 'http://a/\nb' } }, 'provenance.url', 'http:// or https://'],
    ['half an address', { provenance: { ...provenance, url: 'www.huadu.gov.cn' } }, 'provenance.url', 'http:// or https://'],
    ['a district of blanks', { district: ' ' }, 'district', 'is " "; give a text that is not empty'],
    ['a city that is no text', { city: 3 }, 'city', 'is 3; give a text that is not empty, or null'],
    ['a code of four digits', { code: '4401' }, 'code', 'six digits of GB/T 2260'],
    ['a code that is a number', { code: 440114 }, 'code', 'as a string'],
    ['an unknown kind of division', { division: 'planet' }, 'division', 'use null or one of country, province'],
    ['a date in another form', { publishedOn: '2021年4月' }, 'publishedOn', 'write it as 2021-06-23'],
    ['a day that does not exist', { publishedOn: '2021-02-30' }, 'publishedOn', 'is "2021-02-30"; write it as'],
    ['a month that does not exist', { publishedOn: '2021-13' }, 'publishedOn', 'is "2021-13"; write it as'],
    ['a date without a meaning', { dateMeaning: null }, 'dateMeaning', 'is null; give publishedOn and dateMeaning together'],
    ['a meaning without a date', { publishedOn: null }, 'dateMeaning', 'give publishedOn and dateMeaning together'],
    ['a period that runs backwards', { period: '2025-2021' }, 'period', 'the first and the last year'],
    ['an unknown script', { script: 'zh' }, 'script', 'use "Hans" for Simplified, "Hant" for Traditional'],
    ['a misspelt field', { titel: '纲要' }, 'titel', 'is not a field of this format; remove it, or correct its spelling'],
    ['a provenance without its note', { provenance: { capturedAs: 'a.txt' } }, 'provenance.note', 'is missing; give a text'],
    ['repairs that are no list', { repairs: {} }, 'repairs', 'is {}; make it a list'],
    ['a repair without a reason', { repairs: [{ find: '甲', replace: '乙' }] }, 'repairs[0].reason', 'is missing; give'],
    ['a repair that changes nothing', { repairs: [{ ...repair, replace: '甲' }] }, 'repairs[0].replace', 'is "甲"; give'],
    ['a repair that finds nothing', { repairs: [repair, { ...repair, find: '' }] }, 'repairs[1].find', 'is ""; give'],
    ['a correction of line 0', { corrections: [{ ...correction, line: 0 }] }, 'corrections[0].line', 'is 0; give the number'],
    ['a correction of half a line', { corrections: [{ ...correction, line: 1.5 }] }, 'corrections[0].line', 'counted from 1'],
    ['a correction that changes nothing', { corrections: [{ ...correction, meant: '区域链' }] }, 'corrections[0].meant', 'give'],
    ['a correction with a field too many', { corrections: [{ ...correction, page: 2 }] }, 'corrections[0].page', 'is not a'],
  ])('with %s is refused by entry and field', (_flaw, change, field, says) => {
    const message = messageOf([
      { ...good, id: 'panyu', file: 'panyu.txt' },
      { ...good, ...change },
    ]);
    expect(message).toMatch(/^plans\.json cannot be used:\n {2}entry 2/);
    expect(message).toContain(`, ${field} `);
    expect(message).toContain(says);
  });

  it('with a field missing is refused by entry and field', () => {
    const problem = 'entry 1 ("huadu"), title is missing; give a text that is not empty';
    expect(messageOf([untitled])).toBe(`plans.json cannot be used:\n  ${problem}`);
  });

  it('with two plans of one id, or of one file, is refused', () => {
    expect(messageOf([good, { ...good, file: 'b.txt' }])).toContain(
      'entry 2 ("huadu"), id is "huadu", as that of entry 1 ("huadu") is; give each plan an id of its own',
    );
    expect(messageOf([good, { ...good, id: 'b' }])).toContain(
      'entry 2 ("b"), file is "huadu.txt", as that of entry 1 ("huadu") is; give each plan a file of its own',
    );
  });

  it('with two plans of one original is refused, but not with an original of the name of a text: it is in another folder', () => {
    const of = (id: string, original: string) => ({ ...good, id, file: `${id}.txt`, provenance: { ...provenance, original } });
    expect(messageOf([of('a', 'a.pdf'), good, of('b', 'a.pdf')])).toContain(
      'entry 3 ("b"), provenance.original is "a.pdf", as that of entry 1 ("a") is; give each plan an original of its own, or leave it out',
    );
    expect(parseManifest([of('a', 'a.txt'), of('b', 'huadu.txt'), good], 'plans.json')).toHaveLength(3);
  });

  it('may give the address of any page of the web', () => {
    for (const url of ['http://www.huadu.gov.cn/a?b=1#c', 'HTTPS://例子.中国/规划.pdf'])
      expect(parseManifest([{ ...good, provenance: { ...provenance, url } }], 'plans.json')[0]?.provenance?.url).toBe(url);
  });

  it('that is no list, or whose entry is no object, is refused', () => {
    expect(messageOf({ plans: [] })).toContain('the file is {"plans":[]}; make it a list of plans');
    expect(messageOf(undefined)).toContain('the file is missing; make it a list of plans');
    expect(messageOf(['huadu'])).toContain('entry 1 is "huadu"; make it an object with the fields of this format');
  });

  it('with several flaws is refused with all of them', () => {
    expect(
      problemsOf([
        { ...good, id: 'A', code: '1' },
        { ...good, script: '' },
      ]),
    ).toMatchObject([
      { entry: 'entry 1 ("A")', field: 'id' },
      { entry: 'entry 1 ("A")', field: 'code' },
      { entry: 'entry 2 ("huadu")', field: 'script' },
    ]);
  });
});

describe('a plan that no manifest declares', () => {
  it('is known by its file name alone', () => {
    expect(defaultFacts('haizhu.txt')).toEqual({
      id: 'haizhu',
      file: 'haizhu.txt',
      district: 'haizhu',
      city: null,
      province: null,
      code: null,
      division: null,
      title: 'haizhu',
      issuer: null,
      documentNumber: null,
      publishedOn: null,
      dateMeaning: null,
      period: null,
      script: 'Hans',
      repairs: [],
      corrections: [],
    });
  });

  it.each([
    ['Tian He_2026.txt', 'tian-he-2026'],
    ['2026-plan.txt', 'p2026-plan'],
    ['-x.txt', 'p-x'],
    ['海珠Haizhu.txt', 'p--haizhu'],
    ['a.b.txt', 'a-b'],
    ['海珠区.txt', 'plan-7fe2fd7a'],
  ])('of the file %s gets the id %s', (file, id) => {
    expect(defaultFacts(file).id).toBe(id);
  });

  it('gets an id that a manifest would accept, and another one for another Chinese name', () => {
    const ids = ['海珠区.txt', '天河区.txt', '😀.txt', '.txt', ' .txt', '2.txt', '-.txt'].map((file) => defaultFacts(file).id);
    for (const id of ids) expect(id).toMatch(/^[a-z][a-z0-9-]*$/);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('keeps a Chinese file name as the name of its district', () => {
    expect(defaultFacts('海珠区.txt').district).toBe('海珠区');
  });
});

function errorOf(manifest: unknown): ManifestError {
  try {
    parseManifest(manifest, 'plans.json');
  } catch (error) {
    if (error instanceof ManifestError) return error;
    throw error;
  }
  throw new Error('the manifest is accepted');
}

const messageOf = (manifest: unknown) => errorOf(manifest).message;
const problemsOf = (manifest: unknown) => errorOf(manifest).problems;
