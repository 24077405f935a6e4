// Looking at plans as they were parsed, without an index.
import type { Library, Plan } from '../corpus/library.ts';
import { oddities, outlineText } from '../corpus/outline-text.ts';
import { loadSeeds } from '../corpus/seeds.ts';
import type { Arguments } from './command-line.ts';
import type { CHECK, SHOW } from './command-lines.ts';
import type { Config } from './config.ts';
import type { Output } from './output.ts';
import { UsageError } from './usage.ts';

/** Prints the outline of the plans named, or of all. */
export const show = ({ operands }: Arguments<typeof SHOW>, config: Config, output: Output): Promise<number> =>
  printPlans(operands, config, output, outlineText);

/** Prints what was dropped and everything odd in the plans named, or in all. */
export const check = ({ operands }: Arguments<typeof CHECK>, config: Config, output: Output): Promise<number> =>
  printPlans(operands, config, output, oddities);

async function printPlans(
  ids: readonly string[],
  config: Config,
  output: Output,
  textOf: (plan: Plan) => string,
): Promise<number> {
  const { library } = await loadSeeds(config.seedsDir);
  output.line(plansNamed(library, ids).map(textOf).join('\n').trimEnd());
  return 0;
}

function plansNamed(library: Library, ids: readonly string[]): readonly Plan[] {
  if (ids.length === 0) return library.plans;
  return ids.map((id) => {
    const plan = library.planById(id);
    if (!plan) throw new UsageError(`there is no plan ${id}; there are ${library.plans.map((known) => known.id).join(', ')}`);
    return plan;
  });
}
