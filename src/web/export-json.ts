// An export as JSON, for scripts: names as in the API where the API has them.
import type { ExportedClause, ExportSet } from './export-set.ts';

export function exportJson({ title, remarks, url, madeOn, clauses, unknownIds, leftOut }: ExportSet): string {
  return JSON.stringify({ title, remarks, url, madeOn, unknownIds, leftOut, clauses: clauses.map(clauseObject) }, null, 1);
}

function clauseObject({ id, match, facts, path, clause, highlights, remark, citation, link }: ExportedClause) {
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
