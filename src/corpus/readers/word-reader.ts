// Word files: the only import of mammoth (.docx) and of word-extractor (.doc).
import mammoth from 'mammoth';
import WordExtractor from 'word-extractor';
import { type ReadDocument, ReadError } from './document.ts';
import { htmlLines } from './html-reader.ts';
import { checkZip } from './zip-guard.ts';

/** Paragraphs and table rows in order. Footnotes come at the end, where mammoth puts them. */
export async function readDocx(bytes: Uint8Array, name: string): Promise<ReadDocument> {
  checkZip(bytes, name);
  try {
    const { value } = await mammoth.convertToHtml(
      { buffer: Buffer.from(bytes) },
      { ignoreEmptyParagraphs: true, convertImage: noImage },
    );
    return { lines: htmlLines(value), title: null, notes: [] };
  } catch (error) {
    throw new ReadError(
      `${name} cannot be read as a Word file (${messageOf(error)}); open it in Word, save it again as .docx, and import that`,
      { cause: error },
    );
  }
}

/** Paragraphs in order; the cells of a table are lines of their own, as the format keeps no more. */
export async function readDoc(bytes: Uint8Array, name: string): Promise<ReadDocument> {
  try {
    const document = await new WordExtractor().extract(Buffer.from(bytes));
    const lines = document
      .getBody()
      .split(/[\r\n]+/u)
      .map((text) => ({ text }));
    return { lines, title: null, notes: [] };
  } catch (error) {
    throw new ReadError(
      `${name} cannot be read as a Word file (${messageOf(error)}); open it in Word, save it as .docx, and import that`,
      { cause: error },
    );
  }
}

const noImage = mammoth.images.imgElement(async () => ({ src: '' }));

const messageOf = (error: unknown): string =>
  (error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)).slice(0, 120);
