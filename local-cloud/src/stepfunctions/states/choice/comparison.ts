import type { Json } from '../../../core/json.ts';
import { runtimeError } from '../../execution/failure.ts';
import type { Scope } from '../../query/scope.ts';
import { pathIn } from '../expressions.ts';
import { OPERATORS, TYPE_TESTS } from './operators.ts';

/** Whether a rule of a JSONPath Choice holds. */
export type Comparison = (scope: Scope) => boolean;

type Rule = { readonly [field: string]: unknown };

/** Compiles a data-test expression: And, Or, Not, or one comparison of a Variable. */
export function compileComparison(rule: Rule): Comparison {
  if (Array.isArray(rule.And)) return every(rule.And as Rule[]);
  if (Array.isArray(rule.Or)) return some(rule.Or as Rule[]);
  if (rule.Not !== undefined) return not(rule.Not as Rule);
  const operator = Object.keys(rule).find(isOperator);
  if (operator === undefined) throw runtimeError('The choice rule has no comparison operator.');
  return compare(String(rule.Variable), operator, rule[operator] as Json);
}

function every(rules: readonly Rule[]): Comparison {
  const parts = rules.map(compileComparison);
  return (scope) => parts.every((part) => part(scope));
}

function some(rules: readonly Rule[]): Comparison {
  const parts = rules.map(compileComparison);
  return (scope) => parts.some((part) => part(scope));
}

function not(rule: Rule): Comparison {
  const part = compileComparison(rule);
  return (scope) => !part(scope);
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
    if (value !== undefined) return value;
    throw runtimeError(
      `Invalid path '${path}': The choice state's condition path references an invalid value.`,
    );
  };
}
