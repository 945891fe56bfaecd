import { addEffort } from '../../../core/effort.ts';
import type { Json } from '../../../core/json.ts';
import { runtimeError } from '../../execution/failure.ts';
import type { Scope } from '../../query/scope.ts';
import { pathIn } from '../expressions.ts';
import { OPERATORS, TYPE_TESTS } from './operators.ts';
import type { Way } from './question.ts';

/** Whether a comparison of a JSONPath Choice holds. */
type Comparison = (scope: Scope) => boolean;

type Rule = { readonly [field: string]: unknown };

/**
 * Compiles a data-test expression - And, Or, Not, or one comparison of a Variable - to the questions
 * it takes to know whether it holds.
 */
export function compileComparison(rule: Rule, yes: Way, no: Way): Way {
  if (Array.isArray(rule.And))
    return each(rule.And, (part, next) => compileComparison(part, next, no), yes);
  if (Array.isArray(rule.Or))
    return each(rule.Or, (part, next) => compileComparison(part, yes, next), no);
  if (rule.Not !== undefined) return compileComparison(rule.Not as Rule, no, yes);
  const operator = Object.keys(rule).find(isOperator);
  if (operator === undefined) throw runtimeError('The choice rule has no comparison operator.');
  return { holds: compare(String(rule.Variable), operator, rule[operator] as Json), yes, no };
}

/** The first of them, each of which may lead to the next one, and the last to `end`. */
function each(rules: readonly Rule[], before: (rule: Rule, next: Way) => Way, end: Way): Way {
  return rules.reduceRight((next, rule) => before(rule, next), end);
}

function isOperator(field: string): boolean {
  const base = field.endsWith('Path') ? field.slice(0, -4) : field;
  return field === 'IsPresent' || field in TYPE_TESTS || base in OPERATORS;
}

function compare(variable: string, operator: string, operand: Json): Comparison {
  if (operator === 'IsPresent') return isPresent(variable, operand === true);
  const left = valueAt(variable);
  const test = TYPE_TESTS[operator];
  if (test !== undefined) return (scope) => test(left(scope)) === (operand === true);
  const literal = OPERATORS[operator];
  if (literal !== undefined) {
    const holds = literal(operand);
    return (scope) => holds(left(scope));
  }
  const dynamic = OPERATORS[operator.slice(0, -'Path'.length)]!;
  const right = valueAt(String(operand));
  return (scope) => dynamic(right(scope))(left(scope));
}

function isPresent(variable: string, wanted: boolean): Comparison {
  const find = pathIn(variable);
  return (scope) => (find(scope) !== undefined) === wanted;
}

function valueAt(path: string): (scope: Scope) => Json {
  const find = pathIn(path);
  return (scope) => {
    const value = find(scope);
    if (typeof value === 'string') addEffort(value.length);
    if (value !== undefined) return value;
    throw runtimeError(
      `Invalid path '${path}': The choice state's condition path references an invalid value.`,
    );
  };
}
