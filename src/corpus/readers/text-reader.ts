// Plain text and Markdown.
import { decodeText } from './decode.ts';
import type { DocumentLine, ReadDocument } from './document.ts';

export function readText(bytes: Uint8Array, name: string): ReadDocument {
  const { text, encoding } = decodeText(bytes, name);
  const raw = text.split(/\r\n|\n|\r/u);
  // What a final line break ends is no further line.
  if (raw.at(-1) === '') raw.pop();
  const lines = /\.(?:md|markdown)$/iu.test(name) ? raw.map(withoutMarkdown) : raw;
  return {
    lines: lines.map((line): DocumentLine => ({ text: line })),
    title: null,
    notes: encoding === 'utf-8' ? [] : [`文件编码判断为 ${encoding}`],
  };
}

const RULE = /^\s{0,3}(?:[-=*_]\s*){3,}$/u;
const TABLE_RULE = /^\s*\|?(?:\s*:?-{2,}:?\s*\|)+\s*:?-*:?\s*$/u;
const FENCE = /^\s{0,3}(?:`{3,}|~{3,}).{0,20}$/u;
const LONGEST_MARKED_LINE = 20_000;

// Marks of Markdown that a reader of the plan does not see; what they say of structure, the printed labels say as well.
function withoutMarkdown(line: string): string {
  if (line.length > LONGEST_MARKED_LINE) return line;
  if (RULE.test(line) || TABLE_RULE.test(line) || FENCE.test(line)) return '';
  return line
    .replace(/^\s{0,3}#{1,6}\s+(.*?)\s*#*\s*$/u, '$1')
    .replace(/^\s{0,3}>\s?/u, '')
    .replace(/^\s*[*+-]\s+(?=\S)/u, '•')
    .replace(/(\*\*|__)(?=\S)(.+?)\1/gu, '$2')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/gu, '$1')
    .replace(/\\([\\`*_{}[\]()#+.!|-])/gu, '$1')
    .replace(/^\s*\|(.*)\|\s*$/u, (_whole, cells: string) =>
      cells
        .split('|')
        .map((cell) => cell.trim())
        .join('\t'),
    );
}
