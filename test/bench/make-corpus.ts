// Writes a made-up corpus that the program can be run on.
//   npx tsx test/bench/make-corpus.ts --scale 10 --seed 1 --out DIR && SEEDS_DIR=DIR INDEX_DIR=DIR-index npm start
import { parseArgs } from 'node:util';
import { writeCorpus } from './generated-corpus.ts';

const { scale, seed, out } = parseArgs({
  options: { scale: { type: 'string', default: '1' }, seed: { type: 'string', default: '1' }, out: { type: 'string' } },
}).values;
if (out === undefined || !(Number(scale) > 0) || !Number.isInteger(Number(seed))) {
  console.error('usage: npx tsx test/bench/make-corpus.ts --scale 10 --seed 1 --out DIR');
  process.exit(2);
}
const plans = await writeCorpus({ seedsDir: 'seeds', folder: out, scale: Number(scale), seed: Number(seed) });
console.log(`${plans} plans written to ${out}`);
