// Text to plan. Total: any text gives a plan and diagnostics, and every visible character of it ends up in exactly one
// heading, clause or dropped line. The rules speak of classes of damage; no line number and no district is named here.
import { BodyReader } from './body-reader.ts';
import { contentsDiagnostics, textDiagnostics } from './diagnostics.ts';
import type { Correction, Repair } from './marked-text.ts';
import type { Clause, Diagnostic, Dropped, ParsedPlan } from './model.ts';
import { firstLine, lineRangeOf, pagesOf, sourceLines } from './source-line.ts';
import { type DroppedLine, findZones } from './zones.ts';

export interface ParseOptions {
  /** The plan's id: the first part of every clause's id. */
  readonly id: string;
  readonly repairs?: readonly Repair[];
  readonly corrections?: readonly Correction[];
}

/** The label of a preamble whose source prints none. */
const DEFAULT_PREAMBLE_LABEL = '前言';

/** Never throws. Line numbers in the result are those of `text`, 1-based. */
export function parsePlan(text: string, { id, repairs = [], corrections = [] }: ParseOptions): ParsedPlan {
  const lines = sourceLines(text);
  const pages = pagesOf(text);
  const zones = findZones(lines, pages);
  const { levels, contents, wrapping, whole } = zones;
  const reader = new BodyReader({ id, repairs, corrections, levels, contents, wrapping, whole });
  reader.readPreamble(zones.preamble, zones.preambleLabel ?? DEFAULT_PREAMBLE_LABEL);
  reader.readBody(zones.body);
  const { headings, chapters, clauses: unpaged } = reader.finish();
  const clauses = withPages(unpaged, pages);
  const diagnostics: Diagnostic[] = [
    ...reader.diagnostics,
    ...textDiagnostics({ headings, clauses }, lines),
    ...contentsDiagnostics(zones.contents?.entries ?? [], headings),
  ];
  return {
    headings,
    chapters,
    clauses,
    dropped: droppedRuns([...zones.dropped, ...reader.dropped]),
    diagnostics: diagnostics.sort((a, b) => a.line - b.line || a.rule.localeCompare(b.rule)),
  };
}

function withPages(clauses: readonly Clause[], pages: readonly number[] | null): readonly Clause[] {
  if (!pages) return clauses;
  const pageOf = (line: number) => pages[line - 1] ?? 1;
  return clauses.map((clause) => ({ ...clause, page: [pageOf(clause.lines[0]), pageOf(clause.lines[1])] }));
}

function droppedRuns(dropped: readonly DroppedLine[]): Dropped[] {
  return [...dropped]
    .sort((a, b) => firstLine(a.line) - firstLine(b.line))
    .map(({ line, reason }) => ({ lines: lineRangeOf(line.spans), reason, text: line.text, spans: line.spans }));
}
