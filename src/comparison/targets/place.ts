// A measure and what stands around it: the phrase, and the wordings that bound the value.
import type { Measure } from './measures.ts';
import { type Wording, wordingAfter, wordingBefore } from './wording.ts';

export interface Place {
  readonly text: string;
  readonly measure: Measure;
  readonly next: Measure | undefined;
  /** From the last comma or semicolon to the value. */
  readonly phrase: string;
  /** Where `prefix` begins: as the phrase, or after an earlier value of it. */
  readonly from: number;
  readonly prefix: string;
  /** The wordings right before and right after (达到, 以上). */
  readonly before: Wording | undefined;
  readonly after: Wording | undefined;
  /** What follows the value and its bound. */
  readonly rest: string;
}

export function placeOf(text: string, measure: Measure, previous: Measure | undefined, next: Measure | undefined): Place {
  const [start, end] = measure.range;
  const border = phraseStart(text, start);
  const from = Math.max(border, previous && previous.range[1] <= start ? previous.range[1] : 0);
  const prefix = text.slice(from, start);
  const after = wordingAfter(text.slice(end));
  return {
    text,
    measure,
    next,
    phrase: text.slice(border, start),
    from,
    prefix,
    before: boundOfShare(prefix) ?? wordingBefore(prefix.trimEnd()),
    after,
    rest: text.slice(end + (after?.text.length ?? 0)),
  };
}

/** Whether the phrase, or one member of its enumeration, is over where this text begins. */
export const endsPhrase = (rest: string): boolean => /^[,;:。!?、()”\s]|^$|^(?:和|及|与|或|以及|并|且)/u.test(rest);

// 不低于总数的70%: the bound stands before what the share is of.
function boundOfShare(prefix: string): Wording | undefined {
  const match = /(?<bound>不低于|不少于|不超过|不高于|超过|高于|低于)[^,;、]{1,12}的$/u.exec(prefix);
  const bound = match ? wordingBefore(match.groups?.['bound'] ?? '') : undefined;
  return match && bound ? { comparator: bound.comparator, text: match[0] } : undefined;
}

/** A verb farther away governs something else. */
const LONGEST_PHRASE = 100;

function phraseStart(text: string, at: number): number {
  const farthest = Math.max(0, at - LONGEST_PHRASE);
  for (let back = at - 1; back >= farthest; back -= 1) {
    if (/[,;:。!?]/u.test(text.charAt(back)) && !isThousand(text, back)) return back + 1;
  }
  return farthest;
}

const isThousand = (text: string, at: number): boolean => /^\d,\d{3}/u.test(text.slice(Math.max(0, at - 1), at + 4));
