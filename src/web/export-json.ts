// An export as JSON, for scripts: names as in the API where the API has them.
import type { ExportedClause, ExportSet } from './export-set.ts';

/** One object, its clauses piece by piece. */
export function* exportJson({ title, remarks, url, madeOn, clauses, unknownIds, leftOut }: ExportSet): Generator<string> {
  const empty = JSON.stringify({ title, remarks, url, madeOn, unknownIds, leftOut, clauses: [] }, null, 1);
  if (clauses.length === 0) return yield empty;
  yield empty.slice(0, empty.lastIndexOf(']'));
  for (const [at, clause] of clauses.entries()) yield (at === 0 ? '' : ',') + itemOf(clauseObject(clause));
  yield '\n ]\n}';
}

/** On lines of its own, as deep as an item of a list in an object stands. */
const itemOf = (value: object): string => `\n${JSON.stringify(value, null, 1)}`.replaceAll('\n', '\n  ');

function clauseObject({ id, match, facts, path, highlights, remark, citation, link, ...clause }: ExportedClause) {
  const { district, title, issuer, documentNumber, publishedOn, dateMeaning, period, file } = facts;
  return {
    id,
    match,
    plan: { id: facts.id, district, title, issuer, documentNumber, publishedOn, dateMeaning, period },
    path,
    kind: clause.kind,
    columns: clause.columns,
    text: clause.text,
    highlights,
    marks: clause.marks.map(({ kind, range, captured, meant, reason }) => ({ kind, range, captured, meant, reason })),
    citation,
    link,
    remark,
    source: { file, lines: clause.lines, ...(clause.page && { page: clause.page }) },
  };
}
