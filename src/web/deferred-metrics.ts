// Metrics whose library is loaded after the first answers: what is told before is kept, and counted then.
import { once } from '../text/remember.ts';
import type { Metrics } from './metrics.ts';

export interface DeferredMetrics extends Metrics {
  /** Loads the library; whoever asks for the figures has it loaded too. */
  load(): Promise<void>;
}

/** `make` is called once. Until it has made the metrics, there is no content type. */
export function deferMetrics(make: () => Promise<Metrics>): DeferredMetrics {
  let made: Metrics | undefined;
  const told: ((metrics: Metrics) => void)[] = [];
  const load = once(async () => {
    made = await make();
    for (const tell of told.splice(0)) tell(made);
    return made;
  });
  const tell = (what: (metrics: Metrics) => void): void => {
    if (made) what(made);
    else told.push(what);
  };
  return {
    load: async () => void (await load()),
    get contentType() {
      return made?.contentType ?? '';
    },
    text: async () => (await load()).text(),
    observe: (exchange) => tell((metrics) => metrics.observe(exchange)),
    waited: (ms) => tell((metrics) => metrics.waited(ms)),
    refused: () => tell((metrics) => metrics.refused()),
    reloaded: (result) => tell((metrics) => metrics.reloaded(result)),
    lookedUp: (isKept) => tell((metrics) => metrics.lookedUp(isKept)),
    served: (index) => tell((metrics) => metrics.served(index)),
  };
}
