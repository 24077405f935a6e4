// What runs in a thread of `part-thread.ts`.
import { parentPort, type TransferListItem, workerData } from 'node:worker_threads';
import { planOf } from '../corpus/seeds.ts';
import type { Lexicon } from '../text/analyze.ts';
import { loadSegmenter } from '../text/segment.ts';
import { createPartBuilder, type IndexPart } from './index-part.ts';
import type { PartThreadInput, PartThreadMessage } from './part-thread.ts';
import { createTally } from './tally.ts';

const { plans, themes, segmenter, tally: memory }: PartThreadInput = workerData;
const tally = createTally(memory);
const send = (message: PartThreadMessage, transfer: TransferListItem[] = []) => parentPort?.postMessage(message, transfer);

const builder = createPartBuilder(loadSegmenter(segmenter), themes);
const entries = plans.map(({ facts, text, key }) => {
  const entry = builder.add(planOf(facts, text, themes), key);
  tally.addPlan();
  return entry;
});
parentPort?.once('message', (lexicon: Lexicon) => {
  const part = builder.finish(lexicon, tally.addClause);
  send({ state: 'finished', part }, buffersOf(part));
});
send({ state: 'looked-through', plans: { entries, offers: builder.offers() } });

/** The memory of all typed arrays of a part, which is given away and not copied: for a large corpus it is most of the index. */
function buffersOf({ postings, words, grams }: IndexPart): ArrayBuffer[] {
  const columns = [
    ...Object.values(postings.fields).flatMap((field) => [field.starts, field.ordinals, field.counts, field.lengths]),
    ...[words.lists, ...Object.values(grams)].flatMap((lists) => [lists.counts, lists.starts, lists.bytes]),
    ...Object.values(grams).map((lists) => lists.grams),
  ];
  return [...new Set(columns.map(({ buffer }) => buffer))].filter((buffer) => buffer instanceof ArrayBuffer);
}
