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

/**
 * Milliseconds from the start of a server to its first right answer. It is ended then. Throws where it ends by itself or
 * gives none for ten minutes.
 */
export async function timeToAnswer(
  startOn: (port: number) => ChildProcess,
  isRight: (origin: string) => Promise<boolean>,
): Promise<number> {
  const port = await freePort();
  const startedAt = performance.now();
  const child = startOn(port);
  child.stdout?.resume();
  const ended = once(child, 'exit');
  try {
    for (;;) {
      if (await isRight(`http://127.0.0.1:${port}`).catch(() => false)) return performance.now() - startedAt;
      if (child.exitCode !== null) throw new Error(`${child.spawnargs.join(' ')} ended with ${child.exitCode}`);
      if (performance.now() - startedAt > LONGEST_START_MS) throw new Error(`${child.spawnargs.join(' ')} gives no right answer`);
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  } finally {
    child.kill('SIGKILL');
    await ended;
  }
}
