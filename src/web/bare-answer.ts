// A refusal that needs neither engine nor templates: for the time before there is an app, and for when there is no time.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isOperational } from './operational.ts';

export interface BareAnswer {
  readonly title: string;
  /** One sentence, without HTML. */
  readonly detail: string;
  readonly retrySeconds: number;
}

/** Answers 503: a problem of RFC 9457 to scripts, a small page to readers. */
export function answerUnavailable(
  request: IncomingMessage,
  response: ServerResponse,
  { title, detail, retrySeconds }: BareAnswer,
): void {
  const url = request.url ?? '';
  const wantsJson = url.startsWith('/api/') || isOperational(url);
  const body = wantsJson
    ? JSON.stringify({ type: 'about:blank', title, status: 503, detail })
    : `<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><title>${title}</title><h1>${title}</h1><p>${detail}</p></html>`;
  response.writeHead(503, {
    'Content-Type': wantsJson ? 'application/problem+json; charset=utf-8' : 'text/html; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
    'X-Content-Type-Options': 'nosniff',
    'Retry-After': retrySeconds,
    'Cache-Control': 'no-store',
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}
