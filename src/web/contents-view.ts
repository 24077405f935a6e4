// The table of contents beside the text: every chapter, and the sections of those whose text is on the page.
import type { Plan } from '../corpus/library.ts';
import { countInChapter, type Places } from './places.ts';
import type { ShownText } from './shown-text.ts';
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

export interface ContentsContext {
  readonly places: Places;
  readonly shown: ShownText;
  /** Index of the chapter that the page shows; null where it shows them all. */
  readonly current: number | null;
  urlOfChapter(index: number): string;
  urlOfHeading(index: number): string;
}

export function viewContents(plan: Plan, context: ContentsContext): readonly ContentsEntry[] {
  const { places, shown, current } = context;
  return plan.chapters.map((chapter, index) => ({
    text: shown.convert(joinHeading(chapter.num, chapter.title)).text,
    url: context.urlOfChapter(index),
    current: index === current,
    part: shown.convert(partBefore(plan, chapter.heading)).text,
    hits: countInChapter(places, index),
    sections: current === null || index === current ? sectionsOf(plan, index, context) : [],
  }));
}

/** The part whose heading stands right before a chapter's: the chapter is its first. */
export function partBefore(plan: Plan, heading: number | null): string {
  const before = heading === null ? undefined : plan.headings[heading - 1];
  return before?.kind === 'part' && before.chapter === null ? joinHeading(before.num, before.title) : '';
}

function sectionsOf(plan: Plan, index: number, { shown, urlOfHeading }: ContentsContext): ContentsEntry['sections'] {
  return plan.headings.flatMap(({ chapter, kind, num, title }, at) =>
    chapter === index && kind === 'section' ? [{ text: shown.convert(joinHeading(num, title)).text, url: urlOfHeading(at) }] : [],
  );
}
