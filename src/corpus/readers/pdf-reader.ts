// PDF files with a text layer: the only import of pdfjs-dist.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { PDFPageProxy } from 'pdfjs-dist';
import type { TextItem, TextStyle } from 'pdfjs-dist/types/src/display/api.d.ts';
import { type DocumentLine, type ReadDocument, ReadError } from './document.ts';
import { type PageLine, type PageText, pageLines } from './page-lines.ts';
import type { PageItem } from './page-rows.ts';
import { joinTitles } from './page-titles.ts';

export interface ReadPdfOptions {
  readonly onPage?: (page: number, pages: number) => void;
}

/** Below this many characters a page on average, the pages are pictures. */
const LEAST_TEXT_PER_PAGE = 20;
const MOST_PAGES = 2000;
/** Bytes of pictures that pdfjs may unpack; text needs none of them. */
const LARGEST_PICTURE = 1024 * 1024;

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
    maxImageSize: LARGEST_PICTURE,
    verbosity: 0,
  });
  try {
    const document = await task.promise;
    if (document.numPages > MOST_PAGES)
      throw new ReadError(`${name} has ${document.numPages} pages; at most ${MOST_PAGES} are read: import its parts`);
    const printed: (PageLine & { readonly page: number })[] = [];
    let noteMarks = 0;
    let gutter: number | null = null;
    for (let number = 1; number <= document.numPages; number += 1) {
      const page = await document.getPage(number);
      const texts = await textsOf(page, gutter);
      gutter = texts[0]?.gutter ?? null;
      for (const line of texts.flatMap((part) => part.lines)) printed.push({ ...line, page: number });
      noteMarks += texts.reduce((sum, text) => sum + text.noteMarks, 0);
      page.cleanup();
      onPage?.(number, document.numPages);
    }
    const lines: DocumentLine[] = joinTitles(printed).map(({ text, page }) => ({ text, page }));
    checkText(lines, document.numPages, name);
    const { info } = await document.getMetadata().catch(() => ({ info: {} }));
    const blank = pagesWithoutText(lines, document.numPages);
    const notes = [
      `PDF，共 ${document.numPages} 页`,
      ...(blank.length === 0
        ? []
        : [`其中 ${blank.length} 页没有文字，可能是图片：第 ${blank.slice(0, MOST_NAMED).join('、')} 页`]),
      ...(noteMarks === 0 ? [] : [`略去正文中的注号 ${noteMarks} 处，注文保留`]),
    ];
    return { lines, title: titleOf(info), notes };
  } catch (error) {
    throw error instanceof ReadError ? error : readErrorOf(error, name);
  } finally {
    await task.destroy().catch(() => undefined);
  }
}

// The text in each direction, that of most characters first: a wide table may stand on its side, and so may a label.
async function textsOf(page: PDFPageProxy, gutter: number | null): Promise<PageText[]> {
  const { items, styles } = await page.getTextContent();
  const { width, height, transform } = page.getViewport({ scale: 1 });
  const turned = new Map<Direction, PageItem[]>();
  for (const item of items.filter(isText)) {
    const placed = placeItem(item, faceOf(styles[item.fontName]), transform as readonly number[], height);
    if (placed) turned.set(placed.direction, [...(turned.get(placed.direction) ?? []), placed.item]);
  }
  const length = (own: readonly PageItem[]) => own.reduce((sum, { text }) => sum + text.length, 0);
  return [...turned]
    .sort(([, a], [, b]) => length(b) - length(a))
    .map(([direction, own]) => pageLines(own, direction === 'right' || direction === 'left' ? width : height, gutter));
}

const MOST_NAMED = 20;

function pagesWithoutText(lines: readonly DocumentLine[], pages: number): number[] {
  const withText = new Set(lines.filter(({ text }) => /\p{Script=Han}|[a-z]{2}/iu.test(text)).map(({ page }) => page));
  return Array.from({ length: pages }, (_unused, at) => at + 1).filter((page) => !withText.has(page));
}

function checkText(lines: readonly DocumentLine[], pages: number, name: string): void {
  const characters = lines.reduce((sum, { text }) => sum + text.replace(/[\s\ufffd]/gu, '').length, 0);
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

// Programs cut one font into many, each with a name of its own; how far its characters reach up and down stays the same.
const faceOf = (style: TextStyle | undefined): string =>
  style === undefined ? '' : `${style.fontFamily} ${Number(style.ascent).toFixed(2)} ${Number(style.descent).toFixed(2)}`;

type Direction = 'right' | 'left' | 'up' | 'down';

// The page as it is looked at, and turned so that this piece reads from left to right. Slanted text is a watermark, not
// the document.
function placeItem(
  { str, transform, width, height }: TextItem,
  font: string,
  viewport: readonly number[],
  pageHeight: number,
): { readonly direction: Direction; readonly item: PageItem } | undefined {
  const [a = 0, b = 0, , , e = 0, f = 0] = transform as readonly number[];
  const [va = 1, vb = 0, vc = 0, vd = -1, ve = 0, vf = 0] = viewport;
  // The viewport measures downwards.
  const along = { x: va * a + vc * b, y: -(vb * a + vd * b) };
  const at = { x: va * e + vc * f + ve, y: pageHeight - (vb * e + vd * f + vf) };
  const size = Math.hypot(along.x, along.y) || height || 10;
  const item = (x: number, y: number) => ({ text: str, x, y, width, size, font });
  if (Math.abs(along.y) <= size * MOST_SLANT)
    return along.x >= 0 ? { direction: 'right', item: item(at.x, at.y) } : { direction: 'left', item: item(-at.x, -at.y) };
  if (Math.abs(along.x) > size * MOST_SLANT) return undefined;
  return along.y > 0 ? { direction: 'up', item: item(at.y, -at.x) } : { direction: 'down', item: item(-at.y, at.x) };
}
const MOST_SLANT = 0.2;

function titleOf(info: object): string | null {
  const title = 'Title' in info && typeof info.Title === 'string' ? info.Title.trim() : '';
  return title === '' ? null : title;
}
