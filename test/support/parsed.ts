// What must hold of every parsed plan, whatever its text: each function returns what is wrong, in words, or nothing.
import { CELL_SEPARATOR, type Clause, type Heading, type Mark, type ParsedPlan, type Span } from '../../src/corpus/model.ts';
import { visibleCharacters } from '../../src/text/clean.ts';

const linesOf = (text: string): string[] => text.split(/\r\n|\n|\r/);

interface Owner {
  readonly name: string;
  readonly spans: readonly Span[];
}

const ownersOf = ({ headings, clauses, dropped }: ParsedPlan): Owner[] => [
  ...headings.map(({ num, title, spans }) => ({ name: `heading ${num}${title}`, spans })),
  ...clauses.map(({ id, spans }) => ({ name: `clause ${id}`, spans })),
  ...dropped.map(({ reason, text, spans }) => ({ name: `${reason} ${text}`, spans })),
];

/** Visible characters of the source that no heading, clause or dropped line holds, or that two of them hold. */
export function lostOrDoubled(text: string, plan: ParsedPlan): string[] {
  const lines = linesOf(text);
  const spansByLine = new Map<number, { owner: string; start: number; end: number }[]>();
  const wrong: string[] = [];
  for (const { name, spans } of ownersOf(plan)) {
    for (const { line, range } of spans) {
      const raw = lines[line - 1];
      if (raw === undefined || range[0] < 0 || range[0] >= range[1] || range[1] > raw.length)
        wrong.push(`${name}: no such place ${line}:${range}`);
      spansByLine.set(line, [...(spansByLine.get(line) ?? []), { owner: name, start: range[0], end: range[1] }]);
    }
  }
  for (const [index, raw] of lines.entries()) {
    const spans = (spansByLine.get(index + 1) ?? []).sort((a, b) => a.start - b.start);
    let at = 0;
    for (const { owner, start, end } of spans) {
      if (start < at) wrong.push(`line ${index + 1}: ${owner} holds again what stands before ${at}`);
      if (visibleCharacters(raw.slice(at, start)) !== '')
        wrong.push(`line ${index + 1}: nothing holds “${raw.slice(at, start)}”`);
      at = Math.max(at, end);
    }
    if (visibleCharacters(raw.slice(at)) !== '') wrong.push(`line ${index + 1}: nothing holds “${raw.slice(at)}”`);
  }
  return wrong;
}

/** Headings, clauses and dropped lines whose text is not that of their places in the source. */
export function unfaithful(text: string, plan: ParsedPlan): string[] {
  const lines = linesOf(text);
  const sourceOf = (spans: readonly Span[]): string =>
    visibleCharacters(spans.map(({ line, range }) => (lines[line - 1] ?? '').slice(...range)).join(''));
  const wrong: string[] = [];
  const compare = (name: string, shown: string, spans: readonly Span[]) => {
    const source = sourceOf(spans);
    if (visibleCharacters(shown) !== source) wrong.push(`${name} shows “${shown}”, the source has “${source}”`);
  };
  for (const clause of plan.clauses) compare(clause.id, capturedText(clause), clause.spans);
  for (const dropped of plan.dropped) compare(`dropped line ${dropped.lines[0]}`, dropped.text, dropped.spans);
  for (const heading of plan.headings) {
    const source = sourceOf(heading.spans);
    const shown = visibleCharacters((heading.inferred ? '' : heading.num) + undoRepairs(heading.title, heading.marks));
    const printed = heading.inferred ? source.replace(/^[、．.]/u, '') : source;
    // The full stop or the colon of a heading that runs into its paragraph is its border, not its text.
    if (![shown, `${shown}。`, `${shown}：`, `${shown}:`].includes(printed))
      wrong.push(`heading ${heading.num}${heading.title}: the source has “${source}”`);
  }
  return wrong;
}

/** A clause's text as it was captured: repairs undone, separators of cells taken out. */
function capturedText({ text, cells, marks }: Clause): string {
  const repairs = marks.filter((mark) => mark.kind === 'repair');
  const edits = repairs.map(({ range, captured }) => ({ start: range[0], end: range[1], put: captured }));
  for (const [index, cell] of (cells ?? []).entries()) {
    const next = cells?.[index + 1];
    if (next) edits.push({ start: cell[1], end: next[0], put: '' });
  }
  return applyEdits(text, edits);
}

const undoRepairs = (text: string, marks: readonly Mark[]): string =>
  applyEdits(
    text,
    marks
      .filter((mark) => mark.kind === 'repair')
      .map(({ range, captured }) => ({ start: range[0], end: range[1], put: captured })),
  );

function applyEdits(text: string, edits: readonly { start: number; end: number; put: string }[]): string {
  return [...edits]
    .sort((a, b) => b.start - a.start)
    .reduce((whole, { start, end, put }) => whole.slice(0, start) + put + whole.slice(end), text);
}

/** Marks that do not stand where they say, and cells that do not make up the text. */
export function misplaced({ headings, clauses }: ParsedPlan): string[] {
  const wrong: string[] = [];
  const owners = [
    ...headings.map(({ title, marks }) => ({ name: title, text: title, marks })),
    ...clauses.map(({ id, text, marks }) => ({ name: id, text, marks })),
  ];
  for (const { name, text, marks } of owners) {
    for (const { kind, range, captured, meant } of marks) {
      const shown = text.slice(...range);
      if (shown !== (kind === 'repair' ? meant : captured)) wrong.push(`${name}: ${kind} at ${range} stands on “${shown}”`);
    }
  }
  for (const { id, text, cells } of clauses) {
    if (cells === null) continue;
    if (cells.map((cell) => text.slice(...cell)).join(CELL_SEPARATOR) !== text) wrong.push(`${id}: its cells are not its text`);
    if (cells.length < 2) wrong.push(`${id}: one cell is no row of cells`);
  }
  return wrong;
}

/** Ids, numbers, places and parents that break the order of the document. */
export function misnumbered(plan: ParsedPlan, id: string): string[] {
  return [...misnumberedClauses(plan, id), ...misnumberedHeadings(plan), ...misnumberedChapters(plan, id)];
}

function misnumberedClauses({ clauses, chapters, headings }: ParsedPlan, id: string): string[] {
  const wrong: string[] = [];
  const lastInSection = new Map<string, number>();
  const seen = new Set<string>();
  for (const [at, clause] of clauses.entries()) {
    const match = /^(?<chapter>.+-(?:A?[1-9]\d*|0))\.(?<section>0|[1-9]\d*)\.(?<number>[1-9]\d*)$/.exec(clause.id);
    if (!match?.groups || !clause.id.startsWith(`${id}-`)) {
      wrong.push(`${clause.id} is no clause id`);
      continue;
    }
    if (seen.has(clause.id)) wrong.push(`${clause.id} is given twice`);
    seen.add(clause.id);
    const section = `${match.groups['chapter']}.${match.groups['section']}`;
    const number = Number(match.groups['number']);
    if (number !== (lastInSection.get(section) ?? 0) + 1)
      wrong.push(`${clause.id} does not follow ${lastInSection.get(section) ?? 0}`);
    lastInSection.set(section, number);
    if (chapters[clause.chapter]?.id !== match.groups['chapter'])
      wrong.push(`${clause.id} stands in ${chapters[clause.chapter]?.id}`);
    const before = clauses[at - 1];
    if (clause.lines[0] > clause.lines[1]) wrong.push(`${clause.id} ends before it starts`);
    if (before && clause.lines[0] < before.lines[0]) wrong.push(`${clause.id} stands before ${before.id}`);
    if (clause.text === '') wrong.push(`${clause.id} is empty`);
    const heading = clause.heading === null ? null : headings[clause.heading];
    if (heading === undefined) wrong.push(`${clause.id} has a heading that does not exist`);
    if (heading && heading.kind !== 'part' && heading.chapter !== clause.chapter)
      wrong.push(`${clause.id} and its heading stand in two chapters`);
  }
  return wrong;
}

function misnumberedHeadings({ headings, chapters }: ParsedPlan): string[] {
  const wrong: string[] = [];
  for (const [at, heading] of headings.entries()) {
    const parent: Heading | undefined = heading.parent === null ? undefined : headings[heading.parent];
    const name = `heading ${heading.num}${heading.title}`;
    if (heading.parent !== null && heading.parent >= at) wrong.push(`${name} has a parent that follows it`);
    if (heading.depth !== (parent ? parent.depth + 1 : 0))
      wrong.push(`${name} has depth ${heading.depth} under ${parent?.depth ?? 'nothing'}`);
    if (heading.chapter !== null && chapters[heading.chapter] === undefined)
      wrong.push(`${name} stands in a chapter that does not exist`);
    const before = headings[at - 1];
    if (heading.lines[0] > heading.lines[1] || (before && heading.lines[0] < before.lines[0]))
      wrong.push(`${name} is out of order`);
  }
  return wrong;
}

function misnumberedChapters({ chapters, headings }: ParsedPlan, id: string): string[] {
  const wrong: string[] = [];
  let count = 0;
  let appendices = 0;
  for (const chapter of chapters) {
    if (chapter.kind === 'chapter') count += 1;
    if (chapter.kind === 'appendix') appendices += 1;
    const expected =
      chapter.kind === 'preamble' ? `${id}-0` : chapter.kind === 'appendix' ? `${id}-A${appendices}` : `${id}-${count}`;
    if (chapter.id !== expected) wrong.push(`${chapter.id} should be ${expected}`);
    if (chapter.number !== (chapter.kind === 'chapter' ? count : null))
      wrong.push(`${chapter.id} has the number ${chapter.number}`);
    const heading = chapter.heading === null ? null : headings[chapter.heading];
    if ((chapter.kind === 'preamble') !== (heading === null) || heading === undefined)
      wrong.push(`${chapter.id} has no heading of its own`);
  }
  if (chapters.some((chapter, at) => chapter.kind === 'preamble' && at > 0)) wrong.push('a preamble follows a chapter');
  return wrong;
}
