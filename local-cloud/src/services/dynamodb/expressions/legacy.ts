import type { AttributeValueUpdate } from '@aws-sdk/client-dynamodb';
import { invalidValues } from '../errors.ts';
import { typeOf } from '../values/attribute-value.ts';
import { normalise } from '../values/normalise.ts';
import type { Path, UpdateAction } from './syntax.ts';

const SETS = ['SS', 'NS', 'BS'];

/**
 * AttributesToGet as the paths of a projection. Throws ValidationException.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LegacyConditionalParameters.AttributesToGet.html
 */
export function legacyProjection(names: readonly string[]): Path[] {
  const repeated = names.find((name, index) => names.indexOf(name) < index);
  if (repeated === undefined) return names.map((name) => [name]);
  throw invalidValues(`Duplicate value in attribute name: ${repeated}`);
}

/**
 * AttributeUpdates as the actions of an update expression. Throws ValidationException.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LegacyConditionalParameters.AttributeUpdates.html
 */
export function legacyUpdates(
  updates: Readonly<Record<string, AttributeValueUpdate>>,
): UpdateAction[] {
  return Object.entries(updates).map(([name, { Action = 'PUT', Value }]): UpdateAction => {
    const path = [name];
    if (Value === undefined) {
      if (Action === 'DELETE') return { action: 'REMOVE', path };
      throw invalidValues('Only DELETE action is allowed when no attribute value is specified');
    }
    const value = normalise(Value);
    const type = typeOf(value);
    if (Action === 'PUT') return { action: 'SET', path, value: { kind: 'value', value }, type };
    if (SETS.includes(type) || (Action === 'ADD' && type === 'N')) {
      return { action: Action, path, value, type };
    }
    const action = Action === 'ADD' ? 'ADD action' : 'DELETE action with value';
    throw invalidValues(`${action} is not supported for the type ${type}`);
  });
}
