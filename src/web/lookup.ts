// From an id in an address to the thing itself, or to a 404 that says what was asked for.
import type { Library, PlacedClause, Plan } from '../corpus/library.ts';
import type { Chapter } from '../corpus/model.ts';
import { chapterUrl, clausePageUrl, durableUrl } from '../search/address.ts';
import { parseCitation } from '../search/citation-lookup.ts';
import { NotFoundError } from './errors.ts';

export function findPlan(library: Library, id: string): Plan {
  const plan = library.planById(id);
  if (!plan) throw new NotFoundError(`没有编号为“${id}”的规划。`);
  return plan;
}

export function findClause(library: Library, id: string): PlacedClause {
  const placed = library.clauseById(id);
  if (!placed) throw new NotFoundError(`没有编号为“${id}”的条文。`);
  return placed;
}

/** A chapter by the last part of its address: `7`, `0` for the preamble, `A1` for an appendix. */
export function findChapter(library: Library, plan: Plan, suffix: string): { readonly chapter: Chapter; readonly index: number } {
  const found = library.chapterById(`${plan.id}-${suffix}`);
  if (found?.plan !== plan) throw new NotFoundError(`${plan.facts.district}的规划没有编号为“${suffix}”的一章。`);
  return found;
}

/** Where a pasted id, link or citation leads; null for anything else, which is a question. */
export function citedUrl(library: Library, text: string): string | null {
  const cited = parseCitation(text, library);
  if (!cited) return addressedUrl(library, text.trim());
  return cited.token === null ? clausePageUrl(cited.id) : durableUrl(cited.id, cited.token);
}

const CLAUSE_ID = /^(.+)\.\d{1,4}\.\d{1,5}$/u;

// The id of a chapter leads to the chapter; one shaped like a clause's, in a chapter that exists, to the page that says
// that there is no such clause.
function addressedUrl(library: Library, id: string): string | null {
  const found = library.chapterById(id);
  if (found) return chapterUrl(found.plan.id, found.chapter);
  return library.chapterById(CLAUSE_ID.exec(id)?.[1] ?? '') ? clausePageUrl(id) : null;
}

/** The clauses before and after one, in its own plan. */
export function neighboursOf(library: Library, { plan, ordinal }: PlacedClause) {
  const inPlan = (placed: PlacedClause | undefined) => (placed?.plan === plan ? placed : undefined);
  return { previous: inPlan(library.clauses[ordinal - 1]), next: inPlan(library.clauses[ordinal + 1]) };
}
