// Web pages: the only import of cheerio. Chooses the part of the page that holds the plan and gives its lines.
import { type CheerioAPI, load } from 'cheerio';
import type { AnyNode } from 'domhandler';
import { decodeText } from './decode.ts';
import { type DocumentLine, type ReadDocument, ReadError } from './document.ts';
import { childrenOf, isElement, isLayout, linesOf } from './html-lines.ts';
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
  const weights = new Map<AnyNode, number>();
  weigh(body, weights, false);
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

const runningText = (node: AnyNode): number => weigh(node, new Map(), false);

function weigh(node: AnyNode, weights: Map<AnyNode, number>, inLink: boolean): number {
  if (node.type === 'text') {
    const length = node.data.replace(/\s+/gu, '').length;
    return inLink || length < SHORTEST_RUN || !SENTENCE.test(node.data) ? 0 : length;
  }
  const link = inLink || (isElement(node) && node.name === 'a');
  const weight = childrenOf(node).reduce((sum, child) => sum + weigh(child, weights, link), 0);
  weights.set(node, weight);
  return weight;
}
