// What runs in a thread of `part-thread.ts`.
import { parentPort, type TransferListItem, workerData } from 'node:worker_threads';
import type { SeedPlan } from '../corpus/seeds.ts';
import type { Theme } from '../corpus/themes.ts';
import { loadSegmenter } from '../text/segment.ts';
import { OfferAdder, offerOf } from './lexicon.ts';
import { packJson } from './packed-json.ts';
import type { PartThreadInput, PartThreadQuestion, PartThreadTasks, ThreadPart } from './part-thread.ts';
import { createTally } from './tally.ts';
import { createWordPartBuilder } from './word-part.ts';

const { segmenter: name, tally: memory }: PartThreadInput = workerData;
const tally = createTally(memory);
const segmenter = loadSegmenter(name);
// The first cut loads the dictionary: there is time for it before the first text comes.
segmenter.segment('中');
const words = createWordPartBuilder(segmenter, tally.addClause);
const offers = new OfferAdder();

// A thread that only cuts needs no parser, and is there the sooner.
const loadReader = async (themes: readonly Theme[]) => {
  const [{ planOf }, { createPlanReader }] = await Promise.all([import('../corpus/seeds.ts'), import('./index-part.ts')]);
  const reader = createPlanReader(themes, offers);
  return { add: ({ facts, text, key }: SeedPlan) => reader.add(planOf(facts, text, themes), key), reader };
};
let loading: ReturnType<typeof loadReader> | undefined;

const tasks: { readonly [Task in keyof PartThreadTasks]: (...args: Parameters<PartThreadTasks[Task]>) => unknown } = {
  cut: (plan) => words.add(plan).starts,
  offer: (plan) => {
    const offer = offerOf(words.add(plan));
    offers.add(offer);
    return packJson(offer);
  },
  read: async (seed, themes) => {
    loading ??= loadReader(themes);
    const draft = (await loading).add(seed);
    const entry = draft.finish(words.add(draft.texts));
    tally.addPlan();
    return entry;
  },
  offers: () => offers.sum(),
  partsOf: words.partsOf,
  useLexicon: words.useLexicon,
  addMore: words.addMore,
  finish: async (): Promise<ThreadPart> => ({ words: words.finish(), grams: (await loading)?.reader.grams() ?? null }),
};

let last: Promise<void> = Promise.resolve();
parentPort?.on('message', ({ task, args }: PartThreadQuestion) => {
  // One after the other, though some tasks have to wait for the parser.
  last = last.then(async () => {
    // Who asks has given the arguments of this task.
    const answer = await (tasks[task] as (...given: readonly unknown[]) => unknown)(...args);
    parentPort?.postMessage(answer, task === 'finish' ? buffersOf(answer as ThreadPart) : []);
  });
});

/** The memory of all typed arrays of a part, which is given away and not copied: for a large corpus it is most of the index. */
function buffersOf({ words: { postings, words }, grams }: ThreadPart): TransferListItem[] {
  const ofGrams = grams ? Object.values(grams) : [];
  const columns = [
    ...Object.values(postings.fields).flatMap((field) => [field.starts, field.ordinals, field.counts, field.lengths]),
    ...[words.lists, ...ofGrams].flatMap((lists) => [lists.counts, lists.starts, lists.bytes]),
    ...ofGrams.map((lists) => lists.grams),
  ];
  return [...new Set(columns.map(({ buffer }) => buffer))].filter((buffer) => buffer instanceof ArrayBuffer);
}
