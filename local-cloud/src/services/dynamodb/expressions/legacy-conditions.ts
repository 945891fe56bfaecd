import type {
  AttributeValue,
  ComparisonOperator,
  ConditionalOperator,
  ExpectedAttributeValue,
  Condition as LegacyCondition,
} from '@aws-sdk/client-dynamodb';
import { invalidValues, validation } from '../errors.ts';
import { type TypeName, typeOf } from '../values/attribute-value.ts';
import { normalise } from '../values/normalise.ts';
import type { KeyCondition, KeyOperator } from './key-condition.ts';
import type { Comparator, Condition, ConditionFunction } from './syntax.ts';

const COMPARATORS: Readonly<Partial<Record<ComparisonOperator, Comparator>>> = {
  EQ: '=',
  NE: '<>',
  LT: '<',
  LE: '<=',
  GT: '>',
  GE: '>=',
};
const KEY_OPERATORS: Readonly<Partial<Record<ComparisonOperator, KeyOperator>>> = {
  EQ: '=',
  LT: '<',
  LE: '<=',
  GT: '>',
  GE: '>=',
  BETWEEN: 'between',
  BEGINS_WITH: 'begins_with',
};

const SCALARS: readonly TypeName[] = ['S', 'N', 'B'];
/** What the values of an operator may be, where not anything. */
const TYPES: Readonly<Partial<Record<ComparisonOperator, readonly TypeName[]>>> = {
  LT: SCALARS,
  LE: SCALARS,
  GT: SCALARS,
  GE: SCALARS,
  BETWEEN: SCALARS,
  IN: SCALARS,
  CONTAINS: SCALARS,
  NOT_CONTAINS: SCALARS,
  BEGINS_WITH: ['S', 'B'],
};

type Expected = Readonly<Record<string, ExpectedAttributeValue>>;

/**
 * Expected, QueryFilter or ScanFilter, which came before expressions, as the condition that says the
 * same. Throws ValidationException.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LegacyConditionalParameters.html
 */
export function legacyCondition(
  expected: Expected | undefined,
  operator: ConditionalOperator | undefined,
): Condition | undefined {
  const conditions = Object.entries(expected ?? {}).map(([name, one]) => conditionOf(name, one));
  checkOperator(operator, expected, conditions.length);
  const kind = operator === 'OR' ? 'or' : 'and';
  const [last, ...others] = conditions.reverse();
  return others.reduce<Condition | undefined>(
    (right, left) => right && { kind, left, right },
    last,
  );
}

function checkOperator(
  operator: ConditionalOperator | undefined,
  expected: Expected | undefined,
  count: number,
): void {
  if (operator === undefined || count > 1) return;
  throw validation(
    expected === undefined
      ? 'ConditionalOperator cannot be used without Filter or Expected'
      : 'ConditionalOperator can only be used when Filter or Expected has two or more elements',
  );
}

/** KeyConditions as what a KeyConditionExpression asks. Throws ValidationException. */
export function legacyKeyConditions(
  given: Readonly<Record<string, LegacyCondition>>,
): Map<string, KeyCondition> {
  const conditions = Object.entries(given).map(([name, one]): [string, KeyCondition] => {
    const values = checkedValues(one.ComparisonOperator!, one.AttributeValueList ?? []);
    const operator = KEY_OPERATORS[one.ComparisonOperator!];
    if (operator !== undefined) return [name, { operator, values }];
    throw validation('Attempted conditional constraint is not an indexable operation');
  });
  return new Map(conditions);
}

function conditionOf(name: string, expected: ExpectedAttributeValue): Condition {
  checkMembers(name, expected);
  const { ComparisonOperator, AttributeValueList, Value, Exists } = expected;
  if (ComparisonOperator === undefined) {
    if (Exists === false) return call('attribute_not_exists', name);
    return comparison(name, '=', checkedValues('EQ', [Value!]));
  }
  const values = AttributeValueList ?? (Value === undefined ? [] : [Value]);
  return compared(name, ComparisonOperator, checkedValues(ComparisonOperator, values));
}

function compared(
  name: string,
  operator: ComparisonOperator,
  values: readonly AttributeValue[],
): Condition {
  const comparator = COMPARATORS[operator];
  if (comparator !== undefined) return comparison(name, comparator, values);
  const operand = { kind: 'path', path: [name] } as const;
  const [lower, upper] = values.map(valueOperand);
  switch (operator) {
    case 'BETWEEN':
      return { kind: 'between', operand, lower: lower!, upper: upper! };
    case 'IN':
      return { kind: 'in', operand, candidates: values.map(valueOperand) };
    case 'NULL':
      return call('attribute_not_exists', name);
    case 'NOT_NULL':
      return call('attribute_exists', name);
    case 'BEGINS_WITH':
      return call('begins_with', name, values);
    case 'CONTAINS':
      return call('contains', name, values);
    default:
      return {
        kind: 'and',
        left: call('attribute_exists', name),
        right: { kind: 'not', of: call('contains', name, values) },
      };
  }
}

function comparison(
  name: string,
  comparator: Comparator,
  [value]: readonly AttributeValue[],
): Condition {
  const left = { kind: 'path', path: [name] } as const;
  return { kind: 'compare', comparator, left, right: valueOperand(value!) };
}

function call(
  name: ConditionFunction['name'],
  attribute: string,
  values: readonly AttributeValue[] = [],
): Condition {
  const path = { kind: 'path', path: [attribute] } as const;
  return { kind: 'function', name, operands: [path, ...values.map(valueOperand)] };
}

function valueOperand(value: AttributeValue) {
  return { kind: 'value', value } as const;
}

/** Of what Expected has, not everything goes together. */
function checkMembers(name: string, expected: ExpectedAttributeValue): void {
  const { ComparisonOperator: operator, AttributeValueList: list, Value, Exists } = expected;
  const refuse = (problem: string) => invalidValues(`${problem} for Attribute: ${name}`);
  if (list !== undefined && Value !== undefined) {
    throw refuse('Value and AttributeValueList cannot be used together');
  }
  if (operator !== undefined && Exists !== undefined) {
    throw refuse('Exists and ComparisonOperator cannot be used together');
  }
  if (operator !== undefined) {
    if (list ?? Value ?? ['NULL', 'NOT_NULL'].includes(operator)) return;
    throw refuse(`Value or AttributeValueList must be used with ComparisonOperator: ${operator}`);
  }
  if (list !== undefined)
    throw refuse('AttributeValueList can only be used with a ComparisonOperator');
  if (Exists === false && Value !== undefined)
    throw refuse('Value cannot be used when Exists is false');
  if (Exists !== false && Value === undefined) {
    throw refuse(`Value must be provided when Exists is ${Exists ?? 'null'}`);
  }
}

function checkedValues(
  operator: ComparisonOperator,
  values: readonly AttributeValue[],
): AttributeValue[] {
  const normal = values.map((value) => normalise(value));
  const types = normal.map(typeOf);
  const wrong = types.find((type) => TYPES[operator]?.includes(type) === false);
  if (wrong !== undefined) {
    throw invalidValues(
      `ComparisonOperator ${operator} is not valid for ${wrong} AttributeValue type`,
    );
  }
  if (!fits(operator, values.length)) {
    throw invalidValues(`Invalid number of argument(s) for the ${operator} ComparisonOperator`);
  }
  if (new Set(types).size > 1) {
    throw invalidValues('AttributeValues inside AttributeValueList must all be of the same type');
  }
  return normal;
}

function fits(operator: ComparisonOperator, count: number): boolean {
  if (operator === 'NULL' || operator === 'NOT_NULL') return count === 0;
  if (operator === 'IN') return count > 0;
  return count === (operator === 'BETWEEN' ? 2 : 1);
}
