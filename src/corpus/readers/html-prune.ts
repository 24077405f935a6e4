// Takes out of a page what is no text of it, each in one walk: a page may have tens of thousands of elements side by side.
import type { AnyNode, Element } from 'domhandler';
import { isElement, textLength } from './html-lines.ts';

const NEVER_TEXT = new Set(
  'script style noscript template iframe object svg canvas select textarea button nav head title link meta'.split(' '),
);

/** Scripts, menus, fields to fill in. */
export const removeMachinery = (root: AnyNode): void => prune(root, ({ name }) => NEVER_TEXT.has(name));

/**
 * The marks of footnotes: raised links to them, and the links back. Inside a sentence the number would part two words; the
 * note itself, which a list shows by its number, gets its number as text.
 */
export function removeNoteLinks(root: AnyNode): void {
  prune(root, (element) => (element.name === 'sup' && isNoteMark(element)) || isLinkBack(element));
  walkElements(root, (element) => {
    const number = /^(?:foot|end)note-(\d{1,3})$/u.exec(element.attribs['id'] ?? '')?.[1];
    if (element.name !== 'li' || number === undefined) return;
    const first = firstText(element);
    if (first) first.data = `[${number}]${first.data}`;
  });
}

/** Where more of a page is hidden than this, it is the document that a script would show. */
const MOST_HIDDEN = 0.3;

/** Text that no reader of the page sees: as a rule advertising that somebody has put there. Returns how many characters. */
export function removeHidden(root: AnyNode): number {
  let hidden = 0;
  walkElements(root, (element) => {
    if (!isHidden(element)) return undefined;
    hidden += textLength(element);
    return 'stop';
  });
  if (hidden === 0 || hidden > textLength(root) * MOST_HIDDEN) return 0;
  prune(root, isHidden);
  return hidden;
}

const isHidden = ({ attribs }: Element): boolean =>
  'hidden' in attribs || /display\s*:\s*none|visibility\s*:\s*hidden/iu.test(attribs['style'] ?? '');

const NOTE_NUMBER = /^\W{0,2}\d{1,3}\W{0,2}$/u;

function isNoteMark(element: Element): boolean {
  let isLink = false;
  walkElements(element, ({ name, attribs }) => {
    isLink ||= name === 'a' && (attribs['href'] ?? '').startsWith('#');
  });
  return isLink && NOTE_NUMBER.test(textOf(element).trim());
}

const isLinkBack = ({ name, attribs }: Element): boolean => name === 'a' && /^#(?:foot|end)note-ref/u.test(attribs['href'] ?? '');

function prune(node: AnyNode, isOut: (element: Element) => boolean): void {
  if (!('children' in node)) return;
  const kept = node.children.filter((child) => !(isElement(child) && isOut(child)));
  if (kept.length < node.children.length) node.children = kept as typeof node.children;
  for (const child of kept) prune(child, isOut);
}

function walkElements(node: AnyNode, visit: (element: Element) => 'stop' | undefined | void): void {
  if (!('children' in node)) return;
  for (const child of node.children) if (!isElement(child) || visit(child) !== 'stop') walkElements(child, visit);
}

const textOf = (node: AnyNode): string =>
  node.type === 'text' ? node.data : 'children' in node ? node.children.map(textOf).join('') : '';

function firstText(node: AnyNode): { data: string } | undefined {
  if (node.type === 'text') return node.data.trim() === '' ? undefined : node;
  if (!('children' in node)) return undefined;
  for (const child of node.children) {
    const found = firstText(child);
    if (found) return found;
  }
  return undefined;
}
