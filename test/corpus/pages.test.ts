// What a page prints around its text, in texts that come from pages: numbers, running titles, footnotes.
import { describe, expect, it } from 'vitest';
import { parsePlan } from '../../src/corpus/parse-plan.ts';
import { sketch } from '../support/sketch.ts';

const WORDS = '推进经济社会发展，建设现代化产业体系，实施创新驱动战略，完善公共服务，保护生态环境，加强社会治理，';

/** Lines of a wrapped paragraph, 30 characters each, the last one short. No two paragraphs are the same. */
function paragraph(number: number, lines = 4): string[] {
  const text = `${number}号工程${WORDS.slice(number % 20)}${WORDS.repeat(4)}`.replace(
    /^\d+/u,
    (digits) =>
      '零一二三四五六七八九'.charAt(Number(digits) % 10) + '甲乙丙丁戊己庚辛壬癸'.charAt(Math.floor(Number(digits) / 10)),
  );
  return [
    ...Array.from({ length: lines - 1 }, (_unused, at) => text.slice(at * 30, at * 30 + 30)),
    `${text.slice(0, 9)}落实到位。`,
  ];
}

const wholeOf = (lines: readonly string[]): string => lines.join('');
const droppedOf = (text: string) =>
  parsePlan(text, { id: 'p' }).dropped.map(({ text: dropped, reason }) => `${reason} ${dropped}`);
const textsOf = (text: string) => parsePlan(text, { id: 'p' }).clauses.map((clause) => clause.text);

/** Pages of a text with form feeds: each begins in the middle of a paragraph. */
function pagesWith(
  count: number,
  around: (page: number) => { readonly head?: readonly string[]; readonly foot?: readonly string[] },
): { readonly text: string; readonly paragraphs: readonly string[] } {
  const paragraphs = Array.from({ length: count + 1 }, (_unused, at) => paragraph(at, 6));
  const lines = ['第一章 总则', ...paragraphs.flat()];
  const pages = Array.from({ length: count }, (_unused, at) =>
    lines.slice(at === 0 ? 0 : at * 6 + 4, at === count - 1 ? lines.length : (at + 1) * 6 + 4),
  );
  const text = pages
    .map((page, at) => [...(around(at + 1).head ?? []), ...page, ...(around(at + 1).foot ?? [])].join('\n'))
    .join('\n\f');
  return { text, paragraphs: paragraphs.map(wholeOf) };
}

describe('the number of a page', () => {
  it.each([
    ['between dashes', (page: number) => `— ${page} —`],
    ['between two dashes each', (page: number) => `-- ${page} --`],
    ['in words', (page: number) => `第 ${page} 页 共 80 页`],
    ['of all pages', (page: number) => `${page}/80`],
    ['alone', (page: number) => String(page + 4)],
  ])('%s is dropped as furniture, and the paragraph around it is one', (_how, numberOf) => {
    const { text, paragraphs } = pagesWith(6, (page) => ({ foot: [numberOf(page)] }));
    expect(textsOf(text)).toEqual(paragraphs);
    expect(droppedOf(text)).toEqual(
      [1, 2, 3, 4, 5, 6].map(
        (page) => `boilerplate ${numberOf(page).replace(/(?<=\d) (?=页|共)|(?<=[第共—-]) | (?=[共—-])/gu, '')}`,
      ),
    );
  });

  it('alone, in a text without form feeds, is dropped where such numbers count up in the middle of sentences', () => {
    const { text, paragraphs } = pagesWith(8, (page) => ({ foot: [String(page)] }));
    expect(textsOf(text.replaceAll('\f', ''))).toEqual(paragraphs);
  });

  it('alone, in a text of whole paragraphs, is dropped from between the halves of one', () => {
    const whole = Array.from({ length: 8 }, (_unused, at) => wholeOf(paragraph(at, 12)));
    const lines = ['第一章 总则', ...whole.flatMap((text, at) => [text.slice(0, 200), String(at + 1), text.slice(200)])];
    expect(textsOf(lines.join('\n'))).toEqual(whole);
  });

  it('behind the address that a browser has printed is dropped with it', () => {
    const { text, paragraphs } = pagesWith(6, (page) => ({ foot: [`https://www.example.org/art/2026/3/2.html   ${page}/6`] }));
    for (const pages of [text, text.replaceAll('\f', '')]) expect(textsOf(pages)).toEqual(paragraphs);
  });

  it('of a page that holds little is found between those of its neighbours', () => {
    const { text, paragraphs } = pagesWith(12, (page) => ({
      foot: page === 7 ? ['7', '见表。', '8'] : [String(page + (page > 7 ? 1 : 0))],
    }));
    const clauses = textsOf(text.replaceAll('\f', ''));
    expect(clauses.filter((clause) => !paragraphs.includes(clause)).join('')).not.toMatch(/\d/u);
  });

  it('inside a line is taken out, and both halves keep their places', () => {
    const whole = Array.from({ length: 5 }, (_unused, at) => wholeOf(paragraph(at, 5)));
    const text = ['第一章 总则', ...whole.map((line, at) => `${line.slice(0, 40)} — ${at + 3} — ${line.slice(40)}`)].join('\n');
    expect(textsOf(text)).toEqual(whole);
    expect(droppedOf(text)).toEqual([3, 4, 5, 6, 7].map((page) => `boilerplate —${page}—`));
    expect(parsePlan(text, { id: 'p' }).clauses[0]?.spans).toEqual([
      { line: 2, range: [0, 40] },
      { line: 2, range: [47, whole[0]?.length === undefined ? 0 : whole[0].length + 7] },
    ]);
  });

  it('is not what stands in a table: rows counted from 1 on stay', () => {
    const rows = Array.from({ length: 12 }, (_unused, at) => [
      String(at + 1),
      `工程${'甲乙丙丁戊己庚辛壬癸子丑'.charAt(at)}`,
      `建设${WORDS.slice(0, 14)}等内容`,
      '市发展改革委',
    ]).flat();
    const lines = ['第一章 项目', '专栏1 重大项目', '序号', '项目名称', '建设内容', '责任单位', ...rows];
    expect(droppedOf(lines.join('\n'))).toEqual([]);
  });
});

describe('the running title of a page', () => {
  it('is dropped as furniture wherever it stands, at the head or at the foot', () => {
    const { text, paragraphs } = pagesWith(6, (page) => ({
      head: ['苏南市人民政府公报'],
      foot: ['内部资料 注意保存', String(page)],
    }));
    expect(textsOf(text)).toEqual(paragraphs);
    expect(new Set(droppedOf(text).map((line) => line.replace(/\d+$/u, '#')))).toEqual(
      new Set(['boilerplate 苏南市人民政府公报', 'boilerplate 内部资料注意保存', 'boilerplate #']),
    );
  });

  it('is dropped with the number beside it where it names the plan, also from between whole paragraphs', () => {
    const whole = Array.from({ length: 6 }, (_unused, at) => `${wholeOf(paragraph(at, 3))}`);
    const lines = whole.flatMap((text, at) => [text, String(at + 1), '苏南市国民经济和社会发展第十五个五年规划纲要']);
    expect(textsOf(['第一章 总则', ...lines].join('\n'))).toEqual(whole);
  });

  it('is dropped where it is the title of a short chapter that comes once more', () => {
    const title = '第一章 总则';
    const { text, paragraphs } = pagesWith(5, (page) => ({ head: page === 2 ? [title] : [], foot: [`— ${page} —`] }));
    for (const pages of [text, text.replaceAll('\f', '')]) {
      expect(textsOf(pages)).toEqual(paragraphs);
      expect(parsePlan(pages, { id: 'p' }).headings.map((heading) => heading.title)).toEqual(['总则']);
    }
  });

  it('may differ on left and right pages, and have the number on its line', () => {
    const { text, paragraphs } = pagesWith(8, (page) => ({
      head: [page % 2 === 0 ? `${page} 苏南市人民政府` : `第十五个五年规划 ${page}`],
    }));
    expect(textsOf(text)).toEqual(paragraphs);
  });

  it('may be the title of the chapter: the heading stays, once', () => {
    const { text, paragraphs } = pagesWith(7, (page) => ({ head: page === 1 ? [] : ['第一章 总则'], foot: [String(page)] }));
    const { headings } = parsePlan(text, { id: 'p' });
    expect(headings.map(({ num, title, lines }) => `${num}${title} ${lines[0]}`)).toEqual(['第一章总则 1']);
    expect(textsOf(text)).toEqual(paragraphs);
  });

  it('is found in a text without form feeds, by the numbers beside it or by the sentences it breaks', () => {
    for (const foot of [(page: number) => [`— ${page} —`], () => []]) {
      const { text, paragraphs } = pagesWith(8, (page) => ({ head: ['苏南市人民政府公报'], foot: foot(page) }));
      expect(textsOf(text.replaceAll('\f', ''))).toEqual(paragraphs);
    }
  });

  it('is not what a text says again and again', () => {
    const lines = ['第一章 总则', ...[1, 2, 3, 4].flatMap((number) => ['重点任务', wholeOf(paragraph(number))])];
    expect(droppedOf(lines.join('\n'))).toEqual([]);
  });

  it('is not the header of a table that goes on on the next pages', () => {
    const row = (at: number) => `${at}\t工程${at}\t建设内容${at}\t市发展改革委`;
    const page = (from: number) => [
      '序号\t项目名称\t建设内容\t责任单位',
      ...Array.from({ length: 6 }, (_unused, at) => row(from + at)),
    ];
    const { text } = pagesWith(12, (number) => (number > 2 && number < 6 ? { head: page(number * 6) } : {}));
    expect(droppedOf(text)).toEqual([]);
  });
});

describe('a footnote', () => {
  const [first = [], second = [], third = []] = [paragraph(1, 8), paragraph(2, 8), paragraph(3, 8)];
  const pageBreakIn = (notes: readonly string[]) =>
    ['第一章 总则', ...first.slice(0, 3), ...notes, `\f${first[3]}`, ...first.slice(4), ...second, ...third].join('\n');

  it('at the foot of a page becomes a note behind the paragraph that it interrupts', () => {
    const text = pageBreakIn([
      '[1] 数字经济：指以数据资源为关键要素的经济形态，',
      '以现代信息网络为主要载体。',
      '[2] 三线一单：指三条红线。',
    ]);
    expect(sketch(text.split('\n')).map((line) => line.trim().slice(0, 24))).toEqual([
      'chapter 第一章 总则',
      `p-1.0.1 paragraph ${first[0]?.slice(0, 6)}`,
      'p-1.0.2 note [1]数字经济：指以数',
      'p-1.0.3 note [2]三线一单：指三条',
      `p-1.0.4 paragraph ${second[0]?.slice(0, 6)}`,
      `p-1.0.5 paragraph ${third[0]?.slice(0, 6)}`,
    ]);
    expect(textsOf(text)[0]).toBe(wholeOf(first));
  });

  it('may open with a bare number, if that number hangs on a word of the page', () => {
    const marked = first.with(1, `${first[1]?.slice(0, 20)}“三线一单”7${first[1]?.slice(20, 22)}`);
    const text = [
      '第一章 总则',
      ...marked.slice(0, 3),
      '7 三线一单：指三条红线。',
      `\f${marked[3]}`,
      ...marked.slice(4),
      ...second,
      ...third,
    ].join('\n');
    expect(textsOf(text).slice(0, 2)).toEqual([wholeOf(marked), '7三线一单：指三条红线。']);
  });

  it('is not a line that happens to open with a number', () => {
    const lines = first.with(2, `5 个国家级园区${first[2]?.slice(0, 22)}`);
    const text = ['第一章 总则', ...lines.slice(0, 3), `\f${lines[3]}`, ...lines.slice(4), ...second, ...third].join('\n');
    expect(textsOf(text)[0]).toBe(wholeOf(lines).replace('5 个', '5个'));
  });
});

describe('the pages of a clause', () => {
  it('are those of its first and its last line, counted by form feeds wherever they stand', () => {
    const pages = (text: string) => parsePlan(text, { id: 'p' }).clauses.map(({ page }) => page?.join('-'));
    expect(pages('第一章 总则\n加强领导。\n\f抓好落实。\n\f\n\f完善机制。')).toEqual(['1-1', '2-2', '4-4']);
    expect(pages('第一章 总则\n加强领导。\f\n抓好落实。\f')).toEqual(['1-1', '2-2']);
    expect(pages('\f\f第一章 总则\n加强领导。')).toEqual(['3-3']);
  });

  it('are two where the page ends inside it', () => {
    const { text } = pagesWith(4, (page) => ({ foot: [`— ${page} —`] }));
    const { clauses } = parsePlan(text, { id: 'p' });
    expect(clauses.map(({ page }) => page?.join('-'))).toEqual(['1-1', '1-2', '2-3', '3-4', '4-4']);
  });

  it('are not given where the text has none', () => {
    expect(parsePlan('第一章 总则\n加强领导。', { id: 'p' }).clauses[0]).not.toHaveProperty('page');
  });
});
