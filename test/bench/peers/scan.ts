// The least that finds everything: `indexOf` over the folded text of all clauses, joined. It neither ranks nor highlights.
import { fold } from '../../../src/text/fold.ts';
import { type CreatePeer, peerOf } from './peer.ts';

// No folded query holds it.
const BORDER = '\n';

export const createScan: CreatePeer = (documents) => {
  const texts = documents.map(({ text }) => text.split(' | ').map(fold).join(BORDER));
  const joined = texts.join(BORDER);
  const starts = new Uint32Array(texts.length + 1);
  for (const [ordinal, text] of texts.entries()) starts[ordinal + 1] = (starts[ordinal] ?? 0) + text.length + BORDER.length;

  function holding(word: string): number[] {
    const ordinals: number[] = [];
    let ordinal = 0;
    for (let at = joined.indexOf(word); at >= 0; at = joined.indexOf(word, starts[ordinal])) {
      ordinal = clauseAt(starts, ordinal, at) + 1;
      ordinals.push(ordinal - 1);
    }
    return ordinals;
  }

  return peerOf({
    name: 'plain scan',
    search: (q) => {
      const [first = '', ...others] = q.split(' ').map(fold);
      return holding(first).filter((ordinal) => others.every((word) => texts[ordinal]?.includes(word)));
    },
    ordinalsOf: (found) => found,
  });
};

/** The clause from `from` on that holds the position: the last one that starts at or before it. */
function clauseAt(starts: Uint32Array, from: number, position: number): number {
  let low = from;
  let high = starts.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= position) low = middle;
    else high = middle;
  }
  return low;
}
