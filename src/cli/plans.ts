// Listing, removing and reading anew the plans of a seeds folder.
import { parseArgs } from 'node:util';
import { declaredPlans, originalPath, removePlan, replaceText } from '../corpus/importing/seeds-folder.ts';
import type { PlanFacts } from '../corpus/manifest.ts';
import { documentText } from '../corpus/readers/document.ts';
import { readDocumentFile } from '../corpus/readers/read-document.ts';
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
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { yes: { type: 'boolean', default: false } },
  });
  const facts = planNamed(await declaredPlans(config.seedsDir), positionals[0]);
  if (!values.yes) {
    output.line(`${facts.id} (${facts.title}) and its files would be deleted from ${config.seedsDir}; add --yes to do so`);
    return 1;
  }
  await removePlan(config.seedsDir, facts.id);
  output.line(`${facts.id} was removed from ${config.seedsDir}`);
  return 0;
}

/** Reads the originals of imported plans again, after the readers have improved; plans without an original stay. */
export async function reparse(args: readonly string[], config: Config, output: Output): Promise<number> {
  const declared = await declaredPlans(config.seedsDir);
  const chosen = args.length > 0 ? args.map((id) => planNamed(declared, id)) : declared;
  for (const facts of chosen) {
    const original = facts.provenance?.original;
    if (original === undefined) {
      output.line(`${facts.id}: its text is the original; it is parsed anew at every start`);
      continue;
    }
    const { lines } = await readDocumentFile(originalPath(config.seedsDir, original));
    await replaceText(config.seedsDir, facts, `${documentText(lines)}\n`);
    output.line(`${facts.id}: read again from ${original}, ${lines.length} lines`);
  }
  return 0;
}

function planNamed(declared: readonly PlanFacts[], id: string | undefined): PlanFacts {
  const found = declared.find((plan) => plan.id === id);
  if (found) return found;
  const known = declared.map((plan) => plan.id).join(', ');
  throw new UsageError(id === undefined ? `give the id of a plan: ${known}` : `there is no plan ${id}; there are ${known}`);
}
