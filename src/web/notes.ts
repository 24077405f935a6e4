// Notes on the text: every place where what is shown or searched is not simply what was captured. They stand at the
// foot of the page as numbered notes, because a tip that needs a mouse is lost on phones and on paper.
import type { Clause, Heading, Mark } from '../corpus/model.ts';
import type { Range } from '../text/characters.ts';
import type { ReadingEntry } from './reading-order.ts';

/** A marked place of a text, with the note that explains it. */
export interface NotedMark {
  readonly range: Range;
  readonly kind: Mark['kind'];
  readonly note: Note;
}

export interface Note {
  readonly number: number;
  readonly elementId: string;
  /** The note without its number, for the tip on the place itself. */
  readonly text: string;
  /** The element the place is in. */
  readonly placeId: string;
}

/** What was captured and what is meant, in one sentence. */
export function noteText({ kind, captured, meant, reason }: Pick<Mark, 'kind' | 'captured' | 'meant' | 'reason'>): string {
  return kind === 'repair'
    ? `“${meant}”：采集的网页作“${captured}”。${reason}`
    : `“${captured}”：照原文，疑为“${meant}”。${reason}`;
}

/** The notes of a page, numbered in reading order, by the heading or clause they belong to. */
export function noteMarks(
  entries: readonly ReadingEntry[],
  elementIdOf: (headingIndex: number) => string,
): ReadonlyMap<Clause | Heading, readonly NotedMark[]> {
  let count = 0;
  return new Map(
    entries.map((entry) => {
      const marked = entry.type === 'clause' ? entry.clause : entry.heading;
      const placeId = entry.type === 'clause' ? entry.clause.id : elementIdOf(entry.index);
      const noted = marked.marks.map((mark): NotedMark => {
        count += 1;
        const note = { number: count, elementId: `note-${count}`, text: noteText(mark), placeId };
        return { range: mark.range, kind: mark.kind, note };
      });
      return [marked, noted];
    }),
  );
}
