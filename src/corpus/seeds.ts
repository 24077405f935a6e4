// The seeds folder on disk: the texts, the manifest beside them, the declared vocabularies.
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ForeseenError } from '../text/foreseen-error.ts';
import { isNodeError } from './files.ts';
import { MANIFEST } from './folder-names.ts';
import { createLibrary, type Library, type Plan } from './library.ts';
import { defaultFacts, type PlanFacts, parseManifest } from './manifest.ts';
import { parsePlan } from './parse-plan.ts';
import { planFilesAmong, SeedsDigest, type VocabularyName, vocabularyFile, withoutMark } from './seed-files.ts';
import { decodeSeed, flawOf } from './seed-text.ts';
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
  const onBytes: OnBytes = (name, bytes) => digest.add(name, bytes);
  const facts = await readFacts(folder, onBytes);
  const vocabulary = async (name: VocabularyName) => readSeed(await vocabularyFile(folder, name), name, onBytes);
  const themesText = await vocabulary('themes.json');
  const plans: SeedPlan[] = [];
  const faults: SeedsError[] = [];
  for (const planFacts of facts) {
    try {
      const text = await readPlanText(folder, planFacts, onBytes);
      plans.push({ facts: planFacts, text, key: keyOf(planFacts, text, themesText) });
    } catch (error) {
      if (!(error instanceof SeedsError)) throw error;
      faults.push(error);
    }
  }
  refuseFaults(faults);
  return {
    plans,
    themes: parseThemes(parseJson(themesText, 'vocabulary/themes.json')),
    declaredTerms: await vocabulary('terms.txt'),
    synonyms: parseJson(await vocabulary('synonyms.json'), 'vocabulary/synonyms.json'),
    digest: digest.value(),
  };
}

/** Reads and parses a folder. Throws as `readSeeds` does, and for plans without a clause. */
export async function loadSeeds(folder: string, { onPlan }: LoadSeedsOptions = {}): Promise<Seeds> {
  const seeds = await readSeeds(folder);
  const plans = seeds.plans.map(({ facts, text }, position) => {
    onPlan?.(facts, position, seeds.plans.length);
    return planOf(facts, text, seeds.themes);
  });
  refuseClauseless(
    folder,
    plans.filter((plan) => plan.clauses.length === 0).map(({ facts }) => facts),
  );
  return { ...seeds, library: createLibrary(plans, seeds.themes) };
}

/** Throws `SeedsError` if there are any: in such a plan nothing can be found, so its text is not what it should be. */
export function refuseClauseless(folder: string, plans: readonly PlanFacts[]): void {
  refuseFaults(
    plans.map(
      ({ id, file }) =>
        new SeedsError(
          `${join(folder, file)} holds no clause, so there is nothing to find in the plan ${id}; restore the text, or take the plan out`,
        ),
    ),
  );
}

const MOST_FAULTS = 20;

function refuseFaults(faults: readonly SeedsError[]): void {
  const [first, ...others] = faults;
  if (!first) return;
  if (others.length === 0) throw first;
  const further = faults.length > MOST_FAULTS ? [`and ${faults.length - MOST_FAULTS} more`] : [];
  const messages = faults.slice(0, MOST_FAULTS).map(({ message }) => message);
  throw new SeedsError([...messages, ...further].join('\n'));
}

const keyOf = (facts: PlanFacts, text: string, themes: string): string =>
  createHash('sha256')
    .update(`${JSON.stringify(facts)}\0${themes}\0${text}`)
    .digest('hex');

/** A plan from its facts and its text. Pure. */
export function planOf(facts: PlanFacts, text: string, themes: readonly Theme[]): Plan {
  const parsed = parsePlan(text, facts);
  const sections = new Map<number | null, string[]>();
  for (const { kind, chapter, title } of parsed.headings) {
    if (kind !== 'section') continue;
    const own = sections.get(chapter);
    if (own) own.push(title);
    else sections.set(chapter, [title]);
  }
  return {
    ...parsed,
    id: facts.id,
    facts,
    sourceLines: splitLines(text),
    themes: parsed.chapters.map(({ kind, title }, index) =>
      kind === 'chapter' ? themeOf(title, sections.get(index) ?? [], themes) : null,
    ),
  };
}

/** The themes that plans of this folder get. */
export async function loadVocabularyThemes(folder: string): Promise<readonly Theme[]> {
  const file = await vocabularyFile(folder, 'themes.json');
  return parseThemes(parseJson(await readSeed(file, file), file));
}

/**
 * The plans of a folder, by its manifest or, without one, by its .txt files. Throws `SeedsError`, `ManifestError`. Who is about
 * to change the folder may find none; one that declares none though there are texts is damaged.
 */
export async function declaredFacts(
  folder: string,
  { withoutPlans = 'is refused' }: { readonly withoutPlans?: 'is refused' | 'is fine' | 'is fine where there is no text' } = {},
): Promise<PlanFacts[]> {
  try {
    return await readFacts(folder);
  } catch (error) {
    if (error instanceof NoPlansError && (withoutPlans === 'is fine' || (withoutPlans !== 'is refused' && error.texts === 0)))
      return [];
    throw error;
  }
}

/** No plan is declared. */
class NoPlansError extends SeedsError {
  /** How many texts there are all the same. */
  readonly texts: number;

  constructor(message: string, { texts, cause }: { readonly texts: number; readonly cause?: unknown }) {
    super(message, { cause });
    this.texts = texts;
  }
}

type OnBytes = (name: string, bytes: Uint8Array) => void;

/** Throws `SeedsError` for a file that cannot be read, and for bytes that are no text. `onBytes` is given them before. */
async function readSeed(path: string, name: string, onBytes?: OnBytes): Promise<string> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw new SeedsError(`${path} cannot be read (${failureOf(error)}); restore it, or see that it may be read`, {
      cause: error,
    });
  }
  onBytes?.(name, bytes);
  const text = decodeSeed(bytes);
  if (text === null) throw new SeedsError(`${path} ${flawOf(bytes)}; save it as UTF-8, or restore it`);
  return text;
}

function failureOf(error: unknown): string {
  const reason = isNodeError(error) && error.code !== undefined ? error.code : String(error);
  return READ_FAILURES[reason] ?? reason;
}

const READ_FAILURES: Readonly<Record<string, string>> = {
  ENOENT: 'it is not there',
  EISDIR: 'it is a folder',
  ELOOP: 'it is a link that leads to itself',
  EACCES: 'this user may not read it',
};

async function readFacts(folder: string, onBytes?: OnBytes): Promise<PlanFacts[]> {
  const names = await listFolder(folder);
  const texts = planFilesAmong(names);
  if (names.includes(MANIFEST)) {
    const file = join(folder, MANIFEST);
    const facts = parseManifest(parseJson(await readSeed(file, MANIFEST, onBytes), file), file);
    if (facts.length > 0) return facts;
    const [found, cure] =
      texts.length === 0
        ? ['', 'add one: npm run import -- FILE']
        : [
            `, though there are ${texts.length} texts (${texts.slice(0, 3).join(', ')}${texts.length > 3 ? ' …' : ''})`,
            'restore it, name them in it, or delete it, and each .txt file is a plan',
          ];
    throw new NoPlansError(`${file} names no plan${found}; ${cure}`, { texts: texts.length });
  }
  if (texts.length === 0) {
    throw new NoPlansError(
      `${folder} holds neither ${MANIFEST} nor a .txt file; put the plans there, or set SEEDS_DIR to the folder that has them`,
      { texts: 0 },
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
    const message = `the seeds folder ${folder} ${isMissing ? 'does not exist' : 'cannot be read'}; set SEEDS_DIR to a folder with the plans`;
    throw isMissing ? new NoPlansError(message, { texts: 0, cause: error }) : new SeedsError(message, { cause: error });
  }
}

async function readPlanText(folder: string, { id, file }: PlanFacts, onBytes: OnBytes): Promise<string> {
  const path = join(folder, file);
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw new SeedsError(
      `${MANIFEST} names ${file} for the plan ${id}, but ${path} cannot be read; restore the file or take the entry out`,
      { cause: error },
    );
  }
  onBytes(file, bytes);
  const text = decodeSeed(bytes);
  if (text !== null) return text;
  throw new SeedsError(
    `${path} (the plan ${id}) ${flawOf(bytes)}; save it as UTF-8, or take it out of the folder and import it, which knows other encodings: npm run import -- FILE`,
  );
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(withoutMark(text));
  } catch (error) {
    throw new SeedsError(
      `${file} is not valid JSON: ${error instanceof Error ? error.message : String(error)}; mend it or restore it`,
      { cause: error },
    );
  }
}
