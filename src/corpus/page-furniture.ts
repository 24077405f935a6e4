// What a page prints around its text: its number, the running title at its head, the name of the publisher at its foot.
// In the text of a PDF they stand between the lines of a paragraph.
import { fold } from '../text/fold.ts';
import { isTableCaption } from './clause-kind.ts';
import { isPlanTitle } from './furniture.ts';
import { isTitleLike, labelOf } from './label.ts';
import { firstPlaceWhere } from './sorted-titles.ts';
import { cellsOf, firstLine, type SourceLine } from './source-line.ts';

/** The lines that belong to the pages and not to the text. `pages`: the page of each line of the file, null if unknown. */
export function findPageFurniture(lines: readonly SourceLine[], pages: readonly number[] | null): ReadonlySet<SourceLine> {
  const found = new Set(markedNumbers(lines));
  for (const line of found.size > 0 ? [] : bareNumbers(lines, pages)) found.add(line);
  const edges = edgesOf(lines, pages, found);
  const titles = runningTitles(lines, edges, found);
  for (const line of titles) found.add(line);
  for (const line of numbersBeside(lines, new Set(titles))) found.add(line);
  for (const line of titlesAgain(lines, edges)) found.add(line);
  return found;
}

/** A page number printed with marks around it: `— 12 —`, `第12页`, `12/80`, behind an address where a browser has printed it. */
const MARKED_NUMBER =
  /^(?:[—–―‐‑‒\-−－~～·•.]{1,3}\s*(\d{1,4})\s*[—–―‐‑‒\-−－~～·•.]{1,3}|第\s*(\d{1,4})\s*页.{0,8}|(?:https?:\/\/\S+\s+)?(\d{1,4})\s*\/\s*\d{1,4})$/u;
const FEWEST_PAGES = 3;

function markedNumbers(lines: readonly SourceLine[]): SourceLine[] {
  const marked = lines.filter(({ text }) => MARKED_NUMBER.test(text));
  return marked.length >= FEWEST_PAGES ? marked : [];
}

const BARE_NUMBER = /^(?:\d{1,4}|[ivxIVX]{1,6})$/u;

// A number without marks may be a cell of a table. It numbers a page if it stands at the edge of one and its distance from
// the page's own number is that of the others; in a text without pages, if such numbers count up through all of it and
// again and again stand in the middle of a sentence, where no row of a table would.
function bareNumbers(lines: readonly SourceLine[], pages: readonly number[] | null): SourceLine[] {
  const numbers = lines.filter(({ text }) => BARE_NUMBER.test(text));
  if (numbers.length < FEWEST_PAGES) return [];
  return pages === null ? countingUp(lines) : atPageEdges(lines, pages);
}

/** A number may stand this many lines from the head or the foot: a running title, what a site printed after the end. */
const EDGE_DEPTH = 5;

function atPageEdges(lines: readonly SourceLine[], pages: readonly number[]): SourceLine[] {
  const numbered = pageGroups(lines, pages).flatMap(({ page, lines: own }) =>
    own
      .filter((line, at) => (at < EDGE_DEPTH || at >= own.length - EDGE_DEPTH) && BARE_NUMBER.test(line.text))
      .map((line) => ({
        line,
        shift: page - (numberOf(line.text) ?? Number.NaN),
        isEdge: line === own[0] || line === own.at(-1),
      })),
  );
  const counts = new Map<number, number>();
  for (const { shift, isEdge } of numbered) if (isEdge && !Number.isNaN(shift)) counts.set(shift, (counts.get(shift) ?? 0) + 1);
  const [[shift, count] = [0, 0]] = [...counts].sort((a, b) => b[1] - a[1]);
  if (count < FEWEST_PAGES) return [];
  // Before the first numbered page the contents may be numbered apart, mostly in Roman figures.
  return numbered.filter((entry) => entry.shift === shift || (entry.isEdge && Number.isNaN(entry.shift))).map(({ line }) => line);
}

const numberOf = (text: string): number | null => (/^\d+$/u.test(text) ? Number(text) : null);

/** The least number of characters on a page, and of pages that a text must seem to have. */
const LEAST_DISTANCE = 150;
const LONGEST_GAP = 2;
const FEWEST_COUNTED = 5;
/** The pages must reach through this share of the text. */
const LEAST_REACH = 0.5;

interface Chain {
  readonly places: readonly number[];
  /** Characters between each number and the next. */
  readonly distances: readonly number[];
}

function countingUp(lines: readonly SourceLine[]): SourceLine[] {
  const { places, distances } = longestChain(lines);
  const reach = (places.at(-1) ?? 0) - (places[0] ?? 0);
  if (places.length < FEWEST_COUNTED || reach < lines.length * LEAST_REACH) return [];
  const breaking = places.filter((at) => breaksSentence(lines, at, new Set())).length / places.length;
  const isSure = breaking >= BREAKING_SHARE || (breaking >= LEAST_BREAKING_SHARE && areAlike(distances));
  return isSure ? withGapsFilled(lines, places).flatMap((at) => lines[at] ?? []) : [];
}

// A page that holds little, as a table set in cells, is passed over: its number stands between those of its neighbours.
function withGapsFilled(lines: readonly SourceLine[], places: readonly number[]): number[] {
  return places.flatMap((at, index) => {
    const next = places[index + 1];
    const [number, nextNumber] = [at, next].map((place) => numberOf(lines[place ?? -1]?.text ?? ''));
    if (next === undefined || number == null || nextNumber == null) return [at];
    const missing = Array.from({ length: nextNumber - number - 1 }, (_unused, offset) => number + 1 + offset);
    return [at, ...missing.flatMap((own) => numberBetween(lines, at, next, own))];
  });
}

// A cell of a table may be the same number; the page's own cuts a sentence, or stands nearest to the middle.
function numberBetween(lines: readonly SourceLine[], from: number, to: number, number: number): number[] {
  const found = Array.from({ length: to - from - 1 }, (_unused, offset) => from + 1 + offset).filter(
    (at) => numberOf(lines[at]?.text ?? '') === number,
  );
  const middle = (from + to) / 2;
  const [nearest] = [...found].sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
  const cutting = found.find((at) => breaksSentence(lines, at, new Set()));
  return [cutting ?? nearest].filter((at) => at !== undefined);
}

// Pages hold about the same, so where fewer of them end in mid-sentence, their length is the other witness.
const LEAST_BREAKING_SHARE = 0.1;
const ALIKE = 0.4;
const ALIKE_SHARE = 0.7;

function areAlike(distances: readonly number[]): boolean {
  const median = [...distances].sort((a, b) => a - b)[distances.length >> 1] ?? 0;
  const alike = distances.filter((distance) => Math.abs(distance - median) <= median * ALIKE);
  return alike.length >= distances.length * ALIKE_SHARE;
}

// From a low number on, each that is the next but for a few lost ones, and stands a page further down. Where a chain goes on
// from a number does not depend on how it came there, so the chains are measured from the last number to the first.
function longestChain(lines: readonly SourceLine[]): Chain {
  const charactersBefore = runningLengths(lines);
  const numbers = lines.map(({ text }) => numberOf(text));
  const goesOnAt = new Map<number, number>();
  const lengths = new Map<number, number>();
  /** By number: its places below the line that is looked at, the last one first. */
  const below = new Map<number, number[]>();
  let best: number | undefined;
  for (let at = lines.length - 1; at >= 0; at -= 1) {
    const number = numbers[at];
    if (number == null) continue;
    const next = nextInChain(number, at, below, charactersBefore);
    if (next !== undefined) goesOnAt.set(at, next);
    const length = 1 + (lengths.get(next ?? -1) ?? 0);
    lengths.set(at, length);
    if (number <= FEWEST_COUNTED && length >= (lengths.get(best ?? -1) ?? 0)) best = at;
    const own = below.get(number);
    if (own) own.push(at);
    else below.set(number, [at]);
  }
  const places: number[] = [];
  for (let at = best; at !== undefined; at = goesOnAt.get(at)) places.push(at);
  const distances = places.slice(1).map((at, index) => betweenPlaces(charactersBefore, places[index] ?? 0, at));
  return { places, distances };
}

/** The first of the lines below that may come next, undefined if there is none. */
function nextInChain(
  number: number,
  at: number,
  below: ReadonlyMap<number, readonly number[]>,
  charactersBefore: readonly number[],
): number | undefined {
  const isFarEnough = (place: number) => betweenPlaces(charactersBefore, at, place) >= LEAST_DISTANCE;
  const lineCount = charactersBefore.length - 1;
  let next: number | undefined;
  for (let gap = 0; gap <= LONGEST_GAP; gap += 1) {
    const places = below.get(number + 1 + gap) ?? [];
    const found = places[firstPlaceWhere(places.length, (index) => !isFarEnough(places[index] ?? 0)) - 1];
    if (found !== undefined && found < (next ?? lineCount)) next = found;
  }
  // The last page may be short.
  const atEnd = (below.get(number + 1) ?? []).slice(0, EDGE_DEPTH).findLast((place) => place >= lineCount - EDGE_DEPTH);
  return atEnd !== undefined && atEnd < (next ?? lineCount) ? atEnd : next;
}

/** By line: how many characters stand before it; one more entry for the whole. */
function runningLengths(lines: readonly SourceLine[]): number[] {
  const lengths = [0];
  let total = 0;
  for (const { text } of lines) {
    total += text.length;
    lengths.push(total);
  }
  return lengths;
}

/** Characters on the lines between two. */
const betweenPlaces = (charactersBefore: readonly number[], from: number, to: number): number =>
  (charactersBefore[to] ?? 0) - (charactersBefore[from + 1] ?? 0);

interface PageGroup {
  readonly page: number;
  readonly lines: readonly SourceLine[];
}

function pageGroups(lines: readonly SourceLine[], pages: readonly number[]): PageGroup[] {
  const groups: { page: number; lines: SourceLine[] }[] = [];
  for (const line of lines) {
    const page = pages[firstLine(line) - 1] ?? 1;
    const last = groups.at(-1);
    if (last?.page === page) last.lines.push(line);
    else groups.push({ page, lines: [line] });
  }
  return groups;
}

/** Running titles have at most this many lines. */
const EDGE_LINES = 2;

// Where the numbers alone do not show that they are those of pages, the running titles next to them do.
function numbersBeside(lines: readonly SourceLine[], titles: ReadonlySet<SourceLine>): SourceLine[] {
  const isTitle = (at: number) => titles.has(lines[at] as SourceLine);
  const beside = lines.filter(
    ({ text }, at) => numberOf(text) !== null && (isTitle(at + 1) || (isTitle(at - 1) && !isTitle(at + 1))),
  );
  const numbers = beside.map(({ text }) => numberOf(text) ?? 0);
  const counting = numbers.slice(1).filter((number, at) => number === (numbers[at] ?? 0) + 1);
  return beside.length >= FEWEST_PAGES && counting.length >= (beside.length - 1) * COUNTING_SHARE ? beside : [];
}
const COUNTING_SHARE = 0.8;

interface Edges {
  readonly lines: ReadonlySet<SourceLine>;
  /** The first of each page. */
  readonly heads: ReadonlySet<SourceLine>;
  readonly pageCount: number;
}

// The first and last lines of each page, its number not counted. Without pages, the lines around the page numbers.
function edgesOf(lines: readonly SourceLine[], pages: readonly number[] | null, numbers: ReadonlySet<SourceLine>): Edges {
  const groups = pages === null ? betweenNumbers(lines, numbers) : pageGroups(lines, pages).map((group) => group.lines);
  const own = groups.map((group) => group.filter((line) => !numbers.has(line)));
  return {
    lines: new Set(own.flatMap((group) => [...group.slice(0, EDGE_LINES), ...group.slice(-EDGE_LINES)])),
    heads: new Set(own.slice(1).flatMap((group) => group.slice(0, 1))),
    pageCount: groups.length,
  };
}

function betweenNumbers(lines: readonly SourceLine[], numbers: ReadonlySet<SourceLine>): SourceLine[][] {
  const groups: SourceLine[][] = [[]];
  for (const line of lines)
    if (numbers.has(line)) groups.push([]);
    else groups.at(-1)?.push(line);
  return groups.filter((group) => group.length > 0);
}

/** A running title stands on this many pages at least. */
const FEWEST_REPEATS = 3;
const LONGEST_TITLE = 60;
/** A page that a browser has printed has its address at the foot. */
const LONGEST_ADDRESS = 200;
const MOST_PAGES_SHARE = 0.6;
/** Words that stand inside pages as often are the text's own. */
const AT_EDGES_SHARE = 0.7;

// The same words again and again at the edges of pages, but for a number among them. A chapter's title may run along the
// heads of its pages: of lines that stand at edges only, the first is the heading itself.
function runningTitles(lines: readonly SourceLine[], edges: Edges, known: ReadonlySet<SourceLine>): SourceLine[] {
  const groups = new Map<string, number[]>();
  const charactersBefore = runningLengths(lines);
  for (const [at, line] of lines.entries()) {
    const longest = /\p{Script=Han}{2}/u.test(line.text) ? LONGEST_TITLE : LONGEST_ADDRESS;
    if (known.has(line) || line.text.length > longest || /[。！？；;]$/u.test(line.text)) continue;
    const key = fold(line.text).replace(PAGE_IN_LINE, '#');
    const own = groups.get(key);
    if (own) own.push(at);
    else groups.set(key, [at]);
  }
  return [...groups.values()]
    .filter((group) => group.length >= FEWEST_REPEATS)
    .flatMap((group) => repeatedTitle({ lines, charactersBefore, edges, known }, group).flatMap((at) => lines[at] ?? []));
}

/** A page's number may stand on the same line: `3/27`, `第3页 共27页`. */
const PAGE_IN_LINE = /第\d+页|共\d+页|\d+\/\d+$|^\d+|\d+$/gu;

interface PrintedText {
  readonly lines: readonly SourceLine[];
  /** See `runningLengths`. */
  readonly charactersBefore: readonly number[];
  readonly edges: Edges;
  /** Numbers of pages. */
  readonly known: ReadonlySet<SourceLine>;
}

function repeatedTitle(printed: PrintedText, group: readonly number[]): readonly number[] {
  const { lines, edges } = printed;
  const first = lines[group[0] ?? 0];
  // A label alone has its title on the next line, and comes again in each part.
  if (!first || labelOf(first.text)?.rest === '') return [];
  const atEdges = group.filter((at) => edges.lines.has(lines[at] ?? first));
  if (atEdges.length >= Math.max(FEWEST_REPEATS, group.length * AT_EDGES_SHARE)) {
    const isOwn = isHeading(first.text) || isTableCaption(first.text);
    const repeats = isOwn && atEdges.length === group.length ? atEdges.slice(1) : atEdges;
    if (atEdges.length >= edges.pageCount * MOST_PAGES_SHARE) return repeats;
    // The header of a table that goes on is printed again on each page; it stays with its rows.
    return cellsOf(first) || !/\p{Script=Han}{2}/u.test(first.text) ? [] : repeats;
  }
  // No plan names itself on a line of its own again and again.
  return isPlanTitle(first.text) || standsOncePerPage(printed, group) ? group : [];
}

// A chapter of two pages repeats its title once. No chapter is followed by itself, so a heading at the head of a page that is
// the last one of its kind again, with text between the two, is that.
function titlesAgain(lines: readonly SourceLine[], { heads }: Edges): SourceLine[] {
  const last = new Map<string, string>();
  let textSince = new Set<string>();
  return lines.filter((line) => {
    const label = isHeading(line.text) ? labelOf(line.text) : undefined;
    if (!label || label.rest === '') {
      if (/。/u.test(line.text)) textSince = new Set(last.keys());
      return false;
    }
    const folded = fold(line.text);
    if (heads.has(line) && last.get(label.shape) === folded && textSince.has(label.shape)) return true;
    last.set(label.shape, folded);
    textSince.delete(label.shape);
    return false;
  });
}

// In a text without pages: a line that again and again stands in the middle of a sentence.
const FEWEST_BREAKS = 3;
const BREAKING_SHARE = 0.4;
const SHORTEST_BROKEN = 15;
const SHORTEST_REST = 8;

function standsOncePerPage({ lines, charactersBefore, known }: PrintedText, group: readonly number[]): boolean {
  const breaking = group.filter((at) => breaksSentence(lines, at, known));
  if (breaking.length < Math.max(FEWEST_BREAKS, group.length * BREAKING_SHARE)) return false;
  const distances = group.slice(1).map((at, index) => (charactersBefore[at] ?? 0) - (charactersBefore[group[index] ?? 0] ?? 0));
  return areAlike(distances) && distances.every((distance) => distance >= LEAST_DISTANCE);
}

function breaksSentence(lines: readonly SourceLine[], at: number, known: ReadonlySet<SourceLine>): boolean {
  const near = (step: 1 | -1) => {
    let other = at + step;
    while (known.has(lines[other] as SourceLine)) other += step;
    return lines[other]?.text ?? '';
  };
  const [before, after] = [near(-1), near(1)];
  return (
    before.length >= SHORTEST_BROKEN &&
    /[\p{Script=Han}\p{Nd}，,、%“《（(]$/u.test(before) &&
    after.length >= SHORTEST_REST &&
    !isHeading(after) &&
    !isHeading(before)
  );
}

function isHeading(text: string): boolean {
  const label = labelOf(text);
  return label !== undefined && label.number !== null && isTitleLike(label.rest);
}
