import { Document, FootnoteReferenceRun, Packer, Paragraph, Table, TableCell, TableRow, TextRun } from 'docx';
import { describe, expect, it } from 'vitest';
import { ReadError } from '../../../src/corpus/readers/document.ts';
import { fileKindOf } from '../../../src/corpus/readers/file-kind.ts';
import { readDoc, readDocx } from '../../../src/corpus/readers/word-reader.ts';
import { containerOf, docOf } from '../../support/doc-file.ts';
import { SAMPLE_LINES } from '../../support/plan-sample.ts';
import { zipOf } from '../../support/zip-file.ts';

type Content = ConstructorParameters<typeof Document>[0];

const docx = (children: readonly (Paragraph | Table)[], more: Partial<Content> = {}): Promise<Buffer> =>
  Packer.toBuffer(new Document({ ...more, sections: [{ children: [...children] }] }));
const linesOf = async (bytes: Uint8Array) => (await readDocx(bytes, 'plan.docx')).lines.map(({ text }) => text);
const cell = (...lines: readonly string[]) => new TableCell({ children: lines.map((line) => new Paragraph(line)) });

const refusal = (reading: Promise<unknown>): Promise<string> =>
  reading.then(
    () => 'it was read',
    (error: unknown) => (error instanceof ReadError ? error.message : `no ReadError: ${String(error)}`),
  );

const DOCUMENT = 'word/document.xml';
const TYPES = `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/${DOCUMENT}" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`;
const bodyOf = (content: string) =>
  `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${content}</w:body></w:document>`;
const TYPES_ENTRY = { name: '[Content_Types].xml', content: TYPES };
const smallest = [TYPES_ENTRY, { name: DOCUMENT, content: bodyOf('<w:p><w:r><w:t>推进经济社会发展。</w:t></w:r></w:p>') }];

describe('a .docx file', () => {
  it('gives its paragraphs', async () => {
    expect(await linesOf(await docx(SAMPLE_LINES.map((line) => new Paragraph(line))))).toEqual(SAMPLE_LINES);
  });

  it('gives the numbers that Word counts as it prints them', async () => {
    const level = (at: number, format: 'japaneseCounting' | 'decimal', text: string) => ({ level: at, format, text });
    const config = [
      {
        reference: 'chapters',
        levels: [level(0, 'japaneseCounting', '第%1章'), level(1, 'japaneseCounting', '（%2）'), level(2, 'decimal', '%3.')],
      },
    ];
    const numbered = (text: string, at: number) => new Paragraph({ text, numbering: { reference: 'chapters', level: at } });
    const { lines, notes } = await readDocx(
      await docx(
        [
          numbered('总则', 0),
          numbered('基础', 1),
          numbered('成就', 2),
          numbered('环境', 1),
          new Paragraph('推进发展。'),
          numbered('目标', 0),
          numbered('任务', 1),
        ],
        { numbering: { config } },
      ),
      'plan.docx',
    );
    expect(lines.map(({ text }) => text)).toEqual([
      '第一章 总则',
      '（一） 基础',
      '1. 成就',
      '（二） 环境',
      '推进发展。',
      '第二章 目标',
      '（一） 任务',
    ]);
    expect(notes).toEqual(['自动编号 6 处，已写入正文']);
  });

  it('gives the numbers of a style, of the style it is based on, and of a list that begins anew', async () => {
    const numbering = `<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
      <w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/><w:lvlText w:val="%1、"/></w:lvl>
      <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlRestart w:val="0"/><w:lvlText w:val="%2."/></w:lvl></w:abstractNum>
      <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
      <w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num></w:numbering>`;
    const styles = `<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
      <w:style w:type="paragraph" w:styleId="a"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
      <w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>`;
    const relations = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${[
      'numbering',
      'styles',
    ]
      .map(
        (part) =>
          `<Relationship Id="${part}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${part}" Target="${part}.xml"/>`,
      )
      .join('')}</Relationships>`;
    const paragraph = (properties: string, text: string) =>
      `<w:p><w:pPr>${properties}</w:pPr><w:r><w:t>${text}</w:t></w:r></w:p>`;
    const place = (list: number, level: number) => `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr>`;
    const body = [
      paragraph('<w:pStyle w:val="a"/>', '甲'),
      paragraph(place(1, 1), '子'),
      paragraph('<w:pStyle w:val="b"/>', '乙'),
      paragraph(place(1, 1), '丑'),
      paragraph(place(2, 0), '丙'),
      paragraph(`<w:pStyle w:val="a"/>${place(0, 0)}`, '丁'),
    ].join('');
    const bytes = zipOf([
      TYPES_ENTRY,
      { name: DOCUMENT, content: bodyOf(body) },
      { name: 'word/_rels/document.xml.rels', content: relations },
      { name: 'word/numbering.xml', content: numbering },
      { name: 'word/styles.xml', content: styles },
    ]);
    expect(await linesOf(bytes)).toEqual(['一、甲', 'I. 子', '二、乙', 'II. 丑', '一、丙', '丁']);
  });

  it('gives a table row by row, and a box paragraph by paragraph', async () => {
    const table = new Table({
      rows: [
        new TableRow({ children: [cell('指标'), cell('2025年', '目标')] }),
        new TableRow({ children: [cell('常住人口'), cell('120')] }),
      ],
    });
    const box = new Table({ rows: [new TableRow({ children: [cell('专栏1 重大工程', '1.产业园。')] })] });
    expect(await linesOf(await docx([new Paragraph('前'), table, new Paragraph('间'), box, new Paragraph('后')]))).toEqual([
      '前',
      '指标\t2025年 目标',
      '常住人口\t120',
      '间',
      '专栏1 重大工程',
      '1.产业园。',
      '后',
    ]);
  });

  it('gives its footnotes at the end, each with its number, and no marks inside sentences', async () => {
    const paragraph = new Paragraph({
      children: [new TextRun('落实“三线一单”'), new FootnoteReferenceRun(1), new TextRun('管控要求。')],
    });
    const bytes = await docx([paragraph], { footnotes: { 1: { children: [new Paragraph('三线一单：指三条红线。')] } } });
    expect((await linesOf(bytes)).map((line) => line.trim())).toEqual(['落实“三线一单”管控要求。', '[1]三线一单：指三条红线。']);
  });

  it('with the least that makes one is read', async () => {
    expect(await linesOf(zipOf(smallest))).toEqual(['推进经济社会发展。']);
    expect(fileKindOf(zipOf(smallest), 'plan.pdf')).toBe('docx');
  });
});

describe('a .docx file that cannot be read', () => {
  it('because it would unpack to more than a plan can be says so, however small it is', async () => {
    const bomb = zipOf([...smallest.slice(0, 1), { name: DOCUMENT, content: Buffer.alloc(20 * 1024 * 1024, 0x20) }]);
    expect(bomb.length).toBeLessThan(100_000);
    expect(await refusal(readDocx(bomb, 'plan.docx'))).toMatch(
      /plan\.docx would unpack to more than 16 MB, which no plan does; take the pictures out/,
    );
  });

  it('because its sizes lie says so', async () => {
    const lying = zipOf([TYPES_ENTRY, { name: DOCUMENT, content: Buffer.alloc(20 * 1024 * 1024, 0x20), declaredSize: 1000 }]);
    expect(await refusal(readDocx(lying, 'plan.docx'))).toMatch(/would unpack to more than/);
  });

  it('because its pictures together would fill the memory says so', async () => {
    const content = Buffer.alloc(30 * 1024 * 1024);
    const pictures = Array.from({ length: 7 }, (_unused, at) => ({ name: `word/media/${at}.png`, content }));
    expect(await refusal(readDocx(zipOf([...smallest, ...pictures]), 'plan.docx'))).toMatch(/would unpack to more than/);
  });

  it('because it holds more entries than it says is damaged', async () => {
    expect(await refusal(readDocx(zipOf(smallest, { declaredEntries: 1 }), 'plan.docx'))).toMatch(
      /is damaged: its parts cannot be unpacked; fetch it again/,
    );
  });

  it('because it is encrypted says to take the password off', async () => {
    expect(await refusal(readDocx(zipOf(smallest, { flags: 1 }), 'plan.docx'))).toMatch(
      /is encrypted; open it in Word, take the password off/,
    );
  });

  it('because it is cut off is damaged', async () => {
    const sound = await docx(SAMPLE_LINES.map((line) => new Paragraph(line)));
    for (const share of [0.1, 0.5, 0.9, 0.999]) {
      expect(await refusal(readDocx(sound.subarray(0, Math.floor(sound.length * share)), 'plan.docx'))).toMatch(/is damaged/);
    }
  });

  it('because its text is no XML says so', async () => {
    for (const content of ['no XML', '<w:document>', bodyOf('<w:p>'.repeat(3000)), bodyOf('</w:p>')]) {
      expect(await refusal(readDocx(zipOf([TYPES_ENTRY, { name: DOCUMENT, content }]), 'plan.docx'))).toMatch(
        /cannot be read as a Word file .*; open it in Word|it was read/,
      );
    }
    expect(await refusal(readDocx(zipOf([TYPES_ENTRY]), 'plan.docx'))).toMatch(/cannot be read as a Word file/);
  });
});

describe('a .doc file', () => {
  const read = async (bytes: Uint8Array) => (await readDoc(bytes, 'plan.doc')).lines.map(({ text }) => text);

  it('gives its paragraphs, with their own quotation marks', async () => {
    expect(await read(docOf(SAMPLE_LINES))).toEqual(SAMPLE_LINES);
  });

  it('gives the cells of a row on one line, a tab between them', async () => {
    expect(await read(docOf(['指标\u00072025年\u0007', '后面的一段。']))).toEqual(['指标\t2025年', '后面的一段。']);
  });

  it('is known by its first bytes', () => {
    expect(fileKindOf(docOf(['甲']), 'plan.txt')).toBe('doc');
  });
});

describe('a .doc file that cannot be read', () => {
  const sound = docOf(SAMPLE_LINES);
  const changed = (change: (bytes: Buffer) => void): Buffer => {
    const bytes = Buffer.from(sound);
    change(bytes);
    return bytes;
  };

  it('because it is cut off is damaged, or says what to do', async () => {
    for (const length of [8, 100, 512, 700, 1024, 1500, 3000, 5000, sound.length - 4000]) {
      expect(await refusal(readDoc(sound.subarray(0, length), 'plan.doc'))).toMatch(
        /is damaged: its parts do not hang together; fetch it again|cannot be read as a Word file|it was read/,
      );
    }
  });

  it('because its sectors run in a circle is damaged', async () => {
    // The chain of the first stream, which starts in sector 2, comes back to its start.
    expect(
      await refusal(
        readDoc(
          changed((bytes) => bytes.writeInt32LE(2, 512 + 3 * 4)),
          'plan.doc',
        ),
      ),
    ).toMatch(/is damaged/);
    expect(
      await refusal(
        readDoc(
          changed((bytes) => bytes.writeInt32LE(1, 512 + 4)),
          'plan.doc',
        ),
      ),
    ).toMatch(/is damaged/);
  });

  it('because its directory runs in a circle is damaged', async () => {
    expect(
      await refusal(
        readDoc(
          changed((bytes) => bytes.writeInt32LE(1, 1024 + 128 + 72)),
          'plan.doc',
        ),
      ),
    ).toMatch(/is damaged/);
  });

  it('because its sectors are said to be a gigabyte each is damaged', async () => {
    expect(
      await refusal(
        readDoc(
          changed((bytes) => bytes.writeUInt16LE(30, 30)),
          'plan.doc',
        ),
      ),
    ).toMatch(/is damaged/);
    expect(
      await refusal(
        readDoc(
          changed((bytes) => bytes.writeInt32LE(0x7fffffff, 44)),
          'plan.doc',
        ),
      ),
    ).toMatch(/is damaged/);
  });

  it.each([
    ['EncryptedPackage', /is encrypted; open it in Word with its password/],
    ['Workbook', /is a spreadsheet; save it as text/],
    ['PowerPoint Document', /is a presentation; save its text/],
    ['Something else', /is damaged/],
  ])('because it holds %s says so', async (name, message) => {
    expect(await refusal(readDoc(containerOf([{ name, content: Buffer.alloc(5000) }]), 'plan.doc'))).toMatch(message);
  });
});
