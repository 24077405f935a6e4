// What a line of text is: paragraph, bullet, note, caption, or a cell of a table. By its wording alone.
import { isTitleLike } from './label.ts';
import type { ClauseKind } from './model.ts';
import { isCellLike, isFigure } from './table-rows.ts';

// A footnote as a reader of pages gives it opens with its number in brackets.
const NOTE = /^(?:(?:注|备注|備註|备註|说明|說明)[:：0-9]|\[\d{1,3}\](?=[“《]?\p{Script=Han}))/u;
const UNIT_LINE = /^[（(]?(?:单位|單位)[:：].{1,12}$/u;
const BULLET = /^(?:——?|–|[-•·●■◆▲★※○◇□])(?=[\p{Script=Han}“《])/u;
const FIGURE_CAPTION = /^(?:附)?[图圖表]\s*[0-9一二三四五六七八九十]*[:：]/u;
const LEFT_OUT = /[（(]略[)）]$/u;
const ENDS_AS_CAPTION = /(?:情况|情況|指标|指標|一览|一覽|示意图|示意圖|汇总|匯總|[表图圖])$/u;
const LONGEST_CAPTION = 40;

export const isNote = (text: string): boolean => NOTE.test(text);
/** Whether a line goes on with a numbered list of notes (`2.人均…`). */
export const continuesNote = (text: string): boolean => /^\d{1,2}[.、]/u.test(text);
export const isUnitLine = (text: string): boolean => UNIT_LINE.test(text);
export const isBullet = (text: string): boolean => BULLET.test(text);
/** Whether a line of running text may be a cell of a flattened table. */
export const isCell = (text: string): boolean => isFigure(text) || isCellLike(text);

/** The kind of a line of running text, taken alone. */
export function textKind(text: string): ClauseKind {
  if (isNote(text)) return 'note';
  if (isBullet(text)) return 'bullet';
  return isCaption(text) ? 'caption' : 'paragraph';
}

/** Whether a text is the title of a figure or a table, there or gone. */
function isCaption(text: string): boolean {
  return (
    FIGURE_CAPTION.test(text) ||
    LEFT_OUT.test(text) ||
    (isTitleLike(text) && text.length <= LONGEST_CAPTION && ENDS_AS_CAPTION.test(text))
  );
}

/** Whether a text is the caption of a table that follows in running text. */
export const isTableCaption = (text: string): boolean =>
  /^表\s*[0-9一二三四五六七八九十]/u.test(text) || (isTitleLike(text) && /表$/u.test(text));

/** Whether a title reads as complete: it ends in what an appendix is (表, 清单, 说明 …). */
export const endsAsTableTitle = (title: string): boolean =>
  /(?:表|图|圖|清单|清單|名单|名單|目录|目錄|说明|說明|解释|解釋|一览|一覽)(?:[（(].{1,8}[)）])?$/u.test(title);
