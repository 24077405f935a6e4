// Titles run into their paragraph by another mark than a full stop (`（一）题目：正文`, `（一）题目　正文`). Alone such a line may
// be anything; a whole document that sets its titles like that shows it.
import { type Label, type LabelShape, labelIn, runInTitleLength } from './label.ts';
import type { SourceLine } from './source-line.ts';
import { opensFull, type Wrapping } from './wrapping.ts';

const MARKS = ['：', '　'] as const;
type RunInMark = (typeof MARKS)[number];

/** Lists and what is named by its label are not set like that. */
const NEVER: ReadonlySet<LabelShape> = new Set(['篇', '章', '节', '1.', '（1）', '附件', '专栏']);
const FEWEST = 3;
const SHARE = 0.8;

/** The lines, those that open with such a title told how long it is. */
export function markRunIns(lines: readonly SourceLine[], wrapping: Wrapping | null): readonly SourceLine[] {
  const byShape = new Map<LabelShape, { readonly at: number; readonly label: Label }[]>();
  for (const [at, line] of lines.entries()) {
    const label = labelIn(line);
    if (!label || label.number === null || NEVER.has(label.shape) || !isText(line, label, wrapping)) continue;
    const own = byShape.get(label.shape);
    if (own) own.push({ at, label });
    else byShape.set(label.shape, [{ at, label }]);
  }
  const lengths = new Map<number, number>();
  for (const own of byShape.values()) {
    // A full stop is the usual mark; a blank may stand inside a title that it ends.
    if (own.filter(({ label }) => endsAtFullStop(label)).length >= own.length * SHARE) continue;
    for (const mark of MARKS) {
      const found = own.flatMap(({ at, label }): [number, number][] => {
        const length = titleLength(lines, at, label, mark, wrapping);
        return length === null ? [] : [[at, length]];
      });
      if (found.length < Math.max(FEWEST, own.length * SHARE)) continue;
      for (const [at, length] of found) lengths.set(at, length);
      break;
    }
  }
  return lengths.size === 0 ? lines : lines.map((line, at) => withLength(line, lengths.get(at)));
}

function endsAtFullStop(label: Label): boolean {
  const length = runInTitleLength(label);
  return length !== null && !/[，：:]/u.test(label.rest.slice(0, length - label.num.length));
}

const withLength = (line: SourceLine, runIn: number | undefined): SourceLine => (runIn === undefined ? line : { ...line, runIn });

// A title on a line of its own is no sentence; in wrapped text a paragraph may show that it is one on a later line only.
function isText(line: SourceLine, { rest }: Label, wrapping: Wrapping | null): boolean {
  return /[。；]/u.test(rest) || rest.length > LONGEST_LINE || (wrapping !== null && opensFull(line, wrapping));
}
const LONGEST_LINE = 60;

const TITLE: Readonly<Record<RunInMark, RegExp>> = {
  '：': /^([^。；！？：:]{2,40}[：:])(?=.{8})/u,
  // One blank may stand inside a title, or inside a word.
  '　': /^([^。；！？：:\p{White_Space}]{4,40})(?=(?:\u3000|[\p{White_Space}]{2}).{8})/u,
};

/** The length of label and title in the cleaned line, the mark included if it can be seen. */
function titleLength(
  lines: readonly SourceLine[],
  at: number,
  { num, rest }: Label,
  mark: RunInMark,
  wrapping: Wrapping | null,
): number | null {
  const line = lines[at];
  if (!line) return null;
  // In wrapped text the title may end on the second line.
  if (mark === '：') return lengthOf(TITLE[mark].exec(wrapping === null ? rest : rest + (lines[at + 1]?.text ?? '')), num);
  // Blanks show in the line as captured only.
  const captured = line.raw
    .replace(/^[\p{White_Space}\p{Cf}]+/u, '')
    .slice(num.length)
    .replace(/^[\p{White_Space}]+/u, '');
  const found = TITLE[mark].exec(captured);
  return found?.[1] !== undefined && line.text.startsWith(num + found[1]) ? lengthOf(found, num) : null;
}

const lengthOf = (found: RegExpExecArray | null, num: string): number | null =>
  found?.[1] === undefined ? null : num.length + found[1].length;
