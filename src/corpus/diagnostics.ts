// What is odd in a source, in plain words with the line: nothing here changes a plan.
import { fold } from '../text/fold.ts';
import type { ContentsEntry } from './contents.ts';
import { flattenedTables } from './flattened-tables.ts';
import type { Clause, Diagnostic, Heading } from './model.ts';
import { firstLine, type SourceLine } from './source-line.ts';

/** Repairs, corrections, footnote numbers, pictures left out, headings without text. */
export function textDiagnostics(
  plan: { headings: readonly Heading[]; clauses: readonly Clause[] },
  lines: readonly SourceLine[],
): Diagnostic[] {
  return [
    ...[...plan.headings, ...plan.clauses].flatMap(markDiagnostics),
    ...lines.flatMap(footnoteDiagnostics),
    ...plan.clauses.flatMap(captionDiagnostics),
    ...emptyAppendices(plan),
    ...flattenedTables(plan.clauses),
  ];
}

/** Where the printed contents and the body differ. Only kinds of headings that the contents list are compared. */
export function contentsDiagnostics(entries: readonly ContentsEntry[], headings: readonly Heading[]): Diagnostic[] {
  if (entries.length === 0) return [];
  const listed = new Set(entries.map((entry) => entry.folded));
  const shapes = new Set(entries.map((entry) => entry.label.shape));
  const printed = new Set(headings.map((heading) => fold(heading.num + heading.title)));
  const kinds = new Set(
    headings.filter((heading) => listed.has(fold(heading.num + heading.title))).map((heading) => heading.kind),
  );
  return [
    ...entries
      .filter((entry) => entry.label.shape !== '附件' && shapes.has(entry.label.shape) && !printed.has(entry.folded))
      .map((entry) => ({
        line: firstLine(entry.line),
        rule: 'contents-only',
        message: `目录列有“${entry.line.text}”，正文没有同样的标题`,
      })),
    ...headings
      .filter((heading) => kinds.has(heading.kind) && !heading.inferred && !listed.has(fold(heading.num + heading.title)))
      .map((heading) => ({
        line: heading.lines[0],
        rule: 'not-in-contents',
        message: `正文标题“${heading.num}${heading.title}”不在目录中`,
      })),
  ];
}

function markDiagnostics({ lines, marks }: Pick<Clause, 'lines' | 'marks'>): Diagnostic[] {
  return marks.map(({ kind, captured, meant, reason }) => ({
    line: lines[0],
    rule: kind === 'repair' ? 'repaired' : 'corrected',
    message:
      kind === 'repair'
        ? `「${captured}」已改为「${meant}」：${reason}`
        : `「${captured}」疑为「${meant}」，两种写法均可检得：${reason}`,
  }));
}

// A number between blanks after a closing quote or bracket: what is left of a footnote's mark (`“三线一单” 5 管控要求`).
const FOOTNOTE_NUMBER = /[”》）)]\s+(\d{1,2})\s+(?![年月日个项条万亿家名户亩天人次种所座公])\p{Script=Han}/u;

function footnoteDiagnostics(line: SourceLine): Diagnostic[] {
  const match = FOOTNOTE_NUMBER.exec(line.raw);
  return match
    ? [{ line: firstLine(line), rule: 'footnote-number', message: `正文中留有注号“${match[1]}”，注文不在来源中` }]
    : [];
}

function captionDiagnostics(clause: Clause): Diagnostic[] {
  if (!/^[（(]略[)）]$/u.test(clause.text.slice(-3))) return [];
  return [{ line: clause.lines[0], rule: 'left-out', message: `图表从略：${clause.text}` }];
}

function emptyAppendices({ headings, clauses }: { headings: readonly Heading[]; clauses: readonly Clause[] }): Diagnostic[] {
  const withText = new Set(clauses.map((clause) => clause.chapter));
  return headings
    .filter((heading) => heading.kind === 'appendix' && heading.chapter !== null && !withText.has(heading.chapter))
    .map((heading) => ({
      line: heading.lines[0],
      rule: 'empty-appendix',
      message: `附件“${heading.title}”只有标题，内容不在来源中`,
    }));
}
