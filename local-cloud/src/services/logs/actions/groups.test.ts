import { describe, expect, test } from 'vitest';
import { failure, START } from '../../testing.ts';
import { withStream } from '../testing.ts';

const ARN = 'arn:aws:logs:us-east-1:123456789012:log-group:/app/orders';

describe('a log group', () => {
  test('is described as it was created', async () => {
    const { logs, names } = await withStream();
    await logs.PutRetentionPolicy({ logGroupName: names.logGroupName, retentionInDays: 14 });
    const { logGroups } = await logs.DescribeLogGroups({});
    expect(logGroups).toEqual([
      {
        logGroupName: '/app/orders',
        creationTime: START,
        retentionInDays: 14,
        metricFilterCount: 0,
        arn: `${ARN}:*`,
        logGroupArn: ARN,
        storedBytes: 0,
        kmsKeyId: undefined,
        logGroupClass: 'STANDARD',
        deletionProtectionEnabled: false,
      },
    ]);
  });

  test('does not begin with aws/', async () => {
    const { logs } = await withStream();
    expect(await failure(logs.CreateLogGroup({ logGroupName: 'aws/spans' }))).toEqual({
      code: 'InvalidParameterException',
      message: 'Log groups starting with AWS/ are reserved for AWS.',
    });
  });

  test('exists once', async () => {
    const { logs, names } = await withStream();
    const { logGroupName } = names;
    expect(await failure(logs.CreateLogGroup({ logGroupName }))).toEqual({
      code: 'ResourceAlreadyExistsException',
      message: 'The specified log group already exists',
    });
    expect(await failure(logs.CreateLogStream(names))).toEqual({
      code: 'ResourceAlreadyExistsException',
      message: 'The specified log stream already exists',
    });
  });

  test('is gone once it is deleted, unless it is protected', async () => {
    const { logs, names } = await withStream();
    await logs.DeleteLogGroup({ logGroupName: names.logGroupName });
    expect(await failure(logs.GetLogEvents(names))).toEqual({
      code: 'ResourceNotFoundException',
      message: 'The specified log group does not exist.',
    });
    await logs.CreateLogGroup({ logGroupName: 'kept', deletionProtectionEnabled: true });
    expect(await failure(logs.DeleteLogGroup({ logGroupName: 'kept' }))).toMatchObject({
      code: 'ValidationException',
    });
  });

  test('is found by a prefix or a part of its name, in pages', async () => {
    const { logs } = await withStream();
    for (const logGroupName of ['/app/b', '/app/A', '/other']) {
      await logs.CreateLogGroup({ logGroupName });
    }
    const found = async (input: object) => {
      const { logGroups, nextToken } = await logs.DescribeLogGroups(input);
      return [logGroups?.map(({ logGroupName }) => logGroupName), nextToken];
    };
    expect(await found({ logGroupNamePrefix: '/app/', limit: 2 })).toEqual([
      ['/app/A', '/app/b'],
      '/app/b',
    ]);
    expect(await found({ logGroupNamePrefix: '/app/', nextToken: '/app/b' })).toEqual([
      ['/app/orders'],
      undefined,
    ]);
    expect(await found({ logGroupNamePattern: 'ORD' })).toEqual([['/app/orders'], undefined]);
  });

  test('has tags', async () => {
    const { logs } = await withStream();
    await logs.TagResource({ resourceArn: ARN, tags: { a: '1', b: '2' } });
    await logs.UntagResource({ resourceArn: ARN, tagKeys: ['a'] });
    expect(await logs.ListTagsForResource({ resourceArn: ARN })).toEqual({ tags: { b: '2' } });
    const logGroupName = ARN.split(':log-group:')[1]!;
    await logs.TagLogGroup({ logGroupName, tags: { c: '3' } });
    await logs.UntagLogGroup({ logGroupName, tags: ['b'] });
    expect(await logs.ListTagsLogGroup({ logGroupName })).toEqual({ tags: { c: '3' } });
  });

  test('takes only the retentions AWS knows, and names it allows', async () => {
    const { logs } = await withStream();
    const retention = logs.PutRetentionPolicy({ logGroupName: '/app/orders', retentionInDays: 2 });
    expect(await failure(retention)).toMatchObject({ code: 'InvalidParameterException' });
    expect(await failure(logs.CreateLogGroup({ logGroupName: 'a b' }))).toMatchObject({
      code: 'InvalidParameterException',
    });
  });
});

test('streams are described by name, or by their last event, in pages', async () => {
  const { logs, put, names, cloud } = await withStream();
  const { logGroupName } = names;
  await logs.CreateLogStream({ logGroupName, logStreamName: 'another' });
  await put(['a'], 'another');
  await cloud.clock.advance(1000);
  await put(['b'], 'one');
  const order = async (input: object) => {
    const { logStreams, nextToken } = await logs.DescribeLogStreams({ logGroupName, ...input });
    return [logStreams?.map(({ logStreamName }) => logStreamName), nextToken];
  };
  expect(await order({})).toEqual([['another', 'one'], undefined]);
  expect(await order({ orderBy: 'LastEventTime', descending: true, limit: 1 })).toEqual([
    ['one'],
    'one',
  ]);
  expect(await order({ orderBy: 'LastEventTime', descending: true, nextToken: 'one' })).toEqual([
    ['another'],
    undefined,
  ]);
  const { logStreams } = await logs.DescribeLogStreams({ logGroupName, logStreamNamePrefix: 'an' });
  expect(logStreams).toEqual([
    {
      logStreamName: 'another',
      creationTime: START,
      firstEventTimestamp: START,
      lastEventTimestamp: START,
      lastIngestionTime: START,
      arn: `${ARN}:log-stream:another`,
      storedBytes: 0,
    },
  ]);
});

test('policies for log delivery are kept by name', async () => {
  const { logs } = await withStream();
  const policyDocument = '{"Version":"2012-10-17","Statement":[]}';
  await logs.PutResourcePolicy({ policyName: 'delivery', policyDocument });
  expect(await logs.DescribeResourcePolicies({})).toEqual({
    resourcePolicies: [{ policyName: 'delivery', policyDocument, lastUpdatedTime: START }],
  });
  await logs.DeleteResourcePolicy({ policyName: 'delivery' });
  expect(await failure(logs.DeleteResourcePolicy({ policyName: 'delivery' }))).toMatchObject({
    code: 'ResourceNotFoundException',
  });
  expect(
    await failure(logs.PutResourcePolicy({ policyName: 'x', policyDocument: 'x' })),
  ).toMatchObject({ code: 'InvalidParameterException' });
});

test('policies grant calls on log-group:<name>:*, tags on the group itself', async () => {
  const { service, names } = await withStream();
  const { operations } = service;
  const { logGroupName } = names;
  expect(operations.PutLogEvents.permissions({ ...names, logEvents: [] }, {} as never)).toEqual([
    { action: 'logs:PutLogEvents', resource: `${ARN}:log-stream:one` },
  ]);
  expect(operations.CreateLogGroup.permissions({ logGroupName, tags: {} }, {} as never)).toEqual([
    { action: 'logs:CreateLogGroup', resource: `${ARN}:log-stream:` },
    { action: 'logs:TagResource', resource: ARN },
  ]);
});
