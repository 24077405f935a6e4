// The index that is served and its successor: made aside, put in its place when it is whole, thrown away when it cannot be
// made or is out of date before it is ready.
import type { SeedsState } from '../web/health.ts';
import type { ReloadResult } from '../web/metrics.ts';

/** An index that could be served. */
export interface Candidate {
  /** Equal where every answer is. */
  readonly fingerprint: string;
  /** From now on readers are answered from it. */
  connect(): void;
}

export interface LiveIndexOptions {
  /** Makes an index of the seeds as they are now. Throws if they cannot be used. `served`: the fingerprint not to make again. */
  readonly prepare: (served: string | undefined) => Promise<Candidate | 'served already'>;
  /** Whether the seeds are being changed at this moment, and `reload` will be called when that is over. */
  readonly isUnsettled: () => boolean;
  /** What to tell strangers about an error. */
  readonly reasonOf: (error: unknown) => string;
  readonly onReload: (result: ReloadResult, ms: number, error?: unknown) => void;
  readonly now?: () => Date;
}

export interface LiveIndex {
  /** The first index. Throws if it cannot be made: there is nothing else to serve. */
  start(): Promise<void>;
  /** Takes up the seeds as they are now. One at a time: seeds that change on the way are read once more. Never throws. */
  reload(): Promise<void>;
  state(): SeedsState;
}

export function createLiveIndex({
  prepare,
  isUnsettled,
  reasonOf,
  onReload,
  now = () => new Date(),
}: LiveIndexOptions): LiveIndex {
  let served: string | undefined;
  let starting: Promise<void> = Promise.resolve();
  let reloading: Promise<void> | undefined;
  let isOutOfDate = false;
  let state: SeedsState = { state: 'building', since: now().toISOString() };
  const enter = (next: SeedsState['state'], reason?: string) => {
    state = { state: next, since: now().toISOString(), ...(reason !== undefined && { reason }) };
  };

  const take = (candidate: Candidate) => {
    candidate.connect();
    served = candidate.fingerprint;
  };

  const first = async (): Promise<void> => {
    const candidate = await prepare(undefined);
    if (candidate !== 'served already') take(candidate);
    enter('served');
  };

  const reloadOnce = async (): Promise<void> => {
    const startedAt = performance.now();
    enter('building');
    let result: ReloadResult = 'unchanged';
    let failure: unknown;
    try {
      const candidate = await prepare(served);
      // What was read while it changed may be neither the old nor the new.
      if (isOutOfDate || isUnsettled()) return;
      if (candidate !== 'served already') {
        take(candidate);
        result = 'taken';
      }
      enter('served');
    } catch (error) {
      if (isOutOfDate || isUnsettled()) return;
      result = 'refused';
      failure = error;
      enter('refused', reasonOf(error));
    }
    onReload(result, performance.now() - startedAt, failure);
  };

  const reloadUntilUpToDate = async (): Promise<void> => {
    do {
      isOutOfDate = false;
      await reloadOnce();
    } while (isOutOfDate);
  };

  return {
    start() {
      starting = first();
      return starting;
    },
    reload() {
      isOutOfDate = true;
      reloading ??= starting
        .then(reloadUntilUpToDate, () => {})
        .finally(() => {
          reloading = undefined;
        });
      return reloading;
    },
    state: () => state,
  };
}
