// word-extractor has no types of its own; this is the part that is used.
declare module 'word-extractor' {
  /** By default quotation marks and dashes become ASCII. */
  interface TextOptions {
    readonly filterUnicode: false;
  }
  interface WordDocument {
    getBody(options: TextOptions): string;
    getFootnotes(options: TextOptions): string;
    getEndnotes(options: TextOptions): string;
    getTextboxes(options: TextOptions & { readonly includeHeadersAndFooters: false }): string;
  }
  export default class WordExtractor {
    extract(source: string | Buffer): Promise<WordDocument>;
  }
}
