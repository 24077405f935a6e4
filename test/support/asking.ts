// Asking an engine as the API does, and listening to what a command says.

import type { Output } from '../../src/cli/output.ts';
import type { SearchAnswer, SearchRequest } from '../../src/search/answer.ts';
import type { SearchEngine } from '../../src/search/engine.ts';

const DEFAULTS = { districts: [], chapters: [], themes: [], sort: 'relevance', match: 'all', limit: 20, offset: 0 } as const;

/** The answer to a query; everything else as the API's defaults unless given. */
export const ask = (engine: SearchEngine, q: string, request: Partial<SearchRequest> = {}): Promise<SearchAnswer> =>
  engine.search({ ...DEFAULTS, ...request, q });

export interface RecordingOutput extends Output {
  readonly lines: string[];
  readonly errors: string[];
}

/** An output that keeps what it is told; no terminal, so nothing is rewritten. */
export function recordingOutput(): RecordingOutput {
  const lines: string[] = [];
  const errors: string[] = [];
  return { lines, errors, line: (text) => lines.push(text), error: (text) => errors.push(text), rewrite: null };
}
