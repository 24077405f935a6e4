// The table of contents beside the text: every chapter, and the sections of the one that is open.
import type { Plan } from '../corpus/library.ts';
import { chapterUrl, headingUrl } from '../search/address.ts';
import type { Range } from '../text/characters.ts';
import { joinHeading } from './words.ts';

export interface ContentsEntry {
  readonly text: string;
  readonly url: string;
  readonly current: boolean;
  /** The part that begins with this chapter; empty if none does. */
  readonly part: string;
  /** Places of the question in this chapter. */
  readonly hits: number;
  readonly sections: readonly { readonly text: string; readonly url: string }[];
}

/** `hitsOf` gives the places of the question in each clause of the plan, in the order of its clauses. */
export function viewContents(
  plan: Plan,
  current: number,
  q: string,
  hitsOf: readonly (readonly Range[])[],
): readonly ContentsEntry[] {
  const hits = plan.chapters.map(() => 0);
  for (const [index, { chapter }] of plan.clauses.entries()) hits[chapter] = (hits[chapter] ?? 0) + (hitsOf[index]?.length ?? 0);
  return plan.chapters.map((chapter, index) => ({
    text: joinHeading(chapter.num, chapter.title),
    url: chapterUrl(plan.id, chapter, q),
    current: index === current,
    part: partBefore(plan, chapter.heading),
    hits: hits[index] ?? 0,
    sections: index === current ? sectionsOf(plan, index, q) : [],
  }));
}

/** The part whose heading stands right before a chapter's: the chapter is its first. */
export function partBefore(plan: Plan, heading: number | null): string {
  const before = heading === null ? undefined : plan.headings[heading - 1];
  return before?.kind === 'part' && before.chapter === null ? joinHeading(before.num, before.title) : '';
}

function sectionsOf(plan: Plan, index: number, q: string) {
  return plan.headings.flatMap(({ chapter, kind, num, title }, at) =>
    chapter === index && kind === 'section' ? [{ text: joinHeading(num, title), url: headingUrl(plan, at, q) }] : [],
  );
}
