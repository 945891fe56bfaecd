import { describe, expect, test } from 'vitest';
import { failure } from '../testing.ts';
import { afterLoad, CUPS, FUNCTION, PIPE, pipesCloud, QUEUE, ROLE, STREAM } from './testing.ts';

const MACHINE = 'arn:aws:states:us-east-1:123456789012:stateMachine:tea';
const LATEST = { KinesisStreamParameters: { StartingPosition: 'LATEST' } };
const invalid = (Name: string, Message: string) => ({
  code: 'ValidationException',
  message: JSON.stringify({ ValidationErrorFields: [{ Name, Message }] }),
});

test('a pipe is being created, and then runs', async () => {
  const { pipe, call } = await pipesCloud();
  const answer = await pipe({ Description: 'Tea', Tags: { team: 'kitchen' } });
  expect(answer).toMatchObject({
    Arn: PIPE,
    Name: 'tea',
    DesiredState: 'RUNNING',
    CurrentState: 'CREATING',
  });
  expect(await call('DescribePipe', { Name: 'tea' })).toMatchObject({
    ...{ Arn: PIPE, Name: 'tea', Description: 'Tea', DesiredState: 'RUNNING' },
    ...{ CurrentState: 'RUNNING', StateReason: 'USER_INITIATED', Tags: { team: 'kitchen' } },
    ...{ Source: QUEUE, Target: CUPS, RoleArn: ROLE },
  });
});

test('a pipe stops, starts, and is deleted', async () => {
  const { pipe, call } = await pipesCloud();
  await pipe();
  const state = async () => {
    const { CurrentState, DesiredState } = await call('DescribePipe', { Name: 'tea' });
    return [CurrentState, DesiredState];
  };
  expect(await call('StopPipe', { Name: 'tea' })).toMatchObject({ CurrentState: 'STOPPING' });
  expect(await state()).toEqual(['STOPPED', 'STOPPED']);
  expect(await call('StartPipe', { Name: 'tea' })).toMatchObject({ CurrentState: 'STARTING' });
  expect(await state()).toEqual(['RUNNING', 'RUNNING']);
  expect(await call('DeletePipe', { Name: 'tea' })).toMatchObject({
    CurrentState: 'DELETING',
    DesiredState: 'DELETED',
  });
  expect(await failure(state())).toMatchObject({ code: 'NotFoundException' });
});

test('pipes are listed in pages, by what they begin with and how they are', async () => {
  const { pipe, call } = await pipesCloud();
  for (const Name of ['a', 'b', 'c']) await pipe({ Name });
  await call('StopPipe', { Name: 'b' });
  const names = async (input: object) => {
    const { Pipes, NextToken } = await call<{ Pipes: { Name: string }[]; NextToken?: string }>(
      'ListPipes',
      input,
    );
    return { names: Pipes.map(({ Name }) => Name), NextToken };
  };
  const first = await names({ Limit: 2 });
  expect(first.names).toEqual(['a', 'b']);
  expect((await names({ NextToken: first.NextToken })).names).toEqual(['c']);
  expect((await names({ CurrentState: 'STOPPED' })).names).toEqual(['b']);
  expect((await names({ NamePrefix: 'c' })).names).toEqual(['c']);
  expect((await names({ SourcePrefix: STREAM })).names).toEqual([]);
  expect(await failure(names({ NextToken: 'x' }))).toMatchObject({ code: 'ValidationException' });
});

test('tags of a pipe are added and taken off', async () => {
  const { pipe, call } = await pipesCloud();
  await pipe({ Tags: { a: '1' } });
  await call('TagResource', { resourceArn: PIPE, tags: { b: '2' } });
  await call('UntagResource', { resourceArn: PIPE, tagKeys: ['a'] });
  expect(await call('ListTagsForResource', { resourceArn: PIPE })).toEqual({ tags: { b: '2' } });
});

describe('an update', () => {
  test('changes what it names, and replaces the parameters of a service as a whole', async () => {
    const { pipe, call } = await pipesCloud();
    await pipe({
      SourceParameters: {
        SqsQueueParameters: { BatchSize: 5, MaximumBatchingWindowInSeconds: 2 },
        FilterCriteria: { Filters: [{ Pattern: '{"body":{"a":[1]}}' }] },
      },
      TargetParameters: { InputTemplate: '<$.body>' },
    });
    const SourceParameters = { SqsQueueParameters: { BatchSize: 7 } };
    const given = { Name: 'tea', RoleArn: ROLE, Description: 'New', SourceParameters };
    expect(await call('UpdatePipe', given)).toMatchObject({ CurrentState: 'UPDATING' });
    expect(await call('DescribePipe', { Name: 'tea' })).toMatchObject({
      Description: 'New',
      SourceParameters: {
        SqsQueueParameters: { BatchSize: 7 },
        FilterCriteria: { Filters: [{ Pattern: '{"body":{"a":[1]}}' }] },
      },
      TargetParameters: { InputTemplate: '<$.body>' },
    });
  });

  test('leaves it where it began to read its stream', async () => {
    const { pipe, call } = await pipesCloud();
    await pipe({ Source: STREAM, SourceParameters: LATEST });
    const SourceParameters = { KinesisStreamParameters: { BatchSize: 3 } };
    await call('UpdatePipe', { Name: 'tea', RoleArn: ROLE, SourceParameters });
    expect(await call('DescribePipe', { Name: 'tea' })).toMatchObject({
      SourceParameters: { KinesisStreamParameters: { BatchSize: 3, StartingPosition: 'LATEST' } },
    });
  });

  test('to another kind of target drops the parameters of the last one', async () => {
    const { pipe, call } = await pipesCloud();
    const parameters = { SqsQueueParameters: {}, InputTemplate: '<$.body>' };
    await pipe({ TargetParameters: parameters });
    await call('UpdatePipe', { Name: 'tea', RoleArn: ROLE, Target: FUNCTION });
    const { TargetParameters } = await call('DescribePipe', { Name: 'tea' });
    expect(TargetParameters).toEqual({ InputTemplate: '<$.body>' });
  });

  test('by a role that may not read the source fails, and the pipe goes on as it was', async () => {
    const { cloud, pipe, call, send, received } = await pipesCloud();
    await pipe();
    await call('UpdatePipe', { Name: 'tea', RoleArn: `${ROLE}s` });
    expect(await call('DescribePipe', { Name: 'tea' })).toMatchObject({
      CurrentState: 'UPDATE_FAILED',
      StateReason: expect.stringContaining('cannot be assumed by principal pipes.amazonaws.com'),
      RoleArn: ROLE,
    });
    await send('tea');
    expect(await received()).toHaveLength(1);
    const later = await afterLoad(cloud);
    await later.send('tea');
    expect(await later.received()).toHaveLength(1);
  });
});

describe('a role', () => {
  test('that does not let Pipes in fails the creation', async () => {
    const { pipe, call } = await pipesCloud();
    await pipe({ RoleArn: `${ROLE}s` });
    const { CurrentState, StateReason } = await call('DescribePipe', { Name: 'tea' });
    expect(CurrentState).toBe('CREATE_FAILED');
    expect(StateReason).toContain(`The role ${ROLE}s cannot be assumed by principal`);
  });

  test('that may not read the source is told, with the statement that is missing', async () => {
    const { pipe, call } = await pipesCloud('sqs:SendMessage');
    await pipe();
    const { CurrentState, StateReason } = await call('DescribePipe', { Name: 'tea' });
    expect(CurrentState).toBe('CREATE_FAILED');
    expect(StateReason).toContain(
      'Input parameter is invalid from the request due to : ' +
        'The provided customer role does not have permissions to call ReceiveMessage on SQS\n',
    );
    expect(StateReason).toContain('sqs:ReceiveMessage');
  });

  test('that may not send to the dead-letter queue is told', async () => {
    const { pipe, call } = await pipesCloud('kinesis:*');
    const DeadLetterConfig = { Arn: CUPS };
    await pipe({
      Source: STREAM,
      SourceParameters: {
        KinesisStreamParameters: { StartingPosition: 'LATEST', DeadLetterConfig },
      },
    });
    const { StateReason } = await call('DescribePipe', { Name: 'tea' });
    expect(StateReason).toContain(`Error occurred while sending message to SQS queue: ${CUPS}`);
  });

  test('starts a pipe once it may', async () => {
    const { pipe, call } = await pipesCloud('sqs:SendMessage');
    await pipe();
    await call('StartPipe', { Name: 'tea' });
    expect(await call('DescribePipe', { Name: 'tea' })).toMatchObject({
      CurrentState: 'START_FAILED',
    });
    const statement = { Effect: 'Allow', Action: 'sqs:*', Resource: '*' };
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: statement });
    const policy = { RoleName: 'plumber', PolicyName: 'more', PolicyDocument };
    await call('PutRolePolicy', policy, 'IAM');
    await call('StartPipe', { Name: 'tea' });
    expect(await call('DescribePipe', { Name: 'tea' })).toMatchObject({ CurrentState: 'RUNNING' });
  });
});

describe('what is refused', () => {
  test.each([
    ['a source', { Source: 'arn:aws:kafka:us-east-1:123456789012:cluster/tea/1' }],
    ['a target', { Target: 'arn:aws:ecs:us-east-1:123456789012:cluster/tea' }],
    ['a rule as a target', { Target: 'arn:aws:events:us-east-1:123456789012:api-destination/t' }],
    ['an enrichment', { Enrichment: 'arn:aws:events:us-east-1:123456789012:api-destination/t' }],
    ['a member', { KmsKeyIdentifier: 'key' }],
    ['a destination of logs', { LogConfiguration: { Level: 'ERROR', S3LogDestination: {} } }],
    ['a member of parameters', { TargetParameters: { HttpParameters: {} } }],
  ])('%s of another kind, by name', async (_, members) => {
    const { pipe } = await pipesCloud();
    expect(await failure(pipe(members))).toMatchObject({
      code: 'NotSupportedByLocalCloud',
      message: expect.stringMatching(
        /kafka|ecs|api-destination|KmsKey|S3LogDestination|HttpParameters/,
      ),
    });
  });

  test.each([
    [
      { Source: STREAM },
      invalid('SourceParameters.KinesisStreamParameters', 'Missing required parameter.'),
    ],
    [
      { SourceParameters: LATEST },
      invalid(
        'SourceParameters.KinesisStreamParameters',
        'Parameter is not supported for the source.',
      ),
    ],
    [
      { TargetParameters: { LambdaFunctionParameters: {} } },
      invalid(
        'TargetParameters.LambdaFunctionParameters',
        'Parameter is not supported for the target.',
      ),
    ],
    [
      { SourceParameters: { SqsQueueParameters: { BatchSize: 11 } } },
      invalid(
        'SourceParameters.SqsQueueParameters.BatchSize',
        'The target takes 10 events at once at most.',
      ),
    ],
    [
      { Target: `${CUPS}.fifo` },
      invalid(
        'TargetParameters.SqsQueueParameters',
        'A MessageGroupId is required for a FIFO queue.',
      ),
    ],
  ])('parameters that do not fit: %j', async (members, error) => {
    const { pipe } = await pipesCloud();
    expect(await failure(pipe(members))).toMatchObject(error);
  });

  test.each([
    [
      { SourceParameters: { SqsQueueParameters: { BatchSize: 0 } } },
      '[numeric instance is lower than the required minimum (minimum: 1, found: 0)]',
    ],
    [
      { DesiredState: 'ON' },
      '[instance value ("ON") not found in enum (possible values: ["RUNNING","STOPPED"])]',
    ],
    [
      { Name: '' },
      expect.stringContaining('string "" is too short (length: 0, required minimum: 1)'),
    ],
  ])('values that the API model does not allow: %j', async (members, message) => {
    const { pipe } = await pipesCloud();
    expect(await failure(pipe(members))).toMatchObject({ code: 'ValidationException', message });
  });

  test('a pattern that is none', async () => {
    const { pipe } = await pipesCloud();
    const SourceParameters = { FilterCriteria: { Filters: [{ Pattern: '{"a":1}' }] } };
    expect(await failure(pipe({ SourceParameters }))).toMatchObject({
      message: expect.stringContaining('SourceParameters.FilterCriteria'),
    });
  });

  test('a name that is taken, and one that is not', async () => {
    const { pipe, call } = await pipesCloud();
    await pipe();
    expect(await failure(pipe())).toMatchObject({ code: 'ConflictException' });
    expect(await failure(call('StopPipe', { Name: 'none' }))).toMatchObject({
      code: 'NotFoundException',
    });
  });

  test('a batch that is larger than messages are gathered for', async () => {
    const { pipe, call } = await pipesCloud();
    await pipe({
      Target: MACHINE,
      SourceParameters: { SqsQueueParameters: { BatchSize: 100 } },
    });
    const { StateReason } = await call('DescribePipe', { Name: 'tea' });
    expect(StateReason).toContain('Maximum batch window in seconds must be greater than 0');
  });
});
