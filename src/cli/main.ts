#!/usr/bin/env -S npx tsx
// The composition root: reads the command, wires the parts, turns errors into a message and an exit code.
import { audit } from './audit.ts';
import { build } from './build.ts';
import { cluster } from './cluster.ts';
import { type Config, ConfigError, readConfig } from './config.ts';
import { messageOf } from './foreseen.ts';
import { importPlan } from './import.ts';
import { check, show } from './inspect.ts';
import { type Output, processOutput } from './output.ts';
import { plans, remove, reparse } from './plans.ts';
import { serve } from './serve.ts';
import { UsageError } from './usage.ts';

type Command = (args: readonly string[], config: Config, output: Output) => Promise<number>;

const COMMANDS: Readonly<Record<string, { readonly run: Command; readonly help: string }>> = {
  serve: { run: serve, help: 'build the index if needed and serve the pages (npm start)' },
  build: { run: build, help: 'build the index anew (npm run build)' },
  show: { run: show, help: 'print the outline of one plan or of all (npm run show -- huadu)' },
  check: { run: check, help: 'print everything odd in the seeds (npm run check)' },
  import: { run: importPlan, help: 'take in a plan from a file, after a review (npm run import -- FILE)' },
  plans: { run: plans, help: 'list the plans (npm run plans)' },
  remove: { run: remove, help: 'remove a plan (npm run remove -- ID --yes)' },
  reparse: { run: reparse, help: 'read the originals of imported plans again (npm run reparse)' },
  cluster: { run: cluster, help: 'fill, show or check the index of a search cluster (npm run cluster -- status)' },
  audit: { run: audit, help: 'print each place of a query with file and line (npm run audit -- 碳达峰)' },
};

/** Runs a command and returns its exit code: 0 done, 1 failed, 2 wrong usage. */
export async function main(args: readonly string[], environment: NodeJS.ProcessEnv, output: Output): Promise<number> {
  const [name = '', ...rest] = args;
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  try {
    if (!command) throw new UsageError(name === '' ? 'no command given' : `there is no command ${name}`);
    return await command.run(rest, readConfig(environment), output);
  } catch (error) {
    output.error(messageOf(error));
    if (error instanceof UsageError)
      output.error(
        `commands:\n${Object.entries(COMMANDS)
          .map(([key, { help }]) => `  ${key.padEnd(7)} ${help}`)
          .join('\n')}`,
      );
    return error instanceof UsageError || error instanceof ConfigError ? 2 : 1;
  }
}

if (process.argv[1] === import.meta.filename) {
  // `… | head` closes the pipe early: that is an end, not an error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  process.exitCode = await main(process.argv.slice(2), process.env, processOutput);
}
