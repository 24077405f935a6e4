// The contract of the search, written a second time as plainly as can be and without a line of the program: what folding
// is, where a string stands, how often. Slow and short on purpose; the program's answers are held against it.
import { readFileSync } from 'node:fs';
import { Converter } from 'opencc-js';

/** A clause as a reader sees it, its cells apart where it is a row of several. */
export interface NaiveClause {
  readonly id: string;
  readonly text: string;
  readonly cells: readonly (readonly [start: number, end: number])[] | null;
  /** Declared typos: what stands at `start`, and what is meant by it. */
  readonly corrections: readonly { readonly start: number; readonly find: string; readonly meant: string }[];
}

export interface NaiveMatch {
  readonly id: string;
  readonly places: readonly (readonly [start: number, end: number])[];
}

interface Unit {
  readonly folded: string;
  readonly start: number;
  readonly end: number;
}

const toSimplified = Converter({ from: 't', to: 'cn' });
const DECLARED = new Map([
  ['著', '着'],
  ['畬', '畲'],
  ['瞭', '了'],
]);

const isBlank = (character: string): boolean => character.trim() === '';
const isLatinOrDigit = (character: string | undefined): boolean =>
  character !== undefined && /^[\p{Script=Latin}\p{Decimal_Number}]$/u.test(character);

/** Step by step as the contract says it: compatibility form, lower case, Simplified, blanks out but between Latin or digits. */
function unitsOf(text: string): Unit[] {
  const all: Unit[] = [];
  let at = 0;
  for (const character of text) {
    for (const part of character.normalize('NFKC').toLowerCase()) {
      all.push({ folded: DECLARED.get(part) ?? toSimplified(part), start: at, end: at + character.length });
    }
    at += character.length;
  }
  const kept: Unit[] = [];
  for (const [index, unit] of all.entries()) {
    if (!isBlank(unit.folded)) {
      kept.push(unit);
      continue;
    }
    if (index > 0 && isBlank(all[index - 1]?.folded ?? '')) continue;
    const next = all.slice(index).find(({ folded }) => !isBlank(folded));
    if (isLatinOrDigit(kept.at(-1)?.folded) && isLatinOrDigit(next?.folded))
      kept.push({ ...unit, folded: ' ', end: next?.start ?? unit.end });
  }
  return kept;
}

export const naiveFold = (text: string): string =>
  unitsOf(text)
    .map(({ folded }) => folded)
    .join('');

type Place = readonly [start: number, end: number];

/** Left to right, without overlap; ranges of the units' own text. */
function placesIn(units: readonly Unit[], term: string): Place[] {
  const places: Place[] = [];
  const wanted = [...term];
  for (let at = 0; at + wanted.length <= units.length; ) {
    const isHere = wanted.every((character, offset) => units[at + offset]?.folded === character);
    if (isHere) places.push([units[at]?.start ?? 0, units[at + wanted.length - 1]?.end ?? 0]);
    at += isHere ? wanted.length : 1;
  }
  return places;
}

interface Prepared {
  readonly clause: NaiveClause;
  readonly pieces: readonly { readonly units: readonly Unit[]; readonly folded: string; readonly offset: number }[];
  readonly corrected: { readonly units: readonly Unit[]; readonly folded: string } | null;
}

export interface NaiveScan {
  /** The clauses that hold a string, in their order, each with its places. */
  find(text: string): NaiveMatch[];
}

export function createNaiveScan(clauses: readonly NaiveClause[]): NaiveScan {
  const prepared = clauses.map((clause): Prepared => {
    const pieces = (clause.cells ?? [[0, clause.text.length] as const]).map(([start, end]) => {
      const units = unitsOf(clause.text.slice(start, end));
      return { units, folded: units.map(({ folded }) => folded).join(''), offset: start };
    });
    return { clause, pieces, corrected: correctedUnits(clause) };
  });
  return {
    find: (text) => {
      const term = naiveFold(text);
      if (term === '') return [];
      return prepared.flatMap(({ clause, pieces, corrected }) => {
        const shown = pieces
          .filter(({ folded }) => folded.includes(term))
          .flatMap(({ units, offset }) => placesIn(units, term).map(([start, end]): Place => [start + offset, end + offset]));
        const added = corrected?.folded.includes(term) ? addedPlaces(placesIn(corrected.units, term), shown, clause) : [];
        const places = [...shown, ...added].sort((a, b) => a[0] - b[0]);
        return places.length === 0 ? [] : [{ id: clause.id, places }];
      });
    },
  };
}

// What only the correction makes findable: places that reach into a corrected one and are not already there as printed.
// Two that stand for the same print (the three i of Ⅲ for a misprinted Ш) are one.
function addedPlaces(places: readonly Place[], shown: readonly Place[], { corrections }: NaiveClause): Place[] {
  const overlaps = ([start, end]: Place, [from, to]: Place) => start < to && end > from;
  return places
    .filter((place) => corrections.some(({ start, find }) => overlaps(place, [start, start + find.length])))
    .filter((place) => !shown.some((other) => overlaps(place, other)))
    .filter((place, at, added) => !added.slice(0, at).some((other) => overlaps(place, other)));
}

/** The clause as meant; each unit of a corrected place stands for all that is printed there. */
function correctedUnits({ id, text, cells, corrections }: NaiveClause): Prepared['corrected'] {
  if (corrections.length === 0) return null;
  if (cells !== null) throw new Error(`${id} is a row with a correction: this scan does not know such`);
  const units: Unit[] = [];
  let from = 0;
  for (const { start, find, meant } of [...corrections].sort((a, b) => a.start - b.start)) {
    units.push(...unitsOf(text.slice(from, start)).map((unit) => ({ ...unit, start: unit.start + from, end: unit.end + from })));
    units.push(...unitsOf(meant).map(({ folded }) => ({ folded, start, end: start + find.length })));
    from = start + find.length;
  }
  units.push(...unitsOf(text.slice(from)).map((unit) => ({ ...unit, start: unit.start + from, end: unit.end + from })));
  return { units, folded: units.map(({ folded }) => folded).join('') };
}

interface DeclaredPlan {
  readonly id: string;
  readonly corrections?: readonly { readonly line: number; readonly find: string; readonly meant: string }[];
}

interface KnownClause {
  readonly plan: { readonly id: string };
  readonly clause: Omit<NaiveClause, 'corrections'> & { readonly lines: readonly [number, number] };
}

/** The clauses of a library, with the corrections that the manifest declares for their lines. */
export function naiveClauses(clauses: readonly KnownClause[], manifestFile: URL): NaiveClause[] {
  const plans: readonly DeclaredPlan[] = JSON.parse(readFileSync(manifestFile, 'utf8'));
  return clauses.map(({ plan, clause: { id, text, cells, lines } }) => {
    const declared = plans.find((entry) => entry.id === plan.id)?.corrections ?? [];
    const corrections = declared
      .filter(({ line, find }) => line >= lines[0] && line <= lines[1] && text.includes(find))
      .map(({ find, meant }) => ({ start: text.indexOf(find), find, meant }));
    return { id, text, cells, corrections };
  });
}
