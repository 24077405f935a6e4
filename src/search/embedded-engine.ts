// The engine that runs inside this process.
import type { Library } from '../corpus/library.ts';
import type { SearchIndex } from '../indexing/search-index.ts';
import { createEmbeddedSource } from './embedded-source.ts';
import type { SearchEngine } from './engine.ts';
import { createEngine } from './engine-over-source.ts';
import { createLiteralSearch } from './literal.ts';
import type { SynonymTable } from './synonyms.ts';

export function createEmbeddedEngine(library: Library, index: SearchIndex, synonyms: SynonymTable): SearchEngine {
  const literal = createLiteralSearch(library, index);
  return createEngine({ library, index, synonyms, literal, source: createEmbeddedSource(library, index, literal) });
}
