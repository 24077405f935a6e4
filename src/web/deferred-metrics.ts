// Metrics whose library is loaded after the first answers: what is told before is kept, and counted then.
import type { Metrics } from './metrics.ts';

export interface DeferredMetrics extends Metrics {
  /** Loads the library; whoever asks for the figures has it loaded too. */
  load(): Promise<void>;
}

/** `make` is called once, again only where it fails. Until it has made the metrics, there is no content type. */
export function deferMetrics(make: () => Promise<Metrics>): DeferredMetrics {
  let made: Metrics | undefined;
  const told: ((metrics: Metrics) => void)[] = [];
  let loading: Promise<Metrics> | undefined;
  const makeAndTell = async (): Promise<Metrics> => {
    made = await make();
    for (const tell of told.splice(0)) tell(made);
    return made;
  };
  // What fails is tried again by the next who asks.
  const load = (): Promise<Metrics> => {
    loading ??= makeAndTell().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
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
