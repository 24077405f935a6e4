// The literal scan: the truth about which clauses match, where, and how many places there are. Everything else only
// orders what this finds.

import type { Clause } from '../corpus/model.ts';
import { type CorrectedText, correctedText, foldedText, foldedWithMap } from '../indexing/clause-text.ts';
import type { Range } from '../text/characters.ts';
import { CELL_BORDER, type Folded, foldsUnitByUnit, unfoldRange } from '../text/fold.ts';
import { onlyTerm, type Query, type QueryWord } from './query.ts';

/**
 * The places (处) of a query in one folded text, or null if the text does not satisfy it: ordered, disjoint ranges of the
 * folded text. Each alternative of a word is found left to right without overlap; overlapping places are merged.
 *
 * `-X` where X contains a word of the query: places inside X do not count, and the text satisfies the query while every
 * word keeps a place. Any other `-X`: a text that contains X does not satisfy it.
 */
export function findPlaces(text: string, query: Query): readonly Range[] | null {
  const term = onlyTerm(query);
  if (term !== null) {
    const own = placesOfTerm(text, term);
    return own.length === 0 ? null : own;
  }
  if (query.words.length === 0) return null;
  if (query.exclusions.length === 0 && query.nearness.length === 0) return placesOfAll(text, query.words);
  if (!holdsEach(text, query.words)) return null;
  const covers: Range[] = [];
  for (const exclusion of query.exclusions) {
    if (!text.includes(exclusion)) continue;
    if (!query.words.some((word) => word.alternatives.some((term) => exclusion.includes(term)))) return null;
    covers.push(...everyPlaceOf(text, exclusion));
  }
  const places = query.words.map((word) =>
    placesOf(text, word).filter((place) => !covers.some((cover) => isInside(place, cover))),
  );
  for (const { left, distance } of query.nearness) keepNear(text, places, left, distance);
  // A word that lost its places to a later NEAR takes its earlier partner's with it, so the pairs are gone through twice.
  for (const { left, distance } of query.nearness.toReversed()) keepNear(text, places, left, distance);
  return places.some((own) => own.length === 0) ? null : mergeOverlapping(places.flat());
}

/** The places of a query in a clause as ranges of its shown text: whole characters, ordered, disjoint. Empty if it does not match. `folded` spares folding again. */
export function highlightsOf(clause: Searchable, query: Query, folded: string = foldedText(clause)): readonly Range[] {
  const own = findPlaces(folded, query);
  const corrected = clause.marks.length > 0 ? correctedText(clause) : null;
  if (corrected) return rangesInFaces({ shown: foldedWithMap(clause), corrected }, query, own);
  if (own === null) return [];
  // Most texts fold unit by unit, so that the places in the folded text are those in the text.
  const { text, cells } = clause;
  const plain = cells === null ? foldsUnitByUnit(text, 0, own.at(-1)?.[1] ?? 0) && own : placesInCells(text, cells, own);
  if (plain) return plain;
  const shown = foldedWithMap(clause);
  return mergeOverlapping(own.map((place) => unfoldRange(shown, place)));
}

/** Where places of a row's folded text are in its shown text; null where a cell does not fold unit by unit. */
function placesInCells(text: string, cells: readonly Range[], places: readonly Range[]): readonly Range[] | null {
  const shown: Range[] = [];
  let foldedFrom = 0;
  for (const [start, end] of cells) {
    if (shown.length === places.length) break;
    if (!foldsUnitByUnit(text, start, end)) return null;
    const foldedTo = foldedFrom + end - start;
    for (let place = places[shown.length]; place && place[0] < foldedTo; place = places[shown.length])
      shown.push([place[0] - foldedFrom + start, place[1] - foldedFrom + start]);
    foldedFrom = foldedTo + CELL_BORDER.length;
  }
  return shown;
}

type Searchable = Pick<Clause, 'text' | 'cells' | 'marks'>;

/** A clause with declared corrections: as shown, and as corrected. */
export interface Faces {
  readonly shown: Folded;
  readonly corrected: CorrectedText;
}

/** Null for a clause without corrections, which has one face. */
export function facesOf(clause: Searchable): Faces | null {
  const corrected = correctedText(clause);
  return corrected && { shown: foldedWithMap(clause), corrected };
}

/** How many places a query has in a clause with corrections, given those in its shown text. */
export function countInFaces(faces: Faces, query: Query, own: readonly Range[] | null): number {
  return findPlaces(faces.corrected.folded.text, query) === null ? (own?.length ?? 0) : rangesInFaces(faces, query, own).length;
}

// Where the shown text matches too, the corrections add only what it does not show itself: a place in a misprint that
// matches as printed is found as printed. Where it does not, all places of the corrected text count.
function rangesInFaces({ shown, corrected }: Faces, query: Query, own: readonly Range[] | null): readonly Range[] {
  const printed = (own ?? []).map((place) => unfoldRange(shown, place));
  const added = (findPlaces(corrected.folded.text, query) ?? [])
    .filter((place) => own === null || corrected.touchesCorrection(place))
    .map((place) => corrected.toShown(place))
    .filter(([start, end]) => !printed.some((range) => start < range[1] && end > range[0]));
  return mergeOverlapping([...printed, ...added]);
}

function holdsEach(text: string, words: readonly QueryWord[]): boolean {
  for (const { alternatives } of words) {
    let isHeld = false;
    for (const term of alternatives) isHeld ||= text.includes(term);
    if (!isHeld) return false;
  }
  return true;
}

// Ranges that overlap become one whether they are of one word or of two, so that all can be collected first.
function placesOfAll(text: string, words: readonly QueryWord[]): readonly Range[] | null {
  const places: Range[] = [];
  for (const { alternatives } of words) {
    const before = places.length;
    for (const term of alternatives) addPlacesOfTerm(places, text, term);
    if (places.length === before) return null;
  }
  return mergeOverlapping(places);
}

function placesOf(text: string, { alternatives }: QueryWord): Range[] {
  const [term] = alternatives;
  if (term !== undefined && alternatives.length === 1) return placesOfTerm(text, term);
  return [...mergeOverlapping(alternatives.flatMap((alternative) => placesOfTerm(text, alternative)))];
}

function placesOfTerm(text: string, term: string): Range[] {
  const places: Range[] = [];
  addPlacesOfTerm(places, text, term);
  return places;
}

function addPlacesOfTerm(places: Range[], text: string, term: string): void {
  for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + term.length)) places.push([at, at + term.length]);
}

function everyPlaceOf(text: string, term: string): Range[] {
  const places: Range[] = [];
  for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + 1)) places.push([at, at + term.length]);
  return places;
}

const isInside = (place: Range, cover: Range): boolean => place[0] >= cover[0] && place[1] <= cover[1];

function keepNear(text: string, places: Range[][], left: number, distance: number): void {
  const lefts = places[left] ?? [];
  const rights = places[left + 1] ?? [];
  places[left] = lefts.filter((place) => rights.some((other) => isNear(text, place, other, distance)));
  places[left + 1] = rights.filter((place) => lefts.some((other) => isNear(text, place, other, distance)));
}

// The gap is counted in characters; a gap of too many units cannot be near, so long ones are not spelt out.
function isNear(text: string, a: Range, b: Range, distance: number): boolean {
  const [first, second] = a[0] <= b[0] ? [a, b] : [b, a];
  if (second[0] - first[1] > distance * 2) return false;
  const gap = text.slice(first[1], Math.max(first[1], second[0]));
  return !gap.includes(CELL_BORDER) && [...gap].length <= distance;
}

/** Ordered and disjoint: ranges that share a unit become one, ranges that only touch stay two. */
export function mergeOverlapping(ranges: readonly Range[]): readonly Range[] {
  if (ranges.length < 2) return ranges;
  const merged: [number, number][] = [];
  let last: [number, number] | undefined;
  for (const [start, end] of [...ranges].sort(byPlace)) {
    if (last !== undefined && start < last[1]) last[1] = Math.max(last[1], end);
    else {
      last = [start, end];
      merged.push(last);
    }
  }
  return merged;
}

const byPlace = (a: Range, b: Range): number => a[0] - b[0] || a[1] - b[1];
