// What went wrong, as the reader is told it: a status, a short name and one sentence in plain words.
import { BadRequestError } from '../search/answer.ts';
import { EngineAwayError } from '../search/engine.ts';

export class NotFoundError extends Error {
  override readonly name = 'NotFoundError';
}

export class MethodNotAllowedError extends Error {
  override readonly name = 'MethodNotAllowedError';
}

/** One address has asked more than its share. */
export class TooManyRequestsError extends Error {
  override readonly name = 'TooManyRequestsError';
}

/** Too many want the same at once; may be asked again after some seconds. */
export class BusyError extends Error {
  override readonly name = 'BusyError';
  readonly retrySeconds: number;

  constructor(message: string, retrySeconds: number) {
    super(message);
    this.retrySeconds = retrySeconds;
  }
}

/** The members of RFC 9457, in the order it names them. `parameter` says which one to mend. */
export interface Problem {
  readonly type: 'about:blank';
  readonly title: string;
  readonly status: 400 | 404 | 405 | 429 | 500 | 503;
  readonly detail: string;
  readonly parameter?: string;
}

/** Whatever was thrown, as a problem. The text of an unexpected error stays in the log: it may name files and code. */
export function problemOf(error: unknown): Problem {
  if (error instanceof BadRequestError) {
    return { ...problem(400, '请求有误', error.message), parameter: error.parameter };
  }
  if (error instanceof NotFoundError) return problem(404, '没有这一项', error.message);
  if (error instanceof MethodNotAllowedError) return problem(405, '不支持这种请求方法', error.message);
  if (error instanceof TooManyRequestsError) return problem(429, '请求过于频繁', error.message);
  if (error instanceof EngineAwayError) return problem(503, '检索暂不可用', error.message);
  if (error instanceof BusyError) return problem(503, '服务繁忙', error.message);
  // The router throws this for a path such as /plans/%E0%A4%A.
  if (error instanceof URIError) return problem(400, '请求有误', '地址中的百分号编码不是有效的 UTF-8。');
  return problem(500, '服务器出错', '服务器处理这个请求时出了错，请稍后再试。');
}

function problem(status: Problem['status'], title: string, detail: string): Problem {
  return { type: 'about:blank', title, status, detail };
}
