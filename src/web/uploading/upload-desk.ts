// Plans that readers have sent and nobody has accepted yet. They are kept aside, few of them and not for long, in a folder
// that only this process reads; nothing of them reaches the plans before somebody has looked at the review.
import { randomBytes } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type GivenFacts, proposeFacts, type ToldFacts } from '../../corpus/importing/propose-facts.ts';
import { addPlan, declaredPlans, takenNames } from '../../corpus/importing/seeds-folder.ts';
import type { PlanFacts } from '../../corpus/manifest.ts';
import type { ExaminationTask, ExaminedFile } from './examine-file.ts';
import { examineGuarded } from './examine-guarded.ts';
import type { PlanReview } from './plan-review.ts';
import { createUploadFolder } from './upload-folder.ts';

/** What a `ManifestError` about the facts of the form is about, in place of a file. */
export const FORM = 'the form';

/** A file as it was received, in a folder of the desk. */
export interface ReceivedFile {
  readonly path: string;
  /** As its sender calls it. */
  readonly fileName: string;
}

/** A plan that waits to be accepted. Its text stays on the disk: the server looks at the review alone. */
export interface PendingPlan {
  /** Cannot be guessed: whoever has it may accept the plan. */
  readonly id: string;
  readonly fileName: string;
  /** What the reader of the file had to say, in Chinese. */
  readonly notes: readonly string[];
  /** What has been said of it so far; the rest is what the file tells. */
  readonly given: GivenFacts;
  readonly facts: PlanFacts;
  readonly review: PlanReview;
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
  admit(file: ReceivedFile): Promise<PendingPlan>;
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
  readonly examine?: (task: ExaminationTask) => Promise<ExaminedFile>;
}

/** A review is read in minutes. */
const LONGEST_WAIT_MS = 30 * 60_000;
const MOST_PENDING = 10;
/** Each is read in a process of its own that may take some gigabytes. */
const MOST_AT_ONCE = 2;
const SWEEP_MS = 60_000;

interface Kept extends PendingPlan {
  readonly path: string;
  readonly textPath: string;
  readonly told: ToldFacts;
  readonly since: number;
}

export function createUploadDesk({
  seedsDir,
  largestMb,
  mostPending = MOST_PENDING,
  longestWaitMs = LONGEST_WAIT_MS,
  examine = examineGuarded,
}: UploadDeskOptions): UploadDesk {
  const kept = new Map<string, Kept>();
  const accepting = new Map<string, Promise<PlanFacts>>();
  let entered = 0;
  const folder = createUploadFolder();
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

  async function write({ id, facts, path, textPath }: Kept): Promise<PlanFacts> {
    const [text, original] = await Promise.all([readFile(textPath), readFile(path)]);
    await addPlan(seedsDir, { facts, text, original });
    await discard(id);
    return facts;
  }

  async function keep(pending: Omit<Kept, 'facts' | 'given' | 'since'>, given: GivenFacts): Promise<Kept> {
    const { told, fileName } = pending;
    const plans = await declaredPlans(seedsDir);
    const takenFiles = await takenNames(seedsDir, plans);
    const facts = proposeFacts({ told, fileName, given, plans, takenFiles, origin: FORM });
    const renewed = { ...pending, given, facts, since: performance.now() };
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
    folderForFile: folder.forFile,
    discardFolder: (own) => rm(own, { recursive: true, force: true }),
    async admit({ path, fileName }) {
      const textPath = join(dirname(path), TEXT_NAME);
      const examined = await examine({ path, fileName, textPath });
      const id = randomBytes(18).toString('base64url');
      return keep({ id, path, textPath, fileName, ...examined }, {});
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
      await folder.remove();
    },
  };
}

/** Beside the file as it came, which has an ending of its own kind. */
const TEXT_NAME = 'text';
