// One change of a seeds folder at a time, and none left half done: whoever changes it first writes down, in a lock file,
// which files it is about to add or to take away. Should it be killed, the next one clears them up.
import { link, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isNodeError } from '../files.ts';
import { SeedsError } from '../seeds.ts';

const LOCK = 'plans.lock';
const WAIT_MS = 10_000;
const STEP_MS = 40;

/** What a change of the folder is about. */
export interface Change {
  /** Paths below the folder that belong to no plan unless the manifest names them once the change is done. */
  readonly files: readonly string[];
}

interface Journal extends Change {
  readonly pid: number;
}

/**
 * Runs a change alone. `isNamed` tells whether the manifest names a file: files of a change that was killed are deleted
 * unless it does. Throws `SeedsError` if another change goes on for too long.
 */
export async function withFolderLock<Result>(
  folder: string,
  change: Change,
  isNamed: (file: string) => Promise<boolean>,
  run: () => Promise<Result>,
): Promise<Result> {
  const lock = join(folder, LOCK);
  const deadline = Date.now() + WAIT_MS;
  while (!(await take(lock, { pid: process.pid, files: change.files }))) {
    const journal = await readJournal(lock);
    if (journal && !isAlive(journal.pid)) await clearUp(folder, journal, isNamed);
    else if (Date.now() > deadline) {
      throw new SeedsError(
        `another import or removal is changing ${folder}; wait until it is done, or delete ${lock} if there is none`,
      );
    } else await sleep(STEP_MS);
  }
  try {
    await removeStrayFiles(folder);
    return await run();
  } finally {
    await rm(lock, { force: true });
  }
}

/** The name a file has until it is whole. */
export const asideName = (path: string): string => `${path}.${process.pid}.tmp`;

const ASIDE = /\.(\d+)\.tmp$/u;

// A link to a finished file comes into being whole, and only if there is no lock yet.
async function take(lock: string, journal: Journal): Promise<boolean> {
  const aside = asideName(lock);
  await writeFile(aside, JSON.stringify(journal));
  try {
    await link(aside, lock);
    return true;
  } catch (error) {
    if (isNodeError(error) && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(aside, { force: true });
  }
}

async function readJournal(lock: string): Promise<Journal | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(lock, 'utf8'));
    return isJournal(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isJournal(value: unknown): value is Journal {
  return (
    typeof value === 'object' &&
    value !== null &&
    'pid' in value &&
    typeof value.pid === 'number' &&
    'files' in value &&
    Array.isArray(value.files) &&
    value.files.every((file) => typeof file === 'string' && !file.startsWith('/') && !file.includes('..'))
  );
}

async function clearUp(folder: string, journal: Journal, isNamed: (file: string) => Promise<boolean>): Promise<void> {
  for (const file of journal.files) if (!(await isNamed(file))) await rm(join(folder, file), { force: true });
  await rm(join(folder, LOCK), { force: true });
}

async function removeStrayFiles(folder: string): Promise<void> {
  for (const place of [folder, join(folder, 'originals')]) {
    const names = await readdir(place).catch(() => []);
    for (const name of names) {
      const pid = ASIDE.exec(name)?.[1];
      if (pid !== undefined && Number(pid) !== process.pid && !isAlive(Number(pid))) await rm(join(place, name), { force: true });
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user may not be signalled, but it is there.
    return isNodeError(error) && error.code === 'EPERM';
  }
}
