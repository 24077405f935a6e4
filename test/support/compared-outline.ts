// What a parser made of a made-up plan, held against what the plan is.
import type { ParsedPlan } from '../../src/corpus/model.ts';
import { visibleCharacters } from '../../src/text/clean.ts';
import { type DamagedPlan, toHalfWidth } from './damaged-plans.ts';
import type { GeneratedPlan } from './generated-plans.ts';

export interface Comparison {
  /** Parts, chapters, sections: as they should be and as they are, `章 第一章总则`. */
  readonly expected: readonly string[];
  readonly actual: readonly string[];
  /** Of all headings, items included. */
  readonly found: number;
  readonly missing: readonly string[];
  readonly invented: readonly string[];
  /** Paragraphs of which a character is not among the clauses. */
  readonly lost: readonly string[];
  /** Paragraphs that are not one clause each. */
  readonly torn: readonly string[];
  readonly paragraphs: number;
  /** Page lines and contents lines among the clauses. */
  readonly intruders: readonly string[];
}

const LEVELS = ['part', 'chapter', 'section'];
const plain = (text: string): string => toHalfWidth(visibleCharacters(text));

export function compareOutline(plan: GeneratedPlan, damaged: DamagedPlan, parsed: ParsedPlan): Comparison {
  const headings = plan.blocks.flatMap((block) => (block.kind === 'heading' ? [block.heading] : []));
  const nameOf = (kind: string, num: string, title: string) => `${kind} ${plain(num + title)}`;
  const expectedAll = headings.map(({ level, label, title }) => nameOf(level, level === 'item' ? '' : label, title));
  const actualAll = parsed.headings
    .filter(({ kind }) => LEVELS.includes(kind) || kind === 'item')
    .map(({ kind, num, title }) => nameOf(kind, kind === 'item' ? '' : num, title));
  const [missing, invented] = difference(expectedAll, actualAll);
  const isAbove = (name: string) => LEVELS.some((level) => name.startsWith(`${level} `));
  const paragraphs = [...plan.preamble, ...plan.blocks.flatMap((block) => (block.kind === 'paragraph' ? [block.text] : []))].map(
    plain,
  );
  const clauses = parsed.clauses.map(({ text }) => plain(text));
  const whole = clauses.join('');
  const asClauses = new Set(clauses);
  return {
    expected: expectedAll.filter(isAbove),
    actual: actualAll.filter(isAbove),
    found: expectedAll.length - missing.length,
    missing,
    invented,
    lost: paragraphs.filter((text) => !whole.includes(text)),
    torn: paragraphs.filter((text) => !asClauses.has(text)),
    paragraphs: paragraphs.length,
    intruders: intrudersIn(clauses, plan, damaged),
  };
}

function difference(expected: readonly string[], actual: readonly string[]): [string[], string[]] {
  const left = new Map<string, number>();
  for (const name of expected) left.set(name, (left.get(name) ?? 0) + 1);
  const invented = actual.filter((name) => {
    const count = left.get(name) ?? 0;
    if (count > 0) left.set(name, count - 1);
    return count === 0;
  });
  return [[...left].flatMap(([name, count]) => Array.from({ length: count }, () => name)), invented];
}

function intrudersIn(clauses: readonly string[], plan: GeneratedPlan, { pageMarks }: DamagedPlan): string[] {
  const marks = new Set(pageMarks.map(plain));
  const cells = new Set(plan.blocks.flatMap((block) => (block.kind === 'table' ? block.rows.flat().map(plain) : [])));
  const listed = plan.blocks.flatMap((block) =>
    block.kind === 'heading' && !block.heading.isRunIn ? [plain(block.heading.label + block.heading.title)] : [],
  );
  const entries = new Set(listed.filter((entry) => /^第/u.test(entry)));
  const inside = [...marks].filter((mark) => /\D/u.test(mark));
  return clauses.filter(
    (clause) =>
      (marks.has(clause) && !cells.has(clause)) ||
      entries.has(clause.replace(/[.\d\s]+$/u, '')) ||
      inside.some((mark) => clause.includes(mark)),
  );
}
