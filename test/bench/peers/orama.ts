// Orama with jieba as its tokenizer.
import { create, insertMultiple, search } from '@orama/orama';
import nodejieba from 'nodejieba';
import { type CreatePeer, peerOf } from './peer.ts';

const wordsOf = (text: string): string[] => [...new Set(nodejieba.cut(text).filter((word) => word.trim() !== ''))];

export const createOrama: CreatePeer = async (documents) => {
  const database = create({
    schema: { text: 'string', path: 'string' },
    components: {
      tokenizer: { language: 'chinese', normalizationCache: new Map(), tokenize: wordsOf },
    },
  });
  await insertMultiple(
    database,
    documents.map(({ id, text, path }) => ({ id: String(id), text, path })),
  );
  return peerOf({
    name: 'Orama + jieba',
    search: async (q) => search(database, { term: q, limit: documents.length }),
    ordinalsOf: ({ hits }) => hits.map(({ id }) => Number(id)),
  });
};
