// What a plan is. Plain data, readonly, no behaviour: everything to the right of the parser works on these types.
import type { Range } from '../text/characters.ts';

/** First and last line of a source file, 1-based, both included. */
export type LineRange = readonly [first: number, last: number];

/** part 篇 · chapter 章 · section 节 · item 一、 · appendix 附件 · box 专栏. By position in the document, not by label. */
export type HeadingKind = 'part' | 'chapter' | 'section' | 'item' | 'appendix' | 'box';

export type ClauseKind = 'paragraph' | 'bullet' | 'row' | 'note' | 'caption';

/** Why a line is neither heading nor clause: title and notice, printed contents, the site's furniture, spam. */
export type DropReason = 'front-matter' | 'contents' | 'boilerplate' | 'spam';

/** A piece of a source line: 1-based line, half-open range of UTF-16 units of the line as captured. */
export interface Span {
  readonly line: number;
  readonly range: Range;
}

export interface Heading {
  readonly kind: HeadingKind;
  /** The label as printed (`第七章`, `三、`), or as it follows from the position where `inferred` says so. May be empty. */
  readonly num: string;
  readonly title: string;
  readonly lines: LineRange;
  /** Present where the source lost the number and `num` was worked out from the position. */
  readonly inferred?: true;
  /** How many headings stand above this one. */
  readonly depth: number;
  /** Index in the plan's headings, null at the top. */
  readonly parent: number | null;
  /** Index in the plan's chapters of the chapter or appendix this heading is or stands in; null for a part. */
  readonly chapter: number | null;
  readonly marks: readonly Mark[];
  readonly spans: readonly Span[];
}

/** A place where the text that is shown or compared is not simply what was captured. */
export interface Mark {
  /** repair: the text shows `meant` in place of `captured`. correction: the text shows `captured`, `meant` is findable too. */
  readonly kind: 'repair' | 'correction';
  /** The place in the text, UTF-16 units. */
  readonly range: Range;
  readonly captured: string;
  readonly meant: string;
  readonly reason: string;
}

/** The smallest passage with an address of its own. */
export interface Clause {
  /** `<plan>-<chapter>.<section>.<n>`, counted by position; `huadu-7.1.3`, `huadu-0.0.1`, `panyu-A1.0.12`. */
  readonly id: string;
  readonly kind: ClauseKind;
  /** As a reader sees it, in the published script; the cells of a row joined by `CELL_SEPARATOR`. */
  readonly text: string;
  /** Of a row with several cells: the range of each cell in `text`. */
  readonly cells: readonly Range[] | null;
  /** Of a row: the names of its columns, shown and never searched. */
  readonly columns: readonly string[] | null;
  /** Index of the innermost heading in the plan's headings; null in a preamble. */
  readonly heading: number | null;
  /** Index of the chapter in the plan's chapters. */
  readonly chapter: number;
  readonly lines: LineRange;
  /** First and last page where the original had pages. */
  readonly page?: readonly [first: number, last: number];
  readonly marks: readonly Mark[];
  readonly spans: readonly Span[];
}

export const CELL_SEPARATOR = ' | ';

/** A chapter, an appendix or the preamble: the unit of the reading page and of the theme. */
export interface Chapter {
  /** `huadu-7`, `huadu-0` (preamble), `panyu-A1` (appendix). */
  readonly id: string;
  readonly kind: 'preamble' | 'chapter' | 'appendix';
  /** Counted through the whole plan; null for a preamble or an appendix. */
  readonly number: number | null;
  /** As printed; the preamble's label (前言) where the source prints none. */
  readonly num: string;
  readonly title: string;
  /** Index in the plan's headings; null for a preamble. */
  readonly heading: number | null;
}

export interface Dropped {
  readonly lines: LineRange;
  readonly reason: DropReason;
  readonly text: string;
  readonly spans: readonly Span[];
}

/** Something odd in a source, with its place; never an exception. */
export interface Diagnostic {
  readonly line: number;
  /** A stable short name of the rule, e.g. `inferred-number`. */
  readonly rule: string;
  readonly message: string;
}

/** What the parser makes of a text, before the manifest's facts are added. */
export interface ParsedPlan {
  readonly headings: readonly Heading[];
  readonly chapters: readonly Chapter[];
  readonly clauses: readonly Clause[];
  readonly dropped: readonly Dropped[];
  readonly diagnostics: readonly Diagnostic[];
}
