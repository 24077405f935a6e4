// Changing a seeds folder so that it is whole at every moment: files first, the manifest last, each written aside and renamed.
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isNodeError } from '../files.ts';
import { defaultFacts, type PlanFacts, parseManifest } from '../manifest.ts';

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
export async function declaredPlans(folder: string): Promise<PlanFacts[]> {
  const file = join(folder, MANIFEST);
  try {
    return parseManifest(JSON.parse(await readFile(file, 'utf8')), file);
  } catch (error) {
    if (!isNodeError(error) || error.code !== 'ENOENT') throw error;
  }
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .map(defaultFacts);
}

/** Adds a plan. Until the manifest is renamed into place, the folder is as before; a failure leaves nothing behind. */
export async function addPlan(folder: string, { facts, text, original }: NewPlan): Promise<void> {
  const plans = await declaredPlans(folder);
  const originalName = facts.provenance?.original;
  const files = [
    { path: join(folder, facts.file), content: text },
    ...(originalName ? [{ path: join(folder, ORIGINALS, originalName), content: original }] : []),
  ];
  await mkdir(join(folder, ORIGINALS), { recursive: true });
  const written: string[] = [];
  try {
    for (const { path, content } of files) {
      await writeAside(path, content);
      written.push(path);
    }
    await writeManifest(folder, [...plans, facts]);
  } catch (error) {
    for (const path of written) await rm(path, { force: true });
    throw error;
  }
}

/** Takes a plan out of the manifest, then deletes its files. */
export async function removePlan(folder: string, id: string): Promise<void> {
  const plans = await declaredPlans(folder);
  const removed = plans.find((plan) => plan.id === id);
  if (!removed) return;
  await writeManifest(
    folder,
    plans.filter((plan) => plan !== removed),
  );
  await rm(join(folder, removed.file), { force: true });
  if (removed.provenance?.original) await rm(join(folder, ORIGINALS, removed.provenance.original), { force: true });
}

/** Puts a newly extracted text in place of the old one. */
export const replaceText = (folder: string, facts: PlanFacts, text: string): Promise<void> =>
  writeAside(join(folder, facts.file), text);

export const originalPath = (folder: string, original: string): string => join(folder, ORIGINALS, original);

async function writeManifest(folder: string, plans: readonly PlanFacts[]): Promise<void> {
  // What was written is read back by the same rules first, so that a mistake here cannot make the folder unusable.
  const json = `${JSON.stringify(plans, null, 2)}\n`;
  parseManifest(JSON.parse(json), MANIFEST);
  await writeAside(join(folder, MANIFEST), json);
}

async function writeAside(path: string, content: string | Uint8Array): Promise<void> {
  const aside = `${path}.${process.pid}.tmp`;
  try {
    await writeFile(aside, content);
    await rename(aside, path);
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
}
