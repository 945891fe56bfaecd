import { JsonNumber } from '../../../../core/json-number.ts';
import { Callable } from './callable.ts';
import { JsonataFailure } from './failure.ts';
import type { Run } from './frame.ts';

interface Parameter {
  /** The symbols of the types it takes; `m` is a missing value. */
  readonly types: string;
  readonly quantifier: '' | '?' | '+';
  /** The context item stands in for it. */
  readonly context: boolean;
  readonly isArray: boolean;
  /** The type of an array's items. */
  readonly items: string | undefined;
}

const ANY = 'asnblfom';
const PLURALS: Readonly<Record<string, string>> = {
  a: 'arrays',
  b: 'booleans',
  f: 'functions',
  n: 'numbers',
  o: 'objects',
  s: 'strings',
};

const known = new Map<string, Signature>();
const MOST_KNOWN = 1_000;

/**
 * The signature of a function, such as `<s-nn?:s>`.
 * https://docs.jsonata.org/programming#function-signatures
 */
export class Signature {
  readonly #parameters: readonly Parameter[];
  readonly #pattern: RegExp;

  private constructor(parameters: readonly Parameter[]) {
    this.#parameters = parameters;
    this.#pattern = new RegExp(`^${parameters.map((each) => `(${regexOf(each)})`).join('')}$`);
  }

  static of(text: string): Signature {
    const before = known.get(text);
    if (before !== undefined) return before;
    const signature = new Signature(parametersOf(text));
    if (known.size < MOST_KNOWN) known.set(text, signature);
    return signature;
  }

  /** The arguments as the function takes them. Throws T0410, T0411 and T0412. */
  check(args: unknown[], context: unknown, run: Run): unknown[] {
    return this.#isInOrder(args) ? this.#inOrder(args, run) : this.#matched(args, context, run);
  }

  /** Whether each argument is the parameter's at its place, and those after it may be left out. */
  #isInOrder(args: readonly unknown[]): boolean {
    const parameters = this.#parameters;
    if (args.length > parameters.length) return false;
    for (let index = 0; index < parameters.length; index++) {
      const { types, quantifier, context } = parameters[index]!;
      const fits =
        index < args.length
          ? types.includes(symbolOf(args[index]))
          : quantifier === '?' && !context;
      if (!fits) return false;
    }
    return true;
  }

  #inOrder(args: unknown[], run: Run): unknown[] {
    const parameters = this.#parameters;
    for (let index = 0; index < args.length; index++) {
      const parameter = parameters[index]!;
      if (!parameter.isArray) continue;
      const value = args[index];
      args[index] = asArray(parameter, value, symbolOf(value), index, run);
    }
    while (args.length < parameters.length) args.push(undefined);
    return args;
  }

  #matched(args: readonly unknown[], context: unknown, run: Run): unknown[] {
    const symbols = args.map(symbolOf).join('');
    const groups = this.#pattern.exec(symbols)?.slice(1);
    if (groups === undefined) throw this.#mismatch(args, symbols);
    const checked: unknown[] = [];
    let next = 0;
    for (const [index, parameter] of this.#parameters.entries()) {
      const taken = groups[index]!;
      if (taken === '' && parameter.context) checked.push(inContext(parameter, context, next));
      else if (taken === '') checked.push(args[next++]);
      for (const _ of taken) {
        const value = args[next];
        checked.push(parameter.isArray ? asArray(parameter, value, taken, next, run) : value);
        next += 1;
      }
    }
    return checked;
  }

  #mismatch(args: readonly unknown[], symbols: string): JsonataFailure {
    let pattern = '^';
    let matched = 0;
    for (const parameter of this.#parameters) {
      pattern += regexOf(parameter);
      const match = new RegExp(pattern).exec(symbols);
      if (match === null) break;
      matched = match[0].length;
    }
    return new JsonataFailure('T0410', { index: matched + 1, value: args[matched] });
  }
}

function parametersOf(text: string): Parameter[] {
  const parameters: Parameter[] = [];
  const pieces = text
    .slice(1)
    .matchAll(/\(([^)]*)\)|<([^<>]*(?:<[^<>]*>)?[^<>]*)>|([a-z])|([-?+])|(:)/g);
  for (const [, choice, items, type, suffix, end] of pieces) {
    if (end !== undefined) break;
    if (choice !== undefined) parameters.push(parameter(`${choice}m`));
    else if (type !== undefined) parameters.push(parameterOf(type));
    else {
      const last = parameters.pop();
      if (last === undefined) continue;
      if (items !== undefined) parameters.push({ ...last, items });
      else if (suffix === '-') parameters.push({ ...last, quantifier: '?', context: true });
      else parameters.push({ ...last, quantifier: suffix as '?' | '+' });
    }
  }
  return parameters;
}

function parameterOf(type: string): Parameter {
  if (type === 'a') return { ...parameter(ANY), isArray: true };
  if (type === 'x') return parameter(ANY);
  if (type === 'j') return parameter('asnblom');
  return parameter(type === 'f' ? 'f' : `${type}m`);
}

function parameter(types: string): Parameter {
  return { types, quantifier: '', context: false, isArray: false, items: undefined };
}

function regexOf({ types, quantifier }: Parameter): string {
  return `[${types}]${quantifier}`;
}

function symbolOf(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return 's';
    case 'number':
      return 'n';
    case 'boolean':
      return 'b';
    case 'object':
      if (value === null) return 'l';
      if (Array.isArray(value)) return 'a';
      if (value instanceof JsonNumber) return 'n';
      return value instanceof Callable ? 'f' : 'o';
    default:
      return 'm';
  }
}

function inContext({ types }: Parameter, context: unknown, index: number): unknown {
  if (types.includes(symbolOf(context))) return context;
  throw new JsonataFailure('T0411', { index: index + 1, value: context });
}

/** The array that a parameter takes: what is no array becomes the only item of one. */
function asArray(
  { items }: Parameter,
  value: unknown,
  taken: string,
  index: number,
  run: Run,
): unknown {
  const symbol = symbolOf(value);
  if (symbol === 'm') return undefined;
  if (items !== undefined) {
    const fits = Array.isArray(value) ? isArrayOf(value, items, run) : taken === items;
    if (!fits) {
      throw new JsonataFailure('T0412', { index: index + 1, type: PLURALS[items], value });
    }
  }
  return Array.isArray(value) ? value : [value];
}

function isArrayOf(array: readonly unknown[], items: string, run: Run): boolean {
  run.spend(array.length);
  const symbol = items.charAt(0);
  return array.every((item) => symbolOf(item) === symbol);
}
