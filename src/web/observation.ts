// What is told of each answer: never who asked, nor for what.
import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';

/** The header by which a reader's complaint can be found in the log. */
export const REQUEST_ID = 'X-Request-Id';

export interface Exchange {
  /** As in the header. */
  readonly id: string;
  readonly method: string;
  /** The pattern of the address, `/plans/:id`; null where no route has answered. */
  readonly route: string | null;
  readonly status: number;
  /** From the app's first line to the last byte. */
  readonly ms: number;
  /** The reader left before the end. */
  readonly isAborted: boolean;
}

export type Observe = (exchange: Exchange) => void;

/** The first of all handlers. */
export function observeExchanges(observe: Observe): RequestHandler {
  return (request, response, next) => {
    const startedAt = performance.now();
    const id = randomUUID();
    response.set(REQUEST_ID, id);
    response.once('close', () => {
      const path: unknown = request.route?.path;
      observe({
        id,
        method: request.method,
        route: typeof path === 'string' ? path : null,
        status: response.statusCode,
        ms: performance.now() - startedAt,
        isAborted: !response.writableFinished,
      });
    });
    next();
  };
}
