// Text that carries its marks along when it is cut, joined or repaired.
import type { Range } from '../text/characters.ts';
import type { Mark } from './model.ts';

export interface MarkedText {
  readonly text: string;
  readonly marks: readonly Mark[];
}

/** A declared replacement: wherever `find` stands, `replace` belongs. */
export interface Repair {
  readonly find: string;
  readonly replace: string;
  readonly reason: string;
}

/** A declared typo of one line: the text stays, `meant` becomes findable in its place. */
export interface Correction {
  readonly line: number;
  readonly find: string;
  readonly meant: string;
  readonly reason: string;
}

const plainText = (text: string): MarkedText => ({ text, marks: [] });

/** The text with every repair made and each correction marked. Where two repairs could start, the one declared first wins. */
export function markText(text: string, repairs: readonly Repair[], corrections: readonly Correction[]): MarkedText {
  const repaired = applyRepairs(text, repairs);
  const marks = corrections.flatMap(({ find, meant, reason }): Mark[] => {
    const at = repaired.text.indexOf(find);
    return at < 0 ? [] : [{ kind: 'correction', range: [at, at + find.length], captured: find, meant, reason }];
  });
  return { text: repaired.text, marks: [...repaired.marks, ...marks].sort((a, b) => a.range[0] - b.range[0]) };
}

/** A part of marked text. A mark that is cut through is left out. */
export function sliceMarked({ text, marks }: MarkedText, start: number, end = text.length): MarkedText {
  const kept = marks.filter(({ range }) => range[0] >= start && range[1] <= end);
  return { text: text.slice(start, end), marks: kept.map((mark) => shiftMark(mark, -start)) };
}

/** Several marked texts as one, with `separator` between them, and the range of each in the whole. */
export function joinMarked(parts: readonly MarkedText[], separator: string): MarkedText & { readonly ranges: readonly Range[] } {
  let text = '';
  const marks: Mark[] = [];
  const ranges: Range[] = [];
  for (const [index, part] of parts.entries()) {
    if (index > 0) text += separator;
    marks.push(...part.marks.map((mark) => shiftMark(mark, text.length)));
    ranges.push([text.length, text.length + part.text.length]);
    text += part.text;
  }
  return { text, marks, ranges };
}

function applyRepairs(text: string, repairs: readonly Repair[]): MarkedText {
  if (!repairs.some(({ find }) => text.includes(find))) return plainText(text);
  let repaired = '';
  const marks: Mark[] = [];
  for (let at = 0; at < text.length; ) {
    const repair = repairs.find(({ find }) => text.startsWith(find, at));
    if (!repair) {
      repaired += text[at];
      at += 1;
      continue;
    }
    const { find, replace, reason } = repair;
    marks.push({
      kind: 'repair',
      range: [repaired.length, repaired.length + replace.length],
      captured: find,
      meant: replace,
      reason,
    });
    repaired += replace;
    at += find.length;
  }
  return { text: repaired, marks };
}

function shiftMark(mark: Mark, by: number): Mark {
  return { ...mark, range: [mark.range[0] + by, mark.range[1] + by] };
}
