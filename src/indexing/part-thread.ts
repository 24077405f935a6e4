// A thread with a dictionary of its own: it cuts the texts of plans that another thread looks through, or looks plans through
// all by itself, and once the lexicon is known makes the part of the index that it has seen.
import type { SeedPlan } from '../corpus/seeds.ts';
import type { Theme } from '../corpus/themes.ts';
import type { Lexicon } from '../text/analyze.ts';
import type { Segmenter } from '../text/segment.ts';
import { startThread } from '../text/thread.ts';
import type { CorpusGramPostings } from './corpus-grams.ts';
import type { OfferSum } from './lexicon.ts';
import type { PlanEntry } from './stored-plans.ts';
import { createTally, type Tally } from './tally.ts';
import { type CutPlan, layCut, type PlanTexts, type WordPart } from './word-part.ts';

/** What the thread is started with. */
export interface PartThreadInput {
  /** Each thread loads the dictionary for itself: nodejieba has one for each, and they share nothing. */
  readonly segmenter: Segmenter['name'];
  /** Of a `Tally`. */
  readonly tally: SharedArrayBuffer;
}

/** What the thread can be asked, and what it answers. It answers in the order in which it is asked. */
export interface PartThreadTasks {
  readonly cut: (plan: PlanTexts) => Uint8Array;
  readonly offer: (plan: PlanTexts) => Uint8Array;
  readonly read: (seed: SeedPlan, themes: readonly Theme[]) => PlanEntry;
  readonly offers: () => OfferSum;
  readonly partsOf: (terms: readonly string[]) => readonly (readonly string[])[];
  readonly useLexicon: (lexicon: Lexicon) => void;
  readonly addMore: (plan: PlanTexts) => void;
  readonly finish: () => ThreadPart;
}

export interface ThreadPart {
  /** Of the plans that the thread has cut or read, and then of what came last. */
  readonly words: WordPart;
  /** Of those that it has read; null for none. */
  readonly grams: CorpusGramPostings | null;
}

export interface PartThreadQuestion {
  readonly task: keyof PartThreadTasks;
  readonly args: readonly unknown[];
}

/** Everything rejects with the error of the thread. */
export interface PartThread {
  /** What the thread has done so far. */
  readonly tally: Tally;
  /** Cuts a plan that another thread looks through. */
  cut(plan: PlanTexts): Promise<CutPlan>;
  /** Cuts a plan as `cut` does, and adds what it offers to what the thread knows. Gives what it offers, packed. */
  offer(plan: PlanTexts): Promise<Uint8Array>;
  /** Looks a plan through. The themes are always the same. */
  read(seed: SeedPlan, themes: readonly Theme[]): Promise<PlanEntry>;
  /** What the plans that it has been asked `offer` or `read` for offer to the lexicon. */
  offers(): Promise<OfferSum>;
  /** The words that the dictionary cuts each of these terms into. */
  partsOf(terms: readonly string[]): Promise<readonly (readonly string[])[]>;
  /** The rest is that of a `WordPartBuilder`. */
  useLexicon(lexicon: Lexicon): Promise<void>;
  addMore(plan: PlanTexts): Promise<void>;
  finish(): Promise<ThreadPart>;
  stop(): void;
}

// A thread takes a third of a second to start. In that time half a million characters are looked through.
export const LEAST_CHARACTERS = 500_000;

const PROGRAM = new URL('./part-thread-program.ts', import.meta.url);

/** A thread that loads the dictionary of this segmenter at once. */
export function startPartThread(segmenter: Segmenter['name']): PartThread {
  const tally = createTally();
  const input: PartThreadInput = { segmenter, tally: tally.memory };
  const worker = startThread(PROGRAM, input);
  const broken = new Promise<never>((_resolve, reject) => {
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`a thread that built a part of the index ended with code ${code}`)));
  });
  // Whoever waits is told; where nobody waits any more, the error has been told of before.
  broken.catch(() => {});
  const waiting: ((answer: unknown) => void)[] = [];
  worker.on('message', (answer: unknown) => waiting.shift()?.(answer));
  const ask = <Task extends keyof PartThreadTasks>(
    task: Task,
    ...args: Parameters<PartThreadTasks[Task]>
  ): Promise<ReturnType<PartThreadTasks[Task]>> => {
    const answer = new Promise<unknown>((resolve) => waiting.push(resolve));
    worker.postMessage({ task, args } satisfies PartThreadQuestion);
    // Its program answers each question with what the task gives.
    const answered = Promise.race([answer as Promise<ReturnType<PartThreadTasks[Task]>>, broken]);
    answered.catch(() => {});
    return answered;
  };
  return {
    tally,
    cut: async (plan) => layCut(plan, await ask('cut', plan)),
    offer: (plan) => ask('offer', plan),
    read: (seed, themes) => ask('read', seed, themes),
    offers: () => ask('offers'),
    partsOf: (terms) => ask('partsOf', terms),
    useLexicon: (lexicon) => ask('useLexicon', lexicon),
    addMore: (plan) => ask('addMore', plan),
    finish: () => ask('finish'),
    stop: () => void worker.terminate(),
  };
}
