// A chapter as one row of headings and clauses, in the order of the source.
import type { Plan } from '../corpus/library.ts';
import type { Clause, Heading, Span } from '../corpus/model.ts';

export type ReadingEntry =
  | { readonly type: 'heading'; readonly index: number; readonly heading: Heading }
  | { readonly type: 'clause'; readonly clause: Clause };

/**
 * The headings below the chapter's own, and its clauses. A heading stands before everything under it, and otherwise
 * where the source has it: so that a heading without text keeps its place.
 */
export function readingOrder(plan: Plan, chapterIndex: number): readonly ReadingEntry[] {
  const own = plan.chapters[chapterIndex]?.heading ?? null;
  const headings = plan.headings
    .map((heading, index) => ({ type: 'heading' as const, index, heading }))
    .filter(({ heading, index }) => heading.chapter === chapterIndex && index !== own);
  const entries: ReadingEntry[] = [];
  let next = 0;
  for (const clause of plan.clauses) {
    if (clause.chapter !== chapterIndex) continue;
    for (let entry = headings[next]; entry && standsBefore(entry, clause); entry = headings[next]) {
      entries.push(entry);
      next += 1;
    }
    entries.push({ type: 'clause', clause });
  }
  return [...entries, ...headings.slice(next)];
}

function standsBefore({ index, heading }: { index: number; heading: Heading }, clause: Clause): boolean {
  return index <= (clause.heading ?? -1) || comparePlaces(heading.spans[0], clause.spans[0]) < 0;
}

function comparePlaces(a: Span | undefined, b: Span | undefined): number {
  return (a?.line ?? 0) - (b?.line ?? 0) || (a?.range[0] ?? 0) - (b?.range[0] ?? 0);
}
