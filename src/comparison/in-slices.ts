// Long work, a slice at a time: between two slices the process answers whoever else has asked. Everything that is under way
// takes turns, so that no request waits for longer than one slice, however many comparisons are being made.

/** Work that stops at every `yield` and can go on later. It yields often: what lies between two yields cannot be divided. */
export type Sliced<Value> = Generator<void, Value, void>;

/** Short beside what a reader notices, long beside what a turn costs. */
const SLICE_MS = 10;

/** One slice of a piece of work; tells whether the work is over. */
type Turn = (until: number) => boolean;

const waiting: Turn[] = [];
let isRunning = false;

/** Does the work to its end. Rejects with what it throws. */
export function inSlices<Value>(work: Sliced<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    waiting.push((until) => {
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
    });
    if (isRunning) return;
    isRunning = true;
    setImmediate(takeTurns);
  });
}

function takeTurns(): void {
  const turn = waiting.shift();
  if (turn && !turn(performance.now() + SLICE_MS)) waiting.push(turn);
  isRunning = waiting.length > 0;
  if (isRunning) setImmediate(takeTurns);
}

/**
 * `compute` with its last `most` different answers kept. Whoever asks while an answer is under way waits for that one; what
 * fails is not kept.
 */
export function rememberSliced<Value>(most: number, compute: (key: string) => Sliced<Value>): (key: string) => Promise<Value> {
  const known = new Map<string, Promise<Value>>();
  return (key) => {
    const answer = known.get(key) ?? inSlices(compute(key));
    known.delete(key);
    known.set(key, answer);
    if (known.size > most) known.delete(known.keys().next().value as string);
    answer.catch(() => {
      if (known.get(key) === answer) known.delete(key);
    });
    return answer;
  };
}
