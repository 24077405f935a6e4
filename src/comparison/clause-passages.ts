// The passages that one clause has in common with those of other plans. Unlike those of a whole plan they are found without
// looking through texts that have none.
import type { SearchIndex } from '../indexing/search-index.ts';
import { CELL_BORDER } from '../text/fold.ts';
import type { Sliced } from '../text/in-slices.ts';
import type { IndexedTexts } from './clause-lengths.ts';
import { countPlansOf } from './passage-plans.ts';
import type { PassageMatch } from './passage-search.ts';

type Searched = IndexedTexts & Pick<SearchIndex, 'grams'>;
type Found = Omit<PassageMatch, 'plans'>;

/** Every longest passage of `least` characters or more that a clause shares with a clause of another plan. */
export function* passagesOfClause(
  { table, grams, texts }: Searched,
  own: number,
  least: number,
): Sliced<readonly PassageMatch[]> {
  const text = texts.of(own);
  const found: Found[] = [];
  // How far the passages reach that were found in a clause at a distance between the two places.
  const reached = new Map<number, Map<number, number>>();
  for (const { start, stretch } of stretchesOf(text, least)) {
    for (const other of grams.clauses.candidates(stretch) ?? []) {
      const otherPlan = table.plans[other] ?? 0;
      if (otherPlan === table.plans[own]) continue;
      const otherText = texts.of(other);
      for (let at = otherText.indexOf(stretch); at >= 0; at = otherText.indexOf(stretch, at + 1)) {
        const known = reached.get(other) ?? new Map<number, number>();
        if ((known.get(at - start) ?? 0) > start) continue;
        const passage = stretched(text, start, otherText, at, stretch.length);
        reached.set(other, known.set(at - start, passage.end));
        const length = charactersOf(text.slice(passage.start, passage.end));
        if (length < least) continue;
        const ownStart = charactersOf(text.slice(0, passage.start));
        found.push({ own, ownStart, other, otherPlan, otherStart: charactersOf(otherText.slice(0, passage.otherStart)), length });
      }
    }
    yield;
  }
  const plans = countPlansOf(found);
  return found.map((match, at) => ({ ...match, plans: plans[at] ?? 2 }));
}

// A passage holds, whole, one of the stretches of half its length that stand side by side in the clause.
function* stretchesOf(text: string, least: number): Generator<{ readonly start: number; readonly stretch: string }> {
  const length = Math.ceil(least / 2);
  for (let start = 0; start + length <= text.length; start += least - length + 1) {
    const stretch = text.slice(start, start + length);
    if (!stretch.includes(CELL_BORDER)) yield { start, stretch };
  }
}

interface Passage {
  readonly start: number;
  readonly end: number;
  readonly otherStart: number;
}

const BORDER = CELL_BORDER.charCodeAt(0);

// As far as the two texts go on alike around a stretch, in whole characters.
function stretched(text: string, ownAt: number, other: string, otherAt: number, length: number): Passage {
  const distance = otherAt - ownAt;
  let start = ownAt;
  while (start > 0 && start + distance > 0 && isAlike(text, start - 1, other, distance)) start -= 1;
  let end = ownAt + length;
  while (end < text.length && isAlike(text, end, other, distance)) end += 1;
  if (isInsideCharacter(text, start) || isInsideCharacter(other, start + distance)) start += 1;
  if (isInsideCharacter(text, end) || isInsideCharacter(other, end + distance)) end -= 1;
  return { start, end, otherStart: start + distance };
}

function isAlike(text: string, at: number, other: string, distance: number): boolean {
  const unit = text.charCodeAt(at);
  return unit === other.charCodeAt(at + distance) && unit !== BORDER;
}

const isLow = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;
const isHigh = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;

const isInsideCharacter = (text: string, at: number): boolean =>
  at > 0 && isLow(text.charCodeAt(at)) && isHigh(text.charCodeAt(at - 1));

const PAIRS = /[\ud800-\udbff][\udc00-\udfff]/;

const charactersOf = (text: string): number => (PAIRS.test(text) ? [...text].length : text.length);
