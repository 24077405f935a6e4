// One change of a seeds folder at a time, and none left half done: whoever changes it first writes down, in a lock file,
// which files it is about to add or to take away. Should it be killed, the next one takes over its lock and clears them up.
//
// The lock comes into being whole, as a link to a finished file, and only where there is none. It is never deleted by anybody
// but its owner. To take it over from one that is dead, a process first claims it, by a link named after the token of that one
// lock: of all that find the same owner dead, one alone succeeds. A lock of that token that is still in its place then cannot
// be replaced by any other process, and the claim is renamed over it. Who dies on the way leaves a claim that is itself a lock
// and is taken over in the same way.
//
// Of an owner in another container or on another machine nobody can tell for sure that it is dead, only that it has not
// touched its lock for long. Should it only have stood still, it finds its lost lock before it puts a file in its place, and
// finds the file gone if it looked just before: whoever takes over deletes all files that are not yet in their place.
import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isNodeError } from '../files.ts';
import { claimName, isAside, isClaim, LOCK, ORIGINALS } from '../folder-names.ts';
import { fateOf, isSameProcess, type LockOwner, nameOf, thisProcess } from '../lock-owner.ts';
import { SeedsError } from '../seeds.ts';
import { type Bid, isOwnToken, type Lock, makeBid, placeBid, readLock } from './lock-file.ts';

/** What a change of the folder is about. */
export interface Change {
  /** Paths below the folder that belong to no plan unless the manifest names them once the change is done. */
  readonly files: readonly string[];
  /** Tells whether the manifest names a file: those of a change that was killed are deleted unless it does. */
  readonly isNamed: (file: string) => Promise<boolean>;
  /** Called once where another change has to be waited for; says whose. */
  readonly onWait?: ((owner: string) => void) | undefined;
  readonly times?: LockTimes;
}

export interface LockTimes {
  /** How often an owner touches its lock. */
  readonly touchMs: number;
  /** An owner of which nothing else is known is dead if it has not touched its lock for so long. */
  readonly deadAfterMs: number;
  /** How long to wait for an owner that lives. */
  readonly waitMs: number;
}

const TIMES: LockTimes = { touchMs: 1000, deadAfterMs: 10_000, waitMs: 30_000 };
const STEP_MS = 40;
/** Most changes take some milliseconds. */
const UNTOLD_MS = 1000;

/** The right to change a folder. */
export interface FolderLock {
  /** Part of the names of files that are not yet in their place: see `asideName`. */
  readonly token: string;
  /** Throws `SeedsError` if this process stood still for so long that another has taken over. */
  ensureHeld(): Promise<void>;
}

/** Runs a change alone. Throws `SeedsError` if another change goes on for too long. */
export async function withFolderLock<Result>(
  folder: string,
  change: Change,
  run: (lock: FolderLock) => Promise<Result>,
): Promise<Result> {
  const { touchMs } = change.times ?? TIMES;
  const path = join(folder, LOCK);
  const { bid, inherited } = await acquire(folder, change);
  const touching = setInterval(() => void bid.touch(), touchMs).unref();
  // A lock that still has to do with files of others is left to the next one.
  let isClear = false;
  try {
    await clearUp(folder, inherited, change.isNamed);
    isClear = true;
    return await run({ token: bid.token, ensureHeld: () => ensureHeld(path, bid) });
  } finally {
    clearInterval(touching);
    // One that cannot be deleted holds nobody up: its token is no longer in use.
    if (isClear) await release(path, bid).catch(() => {});
    await bid.close();
  }
}

interface Acquired {
  readonly bid: Bid;
  /** Files of changes that were killed. */
  readonly inherited: readonly string[];
}

async function acquire(folder: string, { files, onWait, times = TIMES }: Change): Promise<Acquired> {
  const path = join(folder, LOCK);
  const owner = await thisProcess();
  const vigil = createVigil(times.deadAfterMs);
  const since = performance.now();
  let isTold = false;
  for (;;) {
    const present = await readLock(path);
    if (!present || (await isDead(present, vigil))) {
      const inherited = present?.files ?? [];
      const bid = await makeBid(path, owner, [...files, ...inherited]);
      if (await isTaken({ path, bid, vigil }, present)) return { bid, inherited };
    }
    const waited = performance.now() - since;
    if (present && waited > times.waitMs) throw await tooLong(folder, present.owner, times.waitMs);
    if (present && waited > UNTOLD_MS && !isTold) {
      onWait?.(await whoseLock(present.owner));
      isTold = true;
    }
    await sleep(STEP_MS);
  }
}

interface Attempt {
  /** Of the lock. */
  readonly path: string;
  readonly bid: Bid;
  readonly vigil: Vigil;
}

/** Whether a bid has become the lock, where there was none or a dead one. If it has not, it is closed. */
async function isTaken(attempt: Attempt, dead: Lock | undefined): Promise<boolean> {
  const { path, bid } = attempt;
  let isOurs = false;
  try {
    isOurs = dead ? await replace(attempt, dead, path) : await placeBid(bid, path);
    if (isOurs) await rm(bid.path, { force: true });
    return isOurs;
  } finally {
    if (!isOurs) await bid.close();
  }
}

/** Puts a bid in the place of a lock, or of a claim, whose owner is dead. False where another process has, or is about to. */
async function replace(attempt: Attempt, dead: Lock, place: string): Promise<boolean> {
  const { path, bid, vigil } = attempt;
  const claim = claimName(path, dead.token);
  if (!(await placeBid(bid, claim))) {
    const other = await readLock(claim);
    if (!other || !(await isDead(other, vigil)) || !(await replace(attempt, other, claim))) return false;
  }
  if ((await readLock(place))?.token !== dead.token) {
    await rm(claim, { force: true });
    return false;
  }
  try {
    await rename(claim, place);
  } catch (error) {
    if (isNodeError(error) && error.code === 'ENOENT') return false;
    throw error;
  }
  return isHeld(place, bid);
}

const isHeld = async (path: string, { token }: Bid): Promise<boolean> => (await readLock(path))?.token === token;

async function release(path: string, bid: Bid): Promise<void> {
  if (await isHeld(path, bid)) await rm(path, { force: true });
}

async function ensureHeld(path: string, bid: Bid): Promise<void> {
  if (await isHeld(path, bid)) return;
  throw new SeedsError(
    `another process has taken ${path} over, because this one stood still for long; nothing more was changed, try again`,
  );
}

interface Vigil {
  /** Whether a lock has not been touched for long. The clock is that of this process: others may be wrong. */
  isDeserted(lock: Lock): boolean;
}

function createVigil(deadAfterMs: number): Vigil {
  const seen = new Map<string, { readonly touched: string; readonly at: number }>();
  return {
    isDeserted({ token, touched }) {
      const last = seen.get(token);
      if (last?.touched === touched) return performance.now() - last.at > deadAfterMs;
      seen.set(token, { touched, at: performance.now() });
      return false;
    },
  };
}

async function isDead(lock: Lock, vigil: Vigil): Promise<boolean> {
  if (isOwnToken(lock.token)) return false;
  if (!lock.owner) return vigil.isDeserted(lock);
  // What this process has held and could not delete is not held any longer.
  if (isSameProcess(lock.owner, await thisProcess())) return true;
  const fate = await fateOf(lock.owner);
  return fate === 'dead' || (fate === 'unknown' && vigil.isDeserted(lock));
}

const whoseLock = async (owner: LockOwner | null): Promise<string> =>
  owner ? nameOf(owner) : 'a process that did not leave its name';

async function tooLong(folder: string, owner: LockOwner | null, waitedMs: number): Promise<SeedsError> {
  return new SeedsError(
    `${await whoseLock(owner)} has been changing ${folder} for more than ${Math.round(waitedMs / 1000)} s; wait until it has ended, or end it, and try again`,
  );
}

/** First of all what is not yet in its place, so that none of it can still come there from a process that stood still. */
async function clearUp(folder: string, files: readonly string[], isNamed: Change['isNamed']): Promise<void> {
  for (const place of [folder, join(folder, ORIGINALS)]) {
    const names = await readdir(place).catch(() => []);
    for (const name of names) if (isAside(name) || isClaim(name)) await rm(join(place, name), { force: true }).catch(() => {});
  }
  // One that cannot be deleted is left where it is: it belongs to no plan, and must not be in the way of the next one.
  for (const file of files) if (!(await isNamed(file))) await rm(join(folder, file), { force: true }).catch(() => {});
}
