// A text without its marks: the form in which 放管服改革 and “放管服”改革 are the same.
import { gramOf } from './gram-postings.ts';

const MARK = /^[\p{P}\p{S}]$/u;
// The full stop and its like end a thought: what stands on both sides of one is not a wording of anything.
const ENDS_A_THOUGHT = new Set('。；;！？!?：:，,');
const marks = new Map<string, boolean>();

/** Of one UTF-16 unit. */
function isMark(unit: string): boolean {
  const known = marks.get(unit);
  if (known !== undefined) return known;
  const answer = MARK.test(unit) && !ENDS_A_THOUGHT.has(unit);
  marks.set(unit, answer);
  return answer;
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
    const unit = folded[at] ?? '';
    if (isMark(unit)) continue;
    bare += unit;
    origin.push(at);
  }
  return { bare, origin };
}

/** The grams that a bare text has only because marks between their two units were taken out. */
export function* bridgingGrams(folded: string): Generator<number> {
  let before = -1;
  for (let at = 0; at < folded.length; at += 1) {
    if (isMark(folded[at] ?? '')) continue;
    if (before >= 0 && at > before + 1) yield gramOf(folded.charCodeAt(before), folded.charCodeAt(at));
    before = at;
  }
}
