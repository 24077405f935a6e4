// Changing a seeds folder so that it is whole at every moment: files first, the manifest last, each written aside and renamed.
import { access, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isNodeError } from '../files.ts';
import { asideName, MANIFEST, ORIGINALS } from '../folder-names.ts';
import { type PlanFacts, parseManifest } from '../manifest.ts';
import { declaredFacts, SeedsError } from '../seeds.ts';
import { type Change, type FolderLock, withFolderLock } from './folder-lock.ts';

export interface NewPlan {
  readonly facts: PlanFacts;
  /** The extracted text, to which source lines refer. */
  readonly text: string | Uint8Array;
  /** The file as it came. */
  readonly original: Uint8Array;
}

/** How to wait for a change that is going on. */
export type ChangeOptions = Pick<Change, 'onWait'>;

/** The plans declared in a folder; those of its .txt files where there is no manifest; none where there is no folder. */
export const declaredPlans = (folder: string): Promise<PlanFacts[]> => declaredFacts(folder, { withoutPlans: 'is fine' });

/** Adds a plan. Until the manifest is renamed into place, the folder is as before; a failure leaves nothing behind. */
export async function addPlan(folder: string, { facts, text, original }: NewPlan, options: ChangeOptions = {}): Promise<void> {
  const originalName = facts.provenance?.original;
  const files = filesOf(facts);
  await changeFolder(folder, { files, ...options }, async (lock) => {
    const plans = await declaredFacts(folder, { withoutPlans: 'is fine where there is no text' });
    await refuseTaken(folder, plans, facts);
    // Without a manifest every text in the folder is a plan, so the new text must not be there before there is one.
    if (!(await isThere(join(folder, MANIFEST)))) await writeManifest(folder, plans, lock);
    try {
      await writeAside(join(folder, facts.file), text, lock);
      if (originalName !== undefined) {
        await mkdir(join(folder, ORIGINALS), { recursive: true });
        await writeAside(join(folder, ORIGINALS, originalName), original, lock);
      }
      await writeManifest(folder, [...plans, facts], lock);
    } catch (error) {
      // Whoever has taken over has cleared them up, and may have put others in their place.
      await lock.ensureHeld();
      const left = await deleteFiles(folder, files);
      if (left.length === 0) throw error;
      throw new SeedsError(
        `${facts.id} could not be added to ${folder} (${reasonOf(error)}), and what was written of it could not be deleted: ${left.join(', ')}; delete that`,
        { cause: error },
      );
    }
  });
}

/** Takes a plan out of the manifest, then deletes its files. Throws `SeedsError` naming those that could not be deleted. */
export async function removePlan(folder: string, id: string, options: ChangeOptions = {}): Promise<void> {
  const seen = planOf(await declaredPlans(folder), id);
  if (!seen) return;
  const files = filesOf(seen);
  await changeFolder(folder, { files, ...options }, async (lock) => {
    const plans = await declaredPlans(folder);
    const plan = planOf(plans, id);
    if (!plan) return;
    refuseChanged(seen, plan);
    await writeManifest(
      folder,
      plans.filter((other) => other !== plan),
      lock,
    );
    await lock.ensureHeld();
    const left = await deleteFiles(folder, files);
    if (left.length === 0) return;
    throw new SeedsError(
      `${id} was taken out of ${join(folder, MANIFEST)} and is no plan any longer, but its files could not all be deleted: ${left.join(', ')}; delete what is left by hand`,
    );
  });
}

/** Puts a newly extracted text in place of the old one. */
export async function replaceText(folder: string, facts: PlanFacts, text: string, options: ChangeOptions = {}): Promise<void> {
  await changeFolder(folder, { files: [], ...options }, async (lock) => {
    refuseChanged(facts, planOf(await declaredPlans(folder), facts.id));
    await writeAside(join(folder, facts.file), text, lock);
  });
}

export const originalPath = (folder: string, original: string): string => join(folder, ORIGINALS, original);

/** The names that are not to be given to new files: of plans, and of whatever else lies in the folder. */
export async function takenNames(folder: string, plans: readonly PlanFacts[]): Promise<ReadonlySet<string>> {
  const [own, originals] = await Promise.all([folder, join(folder, ORIGINALS)].map((place) => readdir(place).catch(() => [])));
  return new Set([
    ...plans.flatMap(({ file, provenance }) => [file, provenance?.original ?? '']),
    ...(own ?? []),
    ...(originals ?? []),
  ]);
}

const planOf = (plans: readonly PlanFacts[], id: string): PlanFacts | undefined => plans.find((plan) => plan.id === id);

const filesOf = ({ file, provenance }: PlanFacts): string[] => [
  file,
  ...(provenance?.original === undefined ? [] : [join(ORIGINALS, provenance.original)]),
];

async function changeFolder(
  folder: string,
  change: Omit<Change, 'isNamed'>,
  run: (lock: FolderLock) => Promise<void>,
): Promise<void> {
  const isNamed = async (file: string) => (await declaredPlans(folder)).some((plan) => filesOf(plan).includes(file));
  try {
    await mkdir(folder, { recursive: true });
    await withFolderLock(folder, { ...change, isNamed }, run);
  } catch (error) {
    if (!isNodeError(error)) throw error;
    throw new SeedsError(
      `${folder} could not be changed (${error.message}), and is as it was; make room and see that it may be written, or set SEEDS_DIR to another folder`,
      { cause: error },
    );
  }
}

// Two imports may have been reviewed at the same time, and files may have been put there by hand.
async function refuseTaken(folder: string, plans: readonly PlanFacts[], facts: PlanFacts): Promise<void> {
  const other = plans.find((plan) => plan.id === facts.id || filesOf(plan).some((file) => filesOf(facts).includes(file)));
  if (other) throw new SeedsError(`the plan ${other.id} has been added meanwhile; import this one again`);
  for (const file of filesOf(facts)) {
    if (await isThere(join(folder, file)))
      throw new SeedsError(
        `${join(folder, file)} has come to be meanwhile and belongs to no plan; move it away or import this one again`,
      );
  }
}

function refuseChanged(seen: PlanFacts, plan: PlanFacts | undefined): void {
  if (plan && filesOf(plan).join('\n') === filesOf(seen).join('\n')) return;
  throw new SeedsError(`the plan ${seen.id} has been removed or replaced meanwhile; see npm run plans, and try again`);
}

async function isThere(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch (error) {
    if (isNodeError(error) && error.code === 'ENOENT') return false;
    throw error;
  }
}

/** Deletes as many as it can. Those that stay, with the reasons. */
async function deleteFiles(folder: string, files: readonly string[]): Promise<string[]> {
  const left: string[] = [];
  for (const file of files) {
    try {
      await rm(join(folder, file), { force: true });
    } catch (error) {
      left.push(`${join(folder, file)} (${reasonOf(error)})`);
    }
  }
  return left;
}

const reasonOf = (error: unknown): string =>
  isNodeError(error) && error.code !== undefined ? error.code : error instanceof Error ? error.message : String(error);

async function writeManifest(folder: string, plans: readonly PlanFacts[], lock: FolderLock): Promise<void> {
  // What was written is read back by the same rules first, so that a mistake here cannot make the folder unusable.
  const json = `${JSON.stringify(plans, null, 2)}\n`;
  parseManifest(JSON.parse(json), MANIFEST);
  await writeAside(join(folder, MANIFEST), json, lock);
}

async function writeAside(path: string, content: string | Uint8Array, lock: FolderLock): Promise<void> {
  const aside = asideName(path, lock.token);
  try {
    const file = await open(aside, 'w');
    try {
      await file.writeFile(content);
      // Without this a power cut after the rename could leave a file of zeros under the final name.
      await file.sync();
    } finally {
      await file.close();
    }
    await lock.ensureHeld();
    await rename(aside, path);
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

// After a power cut the new name is there too. Not every system can do this, and the rename itself has succeeded.
async function syncFolder(folder: string): Promise<void> {
  const entry = await open(folder).catch(() => null);
  await entry?.sync().catch(() => {});
  await entry?.close();
}
