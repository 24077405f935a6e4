// Lines of a source file exactly as captured, with their numbers and the clauses that begin on them.
import type { Plan } from '../corpus/library.ts';
import type { LineRange, Span } from '../corpus/model.ts';
import { clausePageUrl } from '../search/address.ts';

export interface SourceLineView {
  readonly number: number;
  readonly text: string;
  /** Whether it is one of the lines asked for. */
  readonly current: boolean;
  readonly clauses: readonly { readonly id: string; readonly url: string }[];
}

/** The lines asked for and `around` lines before and after them, as far as the file has them. */
export function sourceLinesAround(plan: Plan, [first, last]: LineRange, around: number): readonly SourceLineView[] {
  const from = Math.max(1, first - around);
  const spam = plan.dropped.filter(({ reason }) => reason === 'spam').flatMap(({ spans }) => spans);
  const beginning = plan.clauses.filter(({ lines }) => lines[0] >= from && lines[0] <= last + around);
  return plan.sourceLines.slice(from - 1, last + around).map((line, index): SourceLineView => {
    const number = from + index;
    return {
      number,
      text: withoutSpam(spam, number, line),
      current: number >= first && number <= last,
      clauses: beginning.filter(({ lines }) => lines[0] === number).map(({ id }) => ({ id, url: clausePageUrl(id) })),
    };
  });
}

const SPAM_LEFT_OUT = '〔与规划无关的广告，从略〕';

// A page that prints spam would spread it: the one thing on a line that is not shown as captured, and it says so.
function withoutSpam(spam: readonly Span[], number: number, line: string): string {
  const onLine = spam.filter((span) => span.line === number).sort((a, b) => b.range[0] - a.range[0]);
  return onLine.reduce((text, { range }) => text.slice(0, range[0]) + SPAM_LEFT_OUT + text.slice(range[1]), line);
}
