// Listing, removing and reading anew the plans of a seeds folder.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { declaredPlans, originalPath, removePlan, replaceText } from '../corpus/importing/seeds-folder.ts';
import type { PlanFacts } from '../corpus/manifest.ts';
import { documentText, ReadError } from '../corpus/readers/document.ts';
import { readGuarded } from '../corpus/readers/read-guarded.ts';
import { loadSeeds } from '../corpus/seeds.ts';
import type { Config } from './config.ts';
import type { Output } from './output.ts';
import { UsageError } from './usage.ts';

/** One line a plan: id, district, period, figures, title. */
export async function plans(_args: readonly string[], config: Config, output: Output): Promise<number> {
  const { library } = await loadSeeds(config.seedsDir);
  for (const { id, facts, chapters, clauses, diagnostics } of library.plans) {
    const numbered = chapters.filter((chapter) => chapter.kind === 'chapter').length;
    const figures = `${numbered} chapters, ${clauses.length} clauses, ${diagnostics.length} oddities`;
    output.line(`${id.padEnd(16)} ${facts.district}  ${facts.period ?? '—'}  ${figures}  ${facts.title}`);
  }
  return 0;
}

/** Removes a plan and its files; `--yes` is asked for, as the original goes too. */
export async function remove(args: readonly string[], config: Config, output: Output): Promise<number> {
  const { id, isSure } = removalOf(args);
  const facts = planNamed(await declaredPlans(config.seedsDir), id);
  if (!isSure) {
    output.line(`${facts.id} (${facts.title}) and its files would be deleted from ${config.seedsDir}; add --yes to do so`);
    return 1;
  }
  await removePlan(config.seedsDir, facts.id);
  output.line(`${facts.id} was removed from ${config.seedsDir}`);
  return 0;
}

function removalOf(args: readonly string[]): { readonly id: string | undefined; readonly isSure: boolean } {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { yes: { type: 'boolean', default: false } },
    });
    return { id: positionals[0], isSure: values.yes };
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}; usage: npm run remove -- ID --yes`);
  }
}

/**
 * Reads the originals of imported plans again, after the readers have improved. Plans without an original stay, and so do
 * those whose original can no longer be read: 1 is returned then, after the others have been done.
 */
export async function reparse(
  args: readonly string[],
  { seedsDir }: Pick<Config, 'seedsDir'>,
  output: Output,
  read: typeof readGuarded = readGuarded,
): Promise<number> {
  const declared = await declaredPlans(seedsDir);
  const chosen = args.length > 0 ? args.map((id) => planNamed(declared, id)) : declared;
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
  await replaceText(seedsDir, facts, text);
  const lines = text.split('\n').length - 1;
  const advice = facts.corrections.length > 0 ? '; its corrections name lines, so check them: npm run check' : '';
  return `read again, ${lines} lines, the text is another one than before${advice}`;
}

function planNamed(declared: readonly PlanFacts[], id: string | undefined): PlanFacts {
  const found = declared.find((plan) => plan.id === id);
  if (found) return found;
  const known = declared.map((plan) => plan.id).join(', ');
  throw new UsageError(id === undefined ? `give the id of a plan: ${known}` : `there is no plan ${id}; there are ${known}`);
}
