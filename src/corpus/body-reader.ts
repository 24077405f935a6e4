// Reads the lines of a body in order: headings, boxes, tables, appendices, and the clauses between them.
import { cleanText, cleanTitle, visibleCharacters } from '../text/clean.ts';
import { fold } from '../text/fold.ts';
import { joinBoxLines, listOf } from './box-lines.ts';
import {
  continuesNote,
  endsAsTableTitle,
  isBullet,
  isCell,
  isNote,
  isTableCaption,
  isUnitLine,
  textKind,
} from './clause-kind.ts';
import type { PrintedContents } from './contents.ts';
import { flattenedTable, opensTable } from './flattened-tables.ts';
import { isBrokenTitle, isTitleLike, type Label, labelIn, labelOf, runInTitleLength } from './label.ts';
import type { Levels } from './levels.ts';
import { listEntries } from './listed-entries.ts';
import { type Correction, joinMarked, type MarkedText, markText, type Repair, sliceMarked } from './marked-text.ts';
import {
  CELL_SEPARATOR,
  type Chapter,
  type Clause,
  type ClauseKind,
  type Diagnostic,
  type Heading,
  type HeadingKind,
} from './model.ts';
import { chineseNumeral } from './numerals.ts';
import { OutlineBuilder } from './outline-builder.ts';
import { SortedTitles } from './sorted-titles.ts';
import { cellsOf, firstLine, rawOffsetOf, type SourceLine, sliceSpans } from './source-line.ts';
import { assembleTable, isFigure, type Row } from './table-rows.ts';
import { isInSentence, linesOfTitleApart, opensWrappedParagraph, type PrintedLines, titleLines } from './title-lines.ts';
import { continues, isFull, joinLines, type Wrapping } from './wrapping.ts';
import type { DroppedLine } from './zones.ts';

export interface ReaderOptions {
  readonly id: string;
  readonly repairs: readonly Repair[];
  readonly corrections: readonly Correction[];
  readonly levels: Levels;
  readonly contents: PrintedContents | null;
  readonly wrapping: Wrapping | null;
  /** Lines to which nothing is joined. */
  readonly whole: ReadonlySet<SourceLine>;
}

interface FoundHeading {
  readonly label: Label;
  readonly kind: HeadingKind;
  /** How many lines the title takes. */
  readonly lineCount: number;
  /** Of a heading run into its paragraph: the length of label and title in the cleaned first line. */
  readonly runInLength?: number;
}

export class BodyReader {
  readonly diagnostics: Diagnostic[] = [];
  readonly dropped: DroppedLine[] = [];
  readonly #options: ReaderOptions;
  readonly #outline: OutlineBuilder;
  readonly #lastNumber = new Map<string, number>();
  readonly #attachmentTitles = new SortedTitles();
  #lines: readonly SourceLine[] = [];
  #bodyIndent = 0;
  #printed: PrintedLines;
  /** Of lines that did not fall into rows: where they end, and how many tables were tried among them. */
  #notTables = { end: 0, tries: 0 };

  constructor(options: ReaderOptions) {
    this.#options = options;
    this.#outline = new OutlineBuilder(options.id);
    const listed = listEntries(options.contents?.entries ?? []);
    this.#printed = { lines: [], listed, wrapping: options.wrapping, titlesAreGlued: false, bodyIndent: 0 };
    for (const { label, folded } of options.contents?.entries ?? []) {
      if (label.shape === '附件') this.#attachmentTitles.add(folded.slice(fold(label.num).length));
    }
  }

  readPreamble(lines: readonly SourceLine[], label: string): void {
    if (lines.length === 0) return;
    this.#outline.openPreamble(label);
    this.#take(lines);
    for (let at = 0; at < lines.length; ) at = this.#readText(at);
  }

  readBody(lines: readonly SourceLine[]): void {
    this.#take(lines);
    for (let at = 0; at < lines.length; ) at = this.#readAt(at);
    this.#outline.finish();
  }

  #take(lines: readonly SourceLine[]): void {
    this.#lines = lines;
    this.#bodyIndent = usualIndent(lines);
    this.#notTables = { end: 0, tries: 0 };
    const titlesAreGlued = lines.filter((line) => line.afterBlank).length > lines.length * 0.6;
    this.#printed = { ...this.#printed, lines, titlesAreGlued, bodyIndent: this.#bodyIndent };
  }

  finish(): { headings: readonly Heading[]; chapters: readonly Chapter[]; clauses: readonly Clause[] } {
    return this.#outline;
  }

  // Reads what starts at line `at` and returns where the next thing starts.
  #readAt(at: number): number {
    const line = this.#lines[at];
    if (!line) return at + 1;
    const attachments = this.#attachmentListEnd(at);
    if (attachments > at) {
      for (const listed of this.#lines.slice(at, attachments)) this.dropped.push({ line: listed, reason: 'contents' });
      return attachments;
    }
    const heading = this.#headingAt(at);
    if (heading) return this.#readHeading(at, heading);
    const rowsEnd = this.#tabRowsEnd(at);
    if (rowsEnd > at) {
      this.#addTabRows(this.#lines.slice(at, rowsEnd), undefined);
      return rowsEnd;
    }
    const table = this.#tableAt(at);
    if (table) {
      if (table.from > at) this.#addText(line);
      this.#addTable(this.#lines.slice(table.from, table.to), undefined);
      return table.to;
    }
    return this.#readText(at);
  }

  // A paragraph: one line, or, in wrapped text, all lines up to where a sentence ends early or something else begins.
  #readText(at: number): number {
    const { paragraph, end } = this.#paragraphAt(at);
    this.#addText(paragraph);
    return end;
  }

  #paragraphAt(at: number): { readonly paragraph: SourceLine; readonly end: number } {
    const { wrapping } = this.#options;
    let end = at + 1;
    while (wrapping !== null && end < this.#lines.length && this.#goesOn(end, wrapping)) end += 1;
    return { paragraph: joinLines(this.#lines.slice(at, end)), end };
  }

  #goesOn(at: number, wrapping: Wrapping): boolean {
    const before = this.#lines[at - 1];
    const line = this.#lines[at];
    if (!before || !line || this.#options.whole.has(before) || this.#options.whole.has(line)) return false;
    if (cellsOf(before) || cellsOf(line) || !continues(before, line, wrapping)) return false;
    return !isBullet(line.text) && !isNote(line.text) && !this.#headingAt(at);
  }

  #readHeading(at: number, found: FoundHeading): number {
    const index = this.#addHeading(at, found);
    const line = this.#lines[at];
    if (found.runInLength !== undefined && line) {
      const { paragraph, end } = this.#paragraphAt(at);
      this.#addText(paragraph, found.runInLength);
      return end;
    }
    const next = at + found.lineCount;
    if (found.kind === 'box') {
      const end = this.#boxEnd(next);
      this.#addTable(this.#lines.slice(next, end), index);
      return end;
    }
    if (found.kind === 'appendix') {
      const end = this.#appendixEnd(next);
      this.#addTable(this.#lines.slice(next, end), undefined);
      return end;
    }
    return next;
  }

  #headingAt(at: number): FoundHeading | undefined {
    const line = this.#lines[at];
    const label = line && labelIn(line);
    if (!line || !label) return undefined;
    if (label.shape === '附件') return this.#appendixAt(at, label);
    const kind = label.shape === '专栏' ? 'box' : this.#kindOf(label);
    if (!kind) return undefined;
    if (this.#isInSentence(at, label, kind)) return undefined;
    if (label.rest === '') {
      const next = this.#lines[at + 1];
      if (!next || labelIn(next) || !isTitleLike(next.text)) return undefined;
      return { label, kind, lineCount: linesOfTitleApart(this.#printed, at, label) };
    }
    if (line.runIn === undefined && (isTitleLike(label.rest) || isBrokenTitle(label.rest))) {
      const lineCount = titleLines(this.#printed, at, label);
      if (!opensWrappedParagraph(this.#printed, at, label, lineCount)) return { label, kind, lineCount };
    }
    const runInLength = this.#runInLength(at, label);
    if (runInLength === null || !this.#isParagraphLongerThan(runInLength, at)) return undefined;
    return { label, kind, lineCount: 1, runInLength };
  }

  // A run-in title ends on the first or the second line, so that the paragraph need not be read to its end.
  #isParagraphLongerThan(length: number, at: number): boolean {
    const { wrapping } = this.#options;
    let own = this.#lines[at]?.text.length ?? 0;
    for (let end = at + 1; own <= length; end += 1) {
      if (wrapping === null || end >= this.#lines.length || !this.#goesOn(end, wrapping)) return false;
      own += this.#lines[end]?.text.length ?? 0;
    }
    return true;
  }

  // A wrapped line may happen to begin like a heading (统 / 一、提升…); a heading there has the number that is due, and
  // is not the first, which follows a title or the end of a paragraph.
  #isInSentence(at: number, label: Label, kind: HeadingKind): boolean {
    const { wrapping } = this.#options;
    if (wrapping === null || kind === 'box' || label.number === null) return false;
    const isDue = label.number > 1 && label.number === this.#expectedNumber(label, kind);
    return !isDue && isInSentence(this.#lines[at - 1], wrapping);
  }

  // In wrapped text the title that a paragraph opens with may end on the second line.
  #runInLength(at: number, label: Label): number | null {
    const own = this.#lines[at]?.runIn ?? runInTitleLength(label);
    const next = this.#lines[at + 1];
    if (own !== null || !this.#options.wrapping || !next || label.rest.includes('。')) return own;
    // Asked first: whether the next line goes on with this one depends on what that line is, and so on through the text.
    const ofBoth = runInTitleLength({ ...label, rest: label.rest + next.text });
    return ofBoth !== null && this.#goesOn(at + 1, this.#options.wrapping) ? ofBoth : null;
  }

  #kindOf(label: Label): HeadingKind | undefined {
    const kind = this.#options.levels.get(label.shape);
    // A number can only be lost where numbers are due; the line must read as a title.
    if (label.number === null) return isTitleLike(label.rest) && label.rest.length >= 4 ? (kind ?? 'item') : undefined;
    return kind;
  }

  #addHeading(at: number, found: FoundHeading): number {
    const { label, kind, lineCount, runInLength } = found;
    const lines = runInLength === undefined ? this.#lines.slice(at, at + lineCount) : [this.#paragraphAt(at).paragraph];
    const first = lines[0];
    const parts = lines.map((line, index) =>
      this.#titleOf(line, index === 0 ? label.num : '', index === 0 ? runInLength : undefined),
    );
    const title = joinMarked(parts, '');
    const numbering = this.#number(label, kind, first);
    if (lineCount > 1 && first) this.#report(first, 'joined-title', `标题分成 ${lineCount} 行，已连为“${title.text}”`);
    const spans = lines.flatMap((line) =>
      runInLength === undefined
        ? line.spans
        : sliceSpans(line, [0, rawOffsetOf(line.raw, visibleLength(line.text.slice(0, runInLength)))]),
    );
    return this.#outline.addHeading({ kind, shape: label.shape, ...numbering, title, spans });
  }

  #titleOf(line: SourceLine, num: string, end?: number): MarkedText {
    const from = rawOffsetOf(line.raw, visibleLength(num));
    const to = end === undefined ? line.raw.length : rawOffsetOf(line.raw, visibleLength(line.text.slice(0, end)));
    return markText(
      cleanTitle(line.raw.slice(from, to)).replace(/[。：:]$/u, end === undefined ? '$&' : ''),
      this.#options.repairs,
      this.#correctionsOf(line),
    );
  }

  // Checks a heading's number against the one before it under the same parent; works a lost one out.
  #number(label: Label, kind: HeadingKind, line: SourceLine | undefined): { num: string; inferred: boolean } {
    const expected = this.#expectedNumber(label, kind);
    const number = label.number ?? expected;
    this.#lastNumber.set(this.#numberingOf(label, kind), number);
    if (label.number === null && kind === 'item' && line) {
      const num = `${chineseNumeral(number)}、`;
      this.#report(line, 'inferred-number', `标题缺编号，按次序补为“${num}”`);
      return { num, inferred: true };
    }
    // Chapters count on through the parts in some plans and start again in others: both are in order.
    const countsOn = kind === 'chapter' && number === this.#outline.chapterCount + 1;
    if (number !== expected && !countsOn && line && kind !== 'box' && kind !== 'appendix') {
      this.#report(line, 'number-gap', `编号“${label.num}”与次序不符，此处应为第 ${expected}`);
    }
    return { num: label.num, inferred: false };
  }

  readonly #numberingOf = (label: Label, kind: HeadingKind): string => `${kind} ${label.shape} ${this.#scopeOf(kind)}`;

  #expectedNumber(label: Label, kind: HeadingKind): number {
    return (this.#lastNumber.get(this.#numberingOf(label, kind)) ?? 0) + 1;
  }

  // Numbers of items start again under each heading, those of sections under each chapter, of chapters under each part.
  #scopeOf(kind: HeadingKind): string {
    if (kind === 'box' || kind === 'appendix' || kind === 'part') return '';
    const above: readonly HeadingKind[] =
      kind === 'chapter' ? ['part'] : kind === 'section' ? ['part', 'chapter'] : ['part', 'chapter', 'section'];
    return String(this.#outline.lastHeadingOf(above));
  }

  #appendixAt(at: number, label: Label): FoundHeading | undefined {
    if (this.#outline.chapters.every((chapter) => chapter.kind === 'preamble')) return undefined;
    if (label.rest !== '')
      return isTitleLike(label.rest) && label.rest.length <= LONGEST_TITLE_LINE
        ? { label, kind: 'appendix', lineCount: 1 }
        : undefined;
    let title = '';
    let count = 1;
    for (; count <= 3; count += 1) {
      const next = this.#lines[at + count];
      if (!next || labelIn(next) || !isTitleLike(next.text)) break;
      title += next.text;
      const known = this.#attachmentTitles.hasOneThatBegins(fold(title));
      if (this.#attachmentTitles.has(fold(title)) || (!known && endsAsTableTitle(title)))
        return { label, kind: 'appendix', lineCount: count + 1 };
    }
    return this.#lines[at + 1] ? { label, kind: 'appendix', lineCount: 2 } : undefined;
  }

  // 附件:1.… 2.… is a list of what follows, not the appendices themselves.
  #attachmentListEnd(at: number): number {
    const label = labelOf(this.#lines[at]?.text ?? '');
    if (label?.shape !== '附件' || labelOf(label.rest)?.shape !== '1.') return at;
    let end = at;
    for (let number = 1; ; number += 1) {
      const text = this.#lines[end]?.text ?? '';
      const entry = labelOf(end === at ? label.rest : text);
      if (entry?.shape !== '1.' || entry.number !== number) return end;
      this.#attachmentTitles.add(fold(entry.rest));
      end += 1;
    }
  }

  // A box ends at the next heading above the items, at the next box, or where the indent of running text comes back;
  // where a plan has no indents, at the item that continues the numbering from before the box.
  #boxEnd(from: number): number {
    const { wrapping } = this.#options;
    const indented = wrapping !== null || this.#lines[from]?.indent === this.#bodyIndent;
    // A box numbers what it lists from 1 on, often in the shape of the items around it.
    const own = new Map<string, number>();
    let lists = false;
    let leastIndent = Number.POSITIVE_INFINITY;
    for (let at = from; at < this.#lines.length; at += 1) {
      const line = this.#lines[at];
      const heading = this.#headingAt(at);
      if (!line || this.#attachmentListEnd(at) > at) return at;
      if (!indented && line.indent === this.#bodyIndent) return at;
      leastIndent = Math.min(leastIndent, line.indent);
      const label = labelIn(line);
      const list = label && listOf(label, wrapping);
      const isOwn = list !== undefined && label?.number === (own.get(list) ?? 0) + 1;
      if (isOwn) own.set(list, label?.number ?? 0);
      else if (heading && (heading.kind !== 'item' || (indented && this.#continuesItems(heading.label)))) return at;
      if (isOwn || isBullet(line.text)) lists = true;
      // Wrapped lines have no indent of their own, but what follows a list and is no part of it is running text again.
      else if (lists && wrapping && at > from && this.#opensParagraph(at, wrapping, leastIndent)) return at;
    }
    return this.#lines.length;
  }

  // The lines of a box have an indent of their own.
  #opensParagraph(at: number, around: Wrapping, boxIndent: number): boolean {
    const wrapping = around.indent === null ? around : { ...around, indent: boxIndent };
    const [before, line] = this.#lines.slice(at - 1, at + 1);
    return (
      before !== undefined &&
      line !== undefined &&
      !continues(before, line, wrapping) &&
      isFull(line.text, wrapping) &&
      !isNote(line.text) &&
      !cellsOf(line)
    );
  }

  #continuesItems(label: Label): boolean {
    const last = this.#lastNumber.get(`item ${label.shape} ${this.#scopeOf('item')}`);
    return last !== undefined && label.number === last + 1;
  }

  #appendixEnd(from: number): number {
    for (let at = from; at < this.#lines.length; at += 1) {
      const label = labelOf(this.#lines[at]?.text ?? '');
      if (label && label.shape === '附件' && this.#appendixAt(at, label)) return at;
    }
    return this.#lines.length;
  }

  // A caption and the cells of its table in running text, one a line; or cells that begin with the names of columns.
  #tableAt(at: number): { readonly from: number; readonly to: number } | undefined {
    const text = this.#lines[at]?.text ?? '';
    const from = isTableCaption(text) || textKind(text) === 'caption' ? at + 1 : opensTable(text) ? at : null;
    if (from === null) return undefined;
    const isTried = from >= this.#notTables.end || this.#notTables.tries < MOST_TRIES;
    const table = isTried ? flattenedTable(this.#lines, from, (own) => this.#headingAt(own) !== undefined) : undefined;
    if (table?.isTable) return { from, to: table.end };
    if (table) this.#notTables = { end: table.end, tries: table.end === this.#notTables.end ? this.#notTables.tries + 1 : 1 };
    const end = this.#shortLinesEnd(at);
    return end > at + 1 ? { from: at + 1, to: end } : undefined;
  }

  // Of a table that does not fall into rows: at least six short lines, up to a sentence or a heading.
  #shortLinesEnd(at: number): number {
    if (!isTableCaption(this.#lines[at]?.text ?? '')) return at;
    let end = at + 1;
    while (end < this.#lines.length && !this.#headingAt(end) && isCell(this.#lines[end]?.text ?? '')) end += 1;
    return end - at > SHORTEST_TABLE ? end : at;
  }

  // Rows whose cells the reader of the file has kept apart by tabs: two such lines in a row, or one of three cells.
  #tabRowsEnd(at: number): number {
    let end = at;
    while (end < this.#lines.length) {
      const line = this.#lines[end];
      if (!line || !cellsOf(line) || (end > at && this.#headingAt(end))) break;
      end += 1;
    }
    const first = this.#lines[at];
    const cells = first ? (cellsOf(first)?.filter((cell) => cell !== '').length ?? 0) : 0;
    return end - at > 1 || cells > 2 ? end : at;
  }

  // The first row names the columns if it holds no figures. Empty cells are left out, with the names of their columns.
  #addTabRows(lines: readonly SourceLine[], box: number | undefined): void {
    const rows = lines.map((line) => cellsOf(line) ?? []);
    const [first = []] = rows;
    const header = rows.length > 1 && !first.some(isFigure) ? first : null;
    for (const [at, line] of lines.entries()) {
      const cells = (rows[at] ?? []).map((text, column) => ({ text, column })).filter(({ text }) => text !== '');
      const parts = cells.map(({ text }) => markText(text, this.#options.repairs, this.#correctionsOf(line)));
      const { text, marks, ranges } = joinMarked(parts, CELL_SEPARATOR);
      const columns = header && at > 0 ? cells.map(({ column }) => header[column] ?? '') : null;
      this.#outline.addClause({ kind: 'row', content: { text, marks }, cells: ranges, columns, spans: line.spans }, box);
    }
  }

  // The rows of a box or an appendix; its notes and unit lines stand apart from them.
  #addTable(printed: readonly SourceLine[], box: number | undefined): void {
    const lines = this.#options.wrapping ? joinBoxLines(printed, this.#options.wrapping) : printed;
    let cells: SourceLine[] = [];
    let inNotes = false;
    const flush = () => {
      this.#addRows(cells, box);
      cells = [];
    };
    let tabRows: SourceLine[] = [];
    const flushTabRows = () => {
      if (tabRows.length > 0) this.#addTabRows(tabRows, box);
      tabRows = [];
    };
    for (const line of lines) {
      inNotes = isNote(line.text) || (inNotes && continuesNote(line.text));
      if (cellsOf(line)) {
        flush();
        tabRows.push(line);
        continue;
      }
      flushTabRows();
      if (inNotes || isUnitLine(line.text)) {
        flush();
        this.#outline.addClause({ kind: 'note', content: this.#read(line), cells: null, columns: null, spans: line.spans }, box);
      } else cells.push(line);
    }
    flushTabRows();
    flush();
  }

  #addRows(lines: readonly SourceLine[], box: number | undefined): void {
    const table = assembleTable(
      lines.map(({ text }) => text),
      lines.map(({ raw }) => raw),
    );
    for (const row of table.rows) this.#addRow(row, lines, row.role === 'data' ? table.columns : [], box);
  }

  #addRow(row: Row, lines: readonly SourceLine[], columns: readonly string[], box: number | undefined): void {
    const cells = row.cells.map((cell) =>
      joinMarked(
        cell.map((at) => this.#read(lines[at])),
        '',
      ),
    );
    const { text, marks, ranges } = joinMarked(cells, CELL_SEPARATOR);
    for (const cell of row.cells) {
      const broken = cell.length > 1 ? lines[cell[0] ?? 0] : undefined;
      if (broken)
        this.#report(
          broken,
          'joined-cell',
          `单元格分成 ${cell.length} 行，已连为“${cell.map((at) => lines[at]?.text ?? '').join('')}”`,
        );
    }
    const spans = row.cells.flatMap((cell) => cell.flatMap((at) => lines[at]?.spans ?? []));
    const kind: ClauseKind = row.cells.length === 1 && isBullet(text) ? 'bullet' : 'row';
    this.#outline.addClause(
      {
        kind,
        content: { text, marks },
        cells: ranges.length > 1 ? ranges : null,
        columns: columns.length > 0 ? columns : null,
        spans,
      },
      box,
    );
  }

  // A line of running text, or what follows a run-in heading on it.
  #addText(line: SourceLine, from = 0): void {
    const whole = this.#read(line);
    const content = from === 0 ? whole : sliceMarked(whole, this.#read(line, from).text.length);
    const spans =
      from === 0
        ? line.spans
        : sliceSpans(line, [rawOffsetOf(line.raw, visibleLength(line.text.slice(0, from))), line.raw.length]);
    this.#outline.addClause({ kind: this.#textKind(line.text.slice(from)), content, cells: null, columns: null, spans });
  }

  #textKind(text: string): ClauseKind {
    const previous = this.#outline.clauses.at(-1);
    const amongNotes = previous?.kind === 'note' && previous.heading === this.#outline.innermost;
    return amongNotes && continuesNote(text) ? 'note' : textKind(text);
  }

  #read(line: SourceLine | undefined, to?: number): MarkedText {
    if (!line) return { text: '', marks: [] };
    return markText(
      cleanText(to === undefined ? line.raw : line.text.slice(0, to)),
      this.#options.repairs,
      this.#correctionsOf(line),
    );
  }

  #correctionsOf(line: SourceLine): Correction[] {
    return this.#options.corrections
      .filter((correction) => line.spans.some((span) => span.line === correction.line))
      .map((correction) => ({ ...correction, find: cleanText(correction.find) }));
  }

  #report(line: SourceLine, rule: string, message: string): void {
    this.diagnostics.push({ line: firstLine(line), rule, message });
  }
}

const LONGEST_TITLE_LINE = 50;

const SHORTEST_TABLE = 6;

/** So many lines of a run may seem to open a table; where none of them did, the run holds none. */
const MOST_TRIES = 32;

function usualIndent(lines: readonly SourceLine[]): number {
  const counts = new Map<number, number>();
  for (const { text, indent } of lines) {
    if (text.length > 50 && text.includes('。')) counts.set(indent, (counts.get(indent) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
}

const visibleLength = (text: string): number => [...visibleCharacters(text)].length;
