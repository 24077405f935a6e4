// Answers kept for whoever asks the same again: a team that shares a link, a reader who comes back to a list, a page that is
// asked for anew only to learn that it has not changed. What is served from one index never changes, so what was answered
// once stays right as long as the app that keeps it.
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Request, RequestHandler, Response } from 'express';
import { LeastRecent } from './least-recent.ts';

export interface AnswerCacheOptions {
  /** Of all that is kept, packed forms included. */
  readonly mostBytes: number;
  /** What whole addresses on a page begin with: it is part of the question. */
  readonly baseOf: (request: Request) => string;
  /** Told of each question whether its answer was there. */
  readonly onLookup?: (isKept: boolean) => void;
}

/** Longer ones are hardly asked twice. */
const LONGEST_ADDRESS = 2_000;

/**
 * To stand before routes whose answers follow from the address and the index alone, from no date and nobody's login. Only
 * texts of status 200 are kept, and packed once for those who take them packed; what was asked for longest ago goes first.
 * A kept answer's `tookMs` is that of its first time.
 */
export function createAnswerCache({ mostBytes, baseOf, onLookup = () => {} }: AnswerCacheOptions): RequestHandler {
  const answers = new LeastRecent<string, Answer>(mostBytes, sizeOf);
  return (request, response, next) => {
    const { method, originalUrl } = request;
    if ((method !== 'GET' && method !== 'HEAD') || originalUrl.length > LONGEST_ADDRESS) return next();
    const key = `${baseOf(request)} ${originalUrl}`;
    const send = async (answer: Answer): Promise<void> => {
      if (await sendAnswer(response, answer)) answers.set(key, answer);
    };
    const kept = answers.get(key);
    onLookup(kept !== undefined);
    if (kept) {
      send(kept).catch(next);
      return;
    }
    // Whoever makes the answer hands it to `send` in the end, `json` as the pages do.
    const sendText = response.send;
    response.send = (body: unknown) => {
      response.send = sendText;
      if (typeof body !== 'string' || response.statusCode !== 200) return response.send(body);
      const answer = answerOf(response, body);
      answers.set(key, answer);
      send(answer).catch(next);
      return response;
    };
    next();
  };
}

type Encoding = 'br' | 'gzip';

interface Answer {
  readonly type: string;
  readonly etag: string;
  readonly bytes: Buffer;
  readonly packed: Map<Encoding, Buffer>;
}

function answerOf(response: Response, text: string): Answer {
  const bytes = Buffer.from(text);
  const etagOf = response.app.get('etag fn') as (body: Buffer) => string;
  return { type: response.get('Content-Type') ?? 'text/html; charset=utf-8', etag: etagOf(bytes), bytes, packed: new Map() };
}

const sizeOf = ({ bytes, packed }: Answer, key: string): number =>
  [...packed.values()].reduce((sum, { length }) => sum + length, bytes.length + 2 * key.length);

/** Returns whether the answer has been packed for this, which it was not before. */
async function sendAnswer(response: Response, { type, etag, bytes, packed }: Answer): Promise<boolean> {
  const { req: request } = response;
  response.setHeader('Content-Type', type);
  response.setHeader('ETag', etag);
  // Who has it already is only told so.
  const encoding = request.fresh || bytes.length < SMALLEST_PACKED ? undefined : encodingFor(request);
  if (encoding === undefined) {
    response.send(bytes);
    return false;
  }
  const known = packed.get(encoding);
  const body = known ?? (await PACK[encoding](bytes));
  packed.set(encoding, body);
  response.setHeader('Content-Encoding', encoding);
  response.send(body);
  return known === undefined;
}

/** As for all other answers (see `compression`): packing what fits into one packet gains nothing. */
const SMALLEST_PACKED = 1024;

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
