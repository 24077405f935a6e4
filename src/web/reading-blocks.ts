// A chapter's headings and clauses, grouped into what a page has elements for: headings, paragraphs, lists, tables, boxes.
import type { Clause } from '../corpus/model.ts';
import { type ClauseLine, clauseLine, type HeadingLine, headingLine, type ReadingContext } from './reading-lines.ts';
import type { ReadingEntry } from './reading-order.ts';
import { type TableBlock, tableBlock } from './table-block.ts';

export type Block = HeadingLine | ClauseLine | ListBlock | TableBlock | BoxBlock;

interface ListBlock {
  readonly type: 'list';
  readonly lines: readonly ClauseLine[];
}

interface BoxBlock {
  readonly type: 'box';
  readonly heading: HeadingLine;
  readonly blocks: readonly Block[];
}

/** Every heading and clause ends up in exactly one block, in order. */
export function readingBlocks(entries: readonly ReadingEntry[], context: ReadingContext): readonly Block[] {
  const blocks: Block[] = [];
  for (let at = 0; at < entries.length; ) {
    const entry = entries[at];
    if (!entry) break;
    if (entry.type === 'clause') {
      const run = clausesUnder(entries, at, entry.clause.heading);
      blocks.push(...clauseBlocks(run, context));
      at += run.length;
      continue;
    }
    const heading = headingLine(context, entry.index, entry.heading);
    const inBox = entry.heading.kind === 'box' ? clausesUnder(entries, at + 1, entry.index) : [];
    blocks.push(entry.heading.kind === 'box' ? { type: 'box', heading, blocks: clauseBlocks(inBox, context) } : heading);
    at += 1 + inBox.length;
  }
  return blocks;
}

// The clauses that follow each other from `at` on and stand under one heading.
function clausesUnder(entries: readonly ReadingEntry[], at: number, heading: number | null): readonly Clause[] {
  const rest = entries.slice(at);
  const end = rest.findIndex((entry) => entry.type === 'heading' || entry.clause.heading !== heading);
  return rest.slice(0, end < 0 ? rest.length : end).flatMap((entry) => (entry.type === 'clause' ? [entry.clause] : []));
}

function clauseBlocks(clauses: readonly Clause[], context: ReadingContext): readonly Block[] {
  return runsOfOneKind(clauses).flatMap((run): readonly Block[] => {
    if (run.some(({ columns }) => columns !== null)) return [tableBlock(context, run)];
    const lines = run.map((clause) => clauseLine(context, clause));
    return run[0]?.kind === 'row' || run[0]?.kind === 'bullet' ? [{ type: 'list', lines }] : lines;
  });
}

// Neighbours of the same kind. Rows with other columns begin another table.
function runsOfOneKind(clauses: readonly Clause[]): readonly (readonly Clause[])[] {
  const runs: Clause[][] = [];
  for (const clause of clauses) {
    const run = runs.at(-1);
    if (run?.[0]?.kind === clause.kind && haveSameColumns(run, clause)) run.push(clause);
    else runs.push([clause]);
  }
  return runs;
}

function haveSameColumns(run: readonly Clause[], { columns }: Clause): boolean {
  const known = run.find((clause) => clause.columns !== null)?.columns ?? null;
  return known === null || columns === null || known.join('\n') === columns.join('\n');
}
