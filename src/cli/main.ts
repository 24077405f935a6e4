#!/usr/bin/env -S npx tsx
// The composition root: reads the command, wires the parts, turns errors into a message and an exit code.
import { type Config, ConfigError, readConfig } from './config.ts';
import { messageOf } from './foreseen.ts';
import { type Output, processOutput } from './output.ts';
import { UsageError } from './usage.ts';

type Command = (args: readonly string[], config: Config, output: Output) => Promise<number>;

// Each command loads what it needs: a server no readers of Word files, an import no pages.
const COMMANDS: Readonly<Record<string, { readonly load: () => Promise<Command>; readonly help: string }>> = {
  serve: {
    load: async () => {
      const serving = import('./serve.ts');
      // Fetched beside it, so that the first answer need not wait for one after the other. Who needs it is told if it fails.
      void import('../web/app.ts').catch(() => {});
      return (await serving).serve;
    },
    help: 'build the index if needed and serve the pages (npm start)',
  },
  build: { load: async () => (await import('./build.ts')).build, help: 'build the index anew (npm run build)' },
  show: {
    load: async () => (await import('./inspect.ts')).show,
    help: 'print the outline of one plan or of all (npm run show -- huadu)',
  },
  check: { load: async () => (await import('./inspect.ts')).check, help: 'print everything odd in the seeds (npm run check)' },
  import: {
    load: async () => (await import('./import.ts')).importPlan,
    help: 'take in a plan from a file, after a review (npm run import -- FILE)',
  },
  plans: { load: async () => (await import('./plans.ts')).plans, help: 'list the plans (npm run plans)' },
  remove: { load: async () => (await import('./plans.ts')).remove, help: 'remove a plan (npm run remove -- ID --yes)' },
  reparse: {
    load: async () => (await import('./plans.ts')).reparse,
    help: 'read the originals of imported plans again (npm run reparse)',
  },
  cluster: {
    load: async () => (await import('./cluster.ts')).cluster,
    help: 'fill, show or check the index of a search cluster (npm run cluster -- status)',
  },
  audit: {
    load: async () => (await import('./audit.ts')).audit,
    help: 'print each place of a query with file and line (npm run audit -- 碳达峰)',
  },
};

/** Runs a command and returns its exit code: 0 done, 1 failed, 2 wrong usage. */
export async function main(args: readonly string[], environment: NodeJS.ProcessEnv, output: Output): Promise<number> {
  const [name = '', ...rest] = args;
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  try {
    if (!command) throw new UsageError(name === '' ? 'no command given' : `there is no command ${name}`);
    const config = readConfig(environment);
    const run = await command.load();
    return await run(rest, config, output);
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
