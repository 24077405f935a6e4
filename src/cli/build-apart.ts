// Building the index in a process of its own, so that this one goes on answering. A process and not a thread: the segmenter's
// dictionary is shared by all threads of a process and is not made for that, its memory goes back to the system afterwards,
// and a build that runs out of memory takes nobody with it.
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { whyNotStorable } from '../indexing/store.ts';
import { ForeseenError } from '../text/foreseen-error.ts';
import type { Config } from './config.ts';
import type { Output } from './output.ts';

/** A build that broke down; the message says how, and what to do. */
class BuildError extends ForeseenError {
  override readonly name = 'BuildError';
}

/** What the building process says. */
export type BuilderMessage =
  | { readonly state: 'progress'; readonly line: string }
  /** The seeds cannot be used, or, where that was not foreseen, the code is at fault: then the message is for the log alone. */
  | { readonly state: 'failed'; readonly message: string; readonly isForeseen: boolean };

export interface Builder {
  /** Stores an index of the present seeds, unless that cannot be written. Throws `BuildError`, or what nobody foresaw. */
  build(): Promise<void>;
  /** Ends a build under way. */
  stop(): void;
}

const CHILD = fileURLToPath(new URL('./build-child.ts', import.meta.url));

export function createBuilder({ seedsDir, indexDir }: Pick<Config, 'seedsDir' | 'indexDir'>, output: Output): Builder {
  let child: ChildProcess | undefined;
  return {
    async build() {
      // What could not be stored would be built for nothing.
      if ((await whyNotStorable(indexDir)) !== null) return;
      // The TypeScript loader by its name: this process may have been started with another.
      child = fork(CHILD, [seedsDir, indexDir], {
        execArgv: ['--import', import.meta.resolve('tsx')],
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      });
      output.line(`The index is built in a process of its own: ${child.pid}`);
      await finished(child, output);
    },
    stop: () => void child?.kill('SIGKILL'),
  };
}

function finished(child: ChildProcess, output: Output): Promise<void> {
  return new Promise((resolve, reject) => {
    let failure: Error | undefined;
    child.on('message', (message: BuilderMessage) => {
      if (message.state === 'progress') output.line(message.line);
      else failure = message.isForeseen ? new BuildError(message.message) : new Error(message.message);
    });
    child.once('error', (error) =>
      reject(new BuildError(`the index cannot be built in a process of its own: ${error.message}`, { cause: error })),
    );
    child.once('close', (code, signal) => {
      if (code === 0) resolve();
      else reject(failure ?? new BuildError(`the building of the index was ended by ${signal ?? `code ${code}`}; ${CURE}`));
    });
  });
}

const CURE = 'see that the machine has memory to spare, then try it alone: npm run build';
