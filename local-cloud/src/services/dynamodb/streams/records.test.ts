import { describe, expect, it, test } from 'vitest';
import { afterLoad, failure, fakeCloud, START } from '../../testing.ts';
import { createDynamoDB } from '../index.ts';
import { DELETION_DELAY } from '../tables/time-to-live.ts';
import { ChangeStream } from './change-stream.ts';
import { MAILS, streamsOf, TABLE_ARN, texts, withStream } from './testing.ts';

const TableName = 'Mails';
const ALL = 'NEW_AND_OLD_IMAGES';

/** What a record tells of its item. */
function told({ eventName, dynamodb }: Awaited<ReturnType<Made['records']>>[number]) {
  const { Keys, NewImage, OldImage } = dynamodb;
  return [eventName, Keys.id?.S, NewImage?.text?.S, OldImage?.text?.S];
}
type Made = Awaited<ReturnType<typeof withStream>>;

async function toldOf(made: Made) {
  return (await made.records()).map(told);
}

describe('a record', () => {
  it('has AWS’s shape', async () => {
    const { put, records } = await withStream(ALL);
    await put({ id: 'a', text: 'hello' });
    expect(await records()).toEqual([
      {
        eventID: expect.stringMatching(/^[0-9a-f]{32}$/),
        eventName: 'INSERT',
        eventVersion: '1.1',
        eventSource: 'aws:dynamodb',
        awsRegion: 'us-east-1',
        dynamodb: {
          ApproximateCreationDateTime: new Date(START),
          Keys: { id: { S: 'a' } },
          NewImage: { id: { S: 'a' }, text: { S: 'hello' } },
          SequenceNumber: expect.stringMatching(/^\d{21,40}$/),
          SizeBytes: 15,
          StreamViewType: ALL,
        },
      },
    ]);
  });

  /** As in the samples of https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html */
  it('counts the bytes of its keys and images', async () => {
    const { db, records } = await withStream(ALL);
    const Key = { id: { S: '101' } };
    await db.PutItem({ TableName, Item: { ...Key, Message: { S: 'New item!' } } });
    await db.PutItem({ TableName, Item: { ...Key, Message: { S: 'This item has changed' } } });
    await db.DeleteItem({ TableName, Key });
    expect((await records()).map(({ dynamodb }) => dynamodb.SizeBytes)).toEqual([26, 59, 38]);
  });

  it('tells its time in whole seconds', async () => {
    const { cloud, put, records } = await withStream('KEYS_ONLY');
    await cloud.clock.advance(1999);
    await put({ id: 'a' });
    const [record] = await records();
    expect(record!.dynamodb.ApproximateCreationDateTime).toEqual(new Date(START + 1000));
  });

  it.each([
    ['KEYS_ONLY', [], []],
    ['NEW_IMAGE', ['one', 'two'], []],
    ['OLD_IMAGE', [], ['one', 'two']],
    [ALL, ['one', 'two'], ['one', 'two']],
  ] as const)('of a stream of %s has the images it is to have', async (view, news, olds) => {
    const made = await withStream(view);
    await made.put({ id: 'a', text: 'one' });
    await made.put({ id: 'a', text: 'two' });
    await made.remove('a');
    expect(await toldOf(made)).toEqual([
      ['INSERT', 'a', news[0], undefined],
      ['MODIFY', 'a', news[1], olds[0]],
      ['REMOVE', 'a', undefined, olds[1]],
    ]);
  });
});

describe('every way to write makes records, in order', () => {
  it('UpdateItem, which creates an item and changes it', async () => {
    const made = await withStream(ALL);
    for (const S of ['one', 'two']) {
      await made.db.UpdateItem({
        ...{ TableName, Key: { id: { S: 'a' } }, UpdateExpression: 'SET #t = :t' },
        ExpressionAttributeNames: { '#t': 'text' },
        ExpressionAttributeValues: { ':t': { S } },
      });
    }
    expect(await toldOf(made)).toEqual([
      ['INSERT', 'a', 'one', undefined],
      ['MODIFY', 'a', 'two', 'one'],
    ]);
  });

  it('BatchWriteItem', async () => {
    const made = await withStream(ALL);
    await made.put({ id: 'b', text: 'old' });
    await made.db.BatchWriteItem({
      RequestItems: {
        Mails: [
          { PutRequest: { Item: texts({ id: 'a', text: 'new' }) } },
          { DeleteRequest: { Key: texts({ id: 'b' }) } },
        ],
      },
    });
    expect((await toldOf(made)).slice(1)).toEqual([
      ['INSERT', 'a', 'new', undefined],
      ['REMOVE', 'b', undefined, 'old'],
    ]);
  });

  it('TransactWriteItems, but not its checks', async () => {
    const made = await withStream(ALL);
    await made.put({ id: 'there' });
    const check = { ConditionExpression: 'attribute_exists(id)' };
    await made.db.TransactWriteItems({
      TransactItems: [
        { Put: { TableName, Item: texts({ id: 'b' }) } },
        { ConditionCheck: { TableName, Key: texts({ id: 'there' }), ...check } },
        { Put: { TableName, Item: texts({ id: 'a' }) } },
      ],
    });
    expect((await toldOf(made)).map(([, id]) => id)).toEqual(['there', 'b', 'a']);
  });

  it('time to live, as the service itself', async () => {
    const { cloud, db, records } = await withStream('OLD_IMAGE');
    const TimeToLiveSpecification = { Enabled: true, AttributeName: 'until' };
    await db.UpdateTimeToLive({ TableName, TimeToLiveSpecification });
    const until = { N: String(START / 1000 + 60) };
    await db.PutItem({ TableName, Item: { id: { S: 'a' }, until } });
    await cloud.clock.advance(DELETION_DELAY + 60_000);
    expect(await records()).toMatchObject([
      {
        eventName: 'REMOVE',
        dynamodb: { Keys: { id: { S: 'a' } }, OldImage: { id: { S: 'a' }, until } },
        userIdentity: { Type: 'Service', PrincipalId: 'dynamodb.amazonaws.com' },
      },
    ]);
  });
});

describe('a write that changes nothing makes no record', () => {
  it.each([
    ['the same item once more', (made: Made) => made.put({ text: 'x', id: 'a' })],
    ['an item that is not there, deleted', (made: Made) => made.remove('nobody')],
    [
      'an update to what is there',
      ({ db }: Made) =>
        db.UpdateItem({
          ...{ TableName, Key: { id: { S: 'a' } }, UpdateExpression: 'SET #t = :t' },
          ExpressionAttributeNames: { '#t': 'text' },
          ExpressionAttributeValues: { ':t': { S: 'x' } },
        }),
    ],
    [
      'a transaction that is cancelled',
      ({ db }: Made) =>
        failure(
          db.TransactWriteItems({
            TransactItems: [
              { Put: { TableName, Item: texts({ id: 'b' }) } },
              {
                ConditionCheck: {
                  ...{ TableName, Key: texts({ id: 'c' }) },
                  ConditionExpression: 'attribute_exists(id)',
                },
              },
            ],
          }),
        ),
    ],
  ])('%s', async (_what, write: (made: Made) => Promise<unknown>) => {
    const made = await withStream(ALL);
    await made.put({ id: 'a', text: 'x' });
    await write(made);
    expect(await toldOf(made)).toEqual([['INSERT', 'a', 'x', undefined]]);
  });
});

test('a stream that holds too much lets go of its oldest records, which are trimmed', () => {
  const { clock, random } = fakeCloud();
  const origin = {
    ...{ tableName: TableName, tableArn: TABLE_ARN, label: 'one', createdAt: START, mark: 7n },
    viewType: 'NEW_IMAGE' as const,
    keySchema: MAILS.KeySchema!,
  };
  const stream = new ChangeStream(origin, { clock, random }, () => {}, 300_000);
  const kept = () => [...stream.from(stream.oldest)].length;
  for (let id = 0; id < 100; id++) {
    stream.record(undefined, texts({ id: String(id), text: 'x'.repeat(10_000) }));
    expect(kept()).toBeLessThanOrEqual(30);
  }
  expect(kept()).toBeGreaterThan(20);
  expect(stream.oldest).toBe(101 - kept());
});

test('what a caller does with its item afterwards, or with a record, changes no record', async () => {
  const { db, records } = await withStream('NEW_IMAGE');
  const B = new Uint8Array([1, 2]);
  await db.PutItem({ TableName, Item: { id: { S: 'a' }, B: { B } } });
  B[0] = 9;
  const [first] = await records();
  first!.dynamodb.NewImage!.B!.B![1] = 9;
  const [again] = await records();
  expect(again!.dynamodb.NewImage!.B!.B).toEqual(new Uint8Array([1, 2]));
});

test('records, a reader’s place and what comes next are the same after a load', async () => {
  const made = await withStream(ALL);
  await made.put({ id: 'a', text: 'one' });
  const first = await made.records();
  const after = await made.iterator({ ShardIteratorType: 'LATEST' });
  const loaded = afterLoad(made, createDynamoDB);
  const { db, streams, records, latest } = streamsOf(loaded.cloud, loaded.service);
  expect(await records()).toEqual(first);
  await db.PutItem({ TableName, Item: texts({ id: 'b', text: 'two' }) });
  const { Records } = await streams.GetRecords({ ShardIterator: after });
  expect(Records.map(told)).toEqual([['INSERT', 'b', 'two', undefined]]);
  expect(await latest()).toMatch(`${TABLE_ARN}/stream/`);
});
