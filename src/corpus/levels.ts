// Which shape of label is the chapter and which the section. Inferred from the whole document, never fixed by label:
// one plan has 篇/章/节, another 章/节/一、, a work report only 一、 and （一）.
import {
  isBrokenTitle,
  isTitleLike,
  LABEL_SHAPES,
  type Label,
  type LabelShape,
  labelIn,
  labelOf,
  runInTitleLength,
} from './label.ts';
import type { HeadingKind } from './model.ts';
import type { SourceLine } from './source-line.ts';
import { isInSentence } from './title-lines.ts';
import type { Wrapping } from './wrapping.ts';

export type Levels = ReadonlyMap<LabelShape, Exclude<HeadingKind, 'appendix' | 'box'>>;

const NUMBERED_SHAPES = LABEL_SHAPES.filter((shape) => shape !== '附件' && shape !== '专栏');
/** A shape that is not 章 or 节 is the section if this share of the chapters has it; fewer, and it may be a list inside. */
const SECTION_SHARE = 0.4;
/** The entries of a list follow each other; most titles have text below them. */
const WITH_TEXT_SHARE = 0.7;
const FEWEST_SECTIONS = 2;
/** Shapes that lists inside a section are numbered in. */
const LIST_SHAPES: ReadonlySet<LabelShape> = new Set(['1.', '（1）']);

/** The kind of heading each shape of label stands for in a body. Shapes that never head anything are absent. */
export function inferLevels(lines: readonly SourceLine[], wrapping: Wrapping | null): Levels {
  const own = lines.slice(0, firstAppendix(lines));
  // What a wrapped line happens to begin with in the middle of a sentence is no label.
  const labels = own.map((line, at) =>
    wrapping !== null && isInSentence(own[at - 1], wrapping) ? undefined : headingLabelOf(line),
  );
  const runIns = new Set(own.flatMap((line, at) => (line.runIn === undefined ? [] : [labels[at]])));
  const shapes = labels.map((label) => label?.shape);
  const present = shapesFrom(labels).filter(
    (shape) => shapes.includes(shape) && (!RARE_SHAPES.has(shape) || counts(labels, shape)),
  );
  const levels = new Map<LabelShape, Exclude<HeadingKind, 'appendix' | 'box'>>();
  const [first, ...others] = present;
  const chapterShape = first === '篇' && others[0] !== undefined ? others[0] : first;
  if (first && first !== chapterShape) levels.set(first, 'part');
  if (!chapterShape) return levels;
  levels.set(chapterShape, 'chapter');
  const below = present.slice(present.indexOf(chapterShape) + 1);
  const sectionShape = below.find(
    (shape) =>
      shape === '节' || shareOfChapters(shapes, chapterShape, shape) >= SECTION_SHARE || areTitlesWithText(labels, shape, runIns),
  );
  for (const shape of below) levels.set(shape, shape === sectionShape ? 'section' : 'item');
  return levels;
}

/** Numbers that may also be a letter or a name: they count something only if 2 follows 1. */
const RARE_SHAPES: ReadonlySet<LabelShape> = new Set(['壹、', 'I.']);

function counts(labels: readonly (Label | undefined)[], shape: LabelShape): boolean {
  const numbers = labels.flatMap((label) => (label?.shape === shape ? [label.number] : []));
  return numbers.includes(1) && numbers.indexOf(2) > numbers.indexOf(1);
}

// From the highest. 1. stands above 1.1 where the numbers say so: 2.1 is the first one after 2.
function shapesFrom(labels: readonly (Label | undefined)[]): readonly LabelShape[] {
  let last: number | null = null;
  let under = 0;
  let firsts = 0;
  for (const label of labels) {
    if (label?.shape === '1.') last = label.number;
    const [, above] = label?.shape === '1.1' && label.number === 1 ? (/^(\d+)\./u.exec(label.num) ?? []) : [];
    if (above === undefined) continue;
    firsts += 1;
    if (Number(above) === last) under += 1;
  }
  if (firsts === 0 || under < firsts * DECIMAL_SHARE) return NUMBERED_SHAPES;
  return [...NUMBERED_SHAPES.filter((shape) => !DECIMAL_SHAPES.includes(shape)), ...DECIMAL_SHAPES];
}
const DECIMAL_SHAPES: readonly LabelShape[] = ['1.', '1.1', '1.1.1', '（1）'];
const DECIMAL_SHARE = 0.5;

// Appendices have numbering of their own, which says nothing of the body's.
function firstAppendix(lines: readonly SourceLine[]): number {
  const body = lines.findIndex((line) => headingLabelOf(line) !== undefined);
  const found = lines.findIndex(({ text }, at) => {
    const label = at > body ? labelOf(text) : undefined;
    return label?.shape === '附件' && (label.rest === '' || (label.number !== null && isTitleLike(label.rest)));
  });
  return found < 0 ? lines.length : found;
}

const LABELS_THAT_STAND_ALONE = new Set<LabelShape>(['篇', '章', '节']);

// A heading on a line of its own, or one run into its paragraph.
function headingLabelOf(line: SourceLine): Label | undefined {
  const label = labelIn(line);
  if (!label || label.number === null) return undefined;
  // A label on a line of its own has its title on the next; a bare number may be anything.
  if (label.rest === '') return LABELS_THAT_STAND_ALONE.has(label.shape) ? label : undefined;
  const isRunIn = line.runIn !== undefined || runInTitleLength(label) !== null;
  return isRunIn || isTitleLike(label.rest) || isBrokenTitle(label.rest) ? label : undefined;
}

// Titles on lines of their own, each with text below it, or run into their paragraphs.
function areTitlesWithText(
  labels: readonly (Label | undefined)[],
  shape: LabelShape,
  runIns: ReadonlySet<Label | undefined>,
): boolean {
  const places = [...labels.keys()].filter((at) => labels[at]?.shape === shape);
  const withText = places.filter((at) => {
    const label = labels[at];
    if (!label) return false;
    if (runIns.has(label)) return true;
    return isTitleLike(label.rest)
      ? labels[at + 1]?.shape !== shape
      : !LIST_SHAPES.has(shape) && runInTitleLength(label) !== null;
  });
  return places.length >= FEWEST_SECTIONS && withText.length >= places.length * WITH_TEXT_SHARE;
}

function shareOfChapters(shapes: readonly (LabelShape | undefined)[], chapter: LabelShape, shape: LabelShape): number {
  let chapters = 0;
  let having = 0;
  let seen = true;
  for (const at of shapes) {
    if (at === chapter) {
      chapters += 1;
      seen = false;
    } else if (at === shape && !seen) {
      having += 1;
      seen = true;
    }
  }
  return chapters === 0 ? 0 : having / chapters;
}
