// Footnotes at the foot of a page, in a text of printed lines: they stand in the middle of the paragraph that goes on on the
// next page. Each becomes a paragraph of its own behind it.
import { labelIn } from './label.ts';
import { cellsOf, firstLine, type SourceLine } from './source-line.ts';
import { continues, joinLines, type Wrapping } from './wrapping.ts';

export interface NotesApart {
  readonly lines: readonly SourceLine[];
  /** Those of the lines that are a whole note each: nothing is joined to them. */
  readonly notes: ReadonlySet<SourceLine>;
}

/** `pages`: the page of each line of the file. */
export function setNotesApart(
  lines: readonly SourceLine[],
  pages: readonly number[] | null,
  wrapping: Wrapping | null,
): NotesApart {
  if (pages === null || wrapping === null) return { lines, notes: new Set() };
  const pageOf = (line: SourceLine) => pages[firstLine(line) - 1] ?? 1;
  const ordered: SourceLine[] = [];
  const notes = new Set<SourceLine>();
  let waiting: SourceLine[] = [];
  for (let from = 0; from < lines.length; ) {
    const page = pageOf(lines[from] as SourceLine);
    let to = from;
    while (to < lines.length && pageOf(lines[to] as SourceLine) === page) to += 1;
    const group = lines.slice(from, to);
    const notesFrom = firstNote(group);
    for (const line of group.slice(0, notesFrom)) {
      if (waiting.length > 0 && endsParagraph(ordered.at(-1), line, wrapping)) {
        ordered.push(...waiting);
        waiting = [];
      }
      ordered.push(line);
    }
    const own = joinNotes(group.slice(notesFrom));
    for (const note of own) notes.add(note);
    waiting.push(...own);
    from = to;
  }
  return { lines: [...ordered, ...waiting], notes };
}

const NOTE = /^(?:\[(\d{1,3})\]|([①-⑳])|(\d{1,2})[ \u3000\u00a0]+(?=[“《]?\p{Script=Han}{2}))/u;
const LONGEST_NOTES_SHARE = 0.7;

// From the first line on that opens like a note, if from there to the end of the page nothing else begins.
function firstNote(group: readonly SourceLine[]): number {
  const from = Math.max(
    group.findLastIndex((line) => labelIn(line) !== undefined) + 1,
    group.length - Math.max(2, group.length * LONGEST_NOTES_SHARE),
  );
  const markedAt = new Map<string, number>();
  for (let at = Math.max(0, Math.ceil(from)); at < group.length; at += 1) {
    const line = group[at] as SourceLine;
    const match = NOTE.exec(line.raw.trim());
    if (!match || cellsOf(line) || (at === 0 && group.length > 1 && match[1] === undefined)) continue;
    const [, bracketed, circled, bare] = match;
    if (bracketed !== undefined) return at;
    const number = circled ?? bare ?? '';
    const marked = markedAt.get(number) ?? firstMarked(group, number);
    markedAt.set(number, marked);
    if (marked < at) return at;
  }
  return group.length;
}

// A number without brackets opens a note only if it hangs on a word above: the first line where it hangs on one.
function firstMarked(lines: readonly SourceLine[], number: string): number {
  const mark = new RegExp(
    `[\\p{Script=Han}”》）)] ?${number}(?![\\d.．、%年月日岁万亿千百个项家条名人位次件所座处种类大倍省市区县])`,
    'u',
  );
  const found = lines.findIndex(({ text }) => mark.test(text));
  return found < 0 ? lines.length : found;
}

function joinNotes(lines: readonly SourceLine[]): SourceLine[] {
  const groups: SourceLine[][] = [];
  for (const line of lines) {
    if (groups.length === 0 || NOTE.test(line.raw.trim())) groups.push([line]);
    else groups.at(-1)?.push(line);
  }
  return groups.map(joinLines);
}

const endsParagraph = (before: SourceLine | undefined, line: SourceLine, wrapping: Wrapping): boolean =>
  before === undefined || !continues(before, line, wrapping) || labelIn(line) !== undefined;
