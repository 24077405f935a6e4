// The seeds folder on disk: the texts, the manifest beside them, the declared vocabularies.
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ForeseenError } from '../text/foreseen-error.ts';
import { isNodeError } from './files.ts';
import { createLibrary, type Library, type Plan } from './library.ts';
import { defaultFacts, type PlanFacts, parseManifest } from './manifest.ts';
import { parsePlan } from './parse-plan.ts';
import { MANIFEST, planFilesAmong, SeedsDigest, type VocabularyName, vocabularyFile } from './seed-files.ts';
import { splitLines } from './source-line.ts';
import { parseThemes, type Theme, themeOf } from './themes.ts';

/** A seeds folder that cannot be used; the message says what is wrong where, and the cure. */
export class SeedsError extends ForeseenError {
  override readonly name = 'SeedsError';
}

/** A folder as read, before anything is parsed. */
export interface SeedFolder {
  /** Plans in the manifest's order. */
  readonly plans: readonly SeedPlan[];
  readonly themes: readonly Theme[];
  /** Lines of the declared list of the field's terms. */
  readonly declaredTerms: string;
  /** The declared groups of like terms, as read from JSON. */
  readonly synonyms: unknown;
  /** SHA-256 of every file that was read, names included: equal seeds give equal digests. */
  readonly digest: string;
}

export interface SeedPlan {
  readonly facts: PlanFacts;
  readonly text: string;
  /** SHA-256 of all that decides what is parsed: facts, text and themes. */
  readonly key: string;
}

export interface Seeds extends SeedFolder {
  readonly library: Library;
}

export interface LoadSeedsOptions {
  /** Called before each plan is parsed. */
  readonly onPlan?: (plan: PlanFacts, position: number, total: number) => void;
}

/** Throws `SeedsError` for a folder, manifest or text that cannot be read. */
export async function readSeeds(folder: string): Promise<SeedFolder> {
  const digest = new SeedsDigest();
  const readText = async (path: string, label: string): Promise<string> => {
    const bytes = await readFile(path);
    digest.add(label, bytes);
    return bytes.toString();
  };
  const facts = await readFacts(folder, readText);
  const vocabulary = async (name: VocabularyName) => readText(await vocabularyFile(folder, name), name);
  const themesText = await vocabulary('themes.json');
  const plans: SeedPlan[] = [];
  for (const planFacts of facts) {
    const text = await readPlanText(folder, planFacts, readText);
    plans.push({ facts: planFacts, text, key: keyOf(planFacts, text, themesText) });
  }
  return {
    plans,
    themes: parseThemes(parseJson(themesText, 'vocabulary/themes.json')),
    declaredTerms: await vocabulary('terms.txt'),
    synonyms: parseJson(await vocabulary('synonyms.json'), 'vocabulary/synonyms.json'),
    digest: digest.value(),
  };
}

/** Reads and parses a folder. Throws as `readSeeds` does. */
export async function loadSeeds(folder: string, { onPlan }: LoadSeedsOptions = {}): Promise<Seeds> {
  const seeds = await readSeeds(folder);
  const plans = seeds.plans.map(({ facts, text }, position) => {
    onPlan?.(facts, position, seeds.plans.length);
    return planOf(facts, text, seeds.themes);
  });
  return { ...seeds, library: createLibrary(plans, seeds.themes) };
}

const keyOf = (facts: PlanFacts, text: string, themes: string): string =>
  createHash('sha256')
    .update(`${JSON.stringify(facts)}\0${themes}\0${text}`)
    .digest('hex');

/** A plan from its facts and its text. Pure. */
export function planOf(facts: PlanFacts, text: string, themes: readonly Theme[]): Plan {
  const parsed = parsePlan(text, facts);
  return {
    ...parsed,
    id: facts.id,
    facts,
    sourceLines: splitLines(text),
    themes: parsed.chapters.map((chapter, index) => {
      if (chapter.kind !== 'chapter') return null;
      const sections = parsed.headings.filter((heading) => heading.kind === 'section' && heading.chapter === index);
      return themeOf(
        chapter.title,
        sections.map((section) => section.title),
        themes,
      );
    }),
  };
}

/** The themes that plans of this folder get. */
export async function loadVocabularyThemes(folder: string): Promise<readonly Theme[]> {
  const file = await vocabularyFile(folder, 'themes.json');
  return parseThemes(parseJson(await readFile(file, 'utf8'), file));
}

/** The plans of a folder, by its manifest or, without one, by its .txt files. Throws `SeedsError`, `ManifestError`. */
export async function declaredFacts(folder: string, { emptyIsFine = false } = {}): Promise<PlanFacts[]> {
  try {
    return await readFacts(folder, (path) => readFile(path, 'utf8'));
  } catch (error) {
    if (emptyIsFine && error instanceof EmptyFolderError) return [];
    throw error;
  }
}

/** There is no plan yet: to add the first one, that is fine. */
class EmptyFolderError extends SeedsError {}

type ReadText = (path: string, label: string) => Promise<string>;

async function readFacts(folder: string, readText: ReadText): Promise<PlanFacts[]> {
  const names = await listFolder(folder);
  if (names.includes(MANIFEST)) {
    const file = join(folder, MANIFEST);
    return parseManifest(parseJson(await readText(file, MANIFEST), file), file);
  }
  const texts = planFilesAmong(names);
  if (texts.length === 0) {
    throw new EmptyFolderError(
      `${folder} holds neither ${MANIFEST} nor a .txt file; put the plans there, or set SEEDS_DIR to the folder that has them`,
    );
  }
  return withDistinctIds(texts.map(defaultFacts));
}

// Two file names may give one id (广州2026.txt and 深圳2026.txt); the later one gets a number, in the order of the names.
function withDistinctIds(facts: readonly PlanFacts[]): PlanFacts[] {
  const taken = new Set<string>();
  return facts.map((entry) => {
    let id = entry.id;
    for (let number = 2; taken.has(id); number += 1) id = `${entry.id}-${number}`;
    taken.add(id);
    return { ...entry, id };
  });
}

async function listFolder(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    const isMissing = isNodeError(error) && error.code === 'ENOENT';
    const Kind = isMissing ? EmptyFolderError : SeedsError;
    throw new Kind(
      `the seeds folder ${folder} ${isMissing ? 'does not exist' : 'cannot be read'}; set SEEDS_DIR to a folder with the plans`,
      { cause: error },
    );
  }
}

async function readPlanText(folder: string, facts: PlanFacts, readText: ReadText): Promise<string> {
  try {
    return await readText(join(folder, facts.file), facts.file);
  } catch (error) {
    throw new SeedsError(
      `${MANIFEST} names ${facts.file} for the plan ${facts.id}, but ${join(folder, facts.file)} cannot be read; restore the file or take the entry out`,
      { cause: error },
    );
  }
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SeedsError(
      `${file} is not valid JSON: ${error instanceof Error ? error.message : String(error)}; mend it or restore it`,
      { cause: error },
    );
  }
}
