// Whether two clauses can be read side by side at all: a task is compared with a task, a look back with a look back.
import type { ClauseKind } from '../corpus/model.ts';
import type { ClauseProfile, ClauseRole } from '../indexing/clause-profile.ts';

/** 0 to 1, symmetric: 1 for clauses that do the same work in their plans. */
export function roleFit(one: ClauseRole | undefined, other: ClauseRole | undefined): number {
  if (one === undefined || other === undefined || one === other) return 1;
  const pair = [one, other];
  if (pair.includes('background')) return 0.5;
  // Leads say in brief what the tasks below them say at length.
  if (pair.every((role) => role === 'task' || role === 'section-lead' || role === 'chapter-lead')) return 0.85;
  return 0.7;
}

/** 0 to 1, symmetric: prose is read beside prose, a row of a table beside a row. */
export function kindFit(one: ClauseKind | undefined, other: ClauseKind | undefined): number {
  if (one === undefined || other === undefined) return 1;
  return formOf(one) === formOf(other) ? 1 : 0.6;
}

/**
 * The titles that say what a clause is about. Titles over a look back, goals or principles say what the clause is for
 * (发展目标, 基本原则), not what it is about, so of those clauses only the opening words count.
 */
export function subjectTitles({ role, titles, runInTitle }: ClauseProfile): readonly string[] {
  const opening = runInTitle === '' ? [] : [runInTitle];
  return role === 'background' || role === 'goal' || role === 'principle' ? opening : [...titles, ...opening];
}

const formOf = (kind: ClauseKind): 'prose' | 'row' | 'aside' =>
  kind === 'row' ? 'row' : kind === 'paragraph' || kind === 'bullet' ? 'prose' : 'aside';
