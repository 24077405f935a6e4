// Run in a process of its own: from a folder of plans to an index on disk, as `npm run build` does it. Prints what that took.
//   tsx test/bench/engine-build.ts SEEDS_DIR INDEX_DIR all|changes|parse
// `changes` takes over what a stored index has; `parse` only reads and parses the plans, and prints what that alone took.
import { prepareParts } from '../../src/cli/prepare.ts';
import { planOf, readSeeds } from '../../src/corpus/seeds.ts';
import { START, spentSince } from './spent.ts';

const [seedsDir = '', indexDir = '', what = 'all'] = process.argv.slice(2);
const silent = { line: () => {}, error: (text: string) => console.error(text), rewrite: null };

if (what === 'parse') {
  const before = spentSince(START);
  const { plans, themes } = await readSeeds(seedsDir);
  for (const { facts, text } of plans) planOf(facts, text, themes);
  console.log(JSON.stringify(spentSince(before)));
} else {
  await prepareParts({ seedsDir, indexDir }, silent, { alwaysBuild: what === 'all' });
  console.log(JSON.stringify(spentSince(START)));
}
process.exit(0);
