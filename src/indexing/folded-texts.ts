// The folded texts of all clauses, as the scan reads them: those of a plan are one string. A scan of it goes on from match to
// match over the borders of clauses, where it would be begun anew for each of thousands of short strings.
import type { StoredPlans } from './stored-plans.ts';

export interface FoldedTexts {
  /** The folded text of a clause, cells apart. */
  of(ordinal: number): string;
  /** The folded texts of the clauses of a plan, by its place in the library, laid end to end. Read when it is first asked for. */
  ofPlan(plan: number): string;
  /** By ordinal: where the clause begins in the text of its plan, in UTF-16 units. */
  readonly starts: Uint32Array;
}

/** `lengths` are those of the clauses' folded texts, in UTF-16 units. */
export function openFoldedTexts({ texts, sizes }: StoredPlans, lengths: Uint32Array): FoldedTexts {
  const borders = texts.starts;
  // Let go when every text has been read.
  let buffer: Buffer | null = Buffer.from(texts.bytes.buffer, texts.bytes.byteOffset, texts.bytes.byteLength);
  const starts = new Uint32Array(lengths.length);
  const plans = new Uint32Array(lengths.length);
  let ordinal = 0;
  for (const [plan, count] of sizes.clauses.entries()) {
    let at = 0;
    for (const end = ordinal + count; ordinal < end; ordinal += 1) {
      starts[ordinal] = at;
      plans[ordinal] = plan;
      at += lengths[ordinal] ?? 0;
    }
  }
  const known: string[] = [];
  let unread = sizes.clauses.length;
  const ofPlan = (plan: number): string => {
    const read = known[plan];
    if (read !== undefined) return read;
    const [from, to] = [borders[plan], borders[plan + 1]];
    if (from === undefined || to === undefined || !buffer) throw new RangeError(`there is no plan ${plan}`);
    const text = buffer.toString('utf16le', from, to);
    known[plan] = text;
    unread -= 1;
    if (unread === 0) buffer = null;
    return text;
  };
  return {
    starts,
    ofPlan,
    of: (of) => {
      const start = starts[of] ?? 0;
      const plan = plans[of];
      return plan === undefined ? '' : ofPlan(plan).slice(start, start + (lengths[of] ?? 0));
    },
  };
}
