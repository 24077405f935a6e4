// Long work, a slice at a time: between two slices the process answers whoever else has asked. Everything that is under way
// takes turns, so that no request waits for longer than one slice, however many comparisons are being made.
import { LeastRecent } from './least-recent.ts';

/** Work that stops at every `yield` and can go on later. It yields often: what lies between two yields cannot be divided. */
export type Sliced<Value> = Generator<void, Value, void>;

/** Short beside what a reader notices, long beside what a turn costs. */
const SLICE_MS = 10;
/** What nobody waits for yet takes less at a time, and rests in between: requests are answered as if it were not there. */
const AHEAD_SLICE_MS = 2;
const AHEAD_PAUSE_MS = 8;

/** A piece of work that has turns. */
interface Piece {
  /** One slice; tells whether the work is over. */
  turn(until: number): boolean;
  /** Whether it is done before anybody has asked for it. */
  isAhead: boolean;
}

const waiting: Piece[] = [];
let isRunning = false;
let startsAhead = false;

/** Starts work that nobody waits for yet; it makes haste as soon as somebody asks for the same. */
export function ahead<Value>(start: () => Promise<Value>): Promise<Value> {
  startsAhead = true;
  try {
    return start();
  } finally {
    startsAhead = false;
  }
}

/** Does the work to its end. Rejects with what it throws. */
export const inSlices = <Value>(work: Sliced<Value>): Promise<Value> => begin(work).result;

function begin<Value>(work: Sliced<Value>): { readonly result: Promise<Value>; readonly piece: Piece } {
  const { promise, resolve, reject } = withResolvers<Value>();
  const piece: Piece = {
    isAhead: startsAhead,
    turn: (until) => {
      try {
        for (;;) {
          const step = work.next();
          if (step.done) {
            resolve(step.value);
            return true;
          }
          if (performance.now() >= until) return false;
        }
      } catch (error) {
        reject(error);
        return true;
      }
    },
  };
  waiting.push(piece);
  if (!isRunning) {
    isRunning = true;
    setImmediate(takeTurns);
  }
  return { result: promise, piece };
}

function takeTurns(): void {
  // What somebody waits for comes before what nobody does.
  const at = Math.max(
    0,
    waiting.findIndex(({ isAhead }) => !isAhead),
  );
  const [piece] = waiting.splice(at, 1);
  if (piece && !piece.turn(performance.now() + (piece.isAhead ? AHEAD_SLICE_MS : SLICE_MS))) waiting.push(piece);
  isRunning = waiting.length > 0;
  if (!isRunning) return;
  if (waiting.every(({ isAhead }) => isAhead)) setTimeout(takeTurns, AHEAD_PAUSE_MS);
  else setImmediate(takeTurns);
}

function withResolvers<Value>() {
  let resolve: (value: Value) => void = () => {};
  let reject: (error: unknown) => void = () => {};
  const promise = new Promise<Value>((fulfil, refuse) => {
    resolve = fulfil;
    reject = refuse;
  });
  return { promise, resolve, reject };
}

/**
 * `compute` with its last `most` different answers kept. Whoever asks while an answer is under way waits for that one; what
 * fails is not kept.
 */
export function rememberSliced<Value>(most: number, compute: (key: string) => Sliced<Value>): (key: string) => Promise<Value> {
  const known = new LeastRecent<string, ReturnType<typeof begin<Value>>>({ most });
  return (key) => {
    const answer = known.get(key) ?? begin(compute(key));
    if (!startsAhead) answer.piece.isAhead = false;
    known.set(key, answer);
    answer.result.catch(() => {
      if (known.get(key) === answer) known.delete(key);
    });
    return answer.result;
  };
}
