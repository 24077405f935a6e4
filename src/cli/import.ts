// Taking in a plan in the form in which it comes, after a review.
import { basename } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { draftPlan } from '../corpus/importing/draft-plan.ts';
import { factsToldBy, proposeFacts } from '../corpus/importing/propose-facts.ts';
import { reviewText } from '../corpus/importing/review.ts';
import { addPlan, declaredPlans, takenNames } from '../corpus/importing/seeds-folder.ts';
import type { PlanFacts } from '../corpus/manifest.ts';
import { documentText } from '../corpus/readers/document.ts';
import type { ReadFileResult } from '../corpus/readers/read-document.ts';
import { readGuarded } from '../corpus/readers/read-guarded.ts';
import type { Arguments } from './command-line.ts';
import type { IMPORT } from './command-lines.ts';
import type { Config } from './config.ts';
import { createProgress, type Output } from './output.ts';
import { UsageError } from './usage.ts';

/** Reads, reviews, and, once accepted, writes. Nothing is changed by a review that is refused or by a file that cannot be read. */
export async function importPlan(
  { operands: [file = ''], options }: Arguments<typeof IMPORT>,
  config: Pick<Config, 'seedsDir'>,
  output: Output,
  read: typeof readGuarded = readGuarded,
): Promise<number> {
  const document = await readWithProgress(file, output, read);
  const text = `${documentText(document.lines)}\n`;
  const declared = await declaredPlans(config.seedsDir);
  refuseTakenId(options.id, declared);
  const { id, district, city, province, title, period, source } = options;
  const facts = proposeFacts({
    told: factsToldBy(document, basename(file)),
    fileName: basename(file),
    given: { id, district, city, province, title, period, source },
    plans: declared,
    takenFiles: await takenNames(config.seedsDir, declared),
    origin: 'the options',
  });
  const plan = await draftPlan(config.seedsDir, facts, text);
  output.line(reviewText(plan, document.notes));
  if (options['dry-run']) {
    output.line('dry run: nothing was written');
    return 0;
  }
  if (!options.yes && !(await isAccepted())) {
    output.line('nothing was written; add --yes to accept the review, or options to correct what was proposed');
    return 1;
  }
  const onWait = (owner: string) => output.line(`waiting for another change of ${config.seedsDir}, by ${owner} …`);
  await addPlan(config.seedsDir, { facts, text, original: document.bytes }, { onWait });
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

function refuseTakenId(id: string | undefined, declared: readonly PlanFacts[]): void {
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
