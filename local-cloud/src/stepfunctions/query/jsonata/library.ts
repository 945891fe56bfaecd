import jsonata from 'jsonata';
import { BoundedRegex } from '../../../core/bounded-regex.ts';
import type { Scope } from '../scope.ts';
import { descendants, heightOf, type Node } from './ast.ts';
import { JsonataSyntaxError } from './errors.ts';
import { type Focus, FUNCTIONS } from './functions.ts';
import {
  DEEPEST_NESTING,
  EVALUATION,
  type Evaluation,
  LONGEST_EVALUATION,
  limitSize,
} from './limits.ts';

/** An expression compiled by jsonata and held to AWS's rules. */
export interface LibraryExpression {
  readonly ast: Node;
  /** The raw result: sequences, functions and all. Rejects with what jsonata throws. */
  evaluate(
    input: unknown,
    variables: Readonly<Record<string, unknown>>,
    scope: Scope,
  ): Promise<unknown>;
}

/**
 * Compiles with jsonata, held to what AWS runs: JSONata 2.0.6 (no `??` and `?:`) without `$eval`,
 * with the functions of Step Functions, bounded in time, depth and memory.
 * Throws JsonataSyntaxError.
 */
export function compileLibrary(expression: string): LibraryExpression {
  const options = { timeout: LONGEST_EVALUATION, stack: DEEPEST_NESTING, RegexEngine };
  const compiled = compile(expression, options);
  const ast = checked(expression, compiled.ast() as unknown as Node);
  options.stack += parallelNodes(ast);
  restrict(compiled, ast);
  return {
    ast,
    evaluate: (input, variables, scope) =>
      compiled.evaluate(input, {
        ...variables,
        [EVALUATION]: { scope, sizes: new WeakMap() } satisfies Evaluation,
      }),
  };
}

/** Parses alone. Throws JsonataSyntaxError. */
export function parse(expression: string): Node {
  return checked(expression, compile(expression, {}).ast() as unknown as Node);
}

const RegexEngine = BoundedRegex as unknown as RegExpConstructor;

function compile(expression: string, options: jsonata.JsonataOptions): jsonata.Expression {
  try {
    return jsonata(expression, options);
  } catch (error) {
    if (error instanceof RangeError) throw tooDeep(expression);
    const { code, message, position } = error as Partial<jsonata.JsonataError>;
    throw new JsonataSyntaxError(expression, code ?? 'S0500', message ?? String(error), position);
  }
}

/** Far more than can be evaluated, and little enough to walk. */
const TALLEST_TREE = 1_000;

function checked(expression: string, ast: Node): Node {
  if (heightOf(ast) > TALLEST_TREE) throw tooDeep(expression);
  for (const node of descendants(ast)) {
    const operator = newerOperator(expression, node);
    if (operator === undefined) continue;
    const message = `The symbol "${operator.charAt(1)}" cannot be used as a unary operator`;
    throw new JsonataSyntaxError(expression, 'S0211', message, node.position);
  }
  return ast;
}

function tooDeep(expression: string): JsonataSyntaxError {
  return new JsonataSyntaxError(expression, 'S0500', 'The expression is nested too deeply');
}

/** `??` and `?:` came with 2.1; jsonata reads them as conditions that stand after the operator. */
function newerOperator(expression: string, { type, position }: Node): string | undefined {
  if (type !== 'condition' || position === undefined) return undefined;
  const operator = expression.slice(position - 2, position);
  return operator === '??' || operator === '?:' ? operator : undefined;
}

/** jsonata evaluates the items of an array side by side, and counts all of them as nesting. */
function parallelNodes(ast: Node): number {
  let count = 0;
  for (const node of descendants(ast)) {
    for (const item of (node.type === 'unary' && node.expressions) || []) {
      count += descendants(item).length;
    }
  }
  return count;
}

/** Puts AWS's functions and bounds in place, as far as the expression can notice. */
function restrict(compiled: jsonata.Expression, ast: Node): void {
  const nodes = descendants(ast);
  const names = new Set(nodes.map(({ type, value }) => (type === 'variable' ? value : undefined)));
  for (const [name, signature, implementation] of FUNCTIONS) {
    if (names.has(name))
      compiled.registerFunction(name, implementation as () => unknown, signature);
  }
  if (names.has('eval')) compiled.assign('eval', undefined);
  if (names.has('toMillis')) compiled.assign(NEW_FRAME, tellCloudTime);
  const amplifies = nodes.some(({ type, value }) => type === 'lambda' || value === '..');
  if (amplifies || AMPLIFIERS.some((name) => names.has(name))) {
    compiled.assign(AFTER_EACH, limitEach);
  }
}

/** jsonata's hooks, which its types do not know. */
const AFTER_EACH = Symbol.for('jsonata.__evaluate_exit') as unknown as string;
const NEW_FRAME = Symbol.for('jsonata.__createFrame_push') as unknown as string;

/** Functions whose result can be far larger than what they are given. */
const AMPLIFIERS: readonly string[] = ['replace', 'join', 'pad', 'range'];

type Environment = Focus['environment'];

/** Measures each value that evaluation comes to: this takes time, so only where it can matter. */
function limitEach(
  _node: unknown,
  _input: unknown,
  environment: Environment,
  result: unknown,
): void {
  limitSize(result, (environment.lookup(EVALUATION) as Evaluation).sizes);
}

/** `$toMillis('13:45', '[H]:[m]')` is a time of today, by the cloud's clock. */
function tellCloudTime(enclosing: { readonly base?: unknown }, frame: Environment): void {
  if (enclosing.base !== undefined) return;
  Object.defineProperty(frame, 'timestamp', {
    get: () => new Date((frame.lookup(EVALUATION) as Evaluation).scope.now),
    set: () => {},
  });
}
