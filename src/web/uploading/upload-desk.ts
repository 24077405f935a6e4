// Plans that readers have sent and nobody has accepted yet. They are kept aside, few of them and not for long, in a folder
// that only this process reads; nothing of them reaches the plans before somebody has looked at the review.
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { type GivenFacts, proposeFacts } from '../../corpus/importing/propose-facts.ts';
import { addPlan, declaredPlans, takenNames } from '../../corpus/importing/seeds-folder.ts';
import type { Plan } from '../../corpus/library.ts';
import type { PlanFacts } from '../../corpus/manifest.ts';
import { documentText } from '../../corpus/readers/document.ts';
import type { ReadFileResult } from '../../corpus/readers/read-document.ts';
import { readGuarded } from '../../corpus/readers/read-guarded.ts';
import { loadVocabularyThemes, planOf } from '../../corpus/seeds.ts';

/** What a `ManifestError` about the facts of the form is about, in place of a file. */
export const FORM = 'the form';

/** A plan that waits to be accepted. */
export interface PendingPlan {
  /** Cannot be guessed: whoever has it may accept the plan. */
  readonly id: string;
  readonly fileName: string;
  readonly kind: ReadFileResult['kind'];
  /** What the reader of the file had to say, in Chinese. */
  readonly notes: readonly string[];
  /** What has been said of it so far; the rest is what the file tells. */
  readonly given: GivenFacts;
  readonly plan: Plan;
}

export interface UploadDesk {
  readonly largestMb: number;
  readonly seedsDir: string;
  /** A place at the desk, to be given back; null while all are taken. */
  enter(): (() => void) | null;
  /** A folder for one file. What is not admitted from it is to be discarded with it. */
  folderForFile(): Promise<string>;
  discardFolder(folder: string): Promise<void>;
  /** Reads a file in a folder of the desk, which then is the desk's to remove. Throws `ReadError`. */
  admit(path: string): Promise<PendingPlan>;
  /** Undefined for what never was, is accepted, or has waited too long. */
  pending(id: string): PendingPlan | undefined;
  /** The same plan under other facts. Throws `ManifestError`. */
  revise(pending: PendingPlan, given: GivenFacts): Promise<PendingPlan>;
  /** Writes it to the plans as it was last seen. Throws `SeedsError` where they cannot be changed; it then waits on. */
  accept(pending: PendingPlan): Promise<PlanFacts>;
  /** Of a plan that is being written: the end of that. Undefined for any other. */
  accepting(id: string): Promise<PlanFacts> | undefined;
  discard(id: string): Promise<void>;
  isFull(): boolean;
  /** Removes everything. */
  close(): Promise<void>;
}

export interface UploadDeskOptions {
  readonly seedsDir: string;
  readonly largestMb: number;
  readonly mostPending?: number;
  readonly longestWaitMs?: number;
  readonly read?: typeof readGuarded;
}

/** A review is read in minutes. */
const LONGEST_WAIT_MS = 30 * 60_000;
const MOST_PENDING = 10;
/** Each is read in a process of its own that may take some gigabytes. */
const MOST_AT_ONCE = 2;
const SWEEP_MS = 60_000;

interface Kept extends PendingPlan {
  readonly path: string;
  readonly document: Omit<ReadFileResult, 'bytes'>;
  readonly since: number;
}

export function createUploadDesk({
  seedsDir,
  largestMb,
  mostPending = MOST_PENDING,
  longestWaitMs = LONGEST_WAIT_MS,
  read = readGuarded,
}: UploadDeskOptions): UploadDesk {
  const kept = new Map<string, Kept>();
  const accepting = new Map<string, Promise<PlanFacts>>();
  let entered = 0;
  let folder: Promise<string> | undefined;
  const sweeping = setInterval(() => void sweep(), Math.min(SWEEP_MS, longestWaitMs)).unref();

  async function sweep(): Promise<void> {
    const oldest = performance.now() - longestWaitMs;
    for (const { id, since } of [...kept.values()]) if (since < oldest) await discard(id);
  }

  async function discard(id: string): Promise<void> {
    const pending = kept.get(id);
    kept.delete(id);
    if (pending) await rm(dirname(pending.path), { recursive: true, force: true });
  }

  async function write({ id, plan, document, path }: Kept): Promise<PlanFacts> {
    await addPlan(seedsDir, { facts: plan.facts, text: textOf(document), original: await readFile(path) });
    await discard(id);
    return plan.facts;
  }

  async function keep(pending: Omit<Kept, 'plan' | 'notes' | 'kind'>, given: GivenFacts): Promise<Kept> {
    const { document, fileName } = pending;
    const plans = await declaredPlans(seedsDir);
    const takenFiles = await takenNames(seedsDir, plans);
    const facts = proposeFacts({ document, fileName, given, plans, takenFiles, origin: FORM });
    const plan = planOf(facts, textOf(document), await loadVocabularyThemes(seedsDir));
    const { notes, kind } = document;
    const renewed = { ...pending, given, plan, notes, kind, since: performance.now() };
    kept.set(pending.id, renewed);
    return renewed;
  }

  return {
    largestMb,
    seedsDir,
    enter() {
      if (entered >= MOST_AT_ONCE) return null;
      entered += 1;
      let isInside = true;
      return () => {
        if (isInside) entered -= 1;
        isInside = false;
      };
    },
    async folderForFile() {
      folder ??= makeFolder();
      const own = join(await folder, randomBytes(8).toString('hex'));
      // Systems clear their folder of temporary files of what has lain there for days.
      await mkdir(own, { mode: 0o700, recursive: true });
      return own;
    },
    discardFolder: (own) => rm(own, { recursive: true, force: true }),
    async admit(path) {
      const { bytes: _, ...document } = await read(path);
      const id = randomBytes(18).toString('base64url');
      return keep({ id, path, document, fileName: basename(path), given: {}, since: 0 }, {});
    },
    pending: (id) => kept.get(id),
    async revise({ id }, given) {
      const pending = kept.get(id);
      if (!pending) throw new Error('a plan that does not wait any longer cannot be revised');
      return keep(pending, given);
    },
    async accept({ id }) {
      const pending = kept.get(id);
      if (!pending) throw new Error('a plan that does not wait any longer cannot be accepted');
      const writing = accepting.get(id) ?? write(pending).finally(() => accepting.delete(id));
      accepting.set(id, writing);
      return writing;
    },
    accepting: (id) => accepting.get(id),
    discard,
    isFull: () => kept.size >= mostPending,
    async close() {
      clearInterval(sweeping);
      kept.clear();
      if (folder) await rm(await folder, { recursive: true, force: true });
    },
  };
}

const textOf = ({ lines }: Pick<ReadFileResult, 'lines'>): string => `${documentText(lines)}\n`;

const PREFIX = 'plan-clause-uploads-';

// Of this process alone, and gone with it. What a process that was killed has left is cleared up by the next.
async function makeFolder(): Promise<string> {
  for (const name of await readdir(tmpdir())) {
    const pid = name.startsWith(PREFIX) ? Number.parseInt(name.slice(PREFIX.length), 10) : Number.NaN;
    if (pid > 0 && !isAlive(pid)) await rm(join(tmpdir(), name), { recursive: true, force: true }).catch(() => {});
  }
  const made = await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
  process.once('exit', () => rmSync(made, { recursive: true, force: true }));
  return made;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user may not be signalled, but it is there.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
