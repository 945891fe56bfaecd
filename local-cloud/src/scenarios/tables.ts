import type { JsonObject } from '../core/json.ts';
import { type Attributes, fromAttributes, toAttributes } from './attributes.ts';
import { answerOf, type CallTarget } from './call.ts';

/** The item with that key, as plain values: GetItem, consistent. Undefined where there is none. */
export async function itemOf(target: CallTarget, table: string, key: JsonObject) {
  const { Item } = await answerOf<{ Item?: Attributes }>(target, 'DynamoDB', 'GetItem', {
    TableName: table,
    Key: toAttributes(key),
    ConsistentRead: true,
  });
  return Item && fromAttributes(Item);
}

/** The items whose attributes equal those of `where`: Scan, consistent, page by page. */
export async function itemsOf(target: CallTarget, table: string, where: JsonObject = {}) {
  const items: Attributes[] = [];
  let ExclusiveStartKey: Attributes | undefined;
  do {
    const input = { TableName: table, ConsistentRead: true, ...filterOf(where), ExclusiveStartKey };
    const page = await answerOf<{ Items: Attributes[]; LastEvaluatedKey?: Attributes }>(
      target,
      'DynamoDB',
      'Scan',
      input,
    );
    items.push(...page.Items);
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey !== undefined);
  return items;
}

/** How many items one BatchWriteItem takes. */
const BATCH = 25;

/** Removes the items whose attributes equal those of `where`: BatchWriteItem for what a Scan finds. */
export async function deleteItems(target: CallTarget, table: string, where: JsonObject) {
  const { Table } = await answerOf<{ Table: { KeySchema: { AttributeName: string }[] } }>(
    target,
    'DynamoDB',
    'DescribeTable',
    { TableName: table },
  );
  const names = Table.KeySchema.map(({ AttributeName }) => AttributeName);
  const requests = (await itemsOf(target, table, where)).map((item) => ({
    DeleteRequest: { Key: Object.fromEntries(names.map((name) => [name, item[name]])) },
  }));
  while (requests.length > 0) {
    const RequestItems = { [table]: requests.splice(0, BATCH) };
    const { UnprocessedItems = {} } = await answerOf<{ UnprocessedItems?: typeof RequestItems }>(
      target,
      'DynamoDB',
      'BatchWriteItem',
      { RequestItems },
    );
    requests.push(...(UnprocessedItems[table] ?? []));
  }
}

/** A FilterExpression that lets through what equals `where`: `#0 = :0 AND #1 = :1`. */
function filterOf(where: JsonObject): object {
  const names = Object.keys(where);
  if (names.length === 0) return {};
  const values = names.map((name, at): [string, JsonObject[string]] => [`:${at}`, where[name]!]);
  return {
    FilterExpression: names.map((_, at) => `#${at} = :${at}`).join(' AND '),
    ExpressionAttributeNames: Object.fromEntries(names.map((name, at) => [`#${at}`, name])),
    ExpressionAttributeValues: toAttributes(Object.fromEntries(values)),
  };
}
