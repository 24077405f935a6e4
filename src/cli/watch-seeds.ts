// Noticing that plans have been added, changed or removed.
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { type FSWatcher, watch } from 'chokidar';
import { isPassing, ORIGINALS } from '../corpus/folder-names.ts';

export interface SeedsWatch {
  /** Whether something has changed and `onSettled` has not been called for it yet. */
  isUnsettled(): boolean;
  close(): Promise<void>;
}

export interface WatchOptions {
  /** Called once nothing has changed for a while. */
  readonly onSettled: () => void;
  /** The folder, or a part of it, cannot be watched. */
  readonly onFailure: (error: unknown) => void;
}

/**
 * Longer than the pauses of a program that copies a file or changes several. Imports need no more than that: they put each
 * file in its place whole and the manifest last, so that the folder can be read at any moment.
 */
const QUIET_MS = 400;

/** How often to look whether the folder is still the one that is watched. */
const IDENTITY_MS = 2_000;

/** Watches the folder and its vocabularies. Resolves when whatever changes from now on will be noticed. */
export async function watchSeeds(folder: string, { onSettled, onFailure }: WatchOptions): Promise<SeedsWatch> {
  let quiet: NodeJS.Timeout | undefined;
  let isClosed = false;
  const touch = () => {
    clearTimeout(quiet);
    quiet = setTimeout(() => {
      quiet = undefined;
      onSettled();
    }, QUIET_MS);
  };
  let watched = await identityOf(folder);
  let watcher = await openWatcher(folder, touch, onFailure);
  // Another folder under the same name (restored, mounted, a link that points elsewhere now) makes no event in the old one.
  const looking = setInterval(async () => {
    const present = await identityOf(folder);
    if (present === watched || isClosed) return;
    watched = present;
    touch();
    await watcher.close();
    watcher = await openWatcher(folder, touch, onFailure);
    if (isClosed) await watcher.close();
  }, IDENTITY_MS);
  return {
    isUnsettled: () => quiet !== undefined,
    close() {
      isClosed = true;
      clearInterval(looking);
      clearTimeout(quiet);
      quiet = undefined;
      return watcher.close();
    },
  };
}

function openWatcher(folder: string, onChange: () => void, onFailure: (error: unknown) => void): Promise<FSWatcher> {
  const watcher = watch(folder, { ignoreInitial: true, depth: 1, ignored: (path) => isIgnored(basename(path)) });
  watcher.on('error', onFailure).on('all', onChange);
  return new Promise((resolve) => watcher.once('ready', () => resolve(watcher)));
}

/** Files that are still being written, the lock of an import, and the originals, which are kept but not read. */
const isIgnored = (name: string): boolean => name === ORIGINALS || isPassing(name) || /\.tmp$|~$|\.swp$/u.test(name);

async function identityOf(folder: string): Promise<string> {
  try {
    const { dev, ino } = await stat(folder);
    return `${dev}:${ino}`;
  } catch {
    return 'not there';
  }
}
