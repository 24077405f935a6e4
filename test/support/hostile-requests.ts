// Requests as nobody sends them in good faith, drawn for any route of the app.
import fc from 'fast-check';

/** A word that nothing in the plans or in the program contains: wherever it comes out as markup, it was put there. */
export const MARK = 'zz9';

/** Percent-encoded so that every code unit arrives, halves of surrogate pairs included (which no encoder of Node writes). */
export const percentEncoded = (text: string): string =>
  [...text].map((character) => (/^[\w.~-]$/u.test(character) ? character : bytesOf(character))).join('');

/** Only what a request line cannot hold is encoded, and what would end the part of the address that it stands in. */
export const barelyEncoded = (text: string): string =>
  [...text]
    .map((character) => (/^[!"$'()*,\-./0-9:;<>@A-Z[\\\]^_`a-z{|}~]$/u.test(character) ? character : bytesOf(character)))
    .join('');

const hex = (byte: number): string => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;

function bytesOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const isHalf = code >= 0xd800 && code <= 0xdfff;
  const bytes = isHalf ? [0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f)] : [...Buffer.from(character)];
  return bytes.map(hex).join('');
}

const MARKUP = [
  `<${MARK}>`,
  `</script><${MARK}>`,
  `"><${MARK} onload=x>`,
  `" ${MARK}=x "`,
  `' ${MARK}=x '`,
  `--><${MARK}>`,
  `]]><${MARK}>`,
  `&lt;${MARK}&gt;`,
  `<%= ${MARK} %>`,
  `\${${MARK}}`,
];
const CONTROLS = [
  '\0',
  '\r\nX-Injected: 1',
  '\r\n\r\n<html>',
  '\n',
  '\t',
  '\u0085',
  '\u2028',
  '\u202e',
  '\u200b',
  '\ufeff',
  '\u0007',
];
const SURROGATES = ['\ud800', '\udfff', '\udfb7\ud842', '𠮷', 'a\ud83d'];
const PROTOTYPE = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__'];
const PATHS = [
  '../../../../etc/passwd',
  '..\\..\\..\\windows\\win.ini',
  '/etc/passwd',
  '....//',
  '.',
  '..',
  '%2e%2e%2f',
  'file:///etc/passwd',
];
const ADDRESSES = [
  '//evil.example',
  '/\\evil.example',
  'https://evil.example',
  'javascript:alert(1)',
  'data:text/html,x',
  '\\\\evil',
];
const FORMULAS = ["=cmd|' /C calc'!A1", '+1+1', '-1+1', '@SUM(A1)', '＝1', '\t=1', ' =1', '=HYPERLINK("x")'];
const NUMBERS = ['0', '-1', '1e9', '1.5', '99999999999999999999', 'NaN', 'Infinity', '0x10', '１', '2147483648'];
const LONG = [
  'a'.repeat(201),
  '碳'.repeat(3000),
  '('.repeat(500),
  '"'.repeat(400),
  `${'a|'.repeat(300)}b`,
  '-'.repeat(300),
  '%'.repeat(50),
];
const SYNTAX = ['碳达峰 -', '"碳达峰', 'NEAR/20', '碳 NEAR/999999 达', '|', '-碳达峰', 'a|b|', '碳达峰|', '  ', '　'];
/** What gets through to an answer. */
const SOUND = [
  '碳达峰',
  '发展',
  '5G',
  'huadu',
  'panyu',
  'huadu-7.1.3',
  'panyu-A1',
  'huadu-7',
  '7',
  '0',
  'A1',
  'ecology',
  'order',
  'list',
  '1',
  '3',
  'csv',
  'docx',
  'json',
  'md',
  'hans',
  'style.css',
];

const part = fc.oneof(
  { arbitrary: fc.constantFrom(...SOUND), weight: 6 },
  { arbitrary: fc.constantFrom(...MARKUP), weight: 5 },
  { arbitrary: fc.constantFrom(...CONTROLS, ...SURROGATES), weight: 3 },
  { arbitrary: fc.constantFrom(...PROTOTYPE), weight: 2 },
  { arbitrary: fc.constantFrom(...PATHS, ...ADDRESSES), weight: 2 },
  { arbitrary: fc.constantFrom(...FORMULAS, ...NUMBERS, ...SYNTAX), weight: 3 },
  { arbitrary: fc.constantFrom(...LONG), weight: 1 },
  { arbitrary: fc.string({ unit: 'binary', maxLength: 12 }), weight: 2 },
);

/** A value: mostly one of the above, sometimes two of them run together. */
const value = fc.oneof(
  { arbitrary: part, weight: 4 },
  { arbitrary: fc.tuple(part, part).map(([a, b]) => a + b), weight: 2 },
  { arbitrary: fc.tuple(part, part).map(([a, b]) => `${a} ${b}`), weight: 1 },
);

const written = fc.tuple(value, fc.boolean()).map(([text, isBare]) => (isBare ? barelyEncoded(text) : percentEncoded(text)));

/** `district`, `district[]`, `district[a][b]`, `__proto__[district]` … */
const nameOf = (names: readonly string[]) =>
  fc.oneof(
    { arbitrary: fc.constantFrom(...names), weight: 10 },
    {
      arbitrary: fc
        .constantFrom(...names)
        .chain((name) => fc.constantFrom(`${name}[]`, `${name}[0]`, `${name}[a][b]`, `${name}.a`, `__proto__[${name}]`)),
      weight: 2,
    },
    { arbitrary: fc.constantFrom(...PROTOTYPE, '', '[]', '=', '&'), weight: 1 },
  );

export interface RouteUnderTest {
  /** `/plans/:id` */
  readonly path: string;
  /** Addresses of this route that are answered: hostile parameters should get as far as an answer, too. */
  readonly sound: readonly string[];
  /** The parameters that it reads. */
  readonly names: readonly string[];
}

/** Targets of requests for a route. */
export function hostileTargets({ path, sound, names }: RouteUnderTest): fc.Arbitrary<string> {
  const pieces = path.split(/(:\w+)/u);
  const hostilePath = fc
    .tuple(...pieces.map((piece) => (piece.startsWith(':') ? written : fc.constant(piece))))
    .map((all) => all.join(''));
  const anyPath = sound.length === 0 ? hostilePath : fc.oneof(hostilePath, fc.constantFrom(...sound));
  // What is sought is what most answers repeat.
  const question = fc.tuple(fc.constantFrom('q', ...names.filter((name) => name === 'q' || name === 'ids')), written);
  const others = fc.array(fc.tuple(nameOf(['q', ...names]), written), { maxLength: 3 });
  return fc.tuple(anyPath, fc.option(question), others).map(([target, asked, more]) => {
    const query = [...(asked ? [asked] : []), ...more].map(([name, text]) => `${percentEncoded(name)}=${text}`).join('&');
    return query === '' ? target : `${target}?${query}`;
  });
}
