// An export as Markdown (CommonMark): districts as headings, each clause a quotation with its citation below.
import { type ExportedClause, type ExportSet, groupsOf } from './export-set.ts';

export function exportMarkdown(set: ExportSet): string {
  const origin = set.url === null ? set.madeOn : `${set.madeOn}，<${set.url}>`;
  const head = [`# ${escapeMarkdown(set.title)}`, ...set.remarks.map(escapeMarkdown), origin];
  const body = groupsOf(set).flatMap(({ facts, clauses }) => [
    `## ${escapeMarkdown(facts.district)}`,
    ...clauses.flatMap(clauseBlocks),
  ]);
  return `${[...head, ...body].join('\n\n')}\n`;
}

function clauseBlocks({ match, locator, clause, highlights, notes, remark, citation, link }: ExportedClause): readonly string[] {
  const columns = clause.columns === null ? [] : [`各列：${escapeMarkdown(clause.columns.join(' | '))}`];
  return [
    `### ${escapeMarkdown(locator)}${match === 'related' ? '（相关条文）' : ''}`,
    `> ${markedText(clause.text, highlights)}`,
    ...columns,
    ...notes.map((note) => `校注：${escapeMarkdown(note)}`),
    ...(remark === '' ? [] : [`备注：${escapeMarkdown(remark)}`]),
    `${escapeMarkdown(citation)}，<${link}>`,
  ];
}

// Chinese punctuation beside two asterisks keeps CommonMark from seeing them as bold, so the places are elements.
function markedText(text: string, highlights: ExportedClause['highlights']): string {
  let marked = '';
  let at = 0;
  for (const [start, end] of highlights) {
    marked += `${escapeMarkdown(text.slice(at, start), at > 0)}<mark>${escapeMarkdown(text.slice(start, end), true)}</mark>`;
    at = end;
  }
  return marked + escapeMarkdown(text.slice(at), at > 0);
}

/** A text as itself: nothing in it is markup, a link or an element. `isInside` where it does not begin a line. */
export function escapeMarkdown(text: string, isInside = false): string {
  const line = text.replace(/\s*[\r\n]+\s*/gu, ' ').replace(/[\\`*_{}[\]<>|~&]/gu, '\\$&');
  return isInside ? line : line.replace(/^(\s*)([#+=-])/u, '$1\\$2').replace(/^(\s*\d+)([.)])/u, '$1\\$2');
}
