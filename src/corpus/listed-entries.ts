// What a printed contents lists, to be asked for by each heading of the body.
import type { ContentsEntry } from './contents.ts';
import type { Label, LabelShape } from './label.ts';
import { firstPlaceWhere } from './sorted-titles.ts';

export interface ListedEntries {
  /** The first entry of this label that begins like this; `begun` is folded. */
  beginning(label: Pick<Label, 'shape' | 'number'>, begun: string): ContentsEntry | undefined;
  /** Whether an entry with such a label reads exactly like this; `folded` is folded. */
  has(shape: LabelShape, folded: string): boolean;
}

interface Place {
  readonly entry: ContentsEntry;
  readonly at: number;
}

export function listEntries(entries: readonly ContentsEntry[]): ListedEntries {
  const exact = new Set(entries.map(({ label, folded }) => `${label.shape} ${folded}`));
  const byLabel = new Map<string, Place[]>();
  for (const [at, entry] of entries.entries()) {
    const key = keyOf(entry.label);
    const own = byLabel.get(key);
    if (own) own.push({ entry, at });
    else byLabel.set(key, [{ entry, at }]);
  }
  for (const own of byLabel.values()) own.sort((a, b) => byUnits(a.entry.folded, b.entry.folded));
  const known = new Map<string, ContentsEntry | undefined>();
  return {
    beginning(label, begun) {
      const key = `${keyOf(label)} ${begun}`;
      if (!known.has(key)) known.set(key, firstBeginning(byLabel.get(keyOf(label)) ?? [], begun));
      return known.get(key);
    },
    has: (shape, folded) => exact.has(`${shape} ${folded}`),
  };
}

const keyOf = ({ shape, number }: Pick<Label, 'shape' | 'number'>): string => `${shape} ${number}`;

const byUnits = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

// Those that begin alike stand side by side; the first of them is the first that is printed.
function firstBeginning(sorted: readonly Place[], begun: string): ContentsEntry | undefined {
  let first: Place | undefined;
  let place = firstPlaceWhere(sorted.length, (at) => (sorted[at]?.entry.folded ?? '') >= begun);
  for (; sorted[place]?.entry.folded.startsWith(begun); place += 1) {
    const found = sorted[place];
    if (found && found.at < (first?.at ?? Number.POSITIVE_INFINITY)) first = found;
  }
  return first?.entry;
}
