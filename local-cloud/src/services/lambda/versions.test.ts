import { beforeEach, describe, expect, test } from 'vitest';
import { zip } from '../../function-host/testing.ts';
import { lambdaCloud } from './testing.ts';

const ARN = 'arn:aws:lambda:us-east-1:123456789012:function:fn';
const code = (text: string) => zip({ 'index.mjs': text });

let lambda: Awaited<ReturnType<typeof lambdaCloud>>;
beforeEach(async () => {
  lambda = await lambdaCloud();
  await lambda.create();
});

const call = <Output = Record<string, unknown>>(operation: string, input: object = {}) =>
  lambda.call<Output>(operation, { FunctionName: 'fn', ...input });
const publish = (input: object = {}) => call('PublishVersion', input);
const change = (text: string) => call('UpdateFunctionCode', { ZipFile: code(text) });

/** Publishes so many versions, each of other code. */
async function versions(count: number) {
  for (let n = 1; n <= count; n += 1) {
    await change(`// ${n}`);
    await publish();
  }
}

describe('PublishVersion', () => {
  test('numbers versions from 1, each with an ARN of its own', async () => {
    expect(await publish()).toMatchObject({ Version: '1', FunctionArn: `${ARN}:1` });
    await change('// 2');
    expect(await publish({ Description: 'the second' })).toMatchObject({
      Version: '2',
      Description: 'the second',
    });
  });

  test('gives the last version again while nothing has changed', async () => {
    await publish();
    expect(await publish({ Description: 'once more' })).toMatchObject({
      Version: '1',
      Description: '',
    });
  });

  test('takes the same code, uploaded again, for another', async () => {
    await change('// same');
    await publish();
    await change('// same');
    expect(await publish()).toMatchObject({ Version: '2' });
    expect(await publish()).toMatchObject({ Version: '2' });
  });

  test('keeps a version as it was', async () => {
    const before = await publish();
    await change('// other');
    await call('UpdateFunctionConfiguration', { Timeout: 9 });
    const kept = await call('GetFunctionConfiguration', { Qualifier: '1' });
    expect(kept).toEqual(before);
  });

  test('refuses when the code is not the one that is meant', async () => {
    await expect(publish({ CodeSha256: 'other' })).rejects.toMatchObject({
      code: 'InvalidParameterValueException',
      message: expect.stringContaining('CodeSHA256 (other) is different from current CodeSHA256'),
    });
    await expect(publish({ RevisionId: 'other' })).rejects.toMatchObject({ status: 412 });
  });

  test('comes with CreateFunction and UpdateFunctionCode that publish', async () => {
    const made = await lambda.create({ FunctionName: 'published', Publish: true });
    expect(made).toMatchObject({
      Version: '1',
      FunctionArn: expect.stringMatching(/:function:published$/),
    });
    const changed = await call('UpdateFunctionCode', {
      FunctionName: 'published',
      ZipFile: code('// 2'),
      Publish: true,
    });
    expect(changed).toMatchObject({ Version: '2' });
  });

  test('is listed after $LATEST', async () => {
    await versions(2);
    const { Versions } = await call<{ Versions: object[] }>('ListVersionsByFunction');
    expect(Versions).toMatchObject([
      { Version: '$LATEST', FunctionArn: `${ARN}:$LATEST` },
      { Version: '1', FunctionArn: `${ARN}:1` },
      { Version: '2', FunctionArn: `${ARN}:2` },
    ]);
  });
});

describe('an alias', () => {
  test('stands for a version, and is moved to another', async () => {
    await versions(2);
    const made = await call('CreateAlias', { Name: 'live', FunctionVersion: '1' });
    expect(made).toMatchObject({ AliasArn: `${ARN}:live`, FunctionVersion: '1', Description: '' });
    const moved = await call('UpdateAlias', { Name: 'live', FunctionVersion: '2' });
    expect(moved).toMatchObject({ FunctionVersion: '2' });
    expect(moved.RevisionId).not.toBe(made.RevisionId);
    expect(await call('GetAlias', { Name: 'live' })).toEqual(moved);
    const { Aliases } = await call<{ Aliases: object[] }>('ListAliases', { FunctionVersion: '2' });
    expect(Aliases).toEqual([moved]);
    await call('DeleteAlias', { Name: 'live' });
    await call('DeleteAlias', { Name: 'live' });
    await expect(call('GetAlias', { Name: 'live' })).rejects.toThrow('Cannot find alias arn');
  });

  test.each([
    ['GetAlias', { Name: 'no' }, 404, `Cannot find alias arn: ${ARN}:no`],
    ['UpdateAlias', { Name: 'no' }, 404, `Alias not found: ${ARN}:no`],
    ['CreateAlias', { Name: 'a', FunctionVersion: '9' }, 404, `Function not found: ${ARN}:9`],
    ['CreateAlias', { Name: '12', FunctionVersion: '1' }, 400, "Value '12' at 'name'"],
    [
      'CreateAlias',
      { Name: 'live', FunctionVersion: '1' },
      409,
      `Alias already exists: ${ARN}:live`,
    ],
    [
      'CreateAlias',
      weighted({ '1': 0.5 }),
      400,
      'Function version 1 is already included in routing configuration',
    ],
    ['CreateAlias', weighted({ '2': 0.1, '3': 0.1 }), 400, 'cannot be greater than 1'],
    ['CreateAlias', weighted({ '9': 0.1 }), 400, 'Function version 9 does not exist'],
    ['CreateAlias', weighted({ '2': 2 }), 400, 'failed to satisfy constraint'],
    ['CreateAlias', weighted({ $LATEST: 0.1 }), 400, 'failed to satisfy constraint'],
    [
      'CreateAlias',
      { ...weighted({ '2': 0.1 }), FunctionVersion: '$LATEST' },
      400,
      '$LATEST is not supported for an alias',
    ],
    ['DeleteFunction', { Qualifier: '1' }, 409, 'these aliases refer to it: live'],
    ['DeleteFunction', { Qualifier: '$LATEST' }, 400, '$LATEST version cannot be deleted'],
    ['DeleteFunction', { Qualifier: '9' }, 404, `Function not found: ${ARN}:9`],
    ['Invoke', { Qualifier: 'no' }, 404, `Function not found: ${ARN}:no`],
  ])('%s %j is refused with status %d', async (operation, input, status, message) => {
    await versions(2);
    await call('CreateAlias', { Name: 'live', FunctionVersion: '1' });
    await expect(call(operation, input)).rejects.toMatchObject({
      status,
      message: expect.stringContaining(message),
    });
  });

  function weighted(AdditionalVersionWeights: object) {
    return { Name: 'canary', FunctionVersion: '1', RoutingConfig: { AdditionalVersionWeights } };
  }
});

describe('Invoke', () => {
  const ran = () => lambda.host.runs.at(-1)!;

  test('runs the version, or the one an alias stands for, and says which', async () => {
    await versions(2);
    await call('CreateAlias', { Name: 'live', FunctionVersion: '1' });
    const executed = async (FunctionName: string, Qualifier?: string) =>
      (await call('Invoke', { FunctionName, Qualifier })).ExecutedVersion;
    expect(await executed('fn')).toBe('$LATEST');
    expect(ran().request.invokedArn).toBe(ARN);
    expect(await executed('fn', '2')).toBe('2');
    expect(await executed('fn:1')).toBe('1');
    expect(await executed(`${ARN}:live`)).toBe('1');
    expect(ran().request.invokedArn).toBe(`${ARN}:live`);
    expect(ran().fn).toMatchObject({ version: '1', arn: ARN });
  });

  test('shares invocations between the two versions of an alias', async () => {
    await versions(2);
    await call('CreateAlias', {
      Name: 'canary',
      FunctionVersion: '1',
      RoutingConfig: { AdditionalVersionWeights: { '2': 0.5 } },
    });
    for (let n = 0; n < 40; n += 1) await call('Invoke', { Qualifier: 'canary' });
    const executed = lambda.host.runs.map(({ fn }) => fn.version);
    expect(new Set(executed)).toEqual(new Set(['1', '2']));
  });

  test('of an alias is allowed by the policy of the alias alone', async () => {
    await versions(1);
    await call('CreateAlias', { Name: 'live', FunctionVersion: '1' });
    await call('AddPermission', {
      FunctionName: `${ARN}:live`,
      StatementId: 'events',
      Action: 'lambda:InvokeFunction',
      Principal: 'events.amazonaws.com',
    });
    const { Policy } = await call<{ Policy: string }>('GetPolicy', { Qualifier: 'live' });
    expect(JSON.parse(Policy).Statement[0].Resource).toBe(`${ARN}:live`);
    await expect(call('GetPolicy')).rejects.toMatchObject({ status: 404 });
    const service = 'events.amazonaws.com';
    const events = { kind: 'service', arn: service, service } as const;
    const invoke = (FunctionName: string) =>
      lambda.cloud.call(events, 'Lambda', 'Invoke', { FunctionName });
    await invoke(`${ARN}:live`);
    await expect(invoke(ARN)).rejects.toMatchObject({ code: 'AccessDeniedException' });
  });

  test('with asynchronous events goes by the configuration of the alias', async () => {
    await versions(1);
    await call('CreateAlias', { Name: 'live', FunctionVersion: '1' });
    const config = { Qualifier: 'live', MaximumRetryAttempts: 0 };
    expect(await call('PutFunctionEventInvokeConfig', config)).toMatchObject({
      FunctionArn: `${ARN}:live`,
    });
    lambda.host.answer = () => new Error('no');
    await call('Invoke', { Qualifier: 'live', InvocationType: 'Event' });
    await lambda.clock.advance(3_600_000);
    expect(lambda.host.runs).toHaveLength(1);
    expect(ran().fn.version).toBe('1');
  });
});

test('an event source mapping invokes the alias it is made for', async () => {
  await versions(2);
  await call('CreateAlias', { Name: 'live', FunctionVersion: '1' });
  const { QueueUrl } = await lambda.call('CreateQueue', { QueueName: 'q' }, 'SQS');
  const mapping = await call('CreateEventSourceMapping', {
    FunctionName: 'fn:live',
    EventSourceArn: 'arn:aws:sqs:us-east-1:123456789012:q',
  });
  expect(mapping).toMatchObject({ FunctionArn: `${ARN}:live` });
  await lambda.call('SendMessage', { QueueUrl, MessageBody: 'hello' }, 'SQS');
  await lambda.clock.advance(1000);
  expect(lambda.host.runs.map(({ fn }) => fn.version)).toEqual(['1']);
});

test('a function that is deleted takes its versions along', async () => {
  await versions(2);
  await call('DeleteFunction');
  expect(lambda.host.retired.slice(-3)).toEqual([ARN, `${ARN}:1`, `${ARN}:2`]);
  await expect(call('Invoke', { Qualifier: '1' })).rejects.toMatchObject({ status: 404 });
});
