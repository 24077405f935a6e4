// The server's life: listen at once, answer when ready, drain on SIGTERM.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from '../web/app.ts';
import { prepareComparison } from '../web/comparison.ts';
import { createSwitchboard } from '../web/switchboard.ts';
import type { Config } from './config.ts';
import type { Output } from './output.ts';
import { prepareEngine } from './prepare.ts';
import { UsageError } from './usage.ts';

/** Serves until SIGTERM or SIGINT; returns when the last request has been answered. */
export async function serve(_args: readonly string[], config: Config, output: Output): Promise<number> {
  const switchboard = createSwitchboard();
  const server = createServer({ maxHeaderSize: LONGEST_HEAD }, switchboard.handle);
  await listen(server, config);
  try {
    const engine = await prepareEngine(config, output);
    const { publicUrl } = config;
    switchboard.connect(createApp({ engine, ...(publicUrl !== undefined && { publicUrl }) }));
    // Comparisons are worked out when first asked for; done now, nobody waits for them.
    prepareComparison(engine).catch((error: unknown) => output.error(`comparisons could not be prepared: ${error}`));
  } catch (error) {
    server.close();
    throw error;
  }
  output.line(`Ready: ${addressOf(server, config)}`);
  return untilStopped(server, output);
}

function listen(server: Server, { port, host }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, port, host)));
    server.listen(port, host, () => resolve());
  });
}

function listenError(error: NodeJS.ErrnoException, port: number, host: string): Error {
  if (error.code === 'EADDRINUSE')
    return new UsageError(`port ${port} is in use; stop the other server or set PORT to another number`);
  if (error.code === 'EACCES')
    return new UsageError(`port ${port} may not be opened by this user; set PORT to a number above 1023`);
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
    return new UsageError(`${host} is no address of this machine; set HOST=127.0.0.1 or HOST=0.0.0.0`);
  return error;
}

function addressOf(server: Server, { host }: Config): string {
  const { port } = server.address() as AddressInfo;
  const shown = host === '127.0.0.1' || host === '0.0.0.0' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${shown}:${port}`;
}

/** Bytes of a request's head. Node's own 16 kB would answer a long Chinese query with an empty 431 instead of our page. */
const LONGEST_HEAD = 128 * 1024;

/** A request that hangs must not keep the process alive for ever. */
const DRAIN_MS = 10_000;

function untilStopped(server: Server, output: Output): Promise<number> {
  return new Promise((resolve) => {
    const stop = (signal: NodeJS.Signals) => {
      output.line(`${signal}: finishing open requests`);
      server.close(() => resolve(0));
      server.closeIdleConnections();
      setTimeout(() => server.closeAllConnections(), DRAIN_MS).unref();
    };
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
  });
}
