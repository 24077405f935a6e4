// What a server makes of signals, from the first moment on: before there is anything to finish, it just ends.

export interface ServerSignals {
  /** The signal that asks the server to stop. Until this is called, such a signal ends the process at once. */
  stopped(): Promise<NodeJS.Signals>;
  /** Calls back whenever the plans should be looked at again, and at once if that was asked for before. */
  onHangup(listener: () => void): void;
}

const STOPS = ['SIGTERM', 'SIGINT'] as const;

/**
 * SIGTERM and SIGINT ask to stop; whoever sends a second one will not wait, so it ends the process as any. SIGHUP is how
 * services are told to read anew; on a terminal it says that the terminal is gone.
 */
export function takeSignals(): ServerSignals {
  const stops: readonly NodeJS.Signals[] = process.stdout.isTTY ? [...STOPS, 'SIGHUP'] : STOPS;
  // Code 0, as later: it was asked to end, and nothing was left half done.
  let stop: (signal: NodeJS.Signals) => void = () => process.exit(0);
  let hangup: (() => void) | undefined;
  let isHungUp = false;
  const onStop = (signal: NodeJS.Signals) => {
    for (const name of stops) process.off(name, onStop);
    stop(signal);
  };
  for (const name of stops) process.on(name, onStop);
  if (!stops.includes('SIGHUP')) {
    process.on('SIGHUP', () => {
      isHungUp = true;
      hangup?.();
    });
  }
  return {
    stopped: () =>
      new Promise((resolve) => {
        stop = resolve;
      }),
    onHangup(listener) {
      hangup = listener;
      if (isHungUp) listener();
    },
  };
}
