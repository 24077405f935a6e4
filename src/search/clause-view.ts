// A clause as answers show it: text, chain of headings, addresses, source line.
import type { PlacedClause, Plan } from '../corpus/library.ts';
import type { Range } from '../text/characters.ts';
import { clauseUrl, headingUrl } from './address.ts';
import type { ClauseView, HeadingHit, PathStep } from './answer.ts';
import type { FoundHeading } from './heading-search.ts';
import { snippetHtml } from './snippet.ts';

/** `q` is kept in the clause's url, so that the page it opens marks the query too. */
export function viewClause({ plan, chapter, theme, clause }: PlacedClause, highlights: readonly Range[], q: string): ClauseView {
  return {
    id: clause.id,
    url: clauseUrl(plan.id, chapter, clause.id, q),
    plan: { id: plan.id, district: plan.facts.district, title: plan.facts.title },
    path: pathOf(plan, clause.heading),
    chapter: chapter.kind === 'preamble' ? null : { id: chapter.id, number: chapter.number, title: chapter.title, theme },
    kind: clause.kind,
    columns: clause.columns,
    text: clause.text,
    highlights,
    snippet: snippetHtml(clause.text, highlights),
    source: { file: plan.facts.file, lines: clause.lines, ...(clause.page ? { page: clause.page } : {}) },
    marks: clause.marks,
  };
}

export function viewHeading({ plan, heading, index }: FoundHeading, q: string): HeadingHit {
  return { plan: plan.id, kind: heading.kind, num: heading.num, title: heading.title, url: headingUrl(plan, index, q) };
}

function pathOf(plan: Plan, innermost: number | null): PathStep[] {
  const path: PathStep[] = [];
  for (let at = innermost; at !== null; ) {
    const heading = plan.headings[at];
    if (!heading) break;
    const { kind, num, title, inferred } = heading;
    path.unshift({ kind, num, title, url: headingUrl(plan, at), ...(inferred ? { inferred } : {}) });
    at = heading.parent;
  }
  return path;
}
