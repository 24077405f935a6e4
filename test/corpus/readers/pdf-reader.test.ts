import { describe, expect, it } from 'vitest';
import { documentText, ReadError } from '../../../src/corpus/readers/document.ts';
import { readPdf } from '../../../src/corpus/readers/pdf-reader.ts';
import { column, PAGE_WIDTH, type PdfPage, type PdfText, pdfOf } from '../../support/pdf-file.ts';

const read = async (pages: readonly PdfPage[], options = {}) => readPdf(pdfOf(pages, options), 'plan.pdf');
const linesOf = async (texts: readonly PdfText[], options = {}) =>
  (await read([{ texts }], options)).lines.map(({ text }) => text);

/** Lines of one width, as a paragraph fills a column. */
const fullLines = (character: string, count: number, width: number) =>
  Array.from({ length: count }, (_unused, at) => `${character}${at % 10}${'推进经济社会发展'.repeat(9).slice(0, width - 2)}`);

describe('a PDF', () => {
  it.each([[false], [true]])('gives its lines from top to bottom, each with its page (packed: %s)', async (packed) => {
    const pages = [
      { texts: column(['第一章 发展基础', '“十四五”时期取得明显成效，综合实力显著增强。'], { x: 90, y: 700 }) },
      { texts: column(['第二章 保障措施', '加强组织领导，完善监测评估机制，确保如期完成。'], { x: 90, y: 700 }) },
    ];
    expect((await read(pages, { packed })).lines).toEqual([
      { text: '第一章 发展基础', page: 1 },
      { text: '“十四五”时期取得明显成效，综合实力显著增强。', page: 1 },
      { text: '第二章 保障措施', page: 2 },
      { text: '加强组织领导，完善监测评估机制，确保如期完成。', page: 2 },
    ]);
  });

  it('gives the title it declares, and its number of pages', async () => {
    const { title, notes } = await read(
      [{ texts: column(['苏南市规划纲要，二〇二六年二月，苏南市人民政府印发'], { x: 90, y: 700 }) }],
      { title: '苏南市规划' },
    );
    expect(title).toBe('苏南市规划');
    expect(notes).toEqual(['PDF，共 1 页']);
  });

  it('in two columns is read one column after the other, what runs across first and the foot last', async () => {
    const left = fullLines('左', 20, 18);
    const right = fullLines('右', 20, 18);
    const lines = await linesOf([
      { text: '苏南市国民经济和社会发展第十五个五年规划纲要', x: 120, y: 780, size: 16 },
      ...column(left, { x: 60, y: 740 }),
      ...column(right, { x: 320, y: 740 }),
      { text: '— 12 —', x: PAGE_WIDTH / 2 - 20, y: 40 },
    ]);
    expect(lines.map((line) => line.trim())).toEqual([
      '苏南市国民经济和社会发展第十五个五年规划纲要',
      ...left,
      ...right,
      '— 12 —',
    ]);
  });

  it('keeps the rows of a table together, a tab between the cells', async () => {
    const cells = [
      ['指标', '2025年', '2030年'],
      ['常住人口', '120', '130'],
      ['研发投入', '3.1', '3.5'],
    ];
    const texts = cells.flatMap((row, at) => row.map((text, index) => ({ text, x: 90 + index * 150, y: 700 - at * 20 })));
    const above = { text: '“十五五”时期经济社会发展主要指标，由统计部门提供。', x: 90, y: 730 };
    expect(await linesOf([above, ...texts])).toEqual([above.text, ...cells.map((row) => row.join('\t'))]);
  });

  it('joins the pieces of a line, and shows an indent as blanks', async () => {
    const lines = await linesOf([
      { text: '全面推进', x: 114, y: 700 },
      { text: '乡村振兴，坚持农业农村优先发展', x: 162, y: 700 },
      { text: '健全城乡融合发展体制机制。', x: 90, y: 680 },
      { text: '建设宜居宜业和美乡村。', x: 90, y: 660 },
    ]);
    expect(lines).toEqual(['  全面推进乡村振兴，坚持农业农村优先发展', '健全城乡融合发展体制机制。', '建设宜居宜业和美乡村。']);
  });

  it('joins the lines of a title that is set in larger type, also where programs name its radicals', async () => {
    const body = column(['坚持党的全面领导，推进经济社会发展，', '全面建设社会主义现代化国家。'], { x: 90, y: 600 });
    const lines = await linesOf([
      { text: '第⼀章 锚定发展目标', x: 150, y: 700, size: 18 },
      { text: '奋力谱写新篇章', x: 170, y: 670, size: 18 },
      ...body,
    ]);
    expect(lines.map((line) => line.trim())).toEqual(['第⼀章 锚定发展目标奋力谱写新篇章', ...body.map(({ text }) => text)]);
  });

  it('keeps a title and the text below it apart where the type is the same', async () => {
    const lines = column(['第一章 锚定发展目标奋力谱写新篇章', '坚持党的全面领导，推进经济社会发展。'], { x: 90, y: 700 });
    expect(await linesOf(lines)).toEqual(lines.map(({ text }) => text));
  });

  it('reads columns below text that runs across the page', async () => {
    const across = column(
      Array.from({ length: 6 }, (_unused, at) => `${at}坚持党的全面领导，推进经济社会发展，全面建设社会主义现代化国家。`),
      { x: 60, y: 780, size: 12 },
    );
    const left = Array.from({ length: 14 }, (_unused, at) => `左栏第${at + 10}行推进经济社会高质量发展`);
    const right = Array.from({ length: 14 }, (_unused, at) => `右栏第${at + 10}行全面建设现代化的国家`);
    const lines = await linesOf([...across, ...column(left, { x: 60, y: 600 }), ...column(right, { x: 320, y: 600 })]);
    expect(lines.map((line) => line.trim())).toEqual([...across.map(({ text }) => text), ...left, ...right]);
  });

  it('counts a title once that is printed twice to make it bold', async () => {
    const title = { text: '第一章 发展基础', x: 90, y: 700, size: 16 };
    const below = { text: '综合实力显著增强，人民生活水平不断提高。', x: 90, y: 660 };
    expect(await linesOf([title, { ...title, x: 90.4 }, below])).toEqual(['第一章 发展基础', below.text]);
  });

  it('leaves out slanted text, which is a watermark', async () => {
    const text = { text: '推进经济社会发展，全面建设社会主义现代化国家。', x: 90, y: 700 };
    expect(await linesOf([text, { text: '仅供内部使用', x: 100, y: 300, size: 60, turned: 45 }])).toEqual([text.text]);
  });

  it('reads a page that is turned, and one whose text stands on its side', async () => {
    const upright = column(['主要指标表，单位万元，由统计部门提供', '常住人口一百二十万人，比上年增长'], { x: 90, y: 700 });
    const expected = upright.map(({ text }) => text);
    const onSide = upright.map((text) => ({ ...text, x: PAGE_WIDTH - text.y + 300, y: text.x, turned: 90 }));
    expect((await read([{ texts: upright, rotate: 180 }])).lines.map(({ text }) => text)).toEqual(expected);
    expect((await read([{ texts: onSide }])).lines.map(({ text }) => text.trim())).toEqual(expected);
    expect((await read([{ texts: onSide, rotate: 90 }])).lines.map(({ text }) => text.trim())).toEqual(expected);
  });

  it('takes the marks of footnotes out of the text and says so; the notes stay, their numbers in brackets', async () => {
    const body = column(['落实“三线一单”管控要求，严守生态保护红线。', '推动绿色低碳发展，建设美丽苏南。'], {
      x: 90,
      y: 700,
      size: 14,
    });
    const mark = { text: '5', x: 90 + 7 * 14, y: 706, size: 7 };
    const piece = { text: '落实“三线一单”', x: 90, y: 700, size: 14 };
    const rest = { text: '管控要求，严守生态保护红线。', x: 90 + 7 * 14 + 4, y: 700, size: 14 };
    const note = { text: '5 三线一单：生态保护红线、环境质量底线、资源利用上线。', x: 90, y: 80, size: 9 };
    const { lines, notes } = await read([{ texts: [piece, mark, rest, ...body.slice(1), note] }]);
    expect(lines.map(({ text }) => text)).toEqual([
      '落实“三线一单”管控要求，严守生态保护红线。',
      '推动绿色低碳发展，建设美丽苏南。',
      '[5] 三线一单：生态保护红线、环境质量底线、资源利用上线。',
    ]);
    expect(notes).toContain('略去正文中的注号 1 处，注文保留');
  });

  it('names the pages that have no text', async () => {
    const texts = column(
      ['推进经济社会发展，全面建设社会主义现代化国家，实现中华民族伟大复兴，推进经济社会发展，全面建设社会主义现代化国家。'],
      { x: 40, y: 700, size: 9 },
    );
    expect((await read([{ texts }, { texts: [] }])).notes).toContain('其中 1 页没有文字，可能是图片：第 2 页');
  });

  it('tells how far it is', async () => {
    const texts = column(['推进经济社会发展，全面建设社会主义现代化国家。'], { x: 90, y: 700 });
    const told: string[] = [];
    await readPdf(pdfOf([{ texts }, { texts }]), 'plan.pdf', { onPage: (page, pages) => told.push(`${page}/${pages}`) });
    expect(told).toEqual(['1/2', '2/2']);
  });
});

describe('a PDF that cannot be read', () => {
  const refusal = (bytes: Uint8Array) =>
    readPdf(bytes, 'plan.pdf').then(
      () => 'it was read',
      (error: unknown) => (error instanceof ReadError ? error.message : `no ReadError: ${String(error)}`),
    );
  const sound = pdfOf([{ texts: column(['推进经济社会发展，全面建设社会主义现代化国家。'], { x: 90, y: 700 }) }]);

  it('because it is a scan says to run text recognition', async () => {
    expect(await refusal(pdfOf([{ texts: [] }, { texts: [{ text: '3', x: 300, y: 30 }] }]))).toBe(
      'plan.pdf has pages but no text: it is a scan; run text recognition (OCR) on it first, or look for the plan as text',
    );
  });

  it('because it is encrypted says to take the password off', async () => {
    expect(await refusal(pdfOf([{ texts: [{ text: '推进', x: 90, y: 700 }] }], { encrypted: true }))).toMatch(
      /plan\.pdf is encrypted; open it with its password/,
    );
  });

  it('because it is cut off says to fetch it again, or is read as far as it goes', async () => {
    for (const share of [0.02, 0.1, 0.3, 0.5, 0.7, 0.9]) {
      expect(await refusal(sound.subarray(0, Math.floor(sound.length * share)))).toMatch(
        /fetch it again|it is a scan|it was read/,
      );
    }
  });

  it('because it is something else says so', async () => {
    expect(await refusal(Buffer.from(`%PDF-1.7\n${'no PDF at all '.repeat(50)}`))).toMatch(
      /plan\.pdf is damaged and cannot be read as a PDF .*; fetch it again/,
    );
  });
});

describe('the text of a document with pages', () => {
  it('has a form feed before the first line of each further page, pages without text counted', () => {
    const lines = [
      { text: '甲', page: 2 },
      { text: '乙', page: 2 },
      { text: '丙', page: 5 },
    ];
    expect(documentText(lines)).toBe('\f甲\n乙\n\f\f\f丙');
    expect(documentText([{ text: '甲' }, { text: '' }, { text: '乙' }])).toBe('甲\n\n乙');
  });
});
