// Taking in a plan in the form in which it comes, after a review.
import { basename, extname } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { distinctId, guessFacts } from '../corpus/importing/guess-facts.ts';
import { reviewText } from '../corpus/importing/review.ts';
import { addPlan, declaredPlans, takenNames } from '../corpus/importing/seeds-folder.ts';
import { type PlanFacts, parseManifest } from '../corpus/manifest.ts';
import { documentText } from '../corpus/readers/document.ts';
import type { ReadFileResult } from '../corpus/readers/read-document.ts';
import { readGuarded } from '../corpus/readers/read-guarded.ts';
import { loadVocabularyThemes, planOf } from '../corpus/seeds.ts';
import type { Config } from './config.ts';
import { createProgress, type Output } from './output.ts';
import { UsageError } from './usage.ts';

const USAGE =
  'usage: npm run import -- FILE [--id ID] [--district 区县] [--city 市] [--province 省] [--title TITLE] [--period 2026-2030] [--source URL] [--yes | --dry-run]';

/** Reads, reviews, and, once accepted, writes. Nothing is changed by a review that is refused or by a file that cannot be read. */
export async function importPlan(
  args: readonly string[],
  config: Pick<Config, 'seedsDir'>,
  output: Output,
  read: typeof readGuarded = readGuarded,
): Promise<number> {
  const { file, options } = readArguments(args);
  const document = await readWithProgress(file, output, read);
  const text = `${documentText(document.lines)}\n`;
  const declared = await declaredPlans(config.seedsDir);
  const facts = factsOf(file, document, options, declared, await takenNames(config.seedsDir, declared));
  const plan = planOf(facts, text, await loadVocabularyThemes(config.seedsDir));
  output.line(reviewText(plan, document.notes));
  if (options['dry-run']) {
    output.line('dry run: nothing was written');
    return 0;
  }
  if (!options.yes && !(await isAccepted())) {
    output.line('nothing was written; add --yes to accept the review, or options to correct what was proposed');
    return 1;
  }
  await addPlan(config.seedsDir, { facts, text, original: document.bytes });
  output.line(`${facts.id} was added to ${config.seedsDir}; a running server takes it up within seconds`);
  return 0;
}

async function readWithProgress(file: string, output: Output, read: typeof readGuarded): Promise<ReadFileResult> {
  const progress = createProgress(output, 'Reading pages');
  let pagesRead = 0;
  const document = await read(file, {
    onPage: (page, pages) => {
      pagesRead = page;
      progress.step(page, pages);
    },
  });
  if (pagesRead > 0) progress.done(`${pagesRead} pages`);
  return document;
}

type Options = ReturnType<typeof readArguments>['options'];

function readArguments(args: readonly string[]) {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        id: { type: 'string' },
        district: { type: 'string' },
        city: { type: 'string' },
        province: { type: 'string' },
        title: { type: 'string' },
        period: { type: 'string' },
        source: { type: 'string' },
        yes: { type: 'boolean', default: false },
        'dry-run': { type: 'boolean', default: false },
      },
    });
    const [file, ...others] = positionals;
    if (file === undefined || others.length > 0) throw new UsageError(`give one file; ${USAGE}`);
    return { file, options: values };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}; ${USAGE}`);
  }
}

// What the file tells, what the options say instead, checked by the manifest's own rules before anything is written.
function factsOf(
  path: string,
  document: ReadFileResult,
  options: Options,
  declared: readonly PlanFacts[],
  takenFiles: ReadonlySet<string>,
): PlanFacts {
  const guessed = guessFacts({
    lines: document.lines.map(({ text }) => text),
    outerTitle: document.title,
    fileName: basename(path),
  });
  const taken = new Set(declared.map((plan) => plan.id));
  if (options.id !== undefined && taken.has(options.id)) {
    throw new UsageError(
      `there is a plan ${options.id} already; take another --id, or remove it first: npm run remove -- ${options.id}`,
    );
  }
  const id = options.id ?? distinctId(guessed.id, options.period ?? guessed.period, taken);
  const { district, city, province, title, period, source } = options;
  const extension = /^\.[a-z0-9]{1,8}$/iu.test(extname(path)) ? extname(path).toLowerCase() : '';
  // The original of a text file has the text's own name, in another folder.
  const stem = distinctStem(id, [...new Set(['.txt', extension])], takenFiles);
  const facts = {
    ...guessed,
    id,
    file: `${stem}.txt`,
    code: null,
    ...Object.fromEntries(Object.entries({ district, city, province, title, period }).filter(([, value]) => value !== undefined)),
    provenance: {
      capturedAs: basename(path),
      note: `Imported from a ${document.kind} file.`,
      original: `${stem}${extension}`,
      ...(source === undefined ? {} : { url: source }),
    },
    repairs: [],
    corrections: [],
  };
  const [checked] = parseManifest([facts], 'the options');
  if (!checked) throw new UsageError(USAGE);
  return checked;
}

function distinctStem(id: string, extensions: readonly string[], taken: ReadonlySet<string>): string {
  const stem = (number: number) => (number === 1 ? id : `${id}-${number}`);
  let number = 1;
  while (extensions.some((extension) => taken.has(stem(number) + extension))) number += 1;
  return stem(number);
}

async function isAccepted(): Promise<boolean> {
  if (!process.stdin.isTTY) return false;
  const dialogue = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await dialogue.question('Take this plan in? [y/N] ');
  dialogue.close();
  return /^y(?:es)?$/iu.test(answer.trim());
}
