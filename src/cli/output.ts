// What a command prints, and progress on work that takes time.

/** Where a command writes. An argument, so that tests can read what a user would. */
export interface Output {
  line(text: string): void;
  error(text: string): void;
  /** Rewrites the current line on a terminal; null where the output is not one. */
  readonly rewrite: ((text: string) => void) | null;
}

export const processOutput: Output = {
  line: (text) => process.stdout.write(`${text}\n`),
  error: (text) => process.stderr.write(`${text}\n`),
  rewrite: process.stdout.isTTY ? (text) => process.stdout.write(`\r\u001b[K${text}`) : null,
};

/**
 * For a command that only prints. `… | head` closes the pipe early: that is an end, not an error. An output that cannot be
 * written for another reason, such as a full disk, is one.
 */
export function endWithReader(): void {
  process.stderr.on('error', () => {});
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') tellOfOutput(error);
    process.exit(error.code === 'EPIPE' ? 0 : 1);
  });
}

/** For a command that changes something: it is done whether or not anybody can read how. */
export function goOnWithoutReader(): void {
  process.stderr.on('error', () => {});
  process.stdout.once('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') tellOfOutput(error);
  });
  process.stdout.on('error', () => {});
}

const tellOfOutput = ({ message }: Error) =>
  processOutput.error(`what is printed here cannot be written (${message}); free some room or print elsewhere`);

export interface Progress {
  step(done: number, total: number): void;
  done(summary: string): void;
}

const LEAST_INTERVAL_MS = 80;

/** A bar on a terminal, a line at the beginning of each quarter elsewhere, and a summary with the time taken. */
export function createProgress(output: Output, label: string): Progress {
  const startedAt = performance.now();
  let lastAt = Number.NEGATIVE_INFINITY;
  let lastQuarter = 0;
  return {
    step: (done, total) => {
      const share = total === 0 ? 1 : done / total;
      const now = performance.now();
      if (output.rewrite && now - lastAt > LEAST_INTERVAL_MS) {
        output.rewrite(`${label} ${bar(share)} ${String(Math.round(share * 100)).padStart(3)} %`);
        lastAt = now;
      }
      const quarter = Math.floor(share * 4);
      if (!output.rewrite && quarter > lastQuarter && quarter < 4) output.line(`${label}: ${quarter * 25} %`);
      lastQuarter = quarter;
    },
    done: (summary) => {
      output.rewrite?.('');
      output.line(`${label}: ${summary}, ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
    },
  };
}

const BAR_WIDTH = 24;

const bar = (share: number): string => {
  const filled = Math.round(share * BAR_WIDTH);
  return `[${'#'.repeat(filled)}${'.'.repeat(BAR_WIDTH - filled)}]`;
};
