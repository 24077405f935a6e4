// Headers every answer carries. The site has no inline script or style, no frame and no third party, and says so.
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import helmet from 'helmet';

const NOTHING = ["'none'"];
const OWN = ["'self'"];

/** To be used in this order. `publicUrl`: where the site is read over https, browsers are told to come by https only. */
export function headerSetters(publicUrl: string | undefined): readonly RequestHandler[] {
  const protection = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': NOTHING,
        'style-src': OWN,
        'script-src': OWN,
        'connect-src': OWN,
        'img-src': OWN,
        'form-action': OWN,
        'base-uri': NOTHING,
        'frame-ancestors': NOTHING,
      },
    },
    frameguard: { action: 'deny' },
    // A reader's questions stand in the address and are nobody else's business.
    referrerPolicy: { policy: 'same-origin' },
    // What else is served under the domain is not ours to decide about.
    hsts: publicUrl?.startsWith('https:') ? { includeSubDomains: false } : false,
  });
  return [setAlike(protection), setCaching];
}

// What helmet sets is the same for every answer: it is worked out for the first one.
function setAlike(protection: RequestHandler): RequestHandler {
  let known: readonly (readonly [name: string, value: string])[] | null = null;
  return (request, response, next) => {
    if (known !== null) {
      for (const [name, value] of known) response.setHeader(name, value);
      next();
      return;
    }
    const before = new Set(response.getHeaderNames());
    protection(request, response, (error?: unknown) => {
      const own = response.getHeaderNames().filter((name) => !before.has(name));
      known = own.map((name) => [name, String(response.getHeader(name))]);
      next(error);
    });
  };
}

// To be asked for again each time, and answered 304 by the ETag: the plans may have changed. Private, because the questions
// of one reader are of no use in a cache that others share.
function setCaching(_request: Request, response: Response, next: NextFunction): void {
  response.setHeader('Cache-Control', 'private, no-cache');
  next();
}
