import jsonata from 'jsonata';
import { descendants, heightOf, type Node } from './ast.ts';
import { JsonataSyntaxError } from './errors.ts';

/**
 * Parses as AWS does, which runs JSONata 2.0.6 (no `??` and `?:`): with jsonata's parser, whose
 * evaluator is not used. Throws JsonataSyntaxError.
 */
export function parse(expression: string): Node {
  const ast = treeOf(expression);
  if (heightOf(ast) > TALLEST_TREE) throw tooDeep(expression);
  for (const node of descendants(ast)) {
    const operator = newerOperator(expression, node);
    if (operator === undefined) continue;
    const message = `The symbol "${operator.charAt(1)}" cannot be used as a unary operator`;
    throw new JsonataSyntaxError(expression, 'S0211', message, node.position);
  }
  return ast;
}

function treeOf(expression: string): Node {
  try {
    return jsonata(expression).ast() as unknown as Node;
  } catch (error) {
    if (error instanceof RangeError) throw tooDeep(expression);
    const { code, message, position } = error as Partial<jsonata.JsonataError>;
    throw new JsonataSyntaxError(expression, code ?? 'S0500', message ?? String(error), position);
  }
}

/** Far more than can be evaluated, and little enough to walk. */
const TALLEST_TREE = 1_000;

function tooDeep(expression: string): JsonataSyntaxError {
  return new JsonataSyntaxError(expression, 'S0500', 'The expression is nested too deeply');
}

/** `??` and `?:` came with 2.1; jsonata reads them as conditions that stand after the operator. */
function newerOperator(expression: string, { type, position }: Node): string | undefined {
  if (type !== 'condition' || position === undefined) return undefined;
  const operator = expression.slice(position - 2, position);
  return operator === '??' || operator === '?:' ? operator : undefined;
}
