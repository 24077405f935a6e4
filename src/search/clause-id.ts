// What a clause's id says by itself: the plan, and the place in it.
import type { Library, Plan } from '../corpus/library.ts';

export interface ClausePosition {
  readonly plan: string;
  readonly isAppendix: boolean;
  readonly chapter: number;
  readonly section: number;
  readonly number: number;
}

const CLAUSE_ID = /^([a-z][a-z0-9-]*)-(A?)(\d{1,9})\.(\d{1,9})\.(\d{1,9})$/u;

/** Null for what is no clause id, whether or not such a clause exists. */
export function readClauseId(id: string): ClausePosition | null {
  const [, plan, appendix, chapter, section, number] = CLAUSE_ID.exec(id) ?? [];
  if (plan === undefined) return null;
  return {
    plan,
    isAppendix: appendix === 'A',
    chapter: Number(chapter),
    section: Number(section),
    number: Number(number),
  };
}

/** The plan an id belongs to; undefined if the library has no such plan. */
export function planOfClauseId(id: string, library: Library): Plan | undefined {
  const position = readClauseId(id);
  return position ? library.planById(position.plan) : undefined;
}

/** How far two positions of one plan are apart, the chapter weighing most: to be compared number by number. */
export function distanceBetween(a: ClausePosition, b: ClausePosition): readonly number[] {
  return [
    a.isAppendix === b.isAppendix ? 0 : 1,
    Math.abs(a.chapter - b.chapter),
    Math.abs(a.section - b.section),
    Math.abs(a.number - b.number),
  ];
}
