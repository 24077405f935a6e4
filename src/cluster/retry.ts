// Trying again what a cluster could not do just now.
import { setTimeout as pause } from 'node:timers/promises';
import { ClusterError } from './cluster-error.ts';

const FIRST_MS = 250;
const LONGEST_MS = 15_000;
/** Together some four minutes: time enough for a node to be missed and its shards to be taken over. */
const ATTEMPTS = 25;

/** Whether waiting may help: the cluster is away or busy, and not at odds with what was asked. */
const isPassing = (error: unknown): boolean =>
  error instanceof ClusterError && (error.trouble === 'away' || error.trouble === 'busy');

/** Waits before the attempt with this number, counted from 1: longer each time, and never as long as another sender waits. */
export async function waitBefore(attempt: number): Promise<void> {
  const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** attempt);
  await pause(longest * (0.5 + Math.random() / 2));
}

/** The result of the task, tried until it succeeds; throws what does not pass, and what has not passed in minutes. */
export async function withRetries<Result>(
  task: () => Promise<Result>,
  onRetry: (error: unknown) => void = () => {},
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await task();
    } catch (error) {
      if (!isPassing(error) || attempt === ATTEMPTS) throw error;
      onRetry(error);
      await waitBefore(attempt);
    }
  }
}
