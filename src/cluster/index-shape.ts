// The shape of the index on the cluster, and why. Built-in analysis and built-in scripts only: nothing to install there.
//
// Fields. `text` is the folded text as overlapping pairs of characters with positions: a phrase of its pairs stands in a
// clause exactly where the string stands, whatever a dictionary makes of it. The tokenizer keeps every character (blanks
// between Latin words, punctuation, the border between cells) and counts characters outside the basic plane as one.
// `text.characters` has single characters, which no pair finds. `corrected` is the text with its declared corrections made,
// the second face in which a clause is found. Both are asked for literally, never analysed in another way.
//
// `words` and `path` are the terms of the clause and of the titles above it, cut by our own analyser and sent one a line:
// the same dictionary cuts clauses and queries everywhere, and no node needs one.
//
// Frequencies. The similarity gives the plain frequency, so that the score of a query for literal strings is the number of
// places, which an aggregation sums up. Norms are off: lengths are fields of their own, since a norm is rounded to a byte.
//
// Routing is by plan. A plan's clauses lie on one shard, so that checking, replacing or searching one plan asks one shard;
// plans are many and alike in size, so that shards are too. Facets come by chapter: plan, region, period and theme follow
// from the chapter.
//
// Shards. One for each 250,000 clauses, and three at least: a shard is searched by one thread, and a phrase over that many
// clauses takes some ten milliseconds, so more clauses need more shards and cores, not more time. One replica, where there
// is a second node: a node may die without a clause or a search being lost, and both copies answer searches.
//
// Tries. A node that hung and is taken back cannot take its copy up before it has let go of the searches it was in, which a
// node keeps for five minutes (`search.default_keep_alive`); after five tries of ten seconds a cluster would leave the copy
// without a node until somebody asks for it by hand.
import type { JsonObject } from './connection.ts';

const ALLOCATION_TRIES = 100;
const CLAUSES_PER_SHARD = 250_000;
const LEAST_SHARDS = 3;

export const shardsFor = (clauses: number): number => Math.max(LEAST_SHARDS, Math.ceil(clauses / CLAUSES_PER_SHARD));

const literal: JsonObject = {
  type: 'text',
  analyzer: 'pairs',
  similarity: 'frequency',
  norms: false,
  fields: {
    characters: { type: 'text', analyzer: 'characters', similarity: 'frequency', norms: false, index_options: 'freqs' },
  },
};

const terms: JsonObject = { type: 'text', analyzer: 'lines', similarity: 'frequency', norms: false, index_options: 'freqs' };
const keyword: JsonObject = { type: 'keyword' };
/** Read in a clause's turn, never looked for. */
const column = (type: string): JsonObject => ({ type, index: false });

const properties: JsonObject = {
  plan: keyword,
  chapter: keyword,
  theme: keyword,
  period: keyword,
  /** Place among the clauses of the plan, from 0. */
  position: { type: 'integer' },
  text: literal,
  corrected: literal,
  /** Whether the clause has declared corrections. */
  twoFaced: { type: 'boolean' },
  words: terms,
  path: terms,
  wordsLength: column('integer'),
  pathLength: column('integer'),
  length: column('integer'),
  role: column('byte'),
  kind: column('byte'),
  checksum: column('long'),
};

const analysis: JsonObject = {
  tokenizer: {
    pairs: { type: 'ngram', min_gram: 2, max_gram: 2 },
    characters: { type: 'ngram', min_gram: 1, max_gram: 1 },
    lines: { type: 'char_group', tokenize_on_chars: ['\n'] },
  },
  analyzer: {
    pairs: { type: 'custom', tokenizer: 'pairs' },
    characters: { type: 'custom', tokenizer: 'characters' },
    lines: { type: 'custom', tokenizer: 'lines' },
  },
};

/** A phrase is worth the sum of its pairs, each weighed by its share: together the frequency of the phrase. */
const similarity: JsonObject = {
  frequency: { type: 'scripted', script: { source: 'return query.boost * doc.freq;' } },
};

/** What an index says of itself: what it was made from, and whether all of it is there. */
export interface IndexNote {
  readonly fingerprint: string;
  readonly complete: boolean;
  readonly plans: number;
  readonly clauses: number;
}

export interface IndexSize {
  readonly shards: number;
  readonly replicas: number;
}

/** The body that makes an index. Until it is complete nobody searches it, so nothing is refreshed in between. */
export function indexBody(note: IndexNote, { shards, replicas }: IndexSize): JsonObject {
  return {
    settings: {
      number_of_shards: shards,
      number_of_replicas: replicas,
      refresh_interval: '-1',
      allocation: { max_retries: ALLOCATION_TRIES },
      codec: 'best_compression',
      analysis,
      similarity,
    },
    mappings: { dynamic: 'strict', _routing: { required: true }, _meta: { ...note }, properties },
  };
}
