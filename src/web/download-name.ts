// The name under which a browser saves a file.

const LONGEST_NAME = 60;

/** A file name that every system takes: no path, no reserved character, no dot in front, not too long. */
export function fileName(parts: readonly string[], extension: string): string {
  const name = parts
    .join('_')
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\s/\\:*?"<>|%]+/gu, ' ')
    .replace(/^[\s.]+|[\s.]+$/gu, '');
  return `${[...name].slice(0, LONGEST_NAME).join('').trim() || 'export'}.${extension}`;
}

/** RFC 6266: the name in UTF-8 for all browsers of today, and a plain one for programs that know no better. */
export function contentDisposition(name: string): string {
  const extension = name.slice(name.lastIndexOf('.'));
  return `attachment; filename="clauses${extension}"; filename*=UTF-8''${encodeExtended(name)}`;
}

// encodeURIComponent leaves four characters that RFC 5987 does not allow.
const encodeExtended = (text: string): string =>
  encodeURIComponent(text).replace(/['()*]/gu, (unit) => `%${unit.charCodeAt(0).toString(16).toUpperCase()}`);
