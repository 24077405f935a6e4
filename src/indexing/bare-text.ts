// A text without its marks: the form in which 放管服改革 and “放管服”改革 are the same.
import { gramOf } from './gram-postings.ts';

const MARK = /^[\p{P}\p{S}]$/u;
// The full stop and its like end a thought: what stands on both sides of one is not a wording of anything.
const ENDS_A_THOUGHT = new Set('。；;！？!?：:，,');
/** By UTF-16 unit: 1 for a mark, -1 for anything else, 0 where nobody has asked yet. */
const marks = new Int8Array(0x10000);

/** Whether the UTF-16 unit there is a mark that may stand inside a wording. */
export function isMark(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (marks[code] === 0) {
    const unit = text[at] ?? '';
    marks[code] = MARK.test(unit) && !ENDS_A_THOUGHT.has(unit) ? 1 : -1;
  }
  return marks[code] === 1;
}

export interface BareText {
  readonly bare: string;
  /** For each unit of `bare`, where it stands in the folded text. */
  readonly origin: readonly number[];
}

export function bareText(folded: string): BareText {
  const origin: number[] = [];
  let bare = '';
  for (let at = 0; at < folded.length; at += 1) {
    if (isMark(folded, at)) continue;
    bare += folded[at] ?? '';
    origin.push(at);
  }
  return { bare, origin };
}

/** The grams that a bare text has only because marks between their two units were taken out. */
export function* bridgingGrams(folded: string): Generator<number> {
  let before = -1;
  for (let at = 0; at < folded.length; at += 1) {
    if (isMark(folded, at)) continue;
    if (before >= 0 && at > before + 1) yield gramOf(folded.charCodeAt(before), folded.charCodeAt(at));
    before = at;
  }
}
