import type { Json } from '../../../core/json.ts';
import { numberIn } from '../../../core/json-number.ts';
import type { Steps } from '../../../core/turns.ts';
import { StatesError } from '../../errors.ts';
import { compilePath, type PathReader } from '../jsonpath/compile-path.ts';
import { Cursor } from '../jsonpath/cursor.ts';
import { documentOf, PathError, pathInDocument } from '../jsonpath/errors.ts';
import type { Scope } from '../scope.ts';
import { counted } from '../visits.ts';
import { INTRINSICS } from './index.ts';
import { type Intrinsic, InvalidArguments } from './intrinsic.ts';
import { format } from './text.ts';

/** A value computed in a scope. */
export type Evaluate = (scope: Scope) => Json;

/** "You can nest up to 10 intrinsic functions within a field." */
const MOST_CALLS = 10;

/** So many arguments are read in some ten milliseconds. */
const AT_ONCE = 2_000;

/**
 * Compiles an intrinsic call in steps: arguments are paths, numbers, `true`, `false`, `null`, strings in
 * single quotes, and calls. Throws PathSyntaxError, for an unknown function or a wrong number of
 * arguments too. Evaluating throws States.Runtime for a path that leads nowhere, and for arguments
 * that the function cannot take: the documentation has States.IntrinsicFailure for those, but tests
 * that ran on AWS were answered States.Runtime, which no States.ALL catches.
 * https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html
 */
export function* compilingCall(text: string): Steps<Evaluate> {
  const reader = new CallReader(text);
  const evaluate = yield* reader.readCall();
  if (!reader.cursor.skipWhitespace().done)
    reader.cursor.fail(`Unexpected text after the call: ${text}`);
  return evaluate;
}

const NAME = /States\.[A-Za-z0-9]+/y;
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?=[\s,)])/y;
const WORD = /(?:true|false|null)(?=[\s,)])/y;
const STRING = /'([^'\\]*(?:\\[\s\S][^'\\]*)*)'/y;
const IN_PATH = /[^,)[(]*/y;

class CallReader {
  readonly cursor: Cursor;
  #calls = 0;
  /** By their texts: the same one may be an argument very often. */
  readonly #paths = new Map<string, Evaluate>();

  constructor(text: string) {
    this.cursor = new Cursor(text);
  }

  *readCall(): Steps<Evaluate> {
    const { cursor } = this;
    const start = cursor.position;
    const intrinsic = this.#readName();
    if (++this.#calls > MOST_CALLS) cursor.fail('A field can hold at most 10 intrinsic functions');
    const args = yield* this.#readArguments(intrinsic);
    return invoke(cursor.text, cursor.text.slice(start, cursor.position), intrinsic, args);
  }

  #readName(): Intrinsic {
    const { cursor } = this;
    const name = cursor.match(NAME)?.[0];
    const intrinsic = name === undefined ? undefined : INTRINSICS.get(name);
    if (intrinsic === undefined) return cursor.fail(`Unknown intrinsic function: ${cursor.text}`);
    if (!cursor.take('(')) cursor.fail(`Expected ( after ${name}: ${cursor.text}`);
    return intrinsic;
  }

  *#readArguments(intrinsic: Intrinsic): Steps<Evaluate[]> {
    const { cursor } = this;
    const args: Evaluate[] = [];
    if (!cursor.skipWhitespace().take(')')) {
      do {
        const isTemplate = args.length === 0 && intrinsic === format;
        const isCall = cursor.skipWhitespace().char === 'S';
        args.push(isCall ? yield* this.readCall() : this.#readArgument(isTemplate));
        if (args.length % AT_ONCE === 0) yield;
      } while (cursor.skipWhitespace().take(','));
      if (!cursor.take(')')) cursor.fail(`Expected , or ) at ${cursor.position}: ${cursor.text}`);
    }
    const [least, most] = intrinsic.arity;
    if (args.length >= least && args.length <= most) return args;
    return cursor.fail(`Invalid number of arguments for ${intrinsic.name}: ${cursor.text}`);
  }

  #readArgument(isTemplate: boolean): Evaluate {
    const { cursor } = this;
    if (cursor.char === '$') return this.#readPath();
    const text = cursor.match(STRING)?.[1];
    const value = text === undefined ? this.#readConstant() : isTemplate ? text : unescaped(text);
    return () => value;
  }

  #readConstant(): Json {
    const constant = this.cursor.match(NUMBER) ?? this.cursor.match(WORD);
    if (constant !== undefined) return numberOrWord(constant[0]);
    return this.cursor.fail(`Expected an argument at ${this.cursor.position}: ${this.cursor.text}`);
  }

  #readPath(): Evaluate {
    const { cursor } = this;
    const start = cursor.position;
    cursor.skip(IN_PATH);
    while (cursor.char === '[' || cursor.char === '(') {
      if (cursor.char === '[') cursor.bracketed('[', ']');
      else cursor.bracketed('(', ')');
      cursor.skip(IN_PATH);
    }
    const text = cursor.text.slice(start, cursor.position);
    const known = this.#paths.get(text) ?? argumentReader(compilePath(text), cursor.text);
    this.#paths.set(text, known);
    return known;
  }
}

function numberOrWord(text: string): Json {
  return WORDS.has(text) ? WORDS.get(text)! : numberIn(text);
}

const WORDS: ReadonlyMap<string, Json> = new Map<string, Json>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/** Only `'`, `{`, `}` and the backslash itself are escaped; other backslashes stand for themselves. */
function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(['{}\\])/g, '$1');
}

function argumentReader(path: PathReader, call: string): Evaluate {
  return (scope) => {
    const value = path.find(scope);
    if (value !== undefined) return value;
    throw new StatesError(
      'States.Runtime',
      `The function '${call}' had the following error: ${notFound(path, scope)}`,
    );
  };
}

/** Of an index into what is no array AWS tells in Jayway's own words. */
function notFound(path: PathReader, scope: Scope): string {
  try {
    path.read(scope);
  } catch (error) {
    if (error instanceof PathError && error.reason.startsWith('Filter: ')) return error.reason;
  }
  return `The JsonPath argument for the field '${pathInDocument(path)}' could not be found in the input '${documentOf(path, scope)}'`;
}

function invoke(
  whole: string,
  call: string,
  intrinsic: Intrinsic,
  args: readonly Evaluate[],
): Evaluate {
  return (scope) => {
    const values = args.map((argument) => argument(scope));
    try {
      return counted(scope, () => intrinsic.call(values, scope));
    } catch (error) {
      if (!(error instanceof InvalidArguments)) throw error;
      throw new StatesError(
        'States.Runtime',
        `The function '${whole}' had the following error: Invalid arguments in ${intrinsic.name}: ` +
          `${error.message}${whole === call ? '' : ` (${call})`}`,
      );
    }
  };
}
