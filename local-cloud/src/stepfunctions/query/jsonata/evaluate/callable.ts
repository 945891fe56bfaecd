import { JsonataFailure } from './failure.ts';
import { type Code, Frame, type Run, UNBOUND } from './frame.ts';
import type { Signature } from './signature.ts';

/** A function as a value. */
export abstract class Callable {
  /** How many arguments it takes: `$map` and the like give it no more. */
  abstract readonly arity: number;
  /** How many of its parameters can be left open with `?`. */
  abstract readonly parameters: number;

  /** `context` stands in for an argument left out. May give a TailCall, which `call` makes. */
  abstract invoke(args: unknown[], context: unknown, run: Run): unknown;
}

/** The call that a function ends with: made by who called the function, so the stack does not grow. */
export class TailCall {
  readonly callee: unknown;
  readonly args: unknown[];
  readonly token: unknown;

  constructor(callee: unknown, args: unknown[], token: unknown) {
    this.callee = callee;
    this.args = args;
    this.token = token;
  }
}

/** Calls a function. `token` names it in failures. */
export function call(
  callee: unknown,
  args: unknown[],
  context: unknown,
  run: Run,
  token: unknown,
): unknown {
  let result = invoke(callee, args, context, run, token);
  while (result instanceof TailCall) {
    result = invoke(result.callee, result.args, context, run, result.token ?? token);
  }
  return result;
}

/** A call by a built-in, which gives no context. */
export function callBack(callee: unknown, args: unknown[], run: Run): unknown {
  return call(callee, args, null, run, undefined);
}

function invoke(
  callee: unknown,
  args: unknown[],
  context: unknown,
  run: Run,
  token: unknown,
): unknown {
  if (!(callee instanceof Callable)) throw new JsonataFailure('T1006');
  try {
    return callee.invoke(args, context, run);
  } catch (error) {
    if (error instanceof JsonataFailure) error.token ??= token;
    throw error;
  }
}

/** What a `function` in an expression is made of. */
export interface LambdaBody {
  readonly code: Code;
  readonly parameters: number;
  /** Parameters and variables. */
  readonly slots: number;
  readonly signature: Signature | undefined;
  readonly weight: number;
}

/** A `function` with the frame it was written in. */
export class Lambda extends Callable {
  readonly #body: LambdaBody;
  readonly #input: unknown;
  readonly #frame: Frame;

  constructor(body: LambdaBody, input: unknown, frame: Frame) {
    super();
    this.#body = body;
    this.#input = input;
    this.#frame = frame;
  }

  get arity(): number {
    return this.#body.parameters;
  }

  get parameters(): number {
    return this.#body.parameters;
  }

  override invoke(given: unknown[], context: unknown, run: Run): unknown {
    const { code, parameters, slots, signature, weight } = this.#body;
    run.spend(weight);
    const values = signature === undefined ? given : signature.check(given, context, run);
    if (values.length > parameters) values.length = parameters;
    while (values.length < slots) values.push(values.length < parameters ? undefined : UNBOUND);
    const { depth } = run;
    const result = code(this.#input, new Frame(this.#frame, values, run, depth));
    run.depth = depth;
    return result;
  }

  /** Calls it without its signature: what it was given came by a partial application. */
  get unchecked(): Lambda {
    return new Lambda({ ...this.#body, signature: undefined }, this.#input, this.#frame);
  }
}

/** A function that was given as an argument: it is called without a context. */
export class Argument extends Callable {
  readonly #callee: Callable;

  constructor(callee: Callable) {
    super();
    this.#callee = callee;
  }

  get arity(): number {
    return this.#callee.arity;
  }

  get parameters(): number {
    return this.#callee.parameters;
  }

  override invoke(args: unknown[], _context: unknown, run: Run): unknown {
    return callBack(this.#callee, args, run);
  }
}

/** Functions are given as arguments without their context, all else as it is. */
export function asArgument(value: unknown): unknown {
  return value instanceof Callable && !(value instanceof Argument) ? new Argument(value) : value;
}

/** Says of an argument that it was left open with `?`. */
export const OPEN = Symbol('?');

/** A function with some of its arguments. */
export class Partial extends Callable {
  readonly #callee: Callable;
  readonly #given: readonly unknown[];
  readonly arity: number;

  constructor(callee: Callable, given: readonly unknown[]) {
    super();
    this.#callee = callee;
    this.#given = given.slice(0, callee.parameters);
    this.arity = this.#given.filter((value) => value === OPEN).length;
  }

  get parameters(): number {
    return this.arity;
  }

  override invoke(args: unknown[], context: unknown, run: Run): unknown {
    let next = 0;
    const all = this.#given.map((value) => (value === OPEN ? args[next++] : value));
    return this.#callee.invoke(all, context, run);
  }
}

/** `first ~> second`. */
export class Composed extends Callable {
  readonly #first: Callable;
  readonly #second: Callable;
  readonly arity = 1;
  readonly parameters = 1;

  constructor(first: Callable, second: Callable) {
    super();
    this.#first = first;
    this.#second = second;
  }

  override invoke([argument]: unknown[], _context: unknown, run: Run): unknown {
    const { depth } = run;
    run.depth += 1;
    const between = call(this.#first, [asArgument(argument)], null, run, 'f');
    run.depth = depth;
    return new TailCall(this.#second, [between], 'g');
  }
}
