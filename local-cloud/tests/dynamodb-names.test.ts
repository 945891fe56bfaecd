import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Cloud, startCloud } from '../src/index.ts';

const index = { AttributeName: 'constructor', AttributeType: 'S' };
const template = {
  Resources: {
    Teas: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        TableName: 'teas',
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'tea', AttributeType: 'S' }, index],
        KeySchema: [{ AttributeName: 'tea', KeyType: 'HASH' }],
        GlobalSecondaryIndexes: [
          {
            IndexName: 'makers',
            KeySchema: [{ AttributeName: 'constructor', KeyType: 'HASH' }],
            Projection: { ProjectionType: 'ALL' },
          },
        ],
      },
    },
  },
};

let cloud: Cloud;
beforeAll(async () => {
  cloud = await startCloud({ template });
});
afterAll(() => cloud.close());

/** By the wire: the SDK for JavaScript loses such names itself, others do not. */
async function dynamodb(operation: string, input: string): Promise<string> {
  const scope = '20300101/us-east-1/dynamodb/aws4_request';
  const response = await fetch(cloud.endpoint, {
    method: 'POST',
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=local/${scope}, SignedHeaders=host, Signature=0`,
      'x-amz-target': `DynamoDB_20120810.${operation}`,
      'content-type': 'application/x-amz-json-1.0',
    },
    body: `{"TableName":"teas",${input}}`,
  });
  return response.text();
}

const NAMES = ['__proto__', 'constructor', 'toString'];
const VALUES = [
  '{"S":"a"}',
  '{"M":{"S":{"BS":["AQI="]}}}',
  '{"B":"AQI="}',
  '{"L":[{"NULL":true}]}',
];
const cases = NAMES.flatMap((name) =>
  VALUES.filter((value) => name !== 'constructor' || value === VALUES[0]).map(
    (value) => [name, value] as const,
  ),
);

test.each(cases)('an attribute may be called %s: %s', async (name, value) => {
  const item = `{"tea":{"S":"x"},"${name}":${value},"in":{"M":{"${name}":${value}}}}`;
  expect(await dynamodb('PutItem', `"Item":${item}`)).toBe('{}');
  const { Item } = JSON.parse(await dynamodb('GetItem', '"Key":{"tea":{"S":"x"}}'));
  expect(JSON.parse(JSON.stringify(Object.entries(Item)))).toEqual(
    Object.entries(JSON.parse(item)),
  );
  expect(Object.entries(Item.in.M)).toEqual([[name, JSON.parse(value)]]);
  expect({}).not.toHaveProperty('S');
});

test.each(NAMES)('%s is written, read, compared and removed by expressions', async (name) => {
  const names = `"ExpressionAttributeNames":{"#n":"${name}"}`;
  const key = '"Key":{"tea":{"S":"y"}}';
  const set = '"UpdateExpression":"SET #n = :v","ConditionExpression":"attribute_not_exists(#n)"';
  const value = '"ExpressionAttributeValues":{":v":{"S":"a"}}';
  expect(await dynamodb('UpdateItem', `${key},${set},${names},${value}`)).toBe('{}');
  const scan = `"FilterExpression":"#n = :v","ProjectionExpression":"#n",${names},${value}`;
  const { Items } = JSON.parse(await dynamodb('Scan', scan));
  expect(Items.map(Object.entries)).toContainEqual([[name, { S: 'a' }]]);
  const remove = `${key},"UpdateExpression":"REMOVE #n",${names},"ReturnValues":"ALL_NEW"`;
  expect(JSON.parse(await dynamodb('UpdateItem', remove))).toEqual({
    Attributes: { tea: { S: 'y' } },
  });
});

test('an item without an attribute that every object inherits is not in the index on it', async () => {
  expect(await dynamodb('PutItem', '"Item":{"tea":{"S":"z"}}')).toBe('{}');
  const { Items } = JSON.parse(await dynamodb('Scan', '"IndexName":"makers"'));
  expect(Items).not.toContainEqual({ tea: { S: 'z' } });
});
