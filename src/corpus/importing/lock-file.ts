// A lock as it lies in the folder: who holds it, which files it is about, and whether its owner still touches it.
import { createHash, randomBytes } from 'node:crypto';
import { type FileHandle, link, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isNodeError } from '../files.ts';
import { asideName, isPlanFileName, isToken, ORIGINALS } from '../folder-names.ts';
import { isLockOwner, type LockOwner } from '../lock-owner.ts';
import { SeedsError } from '../seeds.ts';

export interface Lock {
  /** Names this lock and no other before or after it. */
  readonly token: string;
  /** Null for what this program has not written, or not whole. */
  readonly owner: LockOwner | null;
  /** Paths below the folder that belong to no plan unless the manifest names them once the change is done. */
  readonly files: readonly string[];
  /** Another one each time its owner touches it. */
  readonly touched: string;
}

/** Undefined where there is none. Throws `SeedsError` for what is no file. */
export async function readLock(path: string): Promise<Lock | undefined> {
  let file: FileHandle;
  try {
    file = await open(path);
  } catch (error) {
    if (isNodeError(error) && error.code === 'ENOENT') return undefined;
    throw unreadable(path, error);
  }
  try {
    const content = await file.readFile('utf8');
    const { ino, mtimeNs } = await file.stat({ bigint: true });
    const touched = String(mtimeNs);
    return parseLock(content, touched) ?? { token: digestOf(`${ino} ${touched} ${content}`), owner: null, files: [], touched };
  } catch (error) {
    throw unreadable(path, error);
  } finally {
    await file.close();
  }
}

const unreadable = (path: string, error: unknown): SeedsError =>
  new SeedsError(`${path} is no lock that could be read (${error instanceof Error ? error.message : error}); delete it`, {
    cause: error,
  });

function parseLock(content: string, touched: string): Lock | undefined {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { token, owner, files } = value as Partial<Record<keyof Lock, unknown>>;
  if (!Array.isArray(files) || !files.every(isPathOfPlan)) return undefined;
  const isOwn = typeof token === 'string' && isToken(token) && isLockOwner(owner);
  return isOwn ? { token, owner, files, touched } : { token: digestOf(content + touched), owner: null, files, touched };
}

// These files may be deleted, so that nothing else may be named.
function isPathOfPlan(path: unknown): path is string {
  if (typeof path !== 'string') return false;
  const folder = join(ORIGINALS, '/');
  return isPlanFileName(path.startsWith(folder) ? path.slice(folder.length) : path);
}

const TOKEN_BYTES = 8;

const digestOf = (text: string): string =>
  createHash('sha256')
    .update(text)
    .digest('hex')
    .slice(0, 2 * TOKEN_BYTES);

/** A lock that has been written and holds nothing yet: a link to it does. */
export interface Bid {
  readonly token: string;
  readonly path: string;
  /** Shows that its owner lives. The file itself is touched, whatever it is called by now. Never throws. */
  touch(): Promise<void>;
  /** Lets go of it; a link to it stays. */
  close(): Promise<void>;
}

/** Tokens of this process. A lock with a token of another time is held by nobody, though its owner lives. */
const ownTokens = new Set<string>();
export const isOwnToken = (token: string): boolean => ownTokens.has(token);

export async function makeBid(lock: string, owner: LockOwner, files: readonly string[]): Promise<Bid> {
  const token = randomBytes(TOKEN_BYTES).toString('hex');
  const path = asideName(lock, token);
  const content = JSON.stringify({ token, owner, files });
  const file = await open(path, 'wx');
  ownTokens.add(token);
  const bid: Bid = {
    token,
    path,
    touch: () =>
      file.write(content, 0).then(
        () => {},
        () => {},
      ),
    async close() {
      ownTokens.delete(token);
      await file.close();
      await rm(path, { force: true });
    },
  };
  try {
    await file.writeFile(content);
    return bid;
  } catch (error) {
    await bid.close();
    throw error;
  }
}

/** Gives a bid a further name, at which there is none yet. False where there is one, and where the bid has been cleared away. */
export async function placeBid({ path }: Bid, name: string): Promise<boolean> {
  try {
    await link(path, name);
    return true;
  } catch (error) {
    if (isNodeError(error) && (error.code === 'EEXIST' || error.code === 'ENOENT')) return false;
    throw error;
  }
}
