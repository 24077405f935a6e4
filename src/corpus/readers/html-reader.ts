// Web pages: the only import of cheerio. Chooses the part of the page that holds the plan and gives its lines.
import { load } from 'cheerio';
import type { AnyNode, Element } from 'domhandler';
import { type DocumentLine, type ReadDocument, ReadError } from './document.ts';
import { decodeText } from './text-reader.ts';

export function readHtml(bytes: Uint8Array, name: string): ReadDocument {
  const { load: $, encoding } = loadPage(bytes, name);
  const title = $('title').first().text().trim() || null;
  $(NEVER_TEXT).remove();
  const body = $('body').get(0) ?? $.root().get(0);
  if (!body) throw new ReadError(`${name} has no text; save the page again once it has loaded in a browser`);
  const main = mainPart(body);
  const lines = linesOf(main).map((text): DocumentLine => ({ text }));
  if (lines.reduce((sum, { text }) => sum + text.length, 0) < LEAST_TEXT) {
    throw new ReadError(
      `${name} holds hardly any text: the page may load it by script; open it in a browser, save it as a complete page or copy the text, and import that`,
    );
  }
  return { lines, title, notes: encoding === 'utf-8' ? [] : [`网页编码判断为 ${encoding}`] };
}

const NEVER_TEXT = 'script, style, noscript, template, iframe, object, svg, canvas, select, textarea, button, nav, head';
const LEAST_TEXT = 200;

// The page may declare its encoding; a declaration that does not fit the bytes is overruled by them.
function loadPage(bytes: Uint8Array, name: string): { readonly load: ReturnType<typeof load>; readonly encoding: string } {
  const { text, encoding } = decodeText(bytes, name);
  return { load: load(text), encoding };
}

/** The lines of an HTML text that is all document, as Word files are converted to. */
export function htmlLines(html: string): DocumentLine[] {
  const root = load(html, null, false).root().get(0);
  return root ? linesOf(root).map((text) => ({ text })) : [];
}

/**
 * The smallest element that holds nearly all of the page's running text. Running text is what stands in long runs
 * without links: menus, footers and lists of other documents are short or links.
 */
function mainPart(body: AnyNode): AnyNode {
  const weights = new Map<AnyNode, number>();
  weigh(body, weights, false);
  let main = body;
  for (;;) {
    const whole = weights.get(main) ?? 0;
    const heavy: AnyNode | undefined = childrenOf(main).find(
      (child) => isElement(child) && (weights.get(child) ?? 0) >= whole * MAIN_SHARE,
    );
    if (!heavy || whole === 0 || isLeafBlock(heavy)) return main;
    main = heavy;
  }
}

const MAIN_SHARE = 0.9;
const SHORTEST_RUN = 12;

function weigh(node: AnyNode, weights: Map<AnyNode, number>, inLink: boolean): number {
  if (node.type === 'text') {
    const length = node.data.replace(/\s+/gu, '').length;
    return inLink || length < SHORTEST_RUN ? 0 : length;
  }
  const link = inLink || (isElement(node) && node.name === 'a');
  const weight = childrenOf(node).reduce((sum, child) => sum + weigh(child, weights, link), 0);
  weights.set(node, weight);
  return weight;
}

const BLOCKS = new Set(
  'address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html li main ol p pre section summary table tbody tfoot thead tr ul'.split(
    ' ',
  ),
);
const isLeafBlock = (node: AnyNode): boolean =>
  isElement(node) && (node.name === 'p' || node.name === 'table' || node.name === 'tr');

// The lines of a part of a page: a block or <br> ends a line, a table row is one line with tabs between its cells.
function linesOf(root: AnyNode): string[] {
  const lines: string[] = [];
  let current = '';
  const endLine = () => {
    if (current.trim() !== '') lines.push(current.replace(/[ \t\r\n]+$/u, ''));
    current = '';
  };
  const walk = (node: AnyNode): void => {
    if (node.type === 'text') {
      const pieces = breaksLines(node.data) ? node.data.split(/\r\n|\n|\r/u) : [node.data.replace(/[\r\n]+/gu, '')];
      for (const [at, piece] of pieces.entries()) {
        if (at > 0) endLine();
        current += piece;
      }
      return;
    }
    if (!isElement(node)) {
      for (const child of childrenOf(node)) walk(child);
      return;
    }
    if (node.name === 'br') endLine();
    else if (node.name === 'tr') {
      endLine();
      lines.push(rowText(node));
    } else {
      const isBlock = BLOCKS.has(node.name);
      if (isBlock) endLine();
      for (const child of childrenOf(node)) walk(child);
      if (isBlock) endLine();
    }
  };
  walk(root);
  endLine();
  return lines.filter((line) => line.trim() !== '');
}

// In HTML a line break in the source is a blank, but some pages put a whole plan into one element and let the breaks of
// the source do the work: many breaks in one long run of text are meant.
function breaksLines(text: string): boolean {
  return text.length > 400 && (text.match(/\n/gu) ?? []).length >= 5;
}

function rowText(row: Element): string {
  const cells = childrenOf(row).filter(
    (child): child is Element => isElement(child) && (child.name === 'td' || child.name === 'th'),
  );
  return cells.map((cell) => linesOf(cell).join('').replace(/\t/gu, ' ').trim()).join('\t');
}

const isElement = (node: AnyNode): node is Element => node.type === 'tag' || node.type === 'script' || node.type === 'style';
const childrenOf = (node: AnyNode): readonly AnyNode[] => ('children' in node ? node.children : []);
