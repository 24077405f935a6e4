// What every reader gives: the lines of a document in reading order, and what the file says of itself.
import { ForeseenError } from '../../text/foreseen-error.ts';

export interface ReadDocument {
  /** One paragraph or printed line each, no line breaks inside. A cell border inside a table row is a tab. */
  readonly lines: readonly DocumentLine[];
  /** The title the file declares in its metadata, not in its text. */
  readonly title: string | null;
  /** What a reader of the result should know, in plain Chinese: encoding guessed, pictures left out … */
  readonly notes: readonly string[];
}

export interface DocumentLine {
  readonly text: string;
  /** 1-based, where the original has pages. */
  readonly page?: number;
}

/** A file that cannot be read; the message says what it is and what to do instead. */
export class ReadError extends ForeseenError {
  override readonly name = 'ReadError';
}

/**
 * The lines as one text file, a form feed before the first line of each further page, as pdftotext writes it: lines keep
 * their numbers and pages can be counted. Pages without text before the first line are counted too. No NUL is taken over:
 * a text that holds one is no seed.
 */
export function documentText(lines: readonly DocumentLine[]): string {
  let page = 1;
  return lines
    .map(({ text, page: own }) => {
      const feeds = own === undefined ? 0 : Math.max(0, own - page);
      page = own ?? page;
      return '\f'.repeat(feeds) + text.replaceAll('\0', '');
    })
    .join('\n');
}
