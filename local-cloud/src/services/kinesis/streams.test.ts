import { expect, test } from 'vitest';
import { afterLoad, callable, failure, fakeContext, ROOT } from '../testing.ts';
import { createKinesis } from './index.ts';
import { FIRST, freshKinesis, readerOf, withStream } from './testing.ts';

const orders = { StreamName: 'orders' };
const ARN = 'arn:aws:kinesis:us-east-1:123456789012:stream/orders';

test('a stream is being created for a second, and takes no records until then', async () => {
  const { kinesis, cloud } = freshKinesis();
  await kinesis.CreateStream({ ...orders, ShardCount: 2 });
  const before = await kinesis.DescribeStream(orders);
  expect(before.StreamDescription).toMatchObject({ StreamStatus: 'CREATING', Shards: [] });
  const put = { ...orders, PartitionKey: 'a', Data: new Uint8Array() };
  expect(await failure(kinesis.PutRecord(put))).toMatchObject({
    code: 'ResourceNotFoundException',
    message: 'Stream orders under account 123456789012 not found.',
  });
  await cloud.clock.advance(1000);
  const after = await kinesis.DescribeStream(orders);
  expect(after.StreamDescription).toMatchObject({ StreamStatus: 'ACTIVE', StreamARN: ARN });
  expect(after.StreamDescription?.Shards?.map(({ HashKeyRange }) => HashKeyRange)).toEqual([
    { StartingHashKey: '0', EndingHashKey: '170141183460469231731687303715884105727' },
    {
      StartingHashKey: '170141183460469231731687303715884105728',
      EndingHashKey: '340282366920938463463374607431768211455',
    },
  ]);
});

test('CloudFormation, which waits for its resources, has the stream and its end at once', async () => {
  const { kinesis } = freshKinesis();
  const principal = { ...ROOT, calledVia: 'cloudformation.amazonaws.com' };
  await kinesis.CreateStream({ ...orders, ShardCount: 1 }, fakeContext({ principal }));
  const { StreamDescriptionSummary } = await kinesis.DescribeStreamSummary(orders);
  expect(StreamDescriptionSummary).toMatchObject({ StreamStatus: 'ACTIVE', OpenShardCount: 1 });
  await kinesis.DeleteStream(orders, fakeContext({ principal }));
  expect((await kinesis.ListStreams({})).StreamNames).toEqual([]);
});

test('without a number of shards a stream is on demand, with four', async () => {
  const { kinesis, cloud } = freshKinesis();
  await kinesis.CreateStream(orders);
  await cloud.clock.advance(1000);
  const { StreamDescription } = await kinesis.DescribeStream(orders);
  expect(StreamDescription?.StreamModeDetails).toEqual({ StreamMode: 'ON_DEMAND' });
  expect(StreamDescription?.Shards).toHaveLength(4);
});

test('a name is taken until the stream of that name is gone', async () => {
  const { kinesis, cloud } = await withStream();
  const again = () => failure(kinesis.CreateStream({ ...orders, ShardCount: 1 }));
  const taken = {
    code: 'ResourceInUseException',
    message: 'Stream orders under account 123456789012 already exists.',
  };
  expect(await again()).toEqual(taken);
  await kinesis.DeleteStream(orders);
  const { StreamDescriptionSummary } = await kinesis.DescribeStreamSummary({ StreamARN: ARN });
  expect(StreamDescriptionSummary?.StreamStatus).toBe('DELETING');
  expect(await again()).toEqual(taken);
  await cloud.clock.advance(1000);
  await kinesis.CreateStream({ ...orders, ShardCount: 1 });
});

test('streams are listed by name, a page at a time', async () => {
  const { kinesis } = freshKinesis();
  for (const name of ['c', 'a', 'b']) await kinesis.CreateStream({ StreamName: name });
  const first = await kinesis.ListStreams({ Limit: 2 });
  expect(first).toMatchObject({ StreamNames: ['a', 'b'], HasMoreStreams: true });
  const { NextToken } = first;
  const rest = { StreamNames: ['c'], HasMoreStreams: false };
  expect(await kinesis.ListStreams({ NextToken })).toMatchObject(rest);
  expect(await kinesis.ListStreams({ ExclusiveStartStreamName: 'b' })).toMatchObject(rest);
});

test.each([
  [{ StreamName: 'a b', ShardCount: 1 }, 'ValidationException', 'regular expression pattern'],
  [{ StreamName: 'a', ShardCount: 0 }, 'ValidationException', 'greater than or equal to 1'],
  [{ StreamName: 'a', ShardCount: 20_001 }, 'LimitExceededException', 'Limit: 20000'],
  [
    { StreamName: 'a', StreamModeDetails: { StreamMode: 'PROVISIONED' } },
    'InvalidArgumentException',
    'ShardCount must be provided',
  ],
  [{ StreamName: 'a', WarmThroughputMiBps: 1 }, 'NotSupportedByLocalCloud', 'WarmThroughputMiBps'],
])('a stream is not created for %j', async (input, code, message) => {
  const { kinesis } = freshKinesis();
  expect(await failure(kinesis.CreateStream(input as never))).toMatchObject({
    code,
    message: expect.stringContaining(message),
  });
});

test('tags are set and removed by either family of operations', async () => {
  const { kinesis } = await withStream(1, { Tags: { team: 'a' } });
  await kinesis.AddTagsToStream({ ...orders, Tags: { cost: '1', team: 'b' } });
  await kinesis.TagResource({ ResourceARN: ARN, Tags: { zone: 'z' } });
  await kinesis.RemoveTagsFromStream({ ...orders, TagKeys: ['cost', 'none'] });
  const tags = [
    { Key: 'team', Value: 'b' },
    { Key: 'zone', Value: 'z' },
  ];
  expect((await kinesis.ListTagsForResource({ ResourceARN: ARN })).Tags).toEqual(tags);
  const page = await kinesis.ListTagsForStream({ ...orders, Limit: 1 });
  expect(page).toEqual({ Tags: tags.slice(0, 1), HasMoreTags: true });
  await kinesis.UntagResource({ ResourceARN: ARN, TagKeys: ['team'] });
  const left = await kinesis.ListTagsForStream({ ...orders, ExclusiveStartTagKey: 'a' });
  expect(left).toEqual({ Tags: tags.slice(1), HasMoreTags: false });
  const many = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`t${index}`, '']));
  expect(await failure(kinesis.TagResource({ ResourceARN: ARN, Tags: many }))).toMatchObject({
    message: expect.stringContaining('cannot have more than 50 tags'),
  });
});

test('a resource policy is {} until it is set, and lets callers in', async () => {
  const { kinesis, service } = await withStream();
  const policy = { ResourceARN: ARN };
  expect(await kinesis.GetResourcePolicy(policy)).toEqual({ Policy: '{}' });
  const statement = { Effect: 'Allow', Principal: '*', Action: 'kinesis:PutRecord', Resource: ARN };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  await kinesis.PutResourcePolicy({ ...policy, Policy });
  expect(await kinesis.GetResourcePolicy(policy)).toEqual({ Policy });
  const [needed] = service.operations.PutRecord.permissions(orders as never, fakeContext());
  expect(needed).toEqual({ action: 'kinesis:PutRecord', resource: ARN, resourcePolicy: Policy });
  await kinesis.DeleteResourcePolicy(policy);
  expect(await kinesis.GetResourcePolicy(policy)).toEqual({ Policy: '{}' });
  expect((await failure(kinesis.DeleteResourcePolicy(policy))).code).toBe(
    'ResourceNotFoundException',
  );
  expect((await failure(kinesis.PutResourcePolicy({ ...policy, Policy: '{' }))).code).toBe(
    'InvalidArgumentException',
  );
});

test('encryption is said of the stream, and of the records put from then on', async () => {
  const { kinesis, cloud, put, iterator } = await withStream();
  await put('before');
  const key = { EncryptionType: 'KMS', KeyId: 'alias/aws/kinesis' } as const;
  await kinesis.StartStreamEncryption({ ...orders, ...key });
  await cloud.clock.advance(1000);
  expect(await put('after')).toMatchObject({ EncryptionType: 'KMS' });
  const { StreamDescriptionSummary } = await kinesis.DescribeStreamSummary(orders);
  expect(StreamDescriptionSummary).toMatchObject(key);
  const ShardIterator = await iterator('TRIM_HORIZON');
  const { Records } = await kinesis.GetRecords({ ShardIterator });
  expect(Records?.map(({ EncryptionType }) => EncryptionType)).toEqual([undefined, 'KMS']);
  await kinesis.StopStreamEncryption({ ...orders, ...key });
  const other = { ...orders, ...key, KeyId: 'alias/mine' };
  expect((await failure(kinesis.StartStreamEncryption(other))).code).toBe('ResourceInUseException');
  await cloud.clock.advance(1000);
  expect((await failure(kinesis.StartStreamEncryption(other))).code).toBe(
    'NotSupportedByLocalCloud',
  );
});

test.each([
  [{ 'aws:team': 'a' }, 'reserved for AWS'],
  [{ 'team!': 'a' }, 'invalid characters'],
  [Object.fromEntries(Array.from({ length: 51 }, (_, at) => [`t${at}`, ''])), 'more than 50 tags'],
])('a stream is neither created nor changed with tags that it cannot have', async (Tags, words) => {
  const { kinesis } = await withStream(1);
  const refused = { code: 'InvalidArgumentException', message: expect.stringContaining(words) };
  expect(await failure(kinesis.AddTagsToStream({ ...orders, Tags }))).toMatchObject(refused);
  const made = kinesis.CreateStream({ StreamName: 'other', Tags });
  expect(await failure(made)).toMatchObject(refused);
  expect((await kinesis.ListStreams({})).StreamNames).toEqual(['orders']);
});

test('a load gives the stream back as it was, and what was under way goes on', async () => {
  const before = await withStream(2, { Tags: { team: 'a' } });
  await before.put('kept', { ExplicitHashKey: '0' });
  const ShardIterator = await before.iterator('LATEST');
  await before.kinesis.UpdateStreamMode({
    StreamARN: ARN,
    StreamModeDetails: { StreamMode: 'ON_DEMAND' },
  });
  await before.kinesis.CreateStream({ StreamName: 'other' });
  const { cloud, service } = afterLoad(before, createKinesis);
  const kinesis = callable(service);
  const { StreamDescription } = await before.kinesis.DescribeStream(orders);
  expect((await kinesis.DescribeStream(orders)).StreamDescription).toEqual(StreamDescription);
  const { put, read, texts } = readerOf(kinesis);
  const next = await put('next', { ExplicitHashKey: '0' });
  expect(next.ShardId).toBe(FIRST);
  expect(await texts()).toEqual(['kept', 'next']);
  expect((await read(ShardIterator)).texts).toEqual(['next']);
  await cloud.clock.advance(1000);
  const statuses = (await kinesis.ListStreams({})).StreamSummaries;
  expect(statuses?.map(({ StreamStatus }) => StreamStatus)).toEqual(['ACTIVE', 'ACTIVE']);
});
