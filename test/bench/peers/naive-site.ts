// The site that anyone would write in an hour: MiniSearch's own JSON read at the start, jieba, express, a list of hits.
//   tsx test/bench/peers/naive-site.ts INDEX.json PORT
import { readFile } from 'node:fs/promises';
import express from 'express';
import { loadMiniSearch } from './minisearch.ts';

const [file = '', port = '0'] = process.argv.slice(2);
const index = loadMiniSearch(await readFile(file, 'utf8'));
const app = express();
app.get('/api/search', (request, response) => {
  const hits = index.search(String(request.query['q']));
  response.json({ total: hits.length, hits: hits.slice(0, 20) });
});
app.listen(Number(port), '127.0.0.1');
