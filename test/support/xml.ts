// A strict little reader of XML for tests: every element closed in order, every reference known, nothing XML forbids.

const TOKEN = /<\?[^?]*\?>|<(\/?)([A-Za-z][\w:.-]*)((?:\s+[\w:.-]+="[^"<]*")*)\s*(\/?)>|[^<]+/gu;
const FORBIDDEN = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u;
const REFERENCE = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-fA-F]+);)/u;

/** What is wrong with a document; empty if it is well-formed. */
export function xmlErrors(xml: string): readonly string[] {
  const errors: string[] = [];
  if (FORBIDDEN.test(xml)) errors.push('a character that XML forbids');
  if (REFERENCE.test(xml)) errors.push('an ampersand that begins no reference');
  const open: string[] = [];
  let roots = 0;
  let at = 0;
  for (const { 0: token, index, 1: closes, 2: name, 4: empty } of xml.replace(/^\uFEFF/u, '').matchAll(TOKEN)) {
    if (index !== at) errors.push(`unreadable markup at ${at}: ${xml.slice(at, at + 40)}`);
    at = index + token.length;
    if (name === undefined) {
      if (!token.startsWith('<') && open.length === 0 && token.trim() !== '') errors.push('text outside the root');
    } else if (closes) {
      if (open.pop() !== name) errors.push(`</${name}> closes another element`);
    } else {
      if (open.length === 0) roots += 1;
      if (!empty) open.push(name);
    }
  }
  if (at !== xml.length) errors.push(`unreadable markup at ${at}: ${xml.slice(at, at + 40)}`);
  if (open.length > 0) errors.push(`never closed: ${open.join(', ')}`);
  if (roots !== 1) errors.push(`${roots} root elements`);
  return errors;
}

/** The text of a document, references resolved, with nothing between elements. */
export const xmlText = (xml: string): string => unescapeXml(xml.replace(/<[^>]*>/gu, ''));

const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'" };

export const unescapeXml = (text: string): string => text.replace(/&[a-z]+;/gu, (entity) => ENTITIES[entity] ?? entity);
