// A thread that looks through some of the plans and makes their part of the index.
import { Worker } from 'node:worker_threads';
import type { SeedPlan } from '../corpus/seeds.ts';
import type { Theme } from '../corpus/themes.ts';
import type { Lexicon } from '../text/analyze.ts';
import type { Segmenter } from '../text/segment.ts';
import type { IndexPart } from './index-part.ts';
import type { OfferSum } from './lexicon.ts';
import type { PlanEntry } from './stored-plans.ts';

/** What the thread is started with. */
export interface PartThreadInput {
  readonly plans: readonly SeedPlan[];
  readonly themes: readonly Theme[];
  /** Each thread loads the dictionary for itself: nodejieba has one for each, and they share nothing. */
  readonly segmenter: Segmenter['name'];
  /** Of a `Tally`. */
  readonly tally: SharedArrayBuffer;
}

/** What the thread sends: the entries of its plans, and after the lexicon has come, its part. */
export type PartThreadMessage =
  | { readonly state: 'looked-through'; readonly plans: LookedThrough }
  | { readonly state: 'finished'; readonly part: IndexPart };

export interface LookedThrough {
  /** One a plan, in their order. */
  readonly entries: readonly PlanEntry[];
  readonly offers: OfferSum;
}

export interface PartThread {
  /** Rejects with the error of the thread. */
  readonly lookedThrough: Promise<LookedThrough>;
  /** Its part of the index. Rejects with the error of the thread. */
  finish(lexicon: Lexicon): Promise<IndexPart>;
  stop(): void;
}

const PROGRAM = new URL('./part-thread-program.ts', import.meta.url);

// The TypeScript loader is registered inside the thread, because a thread does not take it over from this one.
const startingCode = (): string =>
  `import(${JSON.stringify(import.meta.resolve('tsx/esm/api'))}).then(({ register }) => {
    register();
    return import(${JSON.stringify(PROGRAM.href)});
  });`;

export function startPartThread(input: PartThreadInput): PartThread {
  const worker = new Worker(startingCode(), { eval: true, workerData: input, execArgv: [] });
  const broken = new Promise<never>((_resolve, reject) => {
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`a thread that built a part of the index ended with code ${code}`)));
  });
  // Whoever waits is told; where nobody waits any more, the error has been told of before.
  broken.catch(() => {});
  const message = <State extends PartThreadMessage['state']>(state: State) =>
    new Promise<Extract<PartThreadMessage, { state: State }>>((resolve) => {
      const onMessage = (sent: PartThreadMessage) => {
        if (!isIn(sent, state)) return;
        worker.off('message', onMessage);
        resolve(sent);
      };
      worker.on('message', onMessage);
    });
  const lookedThrough = Promise.race([message('looked-through').then((sent) => sent.plans), broken]);
  lookedThrough.catch(() => {});
  return {
    lookedThrough,
    finish: (lexicon) => {
      const part = Promise.race([message('finished').then((sent) => sent.part), broken]);
      part.catch(() => {});
      worker.postMessage(lexicon);
      return part;
    },
    stop: () => void worker.terminate(),
  };
}

const isIn = <State extends PartThreadMessage['state']>(
  sent: PartThreadMessage,
  state: State,
): sent is Extract<PartThreadMessage, { state: State }> => sent.state === state;
