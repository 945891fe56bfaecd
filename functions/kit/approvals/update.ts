import type { AttributeValue, UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';

type Value = string | number;

/** A change of one item: what is set and removed, and what must hold before. */
export interface Change {
  readonly set: Readonly<Record<string, Value>>;
  readonly remove?: readonly string[];
  /** Names what is set as `#name` and `:name`, and `values` as `:name`. */
  readonly condition: string;
  readonly values?: Readonly<Record<string, Value>>;
}

/** The expressions of an UpdateItem. Every name is a placeholder: `status` is a reserved word. */
export function changeOf({ set, remove = [], condition, values = {} }: Change) {
  const names = [...Object.keys(set), ...remove];
  const sets = Object.keys(set).map((name) => `#${name} = :${name}`);
  const removes = remove.map((name) => `#${name}`);
  return {
    UpdateExpression: [
      `SET ${sets.join(', ')}`,
      ...(removes.length > 0 ? [`REMOVE ${removes.join(', ')}`] : []),
    ].join(' '),
    ConditionExpression: condition,
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: Object.fromEntries(
      Object.entries({ ...set, ...values }).map(([name, value]) => [`:${name}`, attribute(value)]),
    ),
  } satisfies Partial<UpdateItemCommandInput>;
}

function attribute(value: Value): AttributeValue {
  return typeof value === 'number' ? { N: String(value) } : { S: value };
}
