// Any file to lines: the one door to the readers.
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { isNodeError } from '../files.ts';
import { scriptOf } from '../script.ts';
import { type ReadDocument, ReadError } from './document.ts';
import { type FileKind, fileKindOf } from './file-kind.ts';
import { withoutRadicals } from './radicals.ts';

/** No plan known to us comes near; a larger file is something else. */
const LARGEST_MB = 100;

export interface ReadFileResult extends ReadDocument {
  readonly kind: FileKind;
  readonly bytes: Uint8Array;
}

export interface ReadFileOptions {
  readonly onPage?: (page: number, pages: number) => void;
}

/**
 * Throws `ReadError` for a file that is missing, too large, empty, damaged, encrypted, or without text. A file made to harm
 * can still keep the libraries busy for ever or use up the memory: for files from strangers there is `read-guarded.ts`.
 */
export async function readDocumentFile(path: string, options: ReadFileOptions = {}): Promise<ReadFileResult> {
  const name = basename(path);
  const bytes = await bytesOf(path, name);
  const kind = fileKindOf(bytes, name);
  const document = await readAs(kind, bytes, name, options).catch((error: unknown) => {
    throw error instanceof ReadError ? error : unforeseen(error, name);
  });
  if (!document.lines.some(({ text }) => /[\p{L}\p{N}]/u.test(text)))
    throw new ReadError(`${name} holds no text; open it to see what it is, and fetch the plan again`);
  return { ...inPlainCharacters(document), kind, bytes };
}

function inPlainCharacters(document: ReadDocument): ReadDocument {
  const script = scriptOf(document.lines.map(({ text }) => text));
  let count = 0;
  const lines = document.lines.map((line) => {
    const plain = withoutRadicals(line.text, script);
    count += plain.count;
    return plain.count === 0 ? line : { ...line, text: plain.text };
  });
  if (count === 0) return document;
  return { ...document, lines, notes: [...document.notes, `部首字形（如 ⺠、⽬）${count} 处已换作通用字（民、目）`] };
}

// The readers are loaded when they are needed: pdfjs and mammoth take longer to load than most files to read.
async function readAs(kind: FileKind, bytes: Uint8Array, name: string, { onPage }: ReadFileOptions): Promise<ReadDocument> {
  switch (kind) {
    case 'text':
      return (await import('./text-reader.ts')).readText(bytes, name);
    case 'html':
      return (await import('./html-reader.ts')).readHtml(bytes, name);
    case 'docx':
      return (await import('./word-reader.ts')).readDocx(bytes, name);
    case 'doc':
      return (await import('./word-reader.ts')).readDoc(bytes, name);
    case 'pdf':
      return (await import('./pdf-reader.ts')).readPdf(bytes, name, onPage ? { onPage } : {});
  }
}

// What a library throws at a file is about the file: elements nested a thousand deep, a table with a billion columns.
function unforeseen(error: unknown, name: string): ReadError {
  const reason = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
  return new ReadError(`${name} cannot be read (${reason.slice(0, 120)}); fetch it again, or save it as text and import that`, {
    cause: error,
  });
}

async function bytesOf(path: string, name: string): Promise<Uint8Array> {
  try {
    const entry = await stat(path);
    if (entry.isDirectory()) throw new ReadError(`${path} is a folder; give the file of the plan`);
    // A pipe or a device may never end.
    if (!entry.isFile()) throw new ReadError(`${path} is no file; check the path`);
    if (entry.size > LARGEST_MB * 1024 * 1024) {
      throw new ReadError(
        `${name} has ${Math.round(entry.size / 1024 / 1024)} MB, more than the ${LARGEST_MB} MB any plan needs; take the pictures out, or save it as text`,
      );
    }
    return await readFile(path);
  } catch (error) {
    if (error instanceof ReadError) throw error;
    const reason = isNodeError(error)
      ? { ENOENT: 'does not exist', ENOTDIR: 'does not exist', EACCES: 'may not be read' }[error.code ?? '']
      : undefined;
    throw new ReadError(`${path} ${reason ?? 'cannot be read'}; check the path`, { cause: error });
  }
}
