// The folder, in that of temporary files, in which a server keeps what readers have sent. It is of this process alone, and
// gone with it; what a process that was killed has left behind is cleared up by the next that is started.
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { lstat, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fateOf, isLockOwner, thisProcess } from '../../corpus/lock-owner.ts';

const PREFIX = 'plan-clause-uploads-';
const OWNER = 'owner.json';
/** Nothing waits nearly as long. */
const LONGEST_REST_MS = 24 * 60 * 60_000;

export interface UploadFolder {
  /** A new folder for one file. */
  forFile(): Promise<string>;
  remove(): Promise<void>;
}

/** Nothing is made before the first file comes. `place` is where such folders lie. */
export function createUploadFolder(place = tmpdir()): UploadFolder {
  let made: Promise<string> | undefined;
  void removeAbandoned(place);
  return {
    async forFile() {
      made ??= makeFolder(place);
      const folder = join(await made, randomBytes(8).toString('hex'));
      // Systems clear their folder of temporary files of what has lain there for days.
      await mkdir(folder, { mode: 0o700, recursive: true });
      return folder;
    },
    async remove() {
      if (!made) return;
      const folder = await made;
      await rm(folder, { recursive: true, force: true });
      own.delete(folder);
      if (own.size === 0) process.off('exit', removeOwn);
    },
  };
}

/** Those that this process has made. */
const own = new Set<string>();
const removeOwn = () => {
  for (const folder of own) rmSync(folder, { recursive: true, force: true });
};

async function makeFolder(place: string): Promise<string> {
  const made = await mkdtemp(join(place, PREFIX));
  if (own.size === 0) process.once('exit', removeOwn);
  own.add(made);
  await writeFile(join(made, OWNER), JSON.stringify(await thisProcess()));
  return made;
}

/** Removes the folders that a process of the same user has left behind. Never throws: none of them is in the way. */
export async function removeAbandoned(place: string): Promise<void> {
  const names = await readdir(place).catch(() => []);
  for (const name of names.filter((candidate) => candidate.startsWith(PREFIX))) {
    const folder = join(place, name);
    if (await isAbandoned(folder).catch(() => false)) await rm(folder, { recursive: true, force: true }).catch(() => {});
  }
}

// One whose owner is known to have ended; or, where that cannot be told, one in which nothing has moved for so long that
// nothing in it can still be accepted.
async function isAbandoned(folder: string): Promise<boolean> {
  const entry = await lstat(folder);
  if (!entry.isDirectory() || entry.uid !== process.getuid?.()) return false;
  const fate = await fateOfOwner(folder);
  return fate === 'dead' || (fate === 'unknown' && Date.now() - entry.mtimeMs > LONGEST_REST_MS);
}

async function fateOfOwner(folder: string): ReturnType<typeof fateOf> {
  try {
    const owner: unknown = JSON.parse(await readFile(join(folder, OWNER), 'utf8'));
    return isLockOwner(owner) ? await fateOf(owner) : 'unknown';
  } catch {
    // It is being made at this moment, or was made by an earlier version.
    return 'unknown';
  }
}
