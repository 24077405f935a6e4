// What a quantified target is.
import type { Range } from '../../text/characters.ts';

/** `>` and `<` stand for 超过, 突破, 低于; `≥` and `≤` for 以上, 不低于, 以内; `≈` for 左右, 约; `=` for everything else. */
export type Comparator = '=' | '≥' | '≤' | '>' | '<' | '≈';

/** A value that a plan sets to be reached, exceeded, kept, added or finished. Printed forms are those of the plan's script. */
export interface Target {
  readonly clauseId: string;
  readonly plan: string;
  /** The sentence that sets the value; of a table, the whole row. A value is never given without it. */
  readonly sentence: string;
  /** Of the sentence in the clause's text, UTF-16 units. */
  readonly sentenceRange: Range;
  /** Of the printed value in the clause's text. */
  readonly range: Range;
  readonly indicator: string;
  /** As printed, without its unit: `2.78`, `3-5`, `1.7:1`, `翻一番`; of a row also words (`完成市下達目標`). */
  readonly value: string;
  /** The value as a number, 万 and 亿 multiplied out, a range by its lower end; null for words. For sorting only. */
  readonly number: number | null;
  /** As printed: `%`, `萬個`, `億元`, `/10万`; empty where none is. */
  readonly unit: string;
  readonly comparator: Comparator;
  /** The year the value is for; null where the text names none. */
  readonly year: number | null;
  /** Where the year stands: in the sentence or the head of the column, or in the sentence right before in the same list. */
  readonly yearFrom: 'sentence' | 'sentence-before' | null;
  /** 约束性 or 预期性, where the row says so. */
  readonly binding: 'binding' | 'expected' | null;
  /** The value from which it starts, as printed, where the row has one. */
  readonly base: string | null;
}
