// Listing, removing and reading anew the plans of a seeds folder.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { draftPlan } from '../corpus/importing/draft-plan.ts';
import { declaredPlans, originalPath, removePlan, replaceText } from '../corpus/importing/seeds-folder.ts';
import type { PlanFacts } from '../corpus/manifest.ts';
import { documentText, ReadError } from '../corpus/readers/document.ts';
import { readGuarded } from '../corpus/readers/read-guarded.ts';
import { loadSeeds } from '../corpus/seeds.ts';
import type { Arguments } from './command-line.ts';
import type { PLANS, REMOVE, REPARSE } from './command-lines.ts';
import type { Config } from './config.ts';
import type { Output } from './output.ts';
import { UsageError } from './usage.ts';

/** One line a plan: id, district, period, figures, title. */
export async function plans(_given: Arguments<typeof PLANS>, config: Config, output: Output): Promise<number> {
  const { library } = await loadSeeds(config.seedsDir);
  for (const { id, facts, chapters, clauses, diagnostics } of library.plans) {
    const numbered = chapters.filter((chapter) => chapter.kind === 'chapter').length;
    const figures = `${numbered} chapters, ${clauses.length} clauses, ${diagnostics.length} oddities`;
    output.line(`${id.padEnd(16)} ${facts.district}  ${facts.period ?? '—'}  ${figures}  ${facts.title}`);
  }
  return 0;
}

/** Removes the plans named and their files, none if one is no plan; `--yes` is asked for, as the originals go too. */
export async function remove(
  { operands, options }: Arguments<typeof REMOVE>,
  { seedsDir }: Pick<Config, 'seedsDir'>,
  output: Output,
): Promise<number> {
  const chosen = plansNamed(await declaredPlans(seedsDir), operands);
  if (!options.yes) {
    for (const { id, title } of chosen) output.line(`${id} (${title}) and its files would be deleted from ${seedsDir}`);
    output.line('nothing was deleted; add --yes to do so');
    return 1;
  }
  for (const { id } of chosen) {
    await removePlan(seedsDir, id);
    output.line(`${id} was removed from ${seedsDir}`);
  }
  if ((await declaredPlans(seedsDir)).length === 0)
    output.line('that was the last plan: a running server goes on with what it serves until there is another one, so stop it');
  return 0;
}

/**
 * Reads the originals of imported plans again, after the readers have improved. Plans without an original stay, and so do
 * those whose original can no longer be read: 1 is returned then, after the others have been done.
 */
export async function reparse(
  { operands }: Arguments<typeof REPARSE>,
  { seedsDir }: Pick<Config, 'seedsDir'>,
  output: Output,
  read: typeof readGuarded = readGuarded,
): Promise<number> {
  const declared = await declaredPlans(seedsDir);
  const chosen = operands.length > 0 ? plansNamed(declared, operands) : declared;
  let failures = 0;
  for (const facts of chosen) {
    const original = facts.provenance?.original;
    if (original === undefined) {
      output.line(`${facts.id}: its text is the original; it is parsed anew at every start`);
      continue;
    }
    try {
      const { lines } = await read(originalPath(seedsDir, original));
      output.line(`${facts.id}: ${await takeOver(seedsDir, facts, `${documentText(lines)}\n`)}`);
    } catch (error) {
      if (!(error instanceof ReadError)) throw error;
      failures += 1;
      output.error(`${facts.id}: stays as it is, because ${error.message}`);
    }
  }
  return failures > 0 ? 1 : 0;
}

async function takeOver(seedsDir: string, facts: PlanFacts, text: string): Promise<string> {
  const before = await readFile(join(seedsDir, facts.file), 'utf8').catch(() => null);
  if (before === text) return 'read again, nothing has changed';
  await draftPlan(seedsDir, facts, text);
  await replaceText(seedsDir, facts, text);
  const lines = text.split('\n').length - 1;
  const advice = facts.corrections.length > 0 ? '; its corrections name lines, so check them: npm run check' : '';
  return `read again, ${lines} lines, the text is another one than before${advice}`;
}

/** Each once, in the order in which they are named. Throws `UsageError` for a name that is none. */
function plansNamed(declared: readonly PlanFacts[], ids: readonly string[]): readonly PlanFacts[] {
  return [...new Set(ids)].map((id) => {
    const found = declared.find((plan) => plan.id === id);
    if (!found) throw new UsageError(`there is no plan ${id}; there are ${declared.map((plan) => plan.id).join(', ')}`);
    return found;
  });
}
