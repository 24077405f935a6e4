// Each place of a query with file and line, like grep: what a person needs to check a count by hand.
import { loadSeeds } from '../corpus/seeds.ts';
import { BadRequestError } from '../search/answer.ts';
import { createHeadingSearch } from '../search/heading-search.ts';
import { createLiteralSearch } from '../search/literal.ts';
import { highlightsOf } from '../search/scan.ts';
import { understand } from '../search/understand.ts';
import type { Arguments } from './command-line.ts';
import type { AUDIT } from './command-lines.ts';
import type { Config } from './config.ts';
import type { Output } from './output.ts';
import { UsageError } from './usage.ts';

/** Prints `file:line  id  …text【place】text…`, one line a place, then the headings apart, then the totals. */
export async function audit({ operands }: Arguments<typeof AUDIT>, config: Config, output: Output): Promise<number> {
  const query = understoodOr(operands.join(' '));
  const { library } = await loadSeeds(config.seedsDir);
  const matches = createLiteralSearch(library).match(query);
  let places = 0;
  for (const { ordinal } of matches) {
    const placed = library.clauses[ordinal];
    if (!placed) continue;
    const { plan, clause } = placed;
    for (const [start, end] of highlightsOf(clause, query)) {
      places += 1;
      const before = clause.text.slice(Math.max(0, start - CONTEXT), start);
      const after = clause.text.slice(end, end + CONTEXT);
      output.line(
        `${plan.facts.file}:${lineText(clause.lines)}  ${clause.id}  ${before}【${clause.text.slice(start, end)}】${after}`,
      );
    }
  }
  for (const { plan, heading } of createHeadingSearch(library).match(query)) {
    output.line(`${plan.facts.file}:${lineText(heading.lines)}  (heading, not counted)  ${heading.num}${heading.title}`);
  }
  const saying = new Set(matches.map(({ ordinal }) => library.clauses[ordinal]?.plan.id));
  const silent = library.plans.filter((plan) => !saying.has(plan.id)).map((plan) => plan.facts.district);
  output.line(`${places} places in ${matches.length} clauses of ${saying.size} plans; none in: ${silent.join('、') || '—'}`);
  if (query.repaired) output.line(`query repaired: ${query.repaired}`);
  return 0;
}

const CONTEXT = 16;

const lineText = ([first, last]: readonly [number, number]): string => (first === last ? String(first) : `${first}-${last}`);

function understoodOr(q: string) {
  try {
    return understand(q);
  } catch (error) {
    if (error instanceof BadRequestError) throw new UsageError(`${error.message}; e.g. npm run audit -- 碳达峰`);
    throw error;
  }
}
