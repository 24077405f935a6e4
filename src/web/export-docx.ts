// An export as a Word file: the only import of docx. Loaded when the first such file is asked for, because the library
// takes 40 ms and 10 MB that most readers never need.
import {
  AlignmentType,
  Document,
  ExternalHyperlink,
  Footer,
  HeadingLevel,
  type IParagraphOptions,
  type IRunStylePropertiesOptions,
  Packer,
  PageNumber,
  Paragraph,
  TextRun,
} from 'docx';
import { type ExportedClause, type ExportSet, groupsOf } from './export-set.ts';
import { printable } from './xml-text.ts';

/** The bytes of a .docx file: districts as headings of the first level, clauses of the second, citation below each. */
export async function exportDocx(set: ExportSet): Promise<Buffer> {
  const title = printable(set.title);
  const document = new Document({
    title,
    creator: '规划条文检索',
    description: printable(set.remarks.join('')),
    styles: STYLES,
    sections: [{ properties: { page: PAGE }, footers: { default: pageNumbers() }, children: paragraphsOf(set) }],
  });
  return Packer.toBuffer(document);
}

// Chinese fonts by their names in Word for Windows; elsewhere Word takes what the system has for them.
const LATIN = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', cs: 'Times New Roman' };
const SONG = { ...LATIN, eastAsia: '宋体' };
const HEI = { ...LATIN, eastAsia: '黑体' };
const KAI = { ...LATIN, eastAsia: '楷体' };

// Sizes are half points: 12 pt (小四) for the text, 16 and 14 pt (三号, 四号) for headings. Lengths are twentieths of a point.
const TEXT_SIZE = 24;
const CHARACTER = 240;
const LINE_AND_A_HALF = 360;

const STYLES = {
  default: {
    document: {
      run: { font: SONG, size: TEXT_SIZE, language: { value: 'en-US', eastAsia: 'zh-CN' } },
      paragraph: { spacing: { line: LINE_AND_A_HALF } },
    },
    title: { run: { font: HEI, size: 36 }, paragraph: { alignment: AlignmentType.CENTER, spacing: { after: 240 } } },
    heading1: {
      run: { font: HEI, size: 32 },
      paragraph: { keepNext: true, outlineLevel: 0, spacing: { before: 480, after: 120 } },
    },
    heading2: {
      run: { font: HEI, size: 26 },
      paragraph: { keepNext: true, outlineLevel: 1, spacing: { before: 360, after: 60 } },
    },
    hyperlink: { run: { color: '1F3864', underline: {} } },
  },
  paragraphStyles: [
    { id: 'Clause', name: '条文', basedOn: 'Normal', next: 'Citation', paragraph: { indent: { firstLine: 2 * CHARACTER } } },
    {
      id: 'Citation',
      name: '引文',
      basedOn: 'Normal',
      run: { font: KAI, size: 21 },
      paragraph: { indent: { left: 2 * CHARACTER }, spacing: { line: 300, before: 60 } },
    },
    { id: 'Remark', name: '说明', basedOn: 'Normal', run: { font: KAI, size: 21 }, paragraph: { spacing: { line: 300 } } },
  ],
};

// A4 with the margins of an official document, in twentieths of a point.
const PAGE = { size: { width: 11906, height: 16838 }, margin: { top: 1440, bottom: 1440, left: 1588, right: 1474 } };

function paragraphsOf(set: ExportSet): Paragraph[] {
  return [
    new Paragraph({ heading: HeadingLevel.TITLE, children: [run(set.title)] }),
    ...set.remarks.map((remark) => styled('Remark', [run(remark)])),
    styled('Remark', [run(set.madeOn), ...(set.url === null ? [] : [run('　'), linkTo(set.url)])]),
    ...groupsOf(set).flatMap(({ facts, clauses }) => [
      new Paragraph({ heading: HeadingLevel.HEADING_1, children: [run(facts.district)] }),
      ...clauses.flatMap(clauseParagraphs),
    ]),
  ];
}

function clauseParagraphs(exported: ExportedClause): Paragraph[] {
  const { match, locator, columns, notes, remark, citation, link } = exported;
  return [
    new Paragraph({
      heading: HeadingLevel.HEADING_2,
      children: [run(`${locator}${match === 'related' ? '（相关条文）' : ''}`)],
    }),
    styled('Clause', textRuns(exported)),
    ...(columns === null ? [] : [styled('Remark', [run(`各列：${columns.join(' | ')}`)])]),
    ...notes.map((note) => styled('Remark', [run(`校注：${note}`)])),
    ...(remark === '' ? [] : [styled('Remark', [run(`备注：${remark}`)])]),
    styled('Citation', [run(`${citation}，`), linkTo(link)]),
  ];
}

// The places of the question in bold: marks in colour are lost on paper.
function textRuns({ text, highlights, lang }: ExportedClause): TextRun[] {
  const language = { eastAsia: lang === 'zh-Hant' ? 'zh-TW' : 'zh-CN' };
  const runs: TextRun[] = [];
  let at = 0;
  for (const [start, end] of highlights) {
    if (start > at) runs.push(run(text.slice(at, start), { language }));
    runs.push(run(text.slice(start, end), { language, bold: true }));
    at = end;
  }
  return at < text.length ? [...runs, run(text.slice(at), { language })] : runs;
}

const styled = (style: string, children: NonNullable<IParagraphOptions['children']>): Paragraph =>
  new Paragraph({ style, children });

// The hint puts quotes and dashes, which both scripts share, into the Chinese font; Word heeds it in a run, not in a style.
const run = (text: string, properties: IRunStylePropertiesOptions = {}): TextRun =>
  new TextRun({ font: { hint: 'eastAsia' }, ...properties, text: printable(text) });

const linkTo = (url: string): ExternalHyperlink =>
  new ExternalHyperlink({ link: url, children: [new TextRun({ text: url, style: 'Hyperlink' })] });

const pageNumbers = (): Footer =>
  new Footer({
    children: [new Paragraph({ alignment: AlignmentType.CENTER, children: [new TextRun({ children: [PageNumber.CURRENT] })] })],
  });
