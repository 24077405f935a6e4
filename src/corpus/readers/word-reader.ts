// Word files: the only import of mammoth (.docx) and of word-extractor (.doc).
import mammoth from 'mammoth';
import WordExtractor from 'word-extractor';
import { type DocumentLine, type ReadDocument, ReadError } from './document.ts';
import { withPrintedNumbers } from './docx-numbers.ts';
import { htmlLines } from './html-reader.ts';
import { checkOle } from './ole-guard.ts';
import { checkZip } from './zip-guard.ts';

/** Paragraphs and table rows in order, with the numbers that Word counts. Footnotes come at the end, each with its number. */
export async function readDocx(bytes: Uint8Array, name: string): Promise<ReadDocument> {
  checkZip(bytes, name);
  const numbered = withPrintedNumbers(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const { value } = await convert(numbered.bytes).catch((error: unknown) => {
    throw unreadable(name, error, '.docx');
  });
  return { lines: htmlLines(value), title: null, notes: notesOn(value, numbered.count) };
}

const convert = (buffer: Buffer) => mammoth.convertToHtml({ buffer }, { ignoreEmptyParagraphs: true, convertImage: noImage });

const noImage = mammoth.images.imgElement(async () => ({ src: '' }));

function notesOn(html: string, numbers: number): string[] {
  const pictures = (html.match(/<img\b/gu) ?? []).length;
  return [
    ...(pictures === 0 ? [] : [`略去图片 ${pictures} 幅`]),
    ...(numbers === 0 ? [] : [`自动编号 ${numbers} 处，已写入正文`]),
  ];
}

/** Paragraphs and table rows in order; text boxes and footnotes come at the end. */
export async function readDoc(bytes: Uint8Array, name: string): Promise<ReadDocument> {
  checkOle(bytes, name);
  try {
    const document = await new WordExtractor().extract(Buffer.from(bytes));
    const texts = [
      document.getBody(AS_WRITTEN),
      document.getTextboxes({ ...AS_WRITTEN, includeHeadersAndFooters: false }),
      document.getFootnotes(AS_WRITTEN),
      document.getEndnotes(AS_WRITTEN),
    ];
    return { lines: texts.flatMap(paragraphsOf), title: null, notes: [] };
  } catch (error) {
    throw unreadable(name, error, '.doc');
  }
}

const AS_WRITTEN = { filterUnicode: false } as const;

// In the body of a .doc the mark after a cell becomes a tab; the one after the last cell of a row closes the row too.
const paragraphsOf = (text: string): DocumentLine[] =>
  text
    .split(/[\r\n]+/u)
    .map((line) => ({ text: line.replace(/\t+$/u, '') }))
    .filter((line) => line.text.trim() !== '');

function unreadable(name: string, error: unknown, kind: string): ReadError {
  const reason = (error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)).slice(0, 120);
  return new ReadError(
    `${name} cannot be read as a Word file (${reason}); open it in Word, save it ${kind === '.docx' ? 'again ' : ''}as .docx, and import that`,
    { cause: error },
  );
}
