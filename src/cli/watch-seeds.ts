// Noticing that plans have been added, changed or removed.
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type FSWatcher, watch } from 'chokidar';
import { isPassing, MANIFEST, ORIGINALS } from '../corpus/folder-names.ts';

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

/** How often to look whether there is something that the watcher has not told. */
const LOOK_MS = 2_000;

/** Watches the folder and its vocabularies. Resolves when whatever changes from now on will be noticed. */
export async function watchSeeds(folder: string, { onSettled, onFailure }: WatchOptions): Promise<SeedsWatch> {
  let quiet: NodeJS.Timeout | undefined;
  let isClosed = false;
  let isTold = false;
  let isLost = false;
  const touch = () => {
    clearTimeout(quiet);
    quiet = setTimeout(() => {
      quiet = undefined;
      onSettled();
    }, QUIET_MS);
  };
  const open = () =>
    openWatcher(folder, {
      onFailure,
      onChange: (event) => {
        isTold = true;
        touch();
        // A folder that comes or goes under the name of a file has been seen to leave the watcher deaf.
        isLost ||= event === 'addDir' || event === 'unlinkDir';
      },
    });
  let seen = await lookAt(folder);
  let watcher = await open();
  // Another folder under the same name (restored, mounted, a link that points elsewhere now) makes no event in the old one,
  // and a watcher may have lost its way: what can be seen to have changed, and was not told, is looked for with a new one.
  const look = async () => {
    const wasTold = isTold;
    isTold = false;
    const present = await lookAt(folder);
    const isMoved = present.identity !== seen.identity;
    const isUntold = present.content !== seen.content && !wasTold && !isTold;
    seen = present;
    if (isClosed || !(isMoved || isUntold || isLost)) return;
    isLost = false;
    await watcher.close();
    watcher = await open();
    if (isClosed) await watcher.close();
    // For what has changed before it was there.
    else touch();
  };
  let looking = setTimeout(goOnLooking, LOOK_MS);
  function goOnLooking(): void {
    void look()
      .catch(onFailure)
      .finally(() => {
        if (!isClosed) looking = setTimeout(goOnLooking, LOOK_MS);
      });
  }
  return {
    isUnsettled: () => quiet !== undefined,
    close() {
      isClosed = true;
      clearTimeout(looking);
      clearTimeout(quiet);
      quiet = undefined;
      return watcher.close();
    },
  };
}

interface WatcherListeners {
  readonly onChange: (event: string) => void;
  readonly onFailure: (error: unknown) => void;
}

function openWatcher(folder: string, { onChange, onFailure }: WatcherListeners): Promise<FSWatcher> {
  const watcher = watch(folder, { ignoreInitial: true, depth: 1, ignored: (path) => isIgnored(basename(path)) });
  watcher.on('error', onFailure).on('all', onChange);
  return new Promise((resolve) => watcher.once('ready', () => resolve(watcher)));
}

/** Files that are still being written, the lock of an import, and the originals, which are kept but not read. */
const isIgnored = (name: string): boolean => name === ORIGINALS || isPassing(name) || /\.tmp$|~$|\.swp$/u.test(name);

interface Look {
  /** Of the folder. */
  readonly identity: string;
  /** Names of plans, and which manifest it is: what every import and removal changes. */
  readonly content: string;
}

async function lookAt(folder: string): Promise<Look> {
  try {
    const { dev, ino } = await stat(folder);
    const names = (await readdir(folder)).filter((name) => !isIgnored(name)).sort();
    const manifest = await stat(join(folder, MANIFEST), { bigint: true }).catch(() => null);
    return {
      identity: `${dev}:${ino}`,
      content: [manifest?.ino, manifest?.mtimeNs, manifest?.size, ...names].join('/'),
    };
  } catch {
    return { identity: 'not there', content: '' };
  }
}
