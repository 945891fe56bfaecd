import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Cloud, startCloud } from '../src/index.ts';
import { type Answer, NAMES, named, wire } from './support/names.ts';

let cloud: Cloud;
let call: ReturnType<typeof wire>;
beforeAll(async () => {
  cloud = await startCloud({ template: { Resources: { Q: { Type: 'AWS::SQS::Queue' } } } });
  call = wire(cloud.endpoint);
});
afterAll(() => cloud.close());

/** Its own members: what a prototype adds is none. */
const members = (value: object): [string, Answer][] => Object.entries(value);

describe.each(NAMES)('%s', (name) => {
  test('is a table, and an attribute that expressions write', async () => {
    const TableName = name.padEnd(3, '_');
    await call('dynamodb', 'CreateTable', {
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: name, AttributeType: 'S' },
        { AttributeName: 'r', AttributeType: 'S' },
      ],
      KeySchema: [
        { AttributeName: 'r', KeyType: 'HASH' },
        { AttributeName: name, KeyType: 'RANGE' },
      ],
    });
    const Key = { r: { S: 'r' }, ...named(name, { S: 's' }) };
    const full = Object.fromEntries([...members(Key), ['m', { M: {} }]]);
    await call('dynamodb', 'BatchWriteItem', {
      RequestItems: named(TableName, [{ PutRequest: { Item: full } }]),
    });
    const { Responses } = await call('dynamodb', 'BatchGetItem', {
      RequestItems: named(TableName, { Keys: [Key] }),
    });
    expect(members(Responses)).toEqual([[TableName, [expect.anything()]]]);
    expect(new Map(members(members(Responses)[0]![1][0]))).toEqual(new Map(members(full)));
    const update = (UpdateExpression: string, extra: object = {}) =>
      call('dynamodb', 'UpdateItem', {
        TableName,
        Key,
        UpdateExpression,
        ExpressionAttributeNames: { '#p': name },
        ReturnValues: 'UPDATED_NEW',
        ...extra,
      });
    const value = { ExpressionAttributeValues: { ':v': { N: '1' } } };
    for (const [expression, after] of [
      ['SET m.#p = :v', '1'],
      ['SET m.#p = m.#p + :v', '2'],
    ] as const) {
      const { Attributes } = await update(expression, value);
      expect(members(Attributes.m.M)).toEqual([[name, { N: after }]]);
    }
    const { Items } = await call('dynamodb', 'Query', {
      TableName,
      KeyConditionExpression: 'r = :r AND #p = :s',
      ProjectionExpression: '#p, m.#p',
      ExpressionAttributeNames: { '#p': name },
      ExpressionAttributeValues: { ':r': { S: 'r' }, ':s': { S: 's' } },
    });
    expect(Items).toHaveLength(1);
    expect(new Map(members(Items[0])).get(name)).toEqual({ S: 's' });
    expect(members(Items[0].m.M)).toEqual([[name, { N: '2' }]]);
    await update('REMOVE m.#p');
    const { Item } = await call('dynamodb', 'GetItem', { TableName, Key });
    expect(Item.m).toEqual({ M: {} });
  });

  test('is an attribute at the top that an update sets, with a value by a map', async () => {
    const TableName = `top-${name}`;
    await call('dynamodb', 'CreateTable', {
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'r', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'r', KeyType: 'HASH' }],
    });
    const value = { M: named(name, { L: [{ M: named(name, { S: 'deep' }) }] }) };
    const { Attributes } = await call('dynamodb', 'UpdateItem', {
      TableName,
      Key: { r: { S: 'r' } },
      UpdateExpression: 'SET #p = :v',
      ExpressionAttributeNames: { '#p': name },
      ExpressionAttributeValues: { ':v': value },
      ReturnValues: 'UPDATED_NEW',
    });
    expect(JSON.stringify(Attributes)).toBe(JSON.stringify(named(name, value)));
    const { Item } = await call('dynamodb', 'GetItem', { TableName, Key: { r: { S: 'r' } } });
    expect(new Map(members(Item)).get(name)).toEqual(value);
    const read = await call('dynamodb', 'TransactGetItems', {
      TransactItems: [
        {
          Get: {
            TableName,
            Key: { r: { S: 'r' } },
            ProjectionExpression: '#p.#p',
            ExpressionAttributeNames: { '#p': name },
          },
        },
      ],
    });
    expect(JSON.stringify(read.Responses[0].Item)).toBe(JSON.stringify(named(name, value)));
  });

  test('is a queue, an attribute of a message, and a tag', async () => {
    const { QueueUrl } = await call('sqs', 'CreateQueue', {
      QueueName: name,
      tags: named(name, 'a'),
    });
    const attribute = { DataType: 'String', StringValue: 'x' };
    await call('sqs', 'SendMessage', {
      QueueUrl,
      MessageBody: 'b',
      MessageAttributes: named(name, attribute),
    });
    const { Messages } = await call('sqs', 'ReceiveMessage', {
      QueueUrl,
      MessageAttributeNames: [name],
    });
    expect(members(Messages[0].MessageAttributes)).toEqual([[name, attribute]]);
    await call('sqs', 'TagQueue', { QueueUrl, Tags: named(name, 'b') });
    expect(members((await call('sqs', 'ListQueueTags', { QueueUrl })).Tags)).toEqual([[name, 'b']]);
    await call('sqs', 'UntagQueue', { QueueUrl, TagKeys: [name] });
    expect(members((await call('sqs', 'ListQueueTags', { QueueUrl })).Tags ?? {})).toEqual([]);
  });

  test('is a name in an event, its pattern, and what a target is sent of it', async () => {
    const matches = (pattern: object, detail: object) =>
      call('events', 'TestEventPattern', {
        EventPattern: JSON.stringify(pattern),
        Event: JSON.stringify({
          id: '1',
          account: '1',
          source: 's',
          time: '2030-01-01T00:00:00Z',
          region: 'us-east-1',
          resources: [],
          'detail-type': 't',
          detail,
        }),
      });
    expect(await matches({ detail: named(name, ['x']) }, named(name, 'x'))).toEqual({
      Result: true,
    });
    expect(await matches({ detail: named(name, ['x']) }, { a: 1 })).toEqual({ Result: false });
    expect(await matches({ detail: named(name, [{ exists: false }]) }, { a: 1 })).toEqual({
      Result: true,
    });
    expect(await matches({ detail: named(name, [{ exists: true }]) }, { a: 1 })).toEqual({
      Result: false,
    });
    const { QueueUrl } = await call('sqs', 'CreateQueue', { QueueName: `events-${name}` });
    const Arn = `arn:aws:sqs:us-east-1:123456789012:events-${name}`;
    await call('sqs', 'SetQueueAttributes', {
      QueueUrl,
      Attributes: {
        Policy: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource: Arn },
          ],
        }),
      },
    });
    await call('events', 'PutRule', {
      Name: name,
      EventPattern: JSON.stringify({ detail: named(name, ['x']) }),
    });
    await call('events', 'PutTargets', {
      Rule: name,
      Targets: [
        {
          Id: name,
          Arn,
          InputTransformer: {
            InputPathsMap: named(name.replace(/^__/, 'p'), `$.detail.${name}`),
            InputTemplate: `{"v":<${name.replace(/^__/, 'p')}>}`,
          },
        },
        { Id: 'whole', Arn },
      ],
    });
    await call('events', 'PutEvents', {
      Entries: [{ Source: 's', DetailType: 't', Detail: JSON.stringify(named(name, 'x')) }],
    });
    await cloud.clock.settle();
    const { Messages } = await call('sqs', 'ReceiveMessage', { QueueUrl, MaxNumberOfMessages: 10 });
    const bodies = Messages.map(({ Body }: { Body: string }) => JSON.parse(Body));
    expect(bodies).toContainEqual({ v: 'x' });
    expect(bodies.flatMap(({ detail }: Answer) => (detail ? members(detail) : []))).toEqual([
      [name, 'x'],
    ]);
  });

  test('is a parameter, a log group, a stream and a key of their tags', async () => {
    await call('ssm', 'PutParameter', {
      Name: name,
      Value: 'v',
      Type: 'String',
    });
    expect((await call('ssm', 'GetParameter', { Name: name })).Parameter.Value).toBe('v');
    await call('logs', 'CreateLogGroup', { logGroupName: name, tags: named(name, 'a') });
    const tags = await call('logs', 'ListTagsForResource', {
      resourceArn: `arn:aws:logs:us-east-1:123456789012:log-group:${name}`,
    });
    expect(members(tags.tags)).toEqual([[name, 'a']]);
    await call('logs', 'CreateLogStream', { logGroupName: name, logStreamName: name });
    await call('logs', 'PutLogEvents', {
      logGroupName: name,
      logStreamName: name,
      logEvents: [
        { timestamp: Date.now(), message: JSON.stringify(named(name, 'x')) },
        { timestamp: Date.now(), message: '{"a":1}' },
      ],
    });
    const { events } = await call('logs', 'FilterLogEvents', {
      logGroupName: name,
      filterPattern: `{ $.${name} = "x" }`,
    });
    expect(events.map(({ message }: { message: string }) => message)).toEqual([
      JSON.stringify(named(name, 'x')),
    ]);
    await call('kinesis', 'CreateStream', { StreamName: name, ShardCount: 1 });
    await call('kinesis', 'AddTagsToStream', { StreamName: name, Tags: named(name, 'a') });
    expect((await call('kinesis', 'ListTagsForStream', { StreamName: name })).Tags).toEqual([
      { Key: name, Value: 'a' },
    ]);
  });
});
