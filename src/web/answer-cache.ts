// Answers kept for whoever asks the same again: a team that shares a link, a reader who comes back to a list, a page that is
// asked for anew only to learn that it has not changed. What is served from one index never changes, so what was answered
// once stays right as long as the app that keeps it.
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Request, RequestHandler, Response } from 'express';
import { LeastRecent } from '../text/least-recent.ts';

export interface AnswerCacheOptions {
  /** Of all that is kept. */
  readonly mostBytes: number;
  /** What whole addresses on a page begin with: it is part of the question. */
  readonly baseOf: (request: Request) => string;
  /** Told of each question whether its answer was there. */
  readonly onLookup?: (isKept: boolean) => void;
}

/** Longer ones are hardly asked twice. */
const LONGEST_ADDRESS = 2_000;

/** A few large answers should not push out all others. */
const LARGEST_SHARE = 1 / 64;

/**
 * To stand before routes whose answers follow from the address and the index alone, from no date and nobody's login. Only
 * texts of status 200 are kept, each as it was sent, packed for those who take it packed; what was asked for longest ago goes
 * first, and what is larger than a sixty-fourth of all is not kept. A kept answer's `tookMs` is that of its first time.
 */
export function createAnswerCache({ mostBytes, baseOf, onLookup = () => {} }: AnswerCacheOptions): RequestHandler {
  const answers = new LeastRecent<string, Answer>({ most: mostBytes, sizeOf, largest: mostBytes * LARGEST_SHARE });
  return (request, response, next) => {
    const { method, originalUrl } = request;
    if ((method !== 'GET' && method !== 'HEAD') || originalUrl.length > LONGEST_ADDRESS) return next();
    const encoding = encodingFor(request);
    const key = `${encoding ?? ''} ${baseOf(request)} ${originalUrl}`;
    const kept = answers.get(key);
    onLookup(kept !== undefined);
    if (kept) {
      sendAnswer(response, kept);
      return;
    }
    // Whoever makes the answer hands it to `send` in the end, `json` as the pages do.
    const sendText = response.send;
    response.send = (body: unknown) => {
      response.send = sendText;
      if (typeof body !== 'string' || response.statusCode !== 200) return response.send(body);
      const keep = (answer: Answer): void => {
        answers.set(key, answer);
        sendAnswer(response, answer);
      };
      answerOf(response, body, encoding).then(keep).catch(next);
      return response;
    };
    next();
  };
}

type Encoding = 'br' | 'gzip';

interface Answer {
  readonly type: string;
  /** Of the text, however it is packed. */
  readonly etag: string;
  readonly encoding: Encoding | undefined;
  readonly body: Buffer;
}

const sizeOf = ({ body }: Answer, key: string): number => body.length + 2 * key.length;

async function answerOf(response: Response, text: string, wanted: Encoding | undefined): Promise<Answer> {
  const bytes = Buffer.from(text);
  const etagOf = response.app.get('etag fn') as (body: Buffer) => string;
  // As for all other answers (see `compression`): packing what fits into one packet gains nothing.
  const encoding = bytes.length < SMALLEST_PACKED ? undefined : wanted;
  return {
    type: response.get('Content-Type') ?? 'text/html; charset=utf-8',
    etag: etagOf(bytes),
    encoding,
    body: encoding === undefined ? bytes : await PACK[encoding](bytes),
  };
}

const SMALLEST_PACKED = 1024;

function sendAnswer(response: Response, { type, etag, encoding, body }: Answer): void {
  response.setHeader('Content-Type', type);
  response.setHeader('ETag', etag);
  if (encoding !== undefined) response.setHeader('Content-Encoding', encoding);
  response.send(body);
}

const encodingFor = (request: Request): Encoding | undefined =>
  request.headers['accept-encoding'] === undefined
    ? undefined
    : (['br', 'gzip'] as const).find((encoding) => request.acceptsEncodings(encoding) !== false);

const brotli = promisify(brotliCompress);
// The quality of the other pages (see `compression`): beyond it the time grows faster than the size falls.
const QUALITY = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };
const PACK: Readonly<Record<Encoding, (bytes: Buffer) => Promise<Buffer>>> = {
  br: (bytes) => brotli(bytes, QUALITY),
  gzip: promisify(gzip),
};
