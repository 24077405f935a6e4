// Who holds a lock, and whether that process still lives. A pid alone does not tell: it is given again to another process, and
// means another one in each container, where the first is always 1.
import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { isNodeError } from './files.ts';

export interface LockOwner {
  readonly pid: number;
  readonly host: string;
  /** The boot of the system and the namespace in which the pid means this process; null where the system does not tell. */
  readonly realm: string | null;
  /** When it was started, in ticks since that boot; null where the system does not tell. */
  readonly started: string | null;
}

/** `unknown`: of another container or machine, or on a system that does not tell. */
export type Fate = 'alive' | 'dead' | 'unknown';

let known: Promise<LockOwner> | undefined;

export function thisProcess(): Promise<LockOwner> {
  known ??= describeThisProcess();
  return known;
}

export function isLockOwner(value: unknown): value is LockOwner {
  if (typeof value !== 'object' || value === null) return false;
  const { pid, host, realm, started } = value as Partial<Record<keyof LockOwner, unknown>>;
  return (
    // Zero and negative numbers mean whole groups of processes.
    Number.isInteger(pid) &&
    Number(pid) > 0 &&
    Number(pid) <= LARGEST_PID &&
    typeof host === 'string' &&
    [realm, started].every((fact) => fact === null || typeof fact === 'string')
  );
}

const LARGEST_PID = 2 ** 31 - 1;

export async function fateOf(owner: LockOwner): Promise<Fate> {
  const own = await thisProcess();
  if (owner.realm === null || owner.started === null || owner.realm !== own.realm) return 'unknown';
  if (!isThere(owner.pid)) return 'dead';
  const found = await statusOf(owner.pid);
  // It has ended between the two questions, or /proc hides what belongs to other users.
  if (!found) return isThere(owner.pid) ? 'unknown' : 'dead';
  return found.started === owner.started && !ENDED.has(found.state) ? 'alive' : 'dead';
}

export const isSameProcess = (a: LockOwner, b: LockOwner): boolean =>
  a.realm !== null && a.realm === b.realm && a.started === b.started && a.pid === b.pid;

/** For a message: `the process 123`, `the process 1 of another container or machine (web-1)`. */
export async function nameOf(owner: LockOwner): Promise<string> {
  const isNear = owner.realm !== null && owner.realm === (await thisProcess()).realm;
  return isNear ? `the process ${owner.pid}` : `the process ${owner.pid} of another container or machine (${owner.host})`;
}

async function describeThisProcess(): Promise<LockOwner> {
  const { pid } = process;
  const unknown: LockOwner = { pid, host: hostname(), realm: null, started: null };
  try {
    // In a namespace of its own that still sees the /proc of another, the pids there are not those of this process.
    if ((await readlink('/proc/self')) !== String(pid)) return unknown;
    const [boot, namespace, status] = await Promise.all([
      readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
      readlink('/proc/self/ns/pid'),
      statusOf(pid),
    ]);
    return status ? { ...unknown, realm: `${boot.trim()} ${namespace}`, started: status.started } : unknown;
  } catch {
    return unknown;
  }
}

/** A process that has been killed and that nobody has asked after yet. */
const ENDED = new Set(['Z', 'X', 'x']);

/** After the name of the program: the first is the state, see proc(5). */
const STARTED_AT = 19;

async function statusOf(pid: number): Promise<{ readonly state: string; readonly started: string } | null> {
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  if (line === null) return null;
  // The name of the program stands in brackets and may hold brackets and blanks.
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  const [state, started] = [fields[0], fields[STARTED_AT]];
  return state === undefined || started === undefined ? null : { state, started };
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user may not be signalled, but it is there.
    return isNodeError(error) && error.code === 'EPERM';
  }
}
