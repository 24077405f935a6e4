// Answers are packed for those who can unpack them.
import { createRequire } from 'node:module';
import type { RequestHandler } from 'express';

// Not imported, as in `app.ts`.
const require = createRequire(import.meta.url);
const compression: typeof import('compression') = require('compression');

/** Whoever says nothing of encodings gets the answer as it is, without the wrapping of the response that packing takes. */
export function compressAnswers(): RequestHandler {
  const compress = compression();
  return (request, response, next) => {
    if (request.headers['accept-encoding'] !== undefined) return compress(request, response, next);
    response.setHeader('Vary', 'Accept-Encoding');
    next();
  };
}
