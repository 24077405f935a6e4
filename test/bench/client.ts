// A client that asks over one connection that stays open, as a browser does.
import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';

export interface Client {
  /** Resolves when the last byte is there. Throws for any status but 200. */
  get(path: string): Promise<void>;
  close(): void;
}

export function createClient(origin: string): Client {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return {
    get: async (path) => {
      const request = get(origin + path, { agent });
      const [response] = (await once(request, 'response')) as [IncomingMessage];
      response.resume();
      await once(response, 'end');
      if (response.statusCode !== 200) throw new Error(`${path} is answered with ${response.statusCode}`);
    },
    close: () => agent.destroy(),
  };
}
