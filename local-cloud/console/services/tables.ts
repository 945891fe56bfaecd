import type {
  AttributeValue,
  DescribeTableCommandOutput,
  ScanCommandOutput,
} from '@aws-sdk/client-dynamodb';
import type { AwsCaller } from '../../src/client/aws-caller.ts';
import { readJson } from '../../src/core/json-number.ts';
import { plainOf, typedOf } from '../model/attribute-values.ts';
import { every, type Kind, MOST, row, told } from './kind.ts';

/** DynamoDB's tables. Items are written and shown as plain JSON, or as DynamoDB's own. */
export const tables: Kind = {
  name: 'tables',
  async list(aws) {
    const names = await every<string>(aws, {
      ...{ service: 'DynamoDB', operation: 'ListTables', list: 'TableNames' },
      next: ['LastEvaluatedTableName', 'ExclusiveStartTableName'],
    });
    return names.map((name) => ({ name, id: name }));
  },
  async facts(aws, { id: TableName }) {
    const { table, keys } = await described(aws, TableName);
    const indexes = table.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName);
    return [
      ...told(table, ['TableArn', 'TableStatus', 'LatestStreamArn']),
      ['Key', keys.join(', ')],
      ...(indexes ? [['Indexes', indexes.join(', ')] as const] : []),
    ];
  },
  holds: {
    title: 'Items',
    async read(aws, { id: TableName }) {
      const { keys } = await described(aws, TableName);
      const { Items = [] } = await aws.call<ScanCommandOutput>('DynamoDB', 'Scan', {
        ...{ TableName, Limit: MOST },
      });
      return {
        headings: [...keys, 'Item'],
        rows: Items.map((item) => {
          const plain = plainOf({ M: item }) as Record<string, unknown>;
          const others = Object.entries(plain).filter(([name]) => !keys.includes(name));
          return row([...keys.map((key) => plain[key]), Object.fromEntries(others)], plain);
        }),
      };
    },
  },
  acts: [
    {
      label: 'Put an item',
      fields: [
        { name: 'Item', isLong: true, first: (facts) => itemWith(new Map(facts).get('Key')) },
      ],
      async run(aws, { id: TableName }, { Item = '' }) {
        const item = typedOf(readJson(Item)) as Record<string, AttributeValue>;
        await aws.call('DynamoDB', 'PutItem', { TableName, Item: item });
        return 'It is there. An item of the same key is replaced.';
      },
    },
  ],
};

/** A table, and the names of its key's attributes. */
async function described(aws: AwsCaller, TableName: string) {
  const input = { TableName };
  const output = await aws.call<DescribeTableCommandOutput>('DynamoDB', 'DescribeTable', input);
  const table = output.Table!;
  return { table, keys: table.KeySchema!.map(({ AttributeName }) => AttributeName!) };
}

function itemWith(keys = ''): string {
  const names = keys.split(', ').filter(Boolean);
  return JSON.stringify(Object.fromEntries(names.map((name) => [name, ''])), null, 2);
}
