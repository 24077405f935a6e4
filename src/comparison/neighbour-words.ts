// Which words stand right before or after the places of a term, counted.
import type { Analyser } from '../text/analyze.ts';
import { fold } from '../text/fold.ts';
import type { Sliced } from '../text/in-slices.ts';
import { simplifyText } from '../text/simplify.ts';

export interface WordCount {
  /** Simplified. */
  readonly word: string;
  readonly count: number;
}

/**
 * The nearest word of each context on the side of the term, most frequent first, then by code unit. Quotation marks,
 * brackets and enumeration commas are passed over (碳达峰、碳中和); a comma or anything stronger ends the search, so the
 * counts add up to no more than the number of contexts.
 */
export function* countNeighbours(
  contexts: readonly string[],
  side: 'before' | 'after',
  analyser: Pick<Analyser, 'words'>,
): Sliced<readonly WordCount[]> {
  const counts = new Map<string, number>();
  const known = new Map<string, string>();
  for (const context of contexts) {
    const near = nearestRun(context, side);
    if (near === '') continue;
    yield;
    const word = known.get(near) ?? neighbourWord(near, side, analyser);
    known.set(near, word);
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts].map(([word, count]) => ({ word, count })).sort((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1));
}

/** The nearest word of one context; empty where there is none. */
export function neighbourOf(context: string, side: 'before' | 'after', analyser: Pick<Analyser, 'words'>): string {
  const near = nearestRun(context, side);
  return near === '' ? '' : neighbourWord(near, side, analyser);
}

const PASSED_OVER = /^[、“”‘’"'《》〈〉「」『』()（）［］[\]·\s]$/u;
const STOP = /[\p{P}\p{S}]/u;

/** Words are shorter than this; more context would only be cut and thrown away. */
const REACH = 12;

// The characters next to the term up to the first mark that is not passed over, those passed over at its side taken off.
function nearestRun(context: string, side: 'before' | 'after'): string {
  const characters = [...(side === 'after' ? context.slice(0, REACH * 2) : context.slice(-REACH * 2))];
  if (side === 'before') characters.reverse();
  const from = characters.findIndex((character) => !PASSED_OVER.test(character));
  if (from < 0) return '';
  const length = characters.slice(from).findIndex((character) => STOP.test(character));
  const run = characters.slice(from, length < 0 ? undefined : from + length).slice(0, REACH);
  return (side === 'before' ? run.reverse() : run).join('');
}

function neighbourWord(near: string, side: 'before' | 'after', analyser: Pick<Analyser, 'words'>): string {
  const words = analyser.words(near);
  return fold(simplifyText((side === 'after' ? words[0] : words.at(-1)) ?? ''));
}
