// An export as Markdown (CommonMark): districts as headings, each clause a quotation with its citation below.
import { type ExportedClause, type ExportSet, groupsOf } from './export-set.ts';

/** Block by block. */
export function* exportMarkdown(set: ExportSet): Generator<string> {
  const origin = set.url === null ? set.madeOn : `${set.madeOn}，<${set.url}>`;
  const head = [`# ${escapeMarkdown(set.title)}`, ...set.remarks.map(escapeMarkdown), origin];
  yield head.join(GAP);
  for (const { facts, clauses } of groupsOf(set)) {
    yield `${GAP}## ${escapeMarkdown(facts.district)}`;
    for (const clause of clauses)
      yield clauseBlocks(clause)
        .map((block) => GAP + block)
        .join('');
  }
  yield '\n';
}

/** What stands between two blocks. */
const GAP = '\n\n';

function clauseBlocks(exported: ExportedClause): readonly string[] {
  const { match, locator, text, highlights, notes, remark, citation, link } = exported;
  const columns = exported.columns === null ? [] : [`各列：${escapeMarkdown(exported.columns.join(' | '))}`];
  return [
    `### ${escapeMarkdown(locator)}${match === 'related' ? '（相关条文）' : ''}`,
    `> ${markedText(text, highlights)}`,
    ...columns,
    ...notes.map((note) => `校注：${escapeMarkdown(note)}`),
    ...(remark === '' ? [] : [`备注：${escapeMarkdown(remark)}`]),
    `${escapeMarkdown(citation)}，<${link}>`,
  ];
}

// Chinese punctuation beside two asterisks keeps CommonMark from seeing them as bold, so the places are elements.
function markedText(text: string, highlights: ExportedClause['highlights']): string {
  if (highlights.length === 0) return escapeMarkdown(text);
  let marked = '';
  let at = 0;
  for (const [start, end] of highlights) {
    const before = text.slice(at, start);
    marked += `${at === 0 ? escapeMarkdown(before) : escapeInline(before)}<mark>${escapeInline(text.slice(start, end))}</mark>`;
    at = end;
  }
  return marked + escapeInline(text.slice(at));
}

/** A text as a line of its own that is nothing but itself: no list, no heading, no link, no element. */
export const escapeMarkdown = (text: string): string =>
  escapeInline(text)
    .replace(/^(\s*)([#+=-])/u, '$1\\$2')
    .replace(/^(\s*\d+)([.)])/u, '$1\\$2');

const escapeInline = (text: string): string => text.replace(/\s*[\r\n]+\s*/gu, ' ').replace(/[\\`*_{}[\]<>|~&]/gu, '\\$&');
