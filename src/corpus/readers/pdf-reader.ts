// PDF files with a text layer: the only import of pdfjs-dist.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { TextItem } from 'pdfjs-dist/types/src/display/api.d.ts';
import { type DocumentLine, type ReadDocument, ReadError } from './document.ts';
import { type PageItem, pageLines } from './page-lines.ts';

export interface ReadPdfOptions {
  readonly onPage?: (page: number, pages: number) => void;
}

/** Below this many characters a page on average, the pages are pictures. */
const LEAST_TEXT_PER_PAGE = 20;
const MOST_PAGES = 2000;

export async function readPdf(bytes: Uint8Array, name: string, { onPage }: ReadPdfOptions = {}): Promise<ReadDocument> {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const library = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  const task = getDocument({
    // pdfjs takes the buffer over, so it gets a copy.
    data: new Uint8Array(bytes),
    cMapUrl: `${join(library, 'cmaps')}/`,
    cMapPacked: true,
    standardFontDataUrl: `${join(library, 'standard_fonts')}/`,
    disableFontFace: true,
    isEvalSupported: false,
    verbosity: 0,
  });
  try {
    const document = await task.promise;
    if (document.numPages > MOST_PAGES)
      throw new ReadError(`${name} has ${document.numPages} pages; at most ${MOST_PAGES} are read: import its parts`);
    const lines: DocumentLine[] = [];
    for (let number = 1; number <= document.numPages; number += 1) {
      const page = await document.getPage(number);
      const { items } = await page.getTextContent();
      const [, , width = 0] = page.view;
      for (const text of pageLines(items.filter(isText).map(itemOf), width)) lines.push({ text, page: number });
      page.cleanup();
      onPage?.(number, document.numPages);
    }
    checkText(lines, document.numPages, name);
    const { info } = await document.getMetadata().catch(() => ({ info: {} }));
    return { lines, title: titleOf(info), notes: [`PDF，共 ${document.numPages} 页`] };
  } catch (error) {
    throw error instanceof ReadError ? error : readErrorOf(error, name);
  } finally {
    await task.destroy().catch(() => undefined);
  }
}

function checkText(lines: readonly DocumentLine[], pages: number, name: string): void {
  const characters = lines.reduce((sum, { text }) => sum + text.replace(/\s/gu, '').length, 0);
  if (characters < pages * LEAST_TEXT_PER_PAGE) {
    throw new ReadError(
      `${name} has pages but no text: it is a scan; run text recognition (OCR) on it first, or look for the plan as text`,
    );
  }
}

function readErrorOf(error: unknown, name: string): ReadError {
  const kind = error instanceof Error ? error.name : '';
  if (kind === 'PasswordException') {
    return new ReadError(`${name} is encrypted; open it with its password, print it to a new PDF without one, and import that`, {
      cause: error,
    });
  }
  const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  return new ReadError(`${name} is damaged and cannot be read as a PDF (${message.slice(0, 120)}); fetch it again`, {
    cause: error,
  });
}

const isText = (item: object): item is TextItem => 'str' in item;

function itemOf({ str, transform, width, height }: TextItem): PageItem {
  const [a = 0, b = 0, , , x = 0, y = 0] = transform as readonly number[];
  return { text: str, x, y, width, size: Math.hypot(a, b) || height || 10 };
}

function titleOf(info: object): string | null {
  const title = 'Title' in info && typeof info.Title === 'string' ? info.Title.trim() : '';
  return title === '' ? null : title;
}
