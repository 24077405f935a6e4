// Engines in processes of their own, where start and memory are measured: nothing there belongs to anybody else.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

const projectFolder = fileURLToPath(new URL('../..', import.meta.url));

/** Starts a TypeScript file of the project; `args` are its own. Its messages are dropped, its errors shown. */
export const start = (file: string, args: readonly string[], env: NodeJS.ProcessEnv = {}, nodeArgs: readonly string[] = []) =>
  spawn(process.execPath, [...nodeArgs, '--import', 'tsx', file, ...args], {
    cwd: projectFolder,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });

/** What a process prints until it ends. Throws where it fails. */
export async function outputOf(child: ChildProcess): Promise<string> {
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${child.spawnargs.join(' ')} ended with ${code}`);
  return output;
}

/** A port that is free at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

const POLL_MS = 5;
const LONGEST_START_MS = 600_000;

/** A server in a process of its own that has given a right answer. */
export interface AnsweringServer {
  readonly origin: string;
  /** Milliseconds from its start to that answer. */
  readonly startMs: number;
  /** Ends it; resolves when it is gone. */
  stop(): Promise<void>;
}

/** Starts a server and asks it until its answer is right. Throws where it ends by itself or gives none for ten minutes. */
export async function startServer(
  startOn: (port: number) => ChildProcess,
  isRight: (origin: string) => Promise<boolean>,
): Promise<AnsweringServer> {
  const port = await freePort();
  const startedAt = performance.now();
  const child = startOn(port);
  child.stdout?.resume();
  const ended = once(child, 'exit');
  const stop = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  const origin = `http://127.0.0.1:${port}`;
  try {
    for (;;) {
      if (await isRight(origin).catch(() => false)) return { origin, startMs: performance.now() - startedAt, stop };
      if (child.exitCode !== null) throw new Error(`${child.spawnargs.join(' ')} ended with ${child.exitCode}`);
      if (performance.now() - startedAt > LONGEST_START_MS) throw new Error(`${child.spawnargs.join(' ')} gives no right answer`);
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Milliseconds from the start of a server to its first right answer. It is ended then. Throws as `startServer` does. */
export async function timeToAnswer(...args: Parameters<typeof startServer>): Promise<number> {
  const server = await startServer(...args);
  await server.stop();
  return server.startMs;
}
