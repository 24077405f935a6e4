// How much one address may ask in a minute.
import type { Request, RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { TooManyRequestsError } from './errors.ts';
import { isOperational } from './operational.ts';

const WINDOW_SECONDS = 60;

export interface RateLimitOptions {
  readonly perMinute: number;
  /** Whether addresses are those that a trusted proxy tells. */
  readonly isBehindProxy: boolean;
}

/**
 * Refuses with `TooManyRequestsError` and Retry-After. To be made once: it counts on while apps come and go.
 *
 * Without a trusted proxy this machine itself may ask as much as it likes: whoever sits at it, measures from it, or runs a
 * proxy on it that nobody was told of, whose readers would otherwise share one allowance and lock each other out.
 */
export function createRateLimit({ perMinute, isBehindProxy }: RateLimitOptions): RequestHandler {
  const isFree = ({ path, ip }: Request) =>
    isOperational(path) || path.startsWith('/assets/') || (!isBehindProxy && isLoopback(ip));
  const limit = rateLimit({
    windowMs: WINDOW_SECONDS * 1000,
    limit: perMinute,
    standardHeaders: 'draft-7',
    legacyHeaders: false,
    // Its checks are of how it is set up, and print to the console; the configuration has been checked.
    validate: false,
    handler: (_request, _response, next) =>
      next(new TooManyRequestsError(`同一网络地址每分钟至多请求 ${perMinute} 次，请稍后再试。`)),
  });
  return (request, response, next) => (isFree(request) ? next() : limit(request, response, next));
}

const isLoopback = (ip: string | undefined): boolean => ip === '::1' || /^(?:::ffff:)?127\./u.test(ip ?? '');
