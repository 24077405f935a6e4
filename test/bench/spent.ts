// What a process has spent.

export interface Spent {
  /** Milliseconds of the clock. */
  readonly wall: number;
  /** Milliseconds of all processors, in all threads. */
  readonly processor: number;
}

export const START: Spent = { wall: 0, processor: 0 };

/** Since an earlier moment; `START` is the start of the process. */
export function spentSince(before: Spent): Spent {
  const { user, system } = process.cpuUsage();
  return { wall: performance.now() - before.wall, processor: (user + system) / 1000 - before.processor };
}
