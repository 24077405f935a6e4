// The ends of the road: a method nobody answers, an address nobody answers, and the one place where errors are caught.
import type { ErrorRequestHandler, Request, Response } from 'express';
import { EngineAwayError } from '../search/engine.ts';
import { BusyError, MethodNotAllowedError, NotFoundError, problemOf } from './errors.ts';
import { REQUEST_ID } from './observation.ts';
import { isOperational } from './operational.ts';
import { problemView } from './problem-page.ts';
import type { SendPage } from './renderer.ts';

const ALLOWED_METHODS = 'GET, HEAD';

export function refuseMethod(request: Request, response: Response): void {
  response.set('Allow', ALLOWED_METHODS);
  if (request.method !== 'OPTIONS') throw new MethodNotAllowedError(`这个地址只接受 ${ALLOWED_METHODS}。`);
  response.status(204).end();
}

export function refuseAddress(): never {
  throw new NotFoundError('没有这个地址。');
}

/** Told of what is our fault, with the id that the answer bears. */
export type ReportError = (error: unknown, requestId: string | undefined) => void;

/** Scripts get problem+json, readers get a page. What is our fault is reported, and never shown. */
export function answerErrors(send: SendPage, reportError: ReportError): ErrorRequestHandler {
  return async (error: unknown, request, response, next) => {
    const problem = problemOf(error);
    if (problem.status === 500) reportError(error, response.get(REQUEST_ID));
    if (error instanceof EngineAwayError) reportError(error.cause, response.get(REQUEST_ID));
    if (response.headersSent) return next(error);
    response.status(problem.status);
    if (error instanceof EngineAwayError || error instanceof BusyError)
      response.set({ 'Retry-After': `${error.retrySeconds}`, 'Cache-Control': 'no-store' });
    if (isForScripts(request)) response.type('application/problem+json').send(JSON.stringify(problem));
    else await send(response, 'problem', problemView(problem, request));
  };
}

const isForScripts = ({ path }: Request): boolean => path.startsWith('/api/') || path === '/api' || isOperational(path);
