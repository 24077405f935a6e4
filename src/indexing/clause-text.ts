// The searchable faces of a clause: its folded text, and its folded text with the declared corrections made.
import type { Clause, Heading, Mark } from '../corpus/model.ts';
import type { Range } from '../text/characters.ts';
import { CELL_BORDER, type Folded, fold, foldWithMap, joinFolded, unfoldRange } from '../text/fold.ts';

/** A text with what is declared about it: a clause, or a heading with its label. */
export type Searchable = Pick<Clause, 'text' | 'cells' | 'marks'>;

/** Label and title as printed. A number that was worked out, not printed, is not searched. */
export function headingAsText(heading: Heading): Searchable {
  const num = heading.inferred ? '' : heading.num;
  const marks = heading.marks.map((mark) => ({
    ...mark,
    range: [mark.range[0] + num.length, mark.range[1] + num.length] as const,
  }));
  return { text: num + heading.title, cells: null, marks };
}

/** Label and title folded, kept apart, for what is looked for in either. */
export const printedHeading = ({ num, title, inferred }: Heading): string => fold(inferred ? title : num + CELL_BORDER + title);

/** The folded texts in which a text is found: as shown, and as corrected where corrections are declared. */
export const foldedFaces = (searchable: Searchable): string[] => [foldedText(searchable), ...correctedFaces(searchable)];

/** The folded text as corrected, where corrections are declared. */
export function correctedFaces(searchable: Searchable): string[] {
  const corrected = searchable.marks.length > 0 ? correctedText(searchable) : null;
  return corrected ? [corrected.folded.text] : [];
}

/** Folded text to scan; cells of a row are kept apart, so that no match crosses a cell's border. */
export function foldedText({ text, cells }: Searchable): string {
  if (cells === null) return fold(text);
  return cells.map(([start, end]) => fold(text.slice(start, end))).join(CELL_BORDER);
}

export function foldedWithMap({ text, cells }: Pick<Searchable, 'text' | 'cells'>): Folded {
  if (cells === null) return foldWithMap(text);
  return joinFolded(cells.map(([start, end]) => ({ folded: foldWithMap(text.slice(start, end)), offset: start })));
}

/** A clause read with its corrections, and the way back to the text as shown. Null for a clause without corrections. */
export interface CorrectedText {
  readonly folded: Folded;
  /** A range of the corrected text's folded form as a range of the shown text. */
  toShown(range: Range): Range;
  /** Whether a range of the folded form takes in a corrected place: other matches are found in the shown text anyway. */
  touchesCorrection(range: Range): boolean;
}

export function correctedText(clause: Searchable): CorrectedText | null {
  const corrections = clause.marks.filter((mark) => mark.kind === 'correction');
  if (corrections.length === 0) return null;
  const { text, places, toShown } = applyCorrections(clause.text, corrections);
  const cells = clause.cells?.map(([start, end]): Range => [toCorrected(places, start), toCorrected(places, end)]) ?? null;
  const folded = foldedWithMap({ text, cells });
  return {
    folded,
    toShown: (range) => toShown(unfoldRange(folded, range)),
    touchesCorrection: (range) => {
      const [start, end] = unfoldRange(folded, range);
      return places.some((place) => start < place.corrected[1] && end > place.corrected[0]);
    },
  };
}

interface Place {
  readonly shown: Range;
  readonly corrected: Range;
}

function applyCorrections(
  text: string,
  corrections: readonly Mark[],
): { text: string; places: Place[]; toShown(range: Range): Range } {
  let corrected = '';
  let from = 0;
  const places: Place[] = [];
  for (const { range, meant } of corrections) {
    corrected += text.slice(from, range[0]);
    places.push({ shown: range, corrected: [corrected.length, corrected.length + meant.length] });
    corrected += meant;
    from = range[1];
  }
  corrected += text.slice(from);
  // A range that reaches into a corrected place takes in all of what is printed there.
  const startOf = (at: number) => {
    const inside = places.find((place) => at >= place.corrected[0] && at < place.corrected[1]);
    return inside ? inside.shown[0] : at - shiftBefore(places, at);
  };
  const endOf = (at: number) => {
    const inside = places.find((place) => at > place.corrected[0] && at <= place.corrected[1]);
    return inside ? inside.shown[1] : at - shiftBefore(places, at);
  };
  return { text: corrected, places, toShown: ([start, end]) => [startOf(start), endOf(end)] };
}

// How much longer the corrected text is than the shown one up to a position of the corrected text.
function shiftBefore(places: readonly Place[], at: number): number {
  const before = places.findLast((place) => place.corrected[1] <= at);
  return before ? before.corrected[1] - before.shown[1] : 0;
}

function toCorrected(places: readonly Place[], at: number): number {
  const before = places.findLast((place) => place.shown[1] <= at);
  return before ? at + before.corrected[1] - before.shown[1] : at;
}
