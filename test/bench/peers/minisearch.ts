// MiniSearch with jieba as its tokenizer: what anyone would write in an hour.
import MiniSearch from 'minisearch';
import nodejieba from 'nodejieba';
import { type PeerDocument, peerOf, type SearchPeer } from './peer.ts';

const wordsOf = (text: string): string[] => nodejieba.cut(text).filter((word) => word.trim() !== '');
const options = { fields: ['text', 'path'], tokenize: wordsOf };
/** With what a page shows of a hit: a site keeps it in the index, a bare search needs none of it. */
const storing = { ...options, storeFields: ['text', 'path'] };

export function buildMiniSearch(documents: readonly PeerDocument[], { stores = false } = {}): MiniSearch<PeerDocument> {
  const index = new MiniSearch<PeerDocument>(stores ? storing : options);
  index.addAll(documents);
  return index;
}

/** An index that stores what it shows, from its own JSON. */
export const loadMiniSearch = (json: string): MiniSearch<PeerDocument> => MiniSearch.loadJSON(json, storing);

/** `combineWith`: OR is the default, which finds most; AND is what one changes it to first. */
export const miniSearchPeer = (index: MiniSearch<PeerDocument>, combineWith: 'OR' | 'AND' = 'OR'): SearchPeer =>
  peerOf({
    name: combineWith === 'OR' ? 'naive MiniSearch + jieba' : 'naive MiniSearch + jieba, AND',
    search: (q) => index.search(q, { combineWith }),
    ordinalsOf: (found) => found.map(({ id }) => Number(id)),
  });
