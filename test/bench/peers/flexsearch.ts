// FlexSearch with the encoder that its documentation names for Chinese.
import flexsearch from 'flexsearch';
import { type CreatePeer, peerOf } from './peer.ts';

export const createFlexSearch: CreatePeer = (documents) => {
  const index = new flexsearch.Index({ encoder: flexsearch.Charset.CJK });
  for (const { id, text, path } of documents) index.add(id, `${path} ${text}`);
  return peerOf({
    name: 'FlexSearch, CJK',
    // It counts nothing, so whoever wants a count has to ask for all.
    search: (q) => index.search(q, { limit: documents.length }),
    ordinalsOf: (found) => found.map(Number),
  });
};
