// Web pages: the only import of cheerio. Chooses the part of the page that holds the plan and gives its lines.
import { type CheerioAPI, load } from 'cheerio';
import type { AnyNode, Text } from 'domhandler';
import { decodeText } from './decode.ts';
import { type DocumentLine, type ReadDocument, ReadError } from './document.ts';
import { childrenOf, isBlock, isElement, isLayout, linesOf, textLength } from './html-lines.ts';
import { removeHidden, removeMachinery, removeNoteLinks } from './html-prune.ts';

/** What a page declares of its encoding is not asked: the bytes tell better. */
export function readHtml(bytes: Uint8Array, name: string): ReadDocument {
  const { text, encoding } = decodeText(bytes, name);
  const page = load(text);
  const title = titleOf(page);
  const body = page('body').get(0) ?? page.root().get(0);
  if (body) removeMachinery(body);
  if (body) removeNoteLinks(body);
  const hidden = body ? removeHidden(body) : 0;
  const main = body && mainPart(body);
  if (!main || runningText(main) < LEAST_TEXT) {
    throw new ReadError(
      `${name} holds hardly any text: the page may load it by script; open it in a browser, save it as a complete page or copy the text, and import that`,
    );
  }
  return {
    lines: linesOf(main).map((line): DocumentLine => ({ text: line })),
    title,
    notes: [
      ...(encoding === 'utf-8' ? [] : [`网页编码判断为 ${encoding}`]),
      ...(hidden > 0 ? [`略去网页中隐藏的文字 ${hidden} 字`] : []),
    ],
  };
}

/** The lines of an HTML text that is all document, well-formed, as Word files are converted to. */
export function htmlLines(html: string): DocumentLine[] {
  // The parser for well-formed text: the one for pages needs quadratic time for a fragment of many paragraphs.
  const root = load(html, { xml: { xmlMode: false, decodeEntities: true } }, false)
    .root()
    .get(0);
  if (!root) return [];
  removeNoteLinks(root);
  return linesOf(root).map((text) => ({ text }));
}

const LEAST_TEXT = 150;

// Government sites declare the document's title by their own rules; the page's title has the site's name after it.
function titleOf(page: CheerioAPI): string | null {
  const declared = page('meta[name="ArticleTitle" i]').attr('content')?.trim();
  return declared || page('title').first().text().trim() || null;
}

/** What stands outside the chosen part is lost, so nearly everything must stand in it. */
const MAIN_SHARE = 0.98;
const SENTENCE = /[，。；！？,;!?]/u;
const SHORTEST_RUN = 12;

/**
 * The smallest element that holds nearly all of the page's running text: sentences that are no links. Menus, footers and
 * lists of other documents have none.
 */
function mainPart(body: AnyNode): AnyNode {
  const weights = weigh(body);
  let main = body;
  for (;;) {
    const whole = weights.get(main) ?? 0;
    const heavy: AnyNode | undefined = childrenOf(main).find(
      (child) => isElement(child) && (weights.get(child) ?? 0) >= whole * MAIN_SHARE,
    );
    if (!heavy || whole === 0 || isOneBlock(heavy)) return main;
    main = heavy;
  }
}

const isOneBlock = (node: AnyNode): boolean =>
  isElement(node) && (node.name === 'p' || (node.name === 'table' && !isLayout(node)));

const runningText = (node: AnyNode): number => weigh(node).get(node) ?? 0;

/** How many characters of running text each node holds. */
function weigh(root: AnyNode): ReadonlyMap<AnyNode, number> {
  const weights = new Map<AnyNode, number>();
  const sentences = new Set(runsOf(root).filter(isRunningText).flat());
  const sum = (node: AnyNode): number => {
    const own =
      node.type === 'text'
        ? sentences.has(node)
          ? textLength(node)
          : 0
        : childrenOf(node).reduce((total, child) => total + sum(child), 0);
    weights.set(node, own);
    return own;
  };
  sum(root);
  return weights;
}

// Text that no block and no line break divides: word processors cut a sentence into a span for every few characters. A link
// stands apart, as it is no running text.
function runsOf(root: AnyNode): Text[][] {
  const runs: Text[][] = [[]];
  const walk = (node: AnyNode): void => {
    if (node.type === 'text') runs.at(-1)?.push(node);
    else if (isElement(node) && node.name === 'a') return;
    else {
      const divides = isElement(node) && (isBlock(node) || node.name === 'br');
      if (divides) runs.push([]);
      for (const child of childrenOf(node)) walk(child);
      if (divides) runs.push([]);
    }
  };
  walk(root);
  return runs;
}

function isRunningText(run: readonly Text[]): boolean {
  const text = run.map(({ data }) => data).join('');
  return SENTENCE.test(text) && text.replace(/\s+/gu, '').length >= SHORTEST_RUN;
}
