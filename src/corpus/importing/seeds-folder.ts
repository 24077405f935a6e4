// Changing a seeds folder so that it is whole at every moment: files first, the manifest last, each written aside and renamed.
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isNodeError } from '../files.ts';
import { type PlanFacts, parseManifest } from '../manifest.ts';
import { declaredFacts, SeedsError } from '../seeds.ts';
import { asideName, type Change, withFolderLock } from './folder-lock.ts';

const MANIFEST = 'plans.json';
const ORIGINALS = 'originals';

export interface NewPlan {
  readonly facts: PlanFacts;
  /** The extracted text, to which source lines refer. */
  readonly text: string;
  /** The file as it came. */
  readonly original: Uint8Array;
}

/** The plans declared in a folder; those of its .txt files where there is no manifest; none where there is no folder. */
export const declaredPlans = (folder: string): Promise<PlanFacts[]> => declaredFacts(folder, { emptyIsFine: true });

/** Adds a plan. Until the manifest is renamed into place, the folder is as before; a failure leaves nothing behind. */
export async function addPlan(folder: string, { facts, text, original }: NewPlan): Promise<void> {
  const originalName = facts.provenance?.original;
  const files = [facts.file, ...(originalName === undefined ? [] : [join(ORIGINALS, originalName)])];
  await changeFolder(folder, { files }, async () => {
    const plans = await declaredPlans(folder);
    refuseTaken(plans, facts);
    // Without a manifest every text in the folder is a plan, so the new text must not be there before there is one.
    if (!(await hasManifest(folder))) await writeManifest(folder, plans);
    try {
      await writeAside(join(folder, facts.file), text);
      if (originalName !== undefined) await writeAside(join(folder, ORIGINALS, originalName), original);
      await writeManifest(folder, [...plans, facts]);
    } catch (error) {
      for (const file of files) await rm(join(folder, file), { force: true });
      throw error;
    }
  });
}

/** Takes a plan out of the manifest, then deletes its files. */
export async function removePlan(folder: string, id: string): Promise<void> {
  const removed = (await declaredPlans(folder)).find((plan) => plan.id === id);
  if (!removed) return;
  const files = filesOf(removed);
  await changeFolder(folder, { files }, async () => {
    const plans = await declaredPlans(folder);
    await writeManifest(
      folder,
      plans.filter((plan) => plan.id !== id),
    );
    for (const file of files) await rm(join(folder, file), { force: true });
  });
}

/** Puts a newly extracted text in place of the old one. */
export async function replaceText(folder: string, facts: PlanFacts, text: string): Promise<void> {
  await changeFolder(folder, { files: [] }, () => writeAside(join(folder, facts.file), text));
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

const filesOf = ({ file, provenance }: PlanFacts): string[] => [
  file,
  ...(provenance?.original === undefined ? [] : [join(ORIGINALS, provenance.original)]),
];

async function changeFolder(folder: string, change: Change, run: () => Promise<void>): Promise<void> {
  const isNamed = async (file: string) => (await declaredPlans(folder)).some((plan) => filesOf(plan).includes(file));
  try {
    await mkdir(join(folder, ORIGINALS), { recursive: true });
    await withFolderLock(folder, change, isNamed, run);
  } catch (error) {
    if (!isNodeError(error)) throw error;
    throw new SeedsError(
      `${folder} could not be changed (${error.message}), and is as it was; make room and see that it may be written, or set SEEDS_DIR to another folder`,
      { cause: error },
    );
  }
}

// Two imports may have been reviewed at the same time.
function refuseTaken(plans: readonly PlanFacts[], facts: PlanFacts): void {
  const other = plans.find((plan) => plan.id === facts.id || filesOf(plan).some((file) => filesOf(facts).includes(file)));
  if (other) throw new SeedsError(`the plan ${other.id} has been added meanwhile; import this one again`);
}

async function hasManifest(folder: string): Promise<boolean> {
  try {
    await readFile(join(folder, MANIFEST));
    return true;
  } catch (error) {
    if (isNodeError(error) && error.code === 'ENOENT') return false;
    throw error;
  }
}

async function writeManifest(folder: string, plans: readonly PlanFacts[]): Promise<void> {
  // What was written is read back by the same rules first, so that a mistake here cannot make the folder unusable.
  const json = `${JSON.stringify(plans, null, 2)}\n`;
  parseManifest(JSON.parse(json), MANIFEST);
  await writeAside(join(folder, MANIFEST), json);
}

async function writeAside(path: string, content: string | Uint8Array): Promise<void> {
  const aside = asideName(path);
  try {
    const file = await open(aside, 'w');
    try {
      await file.writeFile(content);
      // Without this a power cut after the rename could leave a file of zeros under the final name.
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(aside, path);
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
}
