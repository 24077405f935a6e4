// What kind of file it is, by its first bytes; the name only decides between kinds of text.
import { extname } from 'node:path';
import { ReadError } from './document.ts';

export type FileKind = 'text' | 'html' | 'pdf' | 'docx' | 'doc';

/** Throws `ReadError` for files that hold no text a reader here can get at. */
export function fileKindOf(bytes: Uint8Array, name: string): FileKind {
  if (bytes.length === 0) throw new ReadError(`${name} is empty; fetch it again`);
  for (const { kind, magic } of SIGNATURES) if (startsWith(bytes, magic)) return kind;
  const foreign = FOREIGN.find(({ magic }) => startsWith(bytes, magic));
  if (foreign) throw new ReadError(`${name} is ${foreign.what}, whatever its name says; ${foreign.cure}`);
  if (startsWith(bytes, ZIP)) return zipKind(bytes, name);
  const extension = extname(name).toLowerCase();
  if (isPdfWithin(bytes) && extension !== '.md') return 'pdf';
  const declared = BINARY_NAMES[extension];
  if (declared && !looksLikeHtml(bytes)) {
    throw new ReadError(
      `${name} is no ${declared}, although its name says so; open it in a browser to see what it is, and fetch the plan again`,
    );
  }
  // Markdown may hold HTML without being a page.
  const isPage = extension === '.md' ? isWholePage(bytes) : looksLikeHtml(bytes) || /^\.(?:x?html?|mht)$/u.test(extension);
  return isPage ? 'html' : 'text';
}

const ZIP = [0x50, 0x4b];

const SIGNATURES: readonly { readonly kind: FileKind; readonly magic: readonly number[] }[] = [
  { kind: 'pdf', magic: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { kind: 'doc', magic: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1] },
];

const BINARY_NAMES: Readonly<Record<string, string>> = { '.pdf': 'PDF', '.docx': 'Word file', '.doc': 'Word file' };

interface Foreign {
  readonly what: string;
  readonly cure: string;
  /** Null where any byte may stand. */
  readonly magic: readonly (number | null)[];
}

const TAKE_TEXT = 'this program reads no pictures: look for the plan as text, or run text recognition (OCR) on it first';
const UNPACK = 'unpack it and import the document inside';
const bytesOf = (text: string): number[] => [...Buffer.from(text, 'latin1')];

const FOREIGN: readonly Foreign[] = [
  { what: 'a PNG picture', cure: TAKE_TEXT, magic: [0x89, 0x50, 0x4e, 0x47] },
  { what: 'a JPEG picture', cure: TAKE_TEXT, magic: [0xff, 0xd8, 0xff] },
  { what: 'a GIF picture', cure: TAKE_TEXT, magic: bytesOf('GIF8') },
  { what: 'a TIFF picture', cure: TAKE_TEXT, magic: [0x49, 0x49, 0x2a, 0x00] },
  { what: 'a TIFF picture', cure: TAKE_TEXT, magic: [0x4d, 0x4d, 0x00, 0x2a] },
  { what: 'a WebP picture', cure: TAKE_TEXT, magic: [...bytesOf('RIFF'), null, null, null, null, ...bytesOf('WEBP')] },
  { what: 'a BMP picture', cure: TAKE_TEXT, magic: [...bytesOf('BM'), null, null, null, null, 0, 0, 0, 0] },
  { what: 'an RTF file', cure: 'open it in Word, save it as .docx, and import that', magic: bytesOf('{\\rtf') },
  { what: 'a RAR archive', cure: UNPACK, magic: bytesOf('Rar!') },
  { what: 'a 7z archive', cure: UNPACK, magic: [0x37, 0x7a, 0xbc, 0xaf] },
  { what: 'a gzip archive', cure: UNPACK, magic: [0x1f, 0x8b] },
  { what: 'a CAJ file', cure: 'open it in its own reader, print it to a PDF, and import that', magic: bytesOf('CAJ') },
  { what: 'a program', cure: 'it is no document: fetch the plan again', magic: [0x7f, 0x45, 0x4c, 0x46] },
  { what: 'a program', cure: 'it is no document: fetch the plan again', magic: [0x4d, 0x5a, 0x90, 0x00] },
];

// What a zip is shows in the names of its entries, which stand in clear in the file. A .docx has a word/ folder.
const ZIP_KINDS: readonly { readonly entry: string; readonly what: string; readonly cure: string }[] = [
  { entry: 'xl/workbook.xml', what: 'a spreadsheet', cure: 'save it as text (.txt) and import that' },
  { entry: 'ppt/presentation.xml', what: 'a presentation', cure: 'save its text as .txt and import that' },
  { entry: 'OFD.xml', what: 'an OFD file', cure: 'open it in its own reader, save it as PDF or text, and import that' },
  { entry: 'opendocument', what: 'an OpenDocument file', cure: 'save it as .docx and import that' },
  { entry: 'META-INF/container.xml', what: 'an EPUB book', cure: 'save it as text (.txt) and import that' },
];

function zipKind(bytes: Uint8Array, name: string): FileKind {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (whole.includes('word/document')) return 'docx';
  const known = ZIP_KINDS.find(({ entry }) => whole.includes(entry));
  if (known) throw new ReadError(`${name} is ${known.what}, whatever its name says; ${known.cure}`);
  throw new ReadError(
    `${name} is a zip archive, or a damaged .docx; unpack it and import the document inside, or fetch it again`,
  );
}

const headOf = (bytes: Uint8Array, length: number): string => Buffer.from(bytes.subarray(0, length)).toString('latin1');

// Some servers put blanks or a mark before the header; the PDF standard lets readers look in the first kilobyte. A text
// that merely names the format is no PDF: the header opens a line and is followed by a version.
function isPdfWithin(bytes: Uint8Array): boolean {
  return /(?:^|[\r\n\0-\x20\x80-\xff])%PDF-\d\.\d/u.test(headOf(bytes, 1024));
}

function looksLikeHtml(bytes: Uint8Array): boolean {
  const head = headOf(bytes, 4096).replaceAll('\0', '').toLowerCase();
  return /<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]|<div[\s>]|<table[\s>]/u.test(head);
}

const isWholePage = (bytes: Uint8Array): boolean => /<!doctype html|<html[\s>]/iu.test(headOf(bytes, 512).replaceAll('\0', ''));

const startsWith = (bytes: Uint8Array, magic: readonly (number | null)[]): boolean =>
  magic.every((byte, at) => byte === null || bytes[at] === byte);
