// Help while typing: the corpus's own terms and headings, by their beginning, by pinyin, by pinyin initials.
import type { Library } from '../corpus/library.ts';
import type { VocabularyEntry } from '../indexing/vocabulary.ts';
import { isHanText } from '../text/characters.ts';
import { fold } from '../text/fold.ts';
import { inSlices, type Sliced } from '../text/in-slices.ts';
import { soundOf } from '../text/pinyin.ts';
import { once } from '../text/remember.ts';
import { createWordIndex, type SoundedWord, type WordIndex } from './word-index.ts';

export interface Suggestion {
  /** What to search for, quoted where it would otherwise be read as several words. */
  readonly text: string;
  readonly kind: 'term' | 'heading';
  /** Of a term: clauses that literally contain it. Of a heading: headings with this title. */
  readonly count: number;
}

export interface Suggester {
  /** Best first, at most `limit`; empty for an input that nothing begins with. */
  suggest(typed: string, limit?: number): Promise<Suggestion[]>;
}

interface Entry extends SoundedWord {
  readonly text: string;
  readonly frequency: number;
}

const DEFAULT_LIMIT = 8;
const MOST_HEADINGS = 3;
const LONGEST_HEADING = 40;

/** `countClauses` gives the literal counts of texts; it is asked only for what is shown. */
export function createSuggester(
  library: Library,
  vocabulary: readonly VocabularyEntry[],
  countClauses: (texts: readonly string[]) => Promise<readonly number[]>,
): Suggester {
  // Sounding some thousand words takes a good part of a second, so it waits for the first letter typed, and nobody for it
  // but who has typed.
  const wordIndex = once(() => inSlices(indexOf(vocabulary)));
  const headings = once(() => countTitles(library));
  return {
    suggest: async (typed, limit = DEFAULT_LIMIT) => {
      const wanted = fold(typed);
      if (wanted === '') return [];
      const terms = (await wordIndex())
        .like(wanted)
        .flatMap((entry) => {
          const rank = rankOf(entry, wanted);
          return rank === null ? [] : [{ entry, rank }];
        })
        .sort((a, b) => a.rank - b.rank || b.entry.frequency - a.entry.frequency || (a.entry.text < b.entry.text ? -1 : 1));
      const titles = headings()
        .filter(({ folded }) => folded.includes(wanted))
        .slice(0, MOST_HEADINGS);
      const room = Math.max(limit - titles.length, 0);
      const shown = terms.slice(0, room).map(({ entry }) => entry.text);
      const counts = await countClauses(shown);
      return [
        ...shown.map((text, at): Suggestion => ({ text, kind: 'term', count: counts[at] ?? 0 })),
        ...titles.map(({ text, count }): Suggestion => ({ text, kind: 'heading', count })),
      ].slice(0, limit);
    },
  };
}

function* indexOf(vocabulary: readonly VocabularyEntry[]): Sliced<WordIndex<Entry>> {
  const index = createWordIndex<Entry>();
  for (const word of vocabulary) {
    index.add(entryOf(word));
    yield;
  }
  return index;
}

function entryOf([text, frequency]: VocabularyEntry): Entry {
  const syllables = isHanText(text) ? soundOf(text) : [];
  return {
    text,
    folded: fold(text),
    frequency,
    sound: syllables.join(''),
    initials: syllables.map((syllable) => syllable[0] ?? '').join(''),
  };
}

// Beginning of the word, then of its initials or its sound, then anywhere in the word; null if none.
function rankOf({ folded, sound, initials }: Entry, wanted: string): number | null {
  if (folded.startsWith(wanted)) return 0;
  if (sound !== '' && /^[a-z]+$/.test(wanted) && (initials.startsWith(wanted) || sound.startsWith(wanted))) return 1;
  return folded.includes(wanted) ? 2 : null;
}

function countTitles(library: Library): { text: string; folded: string; count: number }[] {
  const titles = new Map<string, { text: string; folded: string; count: number }>();
  for (const { title } of library.plans.flatMap((plan) => plan.headings)) {
    const folded = fold(title);
    const known = titles.get(folded);
    if (known) known.count += 1;
    else if (folded !== '' && folded.length <= LONGEST_HEADING) titles.set(folded, { text: title, folded, count: 1 });
  }
  // A shorter title says more of what was typed.
  return [...titles.values()].sort(
    (a, b) => b.count - a.count || a.folded.length - b.folded.length || (a.folded < b.folded ? -1 : 1),
  );
}
