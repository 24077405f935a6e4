// The port: opened with bounds on what a client may take, closed without cutting anybody off.
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Config, ConfigError } from './config.ts';

export interface HttpServer {
  /** `http://localhost:3000`. */
  readonly address: string;
  /** No new connections; resolves when the last answer is sent, or when that takes too long. */
  drain(): Promise<void>;
  /** Ends everything at once. */
  close(): void;
}

/** Times in ms. */
export interface ServerLimits {
  /** Bytes of a request's head. Node's own 16 kB would answer a long Chinese query with an empty 431 instead of our page. */
  readonly maxHeaderSize: number;
  /** For a head that trickles in. */
  readonly headersTimeout: number;
  /** For a whole request: someone may send a file over a slow line. */
  readonly requestTimeout: number;
  /** Longer than a minute, which is what proxies commonly keep: the one who closes first should not be the one in use. */
  readonly keepAliveTimeout: number;
  /** How often these are looked at. */
  readonly connectionsCheckingInterval: number;
  /** A reader who takes nothing of an answer for so long is gone. */
  readonly idleTimeout: number;
  /** Some 20 kB each while idle. More readers at once than that need a proxy that keeps their connections. */
  readonly maxConnections: number;
  /** A request that hangs must not keep the process alive for ever. */
  readonly drainMs: number;
}

const LIMITS: ServerLimits = {
  maxHeaderSize: 128 * 1024,
  headersTimeout: 15_000,
  requestTimeout: 120_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 5_000,
  idleTimeout: 70_000,
  maxConnections: 5_000,
  drainMs: 10_000,
};
const DRAIN_STEP_MS = 50;

export interface ServerOptions {
  readonly limits?: Partial<ServerLimits>;
  /** Told of a connection that could not be taken; the server takes others. */
  readonly onError?: (error: Error) => void;
}

/** Throws `ConfigError` for a port or host that cannot be used. */
export async function openServer(
  answer: RequestListener,
  config: Pick<Config, 'port' | 'host'>,
  { limits: changedLimits = {}, onError = () => {} }: ServerOptions = {},
): Promise<HttpServer> {
  const limits = { ...LIMITS, ...changedLimits };
  let isDraining = false;
  const server = createServer(limits, (request, response) => {
    if (isDraining) response.setHeader('Connection', 'close');
    answer(request, response);
  });
  server.maxConnections = limits.maxConnections;
  server.setTimeout(limits.idleTimeout);
  await listen(server, config, limits.maxConnections);
  server.on('error', onError);
  return {
    address: addressOf(server, config.host),
    drain() {
      isDraining = true;
      return drained(server, limits.drainMs);
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function drained(server: Server, longestMs: number): Promise<void> {
  return new Promise((resolve) => {
    // A connection becomes idle when its answer is sent, and would be kept open for a request that may not come.
    const closing = setInterval(() => server.closeIdleConnections(), DRAIN_STEP_MS);
    const giveUp = setTimeout(() => server.closeAllConnections(), longestMs);
    server.close(() => {
      clearInterval(closing);
      clearTimeout(giveUp);
      resolve();
    });
    server.closeIdleConnections();
  });
}

function listen(server: Server, { port, host }: Pick<Config, 'port' | 'host'>, backlog: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException) => reject(listenError(error, port, host));
    server.once('error', fail);
    server.listen({ port, host, backlog }, () => {
      server.off('error', fail);
      resolve();
    });
  });
}

function listenError(error: NodeJS.ErrnoException, port: number, host: string): ConfigError {
  const place = `port ${port} of ${host} cannot be opened (${error.message})`;
  const addresses = 'set HOST=127.0.0.1 or HOST=0.0.0.0';
  switch (error.code) {
    case 'EADDRINUSE':
      return new ConfigError(`port ${port} is in use; stop the other server or set PORT to another number`);
    case 'EACCES':
    case 'EPERM':
      return new ConfigError(`port ${port} may not be opened by this user; set PORT to a number above 1023`);
    case 'EADDRNOTAVAIL':
      return new ConfigError(`${host} is no address of this machine; ${addresses}`);
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EAI_FAIL':
      return new ConfigError(`no address is known for the name ${host} (${error.message}); ${addresses}`);
    case 'EINVAL':
      if (host.toLowerCase().startsWith('fe80:'))
        return new ConfigError(
          `${place}: such an address needs the name of its interface, e.g. HOST=${host}%eth0; or ${addresses}`,
        );
      return new ConfigError(`${place}; ${addresses}`);
    case 'EAFNOSUPPORT':
      return new ConfigError(`${place}: this machine has no addresses of that kind; ${addresses}`);
    default:
      return new ConfigError(`${place}; ${addresses}, and PORT to a port that is free`);
  }
}

function addressOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo;
  const shown =
    host === '127.0.0.1' || host === '0.0.0.0' ? 'localhost' : host.includes(':') ? `[${host.replace('%', '%25')}]` : host;
  return `http://${shown}:${port}`;
}
