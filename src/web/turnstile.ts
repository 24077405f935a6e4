// Work that a server does for one reader at a time, since it costs as much as hundreds of pages. Whoever leaves while
// waiting is not worked for.
import type { Response } from 'express';
import { BusyError } from './errors.ts';

interface Waiting {
  readonly response: Response;
  readonly since: number;
  enter(): void;
}

/** As long as a reader waits, and as the line of all requests has it. */
const LONGEST_WAIT_MS = 8_000;
const MOST_WAITING = 100;
const RETRY_SECONDS = 10;

export type Turnstile = (response: Response, work: () => Promise<void>) => Promise<void>;

/**
 * Does the work when all that came before is done; not at all once the reader has gone. Throws `BusyError` to whoever would
 * have to wait for longer than a reader does, and what the work throws.
 */
export function createTurnstile(now: () => number = () => performance.now()): Turnstile {
  let line: Waiting[] = [];
  let isBusy = false;
  const isHere = ({ response }: Pick<Waiting, 'response'>) => !response.closed && !response.destroyed;

  const next = (): void => {
    line = line.filter(isHere);
    const first = line.shift();
    if (first) first.enter();
    else isBusy = false;
  };
  const entered = (response: Response): Promise<void> => {
    if (!isBusy) {
      isBusy = true;
      return Promise.resolve();
    }
    line = line.filter(isHere);
    const since = now();
    if (line.length >= MOST_WAITING || since - (line[0]?.since ?? since) > LONGEST_WAIT_MS)
      throw new BusyError('正在导出文件的人太多，请稍后再试。', RETRY_SECONDS);
    return new Promise((enter) => line.push({ response, since, enter }));
  };
  return async (response, work) => {
    await entered(response);
    try {
      await work();
    } finally {
      next();
    }
  };
}
