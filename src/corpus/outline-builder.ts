// Headings and clauses as they are read, with their places in the hierarchy and their ids.
import type { Range } from '../text/characters.ts';
import { LABEL_SHAPES, type LabelShape } from './label.ts';
import type { MarkedText } from './marked-text.ts';
import type { Chapter, Clause, ClauseKind, Heading, HeadingKind, Span } from './model.ts';
import { lineRangeOf } from './source-line.ts';

export interface HeadingDraft {
  readonly kind: HeadingKind;
  readonly shape: LabelShape;
  readonly num: string;
  readonly title: MarkedText;
  readonly inferred: boolean;
  readonly spans: readonly Span[];
}

export interface ClauseDraft {
  readonly kind: ClauseKind;
  readonly content: MarkedText;
  readonly cells: readonly Range[] | null;
  readonly columns: readonly string[] | null;
  readonly spans: readonly Span[];
}

export class OutlineBuilder {
  readonly headings: Heading[] = [];
  readonly chapters: Chapter[] = [];
  readonly clauses: Clause[] = [];
  readonly #planId: string;
  readonly #lastOfKind = new Map<HeadingKind, number>();
  #chapterCount = 0;
  #appendixCount = 0;
  #section = 0;
  #clauseInSection = 0;
  #part: number | null = null;
  #partIsEmpty = false;
  #waitingBoxes: number[] = [];
  #waiting: { readonly draft: ClauseDraft; readonly heading: number }[] = [];
  // The open headings, outermost first; a box is never open here, its rows name it themselves.
  #open: { readonly index: number; readonly rank: number }[] = [];

  constructor(planId: string) {
    this.#planId = planId;
  }

  /** Index of the innermost open heading, null in a preamble. */
  get innermost(): number | null {
    return this.#open.at(-1)?.index ?? null;
  }

  /** How many chapters there are; appendices and the preamble are none. */
  get chapterCount(): number {
    return this.#chapterCount;
  }

  /** Index of the last heading of one of these kinds, -1 if there is none. */
  lastHeadingOf(kinds: readonly HeadingKind[]): number {
    return kinds.reduce((last, kind) => Math.max(last, this.#lastOfKind.get(kind) ?? -1), -1);
  }

  openPreamble(num: string): void {
    this.chapters.push({ id: `${this.#planId}-0`, kind: 'preamble', number: null, num, title: '', heading: null });
  }

  /** Adds a heading under the open ones it belongs to, and opens it. Returns its index. */
  addHeading(draft: HeadingDraft): number {
    if (draft.kind === 'part' || draft.kind === 'appendix') this.#closePart();
    if (draft.kind === 'section' || draft.kind === 'item') this.#promotePart();
    const rank = rankOf(draft);
    this.#open = draft.kind === 'appendix' ? [] : this.#open.filter((open) => open.rank < rank);
    const index = this.headings.length;
    this.#lastOfKind.set(draft.kind, index);
    if (draft.kind === 'chapter' || draft.kind === 'appendix') this.#openChapter(draft, index);
    if (draft.kind === 'section') this.#openSection();
    if (draft.kind === 'part') this.#part = index;
    this.#partIsEmpty = draft.kind === 'part' || (this.#partIsEmpty && draft.kind === 'box');
    this.headings.push({
      kind: draft.kind,
      num: draft.num,
      title: draft.title.text,
      lines: lineRangeOf(draft.spans),
      ...(draft.inferred ? { inferred: true as const } : {}),
      depth: this.#open.length,
      parent: this.innermost,
      chapter: draft.kind === 'part' ? null : this.chapters.length - 1,
      marks: draft.title.marks,
      spans: draft.spans,
    });
    if (draft.kind !== 'box') this.#open.push({ index, rank });
    else if (this.#partIsEmpty) this.#waitingBoxes.push(index);
    if (draft.kind === 'chapter') this.#placeWaiting();
    return index;
  }

  /** Adds a clause under the innermost open heading, or under the box whose index is given. */
  addClause(draft: ClauseDraft, box?: number): void {
    if (this.#partIsEmpty && this.#part !== null) this.#waiting.push({ draft, heading: box ?? this.#part });
    else this.#place(draft, box ?? this.innermost);
  }

  /** To be called once, after the last line. */
  finish(): void {
    this.#closePart();
  }

  // A paragraph or a box between a part's heading and its first chapter belongs to that chapter's section 0.
  #placeWaiting(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    const chapter = this.chapters.length - 1;
    for (const index of this.#waitingBoxes.splice(0)) {
      const box = this.headings[index];
      if (box) this.headings[index] = { ...box, chapter };
    }
    for (const { draft, heading } of waiting) this.#place(draft, heading);
  }

  // A part that ends without a chapter but has text is a chapter itself, or its text would have no address.
  #closePart(): void {
    if (this.#waiting.length > 0 || this.#waitingBoxes.length > 0) this.#promotePart();
    this.#part = null;
    this.#partIsEmpty = false;
  }

  #promotePart(): void {
    const part = this.#part;
    const heading = part === null ? undefined : this.headings[part];
    if (part === null || !heading || !this.#partIsEmpty) return;
    this.#openChapter({ kind: 'chapter', num: heading.num, title: { text: heading.title, marks: heading.marks } }, part);
    this.headings[part] = { ...heading, chapter: this.chapters.length - 1 };
    this.#partIsEmpty = false;
    this.#placeWaiting();
  }

  #openChapter({ kind, num, title }: Pick<HeadingDraft, 'kind' | 'num' | 'title'>, heading: number): void {
    this.#section = 0;
    this.#clauseInSection = 0;
    const isAppendix = kind === 'appendix';
    if (isAppendix) this.#appendixCount += 1;
    else this.#chapterCount += 1;
    this.chapters.push({
      id: `${this.#planId}-${isAppendix ? `A${this.#appendixCount}` : this.#chapterCount}`,
      kind: isAppendix ? 'appendix' : 'chapter',
      number: isAppendix ? null : this.#chapterCount,
      num,
      title: title.text,
      heading,
    });
  }

  #openSection(): void {
    this.#section += 1;
    this.#clauseInSection = 0;
  }

  #place(draft: ClauseDraft, heading: number | null): void {
    // A text whose first label heads nothing still gives each clause the address of a chapter.
    if (this.chapters.length === 0) this.openPreamble('');
    this.#clauseInSection += 1;
    this.clauses.push({
      id: `${this.chapters.at(-1)?.id}.${this.#section}.${this.#clauseInSection}`,
      kind: draft.kind,
      text: draft.content.text,
      cells: draft.cells,
      columns: draft.columns,
      heading,
      chapter: this.chapters.length - 1,
      lines: lineRangeOf(draft.spans),
      marks: draft.content.marks,
      spans: draft.spans,
    });
  }
}

// part < chapter < section < items by the order of their shapes < box.
function rankOf({ kind, shape }: Pick<HeadingDraft, 'kind' | 'shape'>): number {
  if (kind === 'part') return 0;
  if (kind === 'chapter' || kind === 'appendix') return 1;
  if (kind === 'section') return 2;
  return kind === 'item' ? 3 + LABEL_SHAPES.indexOf(shape) : Number.MAX_SAFE_INTEGER;
}
