import type { Scope } from '../../scope.ts';
import type { Node } from '../ast.ts';
import { compile } from './compile.ts';
import { Frame, Run, UNBOUND } from './frame.ts';
import { boundIn, Place } from './place.ts';
import { type Marked, settled } from './sequence.ts';

/**
 * Evaluates an expression in a scope; `input` is what `$$` stands for: nothing in Step Functions.
 * `run` is given where the budget is not the whole one.
 */
export type Evaluator = (scope: Scope, input?: unknown, run?: Run) => unknown;

/**
 * Compiles the syntax tree of an expression to closures. What they give is jsonata's result:
 * sequences, functions and all. They throw JsonataFailure, and EvaluationFailure beyond a bound.
 * https://docs.jsonata.org/overview
 */
export function compileEvaluator(ast: Node): Evaluator {
  const names = boundIn([ast]);
  const code = compile(ast, new Place().binding(names));
  return (scope, input, run = new Run(scope, input)) => {
    const values = names.map(() => UNBOUND);
    const frame = new Frame(undefined, values, run, 0);
    return settled(code(wrapped(input), frame));
  };
}

/** An input that is an array is one item. */
function wrapped(input: unknown): unknown {
  if (!Array.isArray(input)) return input;
  const wrapper: Marked = [input];
  wrapper.sequence = true;
  wrapper.wrapper = true;
  return wrapper;
}
