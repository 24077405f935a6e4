// Forms as browsers send them, with a file or without. Whatever else comes, of any kind and cut off anywhere, is refused with
// a `FormError` that says what it was.
import { basename, join } from 'node:path';
import type { Request, RequestHandler, Response } from 'express';
import multer, { MulterError } from 'multer';
import { isNodeError } from '../../corpus/files.ts';
import type { ReceivedFile } from './upload-desk.ts';

/** `field`: the name of a field that is too long. */
export class FormError extends Error {
  override readonly name = 'FormError';
  readonly fault: 'no form' | 'broken' | 'too much' | 'file too large' | 'field too long';
  readonly field: string | undefined;

  constructor(
    fault: FormError['fault'],
    { cause, field }: { readonly cause?: unknown; readonly field?: string | undefined } = {},
  ) {
    super(`the form is refused: ${fault}`, { cause });
    this.fault = fault;
    this.field = field;
  }
}

const MEGABYTE = 1024 * 1024;
const LONGEST_FIELD_BYTES = 10_000;
const MOST_FIELDS = 20;

/** The file of a form, put below a folder; null where the form has none. Throws `FormError`, or what the disk says. */
export async function receiveFile(
  request: Request,
  response: Response,
  { folder, largestMb }: { readonly folder: string; readonly largestMb: number },
): Promise<ReceivedFile | null> {
  const storage = multer.diskStorage({
    destination: folder,
    // The name is the sender's and need not be one that a file can have.
    filename: (_request, { originalname }, done) => done(null, `plan${endingOf(originalname)}`),
  });
  const limits = { fileSize: largestMb * MEGABYTE, files: 1, fields: 5, fieldSize: 1000, parts: 6 };
  await receive(multer({ storage, defParamCharset: 'utf8', limits }).single('file'), request, response);
  const { file } = request;
  return file ? { path: join(folder, file.filename), fileName: readableName(file.originalname) } : null;
}

/** The fields of a form, in the body of the request, those too that came before a fault. Throws `FormError`. */
export async function receiveFields(request: Request, response: Response): Promise<void> {
  const limits = { fields: MOST_FIELDS, fieldSize: LONGEST_FIELD_BYTES, files: 0, parts: MOST_FIELDS };
  await receive(multer({ limits }).none(), request, response);
}

async function receive(parse: RequestHandler, request: Request, response: Response): Promise<void> {
  // Null without a body: a form in which nothing was filled in.
  if (request.is('multipart/form-data') === false) throw new FormError('no form');
  try {
    await new Promise<void>((resolve, reject) => {
      // The parser does not hear of a connection that ends, nor of a body that the server cannot read on.
      const onClose = () => reject(new Error('the connection was closed before the end of the form'));
      response.once('close', onClose);
      // It may have ended before anybody listened.
      if (response.destroyed) return onClose();
      void parse(request, response, (error: unknown) => {
        response.off('close', onClose);
        if (error) reject(error);
        else resolve();
      });
    });
  } catch (error) {
    // A full disk is not the sender's fault; everything else that a parser of forms says is.
    throw isNodeError(error) && error.syscall !== undefined
      ? error
      : new FormError(faultOf(error), { cause: error, field: fieldOf(error) });
  }
}

function faultOf(error: unknown): FormError['fault'] {
  if (!(error instanceof MulterError)) return 'broken';
  if (error.code === 'LIMIT_FILE_SIZE') return 'file too large';
  return error.code === 'LIMIT_FIELD_VALUE' ? 'field too long' : 'too much';
}

const fieldOf = (error: unknown): string | undefined => (error instanceof MulterError ? error.field : undefined);

const LONGEST_NAME = 80;

/** What a file is called, for readers: no path, nothing that cannot be seen. */
function readableName(given: string): string {
  const name = basename(given.replaceAll('\\', '/'))
    .replace(/[\p{Cc}\p{Cf}\p{Cs}:*?"<>|]/gu, '')
    .replace(/^[.\s]+/u, '');
  const ending = endingOf(name);
  const stem = [...name.slice(0, name.length - ending.length)].slice(0, LONGEST_NAME).join('').trim();
  return `${stem === '' ? 'plan' : stem}${ending}`;
}

/** It tells kinds of text apart. */
const endingOf = (name: string): string => /\.[a-z0-9]{1,8}$/iu.exec(name)?.[0] ?? '';
