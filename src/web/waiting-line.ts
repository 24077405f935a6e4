// Requests in the order in which they came, at most one a turn of the event loop.
//
// Node hands over everything that has arrived before it looks at anything else: with a thousand connections a turn would
// take seconds, in which no timer runs and nobody learns whether the server is alive. In a line a turn is as long as one
// request, the length of the line is known, and who would wait longer than a reader does is told so at once.
// A turn also takes up one new connection, no more; so some turns pass between two requests, or newcomers would wait outside
// for as many requests as there are newcomers before them, unseen by the line. The longer a request has taken, the more of
// them: two thousand who ask for the largest page at once and leave are let in, and seen to have left, within a second.
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { isOperational } from './operational.ts';

export interface WaitingLine {
  readonly handle: RequestListener;
  /** How many are waiting now. */
  length(): number;
}

export interface WaitingLineOptions {
  readonly serve: RequestListener;
  readonly refuse: RequestListener;
  /** Told how long each request stood in line before it was served. */
  readonly onServed?: (waitedMs: number) => void;
  readonly longestWaitMs?: number;
  readonly mostWaiting?: number;
  /** Milliseconds, from any beginning. */
  readonly now?: () => number;
}

/** Below the ten seconds after which load balancers and measuring programs give up. */
const LONGEST_WAIT_MS = 8_000;

/** Some kilobytes each while they wait; more than are served within the longest wait. */
const MOST_WAITING = 5_000;

/** Empty turns between two requests of a line: some hundredths of a millisecond each, so that they take a tenth of the time. */
const LEAST_TURNS = 8;
const TURNS_PER_MS = 4;
const MOST_TURNS = 400;
/** A search is; a page of a whole plan is not. */
const QUICK_MS = 5;

interface Waiting {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly since: number;
}

/** Requests about the server itself pass the line by. */
export function createWaitingLine({
  serve,
  refuse,
  onServed = () => {},
  longestWaitMs = LONGEST_WAIT_MS,
  mostWaiting = MOST_WAITING,
  now = () => performance.now(),
}: WaitingLineOptions): WaitingLine {
  const line: Waiting[] = [];
  let isBusy = false;
  let began = 0;

  const serveNow = ({ request, response, since }: Waiting): void => {
    isBusy = true;
    setImmediate(serveNext, 1);
    began = now();
    onServed(began - since);
    serve(request, response);
  };
  // What a request goes on with in one of the turns counts as its time too. After a quick one nobody need wait who comes
  // when there is no line.
  const turnsWanted = (): number => {
    const ms = now() - began;
    return line.length === 0 && ms < QUICK_MS ? 0 : Math.min(MOST_TURNS, Math.max(LEAST_TURNS, ms * TURNS_PER_MS));
  };
  const dropGone = (): void => {
    // Whoever has left need not be answered.
    while (line[0]?.request.socket.destroyed) line.shift();
  };
  const serveNext = (turn: number): void => {
    dropGone();
    if (turn <= turnsWanted()) {
      setImmediate(serveNext, turn + 1);
      return;
    }
    const next = line.shift();
    if (next) serveNow(next);
    else isBusy = false;
  };
  // The first in line has waited about as long as the next to come would have to.
  const isFull = (present: number): boolean => {
    dropGone();
    return line.length >= mostWaiting || present - (line[0]?.since ?? present) > longestWaitMs;
  };

  return {
    handle(request, response) {
      const since = now();
      if (isOperational(request.url ?? '')) serve(request, response);
      else if (!isBusy) serveNow({ request, response, since });
      else if (isFull(since)) refuse(request, response);
      else line.push({ request, response, since });
    },
    length: () => line.length,
  };
}
