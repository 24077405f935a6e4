// What stands after a command's name: read strictly, in one way for all commands, and told to whoever asks for it.
import { parseArgs } from 'node:util';
import { UsageError } from './usage.ts';

interface Option {
  /** The option is true or false, or stands before a value of this name. */
  readonly value?: string;
  readonly about: string;
}

export interface CommandLine {
  /** What is typed before the arguments, e.g. `npm run show`. */
  readonly call: string;
  /** One line. */
  readonly about: string;
  /** The arguments that are no options, as they are shown. */
  readonly operands: { readonly shown: string; readonly least: number; readonly most: number };
  readonly options: Readonly<Record<string, Option>>;
  /** More lines for whoever asks. */
  readonly notes?: readonly string[];
  /** The arguments are anybody's words, so that `help` is one of them. */
  readonly isText?: boolean;
}

/** True or false for an option without a value; a text, or nothing where it was not given, for one with. */
export interface Arguments<Line extends CommandLine> {
  readonly operands: readonly string[];
  readonly options: {
    readonly [Name in keyof Line['options']]: Line['options'][Name] extends { readonly value: string }
      ? string | undefined
      : boolean;
  };
}

/** What is wrong with a call, and how it should be. */
export const wrongUse = (line: CommandLine, reason: string): UsageError =>
  new UsageError(`${reason}\nusage: ${usageOf(line)}\n${line.call} -- --help tells more`);

/** Throws `UsageError` for an option that does not exist or lacks its value, and for operands too many or too few. */
export function readArguments<Line extends CommandLine>(line: Line, args: readonly string[]): Arguments<Line> {
  const refuse = (reason: string): never => {
    throw wrongUse(line, reason);
  };
  const { tokens } = parseArgs({
    args: withOperandsMarked(args),
    options: Object.fromEntries(
      Object.entries(line.options).map(([name, { value }]) => [name, { type: value === undefined ? 'boolean' : 'string' }]),
    ),
    strict: false,
    tokens: true,
  });
  const operands: string[] = [];
  const given = new Map<string, string>();
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value);
    if (token.kind !== 'option') continue;
    const option = Object.hasOwn(line.options, token.name) ? line.options[token.name] : undefined;
    if (!option || !token.rawName.startsWith('--')) {
      return refuse(`there is no option ${token.rawName}${line.isText ? '; what follows a -- of its own is no option' : ''}`);
    }
    if (option.value === undefined && token.value !== undefined) return refuse(`${token.rawName} takes no value`);
    const isForgotten = token.value === undefined || (!token.inlineValue && token.value.startsWith('--'));
    if (option.value !== undefined && isForgotten)
      return refuse(`${token.rawName} needs a value: ${shownOption(token.name, option)}`);
    given.set(token.name, token.value ?? '');
  }
  const { least, most } = line.operands;
  const surplus = operands[most];
  if (surplus !== undefined) return refuse(`there is nothing to be done with ${JSON.stringify(surplus)}`);
  if (operands.length < least) return refuse(`${line.operands.shown} is missing`);
  const options = Object.fromEntries(
    Object.entries(line.options).map(([name, { value }]) => [name, value === undefined ? given.has(name) : given.get(name)]),
  );
  // Each was made as its declaration says, which a record of both kinds cannot show.
  return { operands, options: options as Arguments<Line>['options'] };
}

// `住房 -保障性住房` is a query: what begins with a dash and a Chinese character is no option of any program.
function withOperandsMarked(args: readonly string[]): string[] {
  const first = args.findIndex((arg) => arg === '--' || /^-\P{ASCII}/u.test(arg));
  return first === -1 || args[first] === '--' ? [...args] : [...args.slice(0, first), '--', ...args.slice(first)];
}

/** Whether arguments ask what the command takes. */
export function asksForHelp({ isText = false }: Pick<CommandLine, 'isText'>, args: readonly string[]): boolean {
  const end = args.indexOf('--');
  const before = end === -1 ? args : args.slice(0, end);
  return before.some((arg) => arg === '--help' || arg === '-h') || (!isText && args.length === 1 && args[0] === 'help');
}

/** All that can be said about the command, without a line break at the end. */
export function helpOf(line: CommandLine): string {
  const options = Object.entries(line.options).map(([name, option]) => [shownOption(name, option), option.about] as const);
  const width = Math.max(0, ...options.map(([shown]) => shown.length));
  return [
    `usage: ${usageOf(line)}`,
    line.about,
    ...options.map(([shown, about]) => `  ${shown.padEnd(width)}  ${about}`),
    ...(line.notes ?? []),
  ].join('\n');
}

function usageOf({ call, operands, options }: CommandLine): string {
  const shown = Object.entries(options).map(([name, option]) => `[${shownOption(name, option)}]`);
  const all = [operands.shown, ...shown].filter((part) => part !== '').join(' ');
  return all === '' ? call : `${call} -- ${all}`;
}

const shownOption = (name: string, { value }: Option): string => (value === undefined ? `--${name}` : `--${name} ${value}`);
