// One request through an express app without network: node's own request and response, over a socket that is none.
import { once } from 'node:events';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { Express } from 'express';

/** What is written to it is gone. */
class Sink extends Socket {
  override _write(_chunk: unknown, _encoding: BufferEncoding, done: () => void): void {
    done();
  }

  override _writev(_chunks: unknown, done: () => void): void {
    done();
  }
}

/** Resolves with the status when the whole answer has been written. */
export async function exchange(app: Express, path: string): Promise<number> {
  const socket = new Sink();
  const request = new IncomingMessage(socket);
  request.method = 'GET';
  request.url = path;
  request.headers = { host: 'localhost' };
  request.push(null);
  const response = new ServerResponse(request);
  response.assignSocket(socket);
  const finished = once(response, 'finish');
  app(request, response);
  await finished;
  return response.statusCode;
}
