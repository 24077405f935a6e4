// Who may change something: pages of this site, and programs that are no browser. A page of another site could make a
// reader's browser post here with whatever the reader's network and proxy allow, so what a browser says of the origin of a
// post decides. There are no cookies, and nothing else tells one reader from another.
import type { Request } from 'express';

/**
 * Whether a post may be obeyed. Browsers send Sec-Fetch-Site, older ones Origin, and no script can change either; a request
 * with neither comes from no browser that could be misled.
 */
export function isOwnPost({ headers }: Pick<Request, 'headers'>, publicUrl: string | undefined): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const { origin, host } = headers;
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  return origin === publicUrl || new URL(origin).host === host;
}
