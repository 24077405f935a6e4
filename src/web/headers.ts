// Headers every answer carries. The site has no inline script or style, no frame and no third party, and says so.
import type { NextFunction, Request, Response } from 'express';

const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "connect-src 'self'",
  "img-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

export function setHeaders(_request: Request, response: Response, next: NextFunction): void {
  response.set({
    'Content-Security-Policy': CONTENT_SECURITY_POLICY,
    'X-Content-Type-Options': 'nosniff',
    // A reader's questions stand in the address and are nobody else's business.
    'Referrer-Policy': 'same-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
    // To be asked for again each time, and answered 304 by the ETag: an index may have been rebuilt. Private, because
    // the questions of one reader are of no use in a cache that others share.
    'Cache-Control': 'private, no-cache',
  });
  next();
}
