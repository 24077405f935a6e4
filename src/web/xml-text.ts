// Text in XML: feeds, sitemaps, Word files.

// What XML 1.0 cannot hold in any spelling: controls, lone halves of surrogate pairs, two non-characters.
const UNPRINTABLE = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

/** The text without the characters that no XML file may contain. */
export const printable = (text: string): string => text.replace(UNPRINTABLE, '');

/** As content or as an attribute in double quotes. */
export const escapeXml = (text: string): string =>
  printable(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
