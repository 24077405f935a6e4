// What the port answers with: a short 503 until an app is connected, that app afterwards.
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

export interface Switchboard {
  readonly handle: RequestListener;
  /** From now on requests go to this app; those under way finish with the one they started with. */
  connect(app: RequestListener): void;
}

export function createSwitchboard(): Switchboard {
  let current: RequestListener = answerStarting;
  return {
    handle: (request, response) => current(request, response),
    connect: (app) => {
      current = app;
    },
  };
}

const RETRY_SECONDS = '2';

function answerStarting(request: IncomingMessage, response: ServerResponse): void {
  const wantsJson = request.url?.startsWith('/api/') || request.url === '/healthz';
  response.writeHead(503, {
    'Content-Type': wantsJson ? 'application/problem+json; charset=utf-8' : 'text/html; charset=utf-8',
    'Retry-After': RETRY_SECONDS,
    'Cache-Control': 'no-store',
  });
  response.end(
    wantsJson
      ? JSON.stringify({ type: 'about:blank', title: '正在准备', status: 503, detail: '索引正在建立，请稍候再试' })
      : '<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><title>正在准备</title><p>索引正在建立，请稍候刷新本页。</p></html>',
  );
}
