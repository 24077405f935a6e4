// SQLite's FTS5, compiled to WebAssembly: with its own trigrams, and over words cut by jieba.

import sqlite from 'node-sqlite3-wasm';
import nodejieba from 'nodejieba';
import { type CreatePeer, type PeerDocument, peerOf, type SearchPeer } from './peer.ts';

export const createTrigrams: CreatePeer = (documents) =>
  ftsPeer(documents, {
    name: 'SQLite FTS5 (WASM), trigrams',
    tokenizer: 'trigram',
    prepare: (text) => text,
    match: (q) => q.split(' ').map(quote).join(' '),
  });

export const createJiebaWords: CreatePeer = (documents) =>
  ftsPeer(documents, {
    name: 'SQLite FTS5 (WASM), jieba words',
    tokenizer: 'unicode61',
    prepare: (text) => nodejieba.cut(text).join(' '),
    match: (q) => nodejieba.cut(q).filter(isWord).map(quote).join(' '),
  });

const isWord = (piece: string): boolean => /[\p{L}\p{N}]/u.test(piece);
const quote = (word: string): string => `"${word.replaceAll('"', '""')}"`;

interface Fts {
  readonly name: string;
  readonly tokenizer: string;
  prepare(text: string): string;
  match(q: string): string;
}

function ftsPeer(documents: readonly PeerDocument[], { name, tokenizer, prepare, match }: Fts): SearchPeer {
  const database = new sqlite.Database(':memory:');
  database.exec(`CREATE VIRTUAL TABLE clauses USING fts5(text, path, tokenize='${tokenizer}')`);
  database.exec('BEGIN');
  const insert = database.prepare('INSERT INTO clauses(rowid, text, path) VALUES (?, ?, ?)');
  for (const { id, text, path } of documents) insert.run([id, prepare(text), prepare(path)]);
  database.exec('COMMIT');
  const select = database.prepare('SELECT rowid FROM clauses WHERE clauses MATCH ? ORDER BY rank');
  return peerOf({
    name,
    search: (q) => {
      const expression = match(q);
      return expression === '' ? [] : select.all([expression]);
    },
    ordinalsOf: (found) => found.map((row) => Number(row['rowid'])),
  });
}
