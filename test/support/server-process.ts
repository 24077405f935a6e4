// The server as a process of its own, started and ended by a test.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach } from 'vitest';

export const projectFolder = fileURLToPath(new URL('../../', import.meta.url));

export interface Running {
  readonly process: ChildProcess;
  /** All it has printed so far, on either stream. */
  printed(): string;
  readonly exit: Promise<number | null>;
}

export interface Ready extends Running {
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  readonly base: string;
}

export interface ServerProcesses {
  /** Runs `serve`, or another command with its arguments. */
  start(environment: NodeJS.ProcessEnv, ...command: readonly string[]): Running;
  /** Runs `serve` on a free port and waits until it is ready. */
  startReady(environment: NodeJS.ProcessEnv): Promise<Ready>;
}

/** To be called once in a test file: what is still running after each test, or after all of them, is ended. */
export function serverProcesses({ endAfter = 'each' }: { readonly endAfter?: 'each' | 'all' } = {}): ServerProcesses {
  const running: Running[] = [];
  const atEnd = endAfter === 'each' ? afterEach : afterAll;
  atEnd(async () => {
    for (const { process: child, exit } of running.splice(0)) {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
      await exit;
    }
  });

  const start = (environment: NodeJS.ProcessEnv, ...command: readonly string[]): Running => {
    const { PORT: _port, HOST: _host, ...inherited } = process.env;
    const run = command.length === 0 ? ['serve'] : command;
    const child = spawn(process.execPath, ['--import', 'tsx', join(projectFolder, 'src/cli/main.ts'), ...run], {
      cwd: projectFolder,
      env: { ...inherited, ...environment },
    });
    let printed = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part) => (printed += part));
    const exit = once(child, 'close').then(([code]) => code as number | null);
    const server = { process: child, printed: () => printed, exit };
    running.push(server);
    return server;
  };

  const startReady = async (environment: NodeJS.ProcessEnv): Promise<Ready> => {
    const server = start({ PORT: '0', ...environment });
    await until('it is ready', () => server.printed().includes('Ready: ') || server.process.exitCode !== null);
    const port = /Ready: http:\/\/localhost:(\d+)/.exec(server.printed())?.[1];
    if (port === undefined) throw new Error(`the server did not start: ${server.printed()}`);
    return { ...server, base: `http://127.0.0.1:${port}` };
  };
  return { start, startReady };
}

export async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let waited = 0; waited < 40_000; waited += 20) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`waited in vain until ${what}`);
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('there is no free port');
  return address.port;
}
