// What is written aside before it takes its place, and what is left of it where its writer was killed.
import { createHash } from 'node:crypto';
import { lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Nothing takes as long to write. */
const LEFT_OVER_MS = 3_600_000;
/** More writers at once that we know nothing of than any folder has. */
const MOST_UNJUDGED = 8;

/** A name for what this process writes aside, before it gets the name `fileName`. */
export async function asideName(fileName: string): Promise<string> {
  const { pid, realm, started } = await (await processes()).thisProcess();
  // A number alone does not tell whose it is: another container that writes to the same folder gives the same ones.
  return realm === null ? `${fileName}.${pid}.tmp` : `${fileName}.${markOf(realm)}-${pid}-${started}.tmp`;
}

/**
 * Takes away what writers of `fileName` have left: of processes of this machine and container once they are gone, of others
 * after an hour, or when they have become many. A writer that loses its file says that it could not write.
 */
export async function removeLeftovers(folder: string, fileName: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.startsWith(`${fileName}.`) && name.endsWith('.tmp'));
  const unjudged: { readonly name: string; readonly changedAt: number }[] = [];
  for (const name of names) {
    if (await isOfTheDead(name.slice(fileName.length + 1, -'.tmp'.length))) {
      await rm(join(folder, name), { force: true });
      continue;
    }
    const changedAt = await lstat(join(folder, name)).then(
      ({ mtimeMs }) => mtimeMs,
      () => null,
    );
    if (changedAt !== null) unjudged.push({ name, changedAt });
  }
  unjudged.sort((a, b) => b.changedAt - a.changedAt);
  for (const [rank, { name, changedAt }] of unjudged.entries()) {
    if (rank >= MOST_UNJUDGED || Date.now() - changedAt > LEFT_OVER_MS) await rm(join(folder, name), { force: true });
  }
}

async function isOfTheDead(writer: string): Promise<boolean> {
  const { fateOf, thisProcess } = await processes();
  const own = await thisProcess();
  const [mark, pid, started = null] = writer.split('-');
  if (own.realm === null || mark !== markOf(own.realm)) return false;
  return (await fateOf({ ...own, pid: Number(pid), started })) === 'dead';
}

const markOf = (realm: string): string => createHash('sha256').update(realm).digest('hex').slice(0, 12);

// Loaded for what is rarely found at a start.
const processes = () => import('../corpus/lock-owner.ts');
