import type { AttributeValue, GetItemOutput, ScanOutput } from '@aws-sdk/client-dynamodb';
import type { Cloud } from 'local-cloud';

type Item = Readonly<Record<string, AttributeValue>>;

/**
 * The item with that key of texts, in DynamoDB's own form; undefined where there is none.
 *
 * @param table the logical id of the table
 */
export async function itemIn(
  cloud: Cloud,
  table: string,
  key: Readonly<Record<string, string>>,
): Promise<Item | undefined> {
  const { Item } = await cloud.call<GetItemOutput>('DynamoDB', 'GetItem', {
    TableName: cloud.resource(table),
    Key: Object.fromEntries(Object.entries(key).map(([name, S]) => [name, { S }])),
    ConsistentRead: true,
  });
  return Item;
}

/** All items of a table, page by page. */
export async function itemsIn(cloud: Cloud, table: string): Promise<Item[]> {
  const items: Item[] = [];
  let ExclusiveStartKey: Item | undefined;
  do {
    const page: ScanOutput = await cloud.call('DynamoDB', 'Scan', {
      TableName: cloud.resource(table),
      ExclusiveStartKey,
    });
    items.push(...(page.Items ?? []));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return items;
}
