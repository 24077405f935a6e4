// A parsed text on a few lines: what each heading, clause and dropped line became, in the order of the source.
import type { Heading, ParsedPlan } from '../../src/corpus/model.ts';
import { type ParseOptions, parsePlan } from '../../src/corpus/parse-plan.ts';

export const parseLines = (lines: readonly string[], options: Partial<ParseOptions> = {}): ParsedPlan =>
  parsePlan(lines.join('\n'), { id: 'p', ...options });

/**
 * `chapter 第一章 总则` · `p-1.0.1 paragraph …` · `(spam) …`, headings indented by their depth, clauses under theirs by
 * one more step. A number that was worked out stands in angle brackets.
 */
export function sketch(lines: readonly string[], options: Partial<ParseOptions> = {}): string[] {
  const { headings, clauses, dropped } = parseLines(lines, options);
  const entries = [
    ...headings.map((heading) => ({
      line: heading.spans[0]?.line ?? 0,
      at: heading.spans[0]?.range[0] ?? 0,
      text: headingText(heading),
    })),
    ...clauses.map(({ id, kind, text, heading, spans }) => {
      const depth = heading === null ? 0 : (headings[heading]?.depth ?? 0) + 1;
      return { line: spans[0]?.line ?? 0, at: spans[0]?.range[0] ?? 0, text: `${'  '.repeat(depth)}${id} ${kind} ${text}` };
    }),
    ...dropped.map(({ reason, text, spans }) => ({
      line: spans[0]?.line ?? 0,
      at: spans[0]?.range[0] ?? 0,
      text: `(${reason}) ${text}`,
    })),
  ];
  return entries.sort((a, b) => a.line - b.line || a.at - b.at).map(({ text }) => text);
}

function headingText({ kind, num, title, depth, inferred }: Heading): string {
  return [`${'  '.repeat(depth)}${kind}`, inferred ? `<${num}>` : num, title].filter((part) => part !== '').join(' ');
}

/** The rules of the diagnostics of a text, each with its line. */
export const rulesOf = (lines: readonly string[], options: Partial<ParseOptions> = {}): string[] =>
  parseLines(lines, options).diagnostics.map(({ line, rule }) => `${line} ${rule}`);
