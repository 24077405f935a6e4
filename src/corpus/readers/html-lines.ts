// The lines of a part of a web page, as a reader would see them: blocks and <br> end a line, a table row is one line.
import type { AnyNode, Element } from 'domhandler';
import { cleanText } from '../../text/clean.ts';
import { isTitleLike, labelOf } from '../label.ts';

export const isElement = (node: AnyNode): node is Element =>
  node.type === 'tag' || node.type === 'script' || node.type === 'style';
export const childrenOf = (node: AnyNode): readonly AnyNode[] => ('children' in node ? node.children : []);

/** The characters of a node that can be seen. */
export const textLength = (node: AnyNode): number =>
  node.type === 'text'
    ? node.data.replace(/\s+/gu, '').length
    : childrenOf(node).reduce((sum, child) => sum + textLength(child), 0);

const BLOCKS = new Set(
  'address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html li main ol p pre section summary table tbody td tfoot th thead tr ul'.split(
    ' ',
  ),
);

/** Whether an element begins and ends a line. */
export const isBlock = ({ name }: Element): boolean => BLOCKS.has(name);

/** A row of a table of data is one line, a tab between its cells; everything else is lines of its own. None is blank. */
export function linesOf(root: AnyNode): string[] {
  const lines: string[] = [];
  let current = '';
  const endLine = () => {
    if (current.trim() !== '') lines.push(current.trimEnd());
    current = '';
  };
  const walk = (node: AnyNode, inPre: boolean): void => {
    if (node.type === 'text') {
      const [first = '', ...others] = inPre || breaksLines(node.data) ? node.data.split(/\r\n|\n|\r/u) : [plainBlanks(node.data)];
      current += first;
      for (const piece of others) {
        endLine();
        current = piece;
      }
    } else if (!isElement(node)) {
      for (const child of childrenOf(node)) walk(child, inPre);
    } else if (node.name === 'br') {
      endLine();
    } else if (node.name === 'table' && !isLayout(node)) {
      endLine();
      lines.push(...tableLines(node));
    } else {
      const divides = isBlock(node);
      if (divides) endLine();
      const from = lines.length;
      for (const child of childrenOf(node)) walk(child, inPre || node.name === 'pre');
      if (divides) endLine();
      if (MAY_BE_TITLE.test(node.name) && isBrokenTitle(lines.slice(from))) lines.push(lines.splice(from).join(' '));
    }
  };
  walk(root, false);
  endLine();
  return lines;
}

const MAY_BE_TITLE = /^(?:p|h[1-6])$/u;
const MOST_TITLE_LINES = 3;

// One paragraph that is a title, broken by hand where it looks well.
function isBrokenTitle(lines: readonly string[]): boolean {
  const [first, ...others] = lines.map(cleanText);
  const label = labelOf(first ?? '');
  return (
    label !== undefined &&
    label.number !== null &&
    others.length > 0 &&
    lines.length <= MOST_TITLE_LINES &&
    others.every((line) => labelOf(line) === undefined) &&
    isTitleLike(label.rest + others.join(''))
  );
}

// A line break in the source of a page is a blank, and so is a tab, which here would stand for the border of a cell.
const plainBlanks = (text: string): string => text.replace(/[ \t]*[\r\n]+[ \t]*/gu, ' ').replaceAll('\t', ' ');

// Some pages put a whole plan into one element and let the breaks of the source do the work: many breaks in one long run
// of text are meant.
function breaksLines(text: string): boolean {
  return text.length > 400 && (text.match(/\n/gu) ?? []).length >= 5;
}

const LONGEST_CELL = 2000;

/** Whether a table only arranges the page: it holds other tables, headings, or a cell as long as a chapter. */
export function isLayout(table: Element): boolean {
  return someWithin(
    table,
    (node) => /^(?:table|h[1-4]|article)$/u.test(node.name) || (isCell(node) && textLength(node) > LONGEST_CELL),
  );
}

const isCell = ({ name }: Element): boolean => name === 'td' || name === 'th';

function someWithin(root: Element, test: (node: Element) => boolean): boolean {
  return childrenOf(root).some((child) => isElement(child) && (test(child) || someWithin(child, test)));
}

// A cell that spans rows or columns leaves an empty one wherever it reaches, so that each cell keeps to its column.
const WIDEST_SPAN = 40;

function tableLines(table: Element): string[] {
  const covered: number[] = [];
  return partsOf(table).flatMap((part) => {
    if (part.name !== 'tr') return linesOf(part);
    const cells: { readonly element: Element | null; readonly column: number }[] = [];
    for (const element of childrenOf(part).filter(isElement).filter(isCell)) {
      let column = cells.length;
      for (; (covered[column] ?? 0) > 0; column += 1) cells.push({ element: null, column });
      const [columns, rows] = [spanOf(element, 'colspan'), spanOf(element, 'rowspan')];
      for (let offset = 0; offset < columns; offset += 1) {
        cells.push({ element: offset === 0 ? element : null, column: column + offset });
        // Counted down below for this very row.
        covered[column + offset] = rows;
      }
    }
    for (const [column, rows] of covered.entries()) covered[column] = Math.max(0, (rows ?? 0) - 1);
    return rowLines(cells.map(({ element }) => (element === null ? [] : linesOf(element))));
  });
}

// A row with text in one cell alone is a title across the table, or a box that happens to be drawn as a table.
function rowLines(cells: readonly (readonly string[])[]): readonly string[] {
  const filled = cells.filter((lines) => lines.length > 0);
  const [only] = filled;
  if (only === undefined) return [];
  if (filled.length === 1) return only;
  return [cells.map((lines) => lines.join(' ').replaceAll('\t', ' ').trim()).join('\t')];
}

// The rows of a table, and its caption, in order.
function partsOf(table: Element): Element[] {
  return childrenOf(table)
    .filter(isElement)
    .flatMap((child) => (/^(?:thead|tbody|tfoot)$/u.test(child.name) ? childrenOf(child).filter(isElement) : [child]));
}

function spanOf({ attribs }: Element, name: 'colspan' | 'rowspan'): number {
  const span = Number.parseInt(attribs[name] ?? '1', 10);
  return Number.isNaN(span) ? 1 : Math.min(WIDEST_SPAN, Math.max(1, span));
}
