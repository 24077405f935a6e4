// The real app over the real seeds on a free port: what the tests of pages and API ask, as a reader's browser would.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { prepareEngine } from '../src/cli/prepare.ts';
import type { SearchEngine } from '../src/search/engine.ts';
import { createApp, type Services } from '../src/web/app.ts';

export interface Served {
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  readonly base: string;
  readonly engine: SearchEngine;
  close(): Promise<void>;
}

const folder = (name: string): string => fileURLToPath(new URL(`../${name}`, import.meta.url));
const silent = { line: () => {}, error: () => {}, rewrite: null };

// One engine for the whole run: the test files share a process, and building the index takes a second or two.
let engine: Promise<SearchEngine> | undefined;

export function seedsEngine(): Promise<SearchEngine> {
  engine ??= prepareEngine({ seedsDir: folder('seeds'), indexDir: folder('index') }, silent);
  return engine;
}

export const serveSeeds = async (): Promise<Served> => serve({ engine: await seedsEngine() });

/** The app over any services, for instance over a plan that has changed. */
export async function serve(services: Services): Promise<Served> {
  const server = createServer({ maxHeaderSize: 128 * 1024 }, createApp(services));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    base: `http://127.0.0.1:${port}`,
    engine: services.engine,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
