#!/usr/bin/env -S npx tsx
// The composition root: reads the command, wires the parts, turns errors into a message and an exit code.
import { type Arguments, asksForHelp, type CommandLine, helpOf, readArguments } from './command-line.ts';
import { AUDIT, BUILD, CHECK, CLUSTER, IMPORT, PLANS, REMOVE, REPARSE, SERVE, SHOW } from './command-lines.ts';
import { type Config, ConfigError, readConfig } from './config.ts';
import { messageOf } from './foreseen.ts';
import { endWithReader, goOnWithoutReader, type Output, processOutput } from './output.ts';
import { takeSignals } from './signals.ts';
import { UsageError } from './usage.ts';

type Run<Line extends CommandLine> = (given: Arguments<Line>, config: Config, output: Output) => Promise<number>;

interface Command {
  readonly line: CommandLine;
  readonly isOnlyPrinting: boolean;
  run(args: readonly string[], environment: NodeJS.ProcessEnv, output: Output): Promise<number>;
}

// Each command loads what it needs: a server no readers of Word files, an import no pages.
const command = <Line extends CommandLine>(
  line: Line,
  load: () => Promise<Run<Line>>,
  { isOnlyPrinting = false }: { readonly isOnlyPrinting?: boolean } = {},
): Command => ({
  line,
  isOnlyPrinting,
  async run(args, environment, output) {
    const given = readArguments(line, args);
    const config = readConfig(environment);
    return (await load())(given, config, output);
  },
});

const COMMANDS: Readonly<Record<string, Command>> = {
  serve: command(SERVE, async () => {
    const signals = takeSignals();
    const serving = import('./serve.ts');
    // Fetched beside it, so that the first answer need not wait for one after the other. Who needs it is told if it fails.
    void import('../web/app.ts').catch(() => {});
    const { serve } = await serving;
    return (_given, config) => serve(config, signals);
  }),
  build: command(BUILD, async () => (await import('./build.ts')).build),
  show: command(SHOW, async () => (await import('./inspect.ts')).show, { isOnlyPrinting: true }),
  check: command(CHECK, async () => (await import('./inspect.ts')).check, { isOnlyPrinting: true }),
  import: command(IMPORT, async () => (await import('./import.ts')).importPlan),
  plans: command(PLANS, async () => (await import('./plans.ts')).plans, { isOnlyPrinting: true }),
  remove: command(REMOVE, async () => (await import('./plans.ts')).remove),
  reparse: command(REPARSE, async () => (await import('./plans.ts')).reparse),
  cluster: command(CLUSTER, async () => (await import('./cluster.ts')).cluster),
  audit: command(AUDIT, async () => (await import('./audit.ts')).audit, { isOnlyPrinting: true }),
};

const OVERVIEW = `commands (… -- --help after each tells more):\n${Object.entries(COMMANDS)
  .map(([name, { line }]) => `  ${name.padEnd(7)} ${line.about} (${line.call})`)
  .join('\n')}`;

const commandNamed = (name: string | undefined): Command | undefined =>
  name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;

/** Runs a command and returns its exit code: 0 done, 1 failed, 2 wrong usage. */
export async function main(args: readonly string[], environment: NodeJS.ProcessEnv, output: Output): Promise<number> {
  try {
    const help = helpFor(args);
    if (help !== null) {
      output.line(help);
      return 0;
    }
    const [name, ...rest] = args;
    return await knownCommand(name).run(rest, environment, output);
  } catch (error) {
    output.error(messageOf(error));
    return error instanceof UsageError || error instanceof ConfigError ? 2 : 1;
  }
}

/** `help`, `--help` or `-h`, alone, before the name of a command or after it. */
function helpFor([name, ...rest]: readonly string[]): string | null {
  if (name === 'help' || name === '--help' || name === '-h')
    return rest[0] === undefined ? OVERVIEW : helpOf(knownCommand(rest[0]).line);
  const line = commandNamed(name)?.line;
  return line && asksForHelp(line, rest) ? helpOf(line) : null;
}

function knownCommand(name: string | undefined): Command {
  const known = commandNamed(name);
  if (!known) throw new UsageError(`${name === undefined ? 'no command given' : `there is no command ${name}`}\n${OVERVIEW}`);
  return known;
}

if (process.argv[1] === import.meta.filename) {
  const args = process.argv.slice(2);
  const called = commandNamed(args[0]);
  if (!called || called.isOnlyPrinting || helpFor(args) !== null) endWithReader();
  else goOnWithoutReader();
  process.exitCode = await main(args, process.env, processOutput);
  // A server may have been stopped while it was still reading or building, for which nobody waits any more.
  if (called?.line === SERVE && process.exitCode === 0) process.exit();
}
