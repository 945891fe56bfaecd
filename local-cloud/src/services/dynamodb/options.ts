import type {
  ReturnConsumedCapacity,
  ReturnItemCollectionMetrics,
  ReturnValue,
  ReturnValuesOnConditionCheckFailure,
} from '@aws-sdk/client-dynamodb';
import { Constraints } from './constraints.ts';
import { checkTableName } from './tables/check-definition.ts';

interface Options {
  readonly TableName?: string | undefined;
  readonly ReturnConsumedCapacity?: ReturnConsumedCapacity | undefined;
  readonly ReturnItemCollectionMetrics?: ReturnItemCollectionMetrics | undefined;
  readonly ReturnValues?: ReturnValue | undefined;
  readonly ReturnValuesOnConditionCheckFailure?: ReturnValuesOnConditionCheckFailure | undefined;
}

/** Checks the members that reads and writes share; `required` names those that must be there. */
export function checkOptions<Input extends Options>(
  input: Input,
  required: readonly (keyof Input & string)[],
): Constraints {
  const constraints = new Constraints();
  for (const member of required) constraints.required(lowerFirst(member), input[member]);
  if (input.TableName !== undefined) checkTableName(input.TableName);
  return constraints
    .oneOf('returnConsumedCapacity', input.ReturnConsumedCapacity, ['INDEXES', 'TOTAL', 'NONE'])
    .oneOf('returnItemCollectionMetrics', input.ReturnItemCollectionMetrics, ['SIZE', 'NONE'])
    .oneOf('returnValues', input.ReturnValues, [
      'ALL_NEW',
      'UPDATED_OLD',
      'ALL_OLD',
      'NONE',
      'UPDATED_NEW',
    ])
    .oneOf('returnValuesOnConditionCheckFailure', input.ReturnValuesOnConditionCheckFailure, [
      'ALL_OLD',
      'NONE',
    ]);
}

function lowerFirst(member: string): string {
  return member[0]!.toLowerCase() + member.slice(1);
}
