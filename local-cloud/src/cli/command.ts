import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { didYouMean } from '../core/closest.ts';
import { UserError } from '../core/errors.ts';
import { fold } from './fold.ts';
import { definitions } from './table.ts';

/** Where a command writes; tests give their own. */
export interface Terminal {
  /** How wide it is; undefined where nobody knows, as in a file or pipe: then nothing is folded. */
  readonly columns?: number | undefined;
  out(text: string): void;
  err(text: string): void;
  /** Overwrites one line of progress where the terminal can; writes nothing into a file or pipe. */
  progress(text: string): void;
}

export interface Option {
  readonly type: 'string' | 'boolean';
  readonly short?: string;
  /** What the value is called in the help, for example `URL`. */
  readonly value?: string;
  readonly help: string;
  /** It may be given more than once, and its values come as a list. */
  readonly multiple?: boolean;
}

export interface Invocation {
  readonly positionals: readonly string[];
  readonly flags: Readonly<Record<string, string | boolean | undefined>>;
  /** The values of options that may be given more than once. */
  readonly lists: Readonly<Record<string, readonly string[]>>;
  readonly terminal: Terminal;
}

export interface Command {
  readonly name: string;
  /** What follows the name, for example `<workflow> <scenario>`. */
  readonly usage: string;
  readonly help: string;
  /** How many positionals it takes: [least, most]. */
  readonly positionals: readonly [number, number];
  readonly options: Readonly<Record<string, Option>>;
  /** Gives the exit code. */
  run(invocation: Invocation): Promise<number>;
}

export const JSON_OPTION: Option = { type: 'boolean', help: 'print JSON instead of text' };
const HELP_OPTION: Option = { type: 'boolean', short: 'h', help: 'print this help' };

/** Reads the words after a command's name. Throws a UserError (usage) for what it does not take. */
export function parseInvocation(
  command: Command,
  words: readonly string[],
): { help: boolean } & Omit<Invocation, 'terminal'> {
  const options: ParseArgsOptionsConfig = {};
  for (const [name, { type, short, multiple }] of Object.entries(allOptions(command))) {
    options[name] = { type, ...(short && { short }), ...(multiple && { multiple }) };
  }
  const { positionals, values } = parse(command, words, options);
  const given = Object.entries(values);
  refuseEmpty(command, positionals, given);
  const lists = Object.fromEntries(given.filter(([, value]) => Array.isArray(value)));
  const { help = false, ...flags } = Object.fromEntries(
    given.filter(([, value]) => !Array.isArray(value)),
  ) as Record<string, string | boolean | undefined>;
  const [least, most] = command.positionals;
  if (help !== true && (positionals.length < least || positionals.length > most)) {
    throw usageError(
      command,
      `local-cloud ${command.name} takes ${command.usage || 'no arguments'}`,
    );
  }
  return { help: help === true, positionals, flags, lists: lists as Invocation['lists'] };
}

export function helpText(command: Command, width?: number): string {
  const options = Object.entries(allOptions(command)).map(([name, { short, value, help }]) => {
    const long = `${short ? `-${short}, ` : ''}--${name}${value ? ` ${value}` : ''}`;
    return [long, help] as const;
  });
  const head = `local-cloud ${command.name} ${command.usage}`.trim();
  const help = fold(command.help, width).join('\n');
  return `${head}\n\n${help}\n\nOptions:\n${definitions(options, width)}\n`;
}

function allOptions(command: Command): Record<string, Option> {
  return { ...command.options, help: HELP_OPTION };
}

function parse(command: Command, words: readonly string[], options: ParseArgsOptionsConfig) {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true, strict: true });
  } catch (error) {
    const what = (error as Error).message.split('. ')[0]!;
    const unknown = /^Unknown option '--(.*)'/.exec(what)?.[1];
    throw usageError(command, what, unknown && didYouMean(unknown, Object.keys(options), '--'));
  }
}

/** What is empty is not what was meant: mostly a variable of the shell that is not set. */
function refuseEmpty(
  command: Command,
  positionals: readonly string[],
  given: readonly (readonly [string, unknown])[],
): void {
  if (positionals.includes('')) throw usageError(command, 'One of the words is empty');
  const empty = given.find(([, value]) => [value].flat().includes(''));
  if (empty !== undefined) throw usageError(command, `Option '--${empty[0]}' is empty`);
}

function usageError(command: Command, what: string, hint = ''): UserError {
  return new UserError(what, {
    fix: `${hint}See \`local-cloud ${command.name} --help\``,
    exitCode: 2,
  });
}
