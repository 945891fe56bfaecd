import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { validation } from '../errors.ts';
import type { Comparator, Condition, Operand } from './syntax.ts';

export type KeyOperator = '=' | '<' | '<=' | '>' | '>=' | 'between' | 'begins_with';

/** What a KeyConditionExpression asks of one attribute. `between` has two values. */
export interface KeyCondition {
  readonly operator: KeyOperator;
  readonly values: readonly AttributeValue[];
}

const MIRRORED: Readonly<Record<Comparator, KeyOperator>> = {
  '=': '=',
  '<>': '=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

/**
 * What a KeyConditionExpression, read as a condition, asks of each attribute: at most one condition,
 * all of them joined by AND. Throws ValidationException.
 */
export function keyConditionsOf(condition: Condition): Map<string, KeyCondition> {
  const conditions = new Map<string, KeyCondition>();
  collect(condition, conditions);
  return conditions;
}

function collect(condition: Condition, conditions: Map<string, KeyCondition>): void {
  if (condition.kind === 'and') {
    collect(condition.left, conditions);
    collect(condition.right, conditions);
    return;
  }
  const [name, keyCondition] = single(condition);
  if (conditions.has(name)) {
    throw invalid('KeyConditionExpressions must only contain one condition per key');
  }
  conditions.set(name, keyCondition);
}

function single(condition: Condition): [string, KeyCondition] {
  switch (condition.kind) {
    case 'compare':
      return comparison(condition);
    case 'between':
      return keyFirst('BETWEEN', 'between', [condition.operand, condition.lower, condition.upper]);
    case 'function':
      if (condition.name === 'begins_with') {
        return keyFirst('begins_with', 'begins_with', condition.operands);
      }
      throw invalidOperator(condition.name);
    default:
      throw invalidOperator(condition.kind.toUpperCase());
  }
}

function comparison(condition: Condition & { kind: 'compare' }): [string, KeyCondition] {
  const { comparator, left, right } = condition;
  if (comparator === '<>') throw invalidOperator('<>');
  const operands = [left, right];
  const name = keyName(operands);
  if (left.kind === 'path') return [name, { operator: comparator, values: valuesOf([right]) }];
  return [name, { operator: MIRRORED[comparator], values: valuesOf([left]) }];
}

function keyFirst(
  shown: string,
  operator: KeyOperator,
  operands: readonly Operand[],
): [string, KeyCondition] {
  if (operands[0]?.kind !== 'path') {
    throw invalid(
      `Invalid condition in KeyConditionExpression: ${shown} operator must have the key attribute as its first operand`,
    );
  }
  return [keyName(operands), { operator, values: valuesOf(operands.slice(1)) }];
}

/** The one attribute that a condition speaks of. */
function keyName(operands: readonly Operand[]): string {
  if (operands.some((operand) => operand.kind === 'size')) {
    throw invalid('KeyConditionExpressions cannot contain nested operations');
  }
  const paths = operands.flatMap((operand) => (operand.kind === 'path' ? [operand.path] : []));
  if (paths.length > 1) {
    throw invalid(
      'Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition',
    );
  }
  const path = paths[0];
  if (path === undefined) {
    throw invalid('Invalid condition in KeyConditionExpression: No key attribute specified');
  }
  if (path.length > 1) {
    throw invalid('KeyConditionExpressions cannot have conditions on nested attributes');
  }
  return String(path[0]);
}

function valuesOf(operands: readonly Operand[]): AttributeValue[] {
  return operands.flatMap((operand) => (operand.kind === 'value' ? [operand.value] : []));
}

function invalidOperator(operator: string): Error {
  return invalid(`Invalid operator used in KeyConditionExpression: ${operator}`);
}

function invalid(problem: string): Error {
  return validation(`Invalid KeyConditionExpression: ${problem}`);
}
