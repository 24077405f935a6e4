// Taking in a plan in the form in which it comes, after a review.
import { basename } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { proposeFacts } from '../corpus/importing/propose-facts.ts';
import { reviewText } from '../corpus/importing/review.ts';
import { addPlan, declaredPlans, takenNames } from '../corpus/importing/seeds-folder.ts';
import type { PlanFacts } from '../corpus/manifest.ts';
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
  refuseTakenId(options, declared);
  const { id, district, city, province, title, period, source } = options;
  const facts = proposeFacts({
    document,
    fileName: basename(file),
    given: { id, district, city, province, title, period, source },
    plans: declared,
    takenFiles: await takenNames(config.seedsDir, declared),
    origin: 'the options',
  });
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

function refuseTakenId({ id }: Options, declared: readonly PlanFacts[]): void {
  if (id !== undefined && declared.some((plan) => plan.id === id)) {
    throw new UsageError(`there is a plan ${id} already; take another --id, or remove it first: npm run remove -- ${id}`);
  }
}

async function isAccepted(): Promise<boolean> {
  if (!process.stdin.isTTY) return false;
  const dialogue = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await dialogue.question('Take this plan in? [y/N] ');
  dialogue.close();
  return /^y(?:es)?$/iu.test(answer.trim());
}
