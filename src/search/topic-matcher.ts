// Which topic of the query stands in a title. Thousands of titles are looked through for fifty topics in one answer, so a
// title is walked once and its units are looked up, instead of being searched for each topic.
import type { WeightedTerm } from '../indexing/clause-index.ts';

export interface TopicMatcher {
  /** The weight of the strongest topic that the text contains in its first `end` units, 0 if there is none. */
  greatestIn(text: string, end?: number): number;
  /** Whether the text contains a topic that weighs anything. */
  isIn(text: string): boolean;
}

/** Units that begin a topic are told from most others by this many of their bits, before the map is asked. */
const BITS = 0x3ff;

export function createTopicMatcher(topics: readonly WeightedTerm[]): TopicMatcher {
  const byFirst = new Map<number, WeightedTerm[]>();
  const begins = new Uint8Array(BITS + 1);
  let greatest = 0;
  for (const topic of topics) {
    if (topic.term === '') continue;
    greatest = Math.max(greatest, topic.weight);
    const unit = topic.term.charCodeAt(0);
    begins[unit & BITS] = 1;
    const known = byFirst.get(unit);
    if (known) known.push(topic);
    else byFirst.set(unit, [topic]);
  }
  const greatestIn = (text: string, end: number, enough: number): number => {
    let best = 0;
    for (let at = 0; at < end; at += 1) {
      const unit = text.charCodeAt(at);
      if (begins[unit & BITS] !== 1) continue;
      const candidates = byFirst.get(unit);
      if (!candidates) continue;
      for (const { term, weight } of candidates)
        if (weight > best && at + term.length <= end && text.startsWith(term, at)) best = weight;
      if (best > 0 && best >= enough) return best;
    }
    return best;
  };
  return {
    greatestIn: (text, end = text.length) => greatestIn(text, end, greatest),
    isIn: (text) => greatestIn(text, text.length, 0) > 0,
  };
}
