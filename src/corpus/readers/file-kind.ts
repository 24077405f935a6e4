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
  if (startsWith(bytes, [0x50, 0x4b])) return zipKind(bytes, name);
  if (extname(name).toLowerCase() === '.pdf' && !isPdfWithin(bytes)) {
    throw new ReadError(
      `${name} is no PDF, although its name says so; open it in a browser to see what it is, and fetch the plan again`,
    );
  }
  if (isPdfWithin(bytes)) return 'pdf';
  return looksLikeHtml(bytes) || /\.x?html?$/iu.test(name) ? 'html' : 'text';
}

const SIGNATURES: readonly { readonly kind: FileKind; readonly magic: readonly number[] }[] = [
  { kind: 'pdf', magic: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { kind: 'doc', magic: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1] },
];

const TAKE_TEXT = 'this program reads no pictures: look for the plan as text, or run text recognition (OCR) on it first';

const FOREIGN: readonly { readonly what: string; readonly cure: string; readonly magic: readonly number[] }[] = [
  { what: 'a PNG picture', cure: TAKE_TEXT, magic: [0x89, 0x50, 0x4e, 0x47] },
  { what: 'a JPEG picture', cure: TAKE_TEXT, magic: [0xff, 0xd8, 0xff] },
  { what: 'a GIF picture', cure: TAKE_TEXT, magic: [0x47, 0x49, 0x46, 0x38] },
  { what: 'a TIFF picture', cure: TAKE_TEXT, magic: [0x49, 0x49, 0x2a, 0x00] },
  { what: 'a RAR archive', cure: 'unpack it and import the document inside', magic: [0x52, 0x61, 0x72, 0x21] },
  { what: 'a 7z archive', cure: 'unpack it and import the document inside', magic: [0x37, 0x7a, 0xbc, 0xaf] },
  { what: 'a gzip archive', cure: 'unpack it and import the document inside', magic: [0x1f, 0x8b] },
  { what: 'a program', cure: 'it is no document', magic: [0x7f, 0x45, 0x4c, 0x46] },
];

// A .docx is a zip with a word/ folder; the names of its entries stand in clear in the file.
function zipKind(bytes: Uint8Array, name: string): FileKind {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  if (text.includes('word/document.xml')) return 'docx';
  if (text.includes('xl/workbook.xml')) throw new ReadError(`${name} is a spreadsheet; save it as text (.txt) and import that`);
  if (text.includes('content.xml') && text.includes('opendocument'))
    throw new ReadError(`${name} is an OpenDocument file; save it as .docx and import that`);
  throw new ReadError(
    `${name} is a zip archive, or a damaged .docx; unpack it and import the document inside, or fetch it again`,
  );
}

// Some servers put blanks or a mark before the header; the PDF standard lets readers look in the first kilobyte.
function isPdfWithin(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 1024)).toString('latin1').includes('%PDF-');
}

function looksLikeHtml(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 2048)).toString('latin1').replaceAll('\0', '').toLowerCase();
  return /<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]|<div[\s>]|<table[\s>]/u.test(head);
}

const startsWith = (bytes: Uint8Array, magic: readonly number[]): boolean => magic.every((byte, at) => bytes[at] === byte);
