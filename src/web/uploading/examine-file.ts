// Everything that is done with the content of a file that a reader has sent.
import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { withClauses } from '../../corpus/importing/draft-plan.ts';
import { factsToldBy, type ToldFacts } from '../../corpus/importing/propose-facts.ts';
import { defaultFacts } from '../../corpus/manifest.ts';
import { documentText } from '../../corpus/readers/document.ts';
import type { FileTask, OnPage } from '../../corpus/readers/guarded-process.ts';
import { readDocumentFile } from '../../corpus/readers/read-document.ts';
import { planOf } from '../../corpus/seeds.ts';
import { type PlanReview, reviewPlan } from './plan-review.ts';

export interface ExaminationTask extends FileTask {
  /** As its sender calls the file. */
  readonly fileName: string;
  /** Where to write the text that was read out of it. */
  readonly textPath: string;
}

export interface ExaminedFile {
  readonly told: ToldFacts;
  /** What the reader of the file had to say, in Chinese. */
  readonly notes: readonly string[];
  readonly review: PlanReview;
}

/**
 * Throws `ReadError` for a file that cannot be read or holds no plan. What is found in a text does not depend on what its
 * plan is called, so that nothing of this need be done again when somebody corrects the facts.
 */
export async function examineFile({ path, fileName, textPath }: ExaminationTask, onPage?: OnPage): Promise<ExaminedFile> {
  const document = await readDocumentFile(path, onPage && { onPage });
  const text = `${documentText(document.lines)}\n`;
  // Themes are no part of the review.
  const plan = withClauses(planOf(defaultFacts(basename(path)), text, []));
  await writeFile(textPath, text);
  return { told: factsToldBy(document, fileName), notes: document.notes, review: reviewPlan(plan) };
}
