import { describe, expect, it } from 'vitest';
import { zip } from '../../function-host/testing.ts';
import { failure } from '../testing.ts';
import { CODE, lambdaCloud, ROLE } from './testing.ts';

const ARN = 'arn:aws:lambda:us-east-1:123456789012:function:fn';
const OTHER = 'arn:aws:iam::123456789012:role/other';
const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: {
    Effect: 'Allow',
    Principal: { Service: 'lambda.amazonaws.com' },
    Action: 'sts:AssumeRole',
  },
});

describe('CreateFunction', () => {
  it('gives the configuration with AWS’s defaults', async () => {
    const { create } = await lambdaCloud();
    expect(await create()).toEqual({
      FunctionName: 'fn',
      FunctionArn: ARN,
      Role: ROLE,
      Handler: 'index.handler',
      Runtime: 'nodejs24.x',
      Description: '',
      Timeout: 3,
      MemorySize: 128,
      CodeSize: CODE.length,
      CodeSha256: expect.stringMatching(/^[\w+/]{43}=$/),
      LastModified: '2030-01-01T00:00:00.000+0000',
      Version: '$LATEST',
      RevisionId: expect.any(String),
      State: 'Pending',
      StateReason: 'The function is being created.',
      StateReasonCode: 'Creating',
      PackageType: 'Zip',
      Architectures: ['x86_64'],
      TracingConfig: { Mode: 'PassThrough' },
      LoggingConfig: { LogFormat: 'Text', LogGroup: '/aws/lambda/fn' },
      EphemeralStorage: { Size: 512 },
      SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
      RuntimeVersionConfig: {
        RuntimeVersionArn: expect.stringMatching(
          /^arn:aws:lambda:us-east-1::runtime:[0-9a-f]{64}$/,
        ),
      },
    });
  });

  it('makes a function that is active when it is asked for', async () => {
    const { create, call } = await lambdaCloud();
    await create();
    const found = await call('GetFunctionConfiguration', { FunctionName: 'fn' });
    expect(found).toMatchObject({ State: 'Active', LastUpdateStatus: 'Successful' });
  });

  it.each([
    [{ Timeout: 901 }, 'ValidationException', "Value '901' at 'timeout'"],
    [{ MemorySize: 64 }, 'ValidationException', "Value '64' at 'memorySize'"],
    [{ Role: 'worker' }, 'ValidationException', "at 'role'"],
    [{ FunctionName: 'a b' }, 'ValidationException', "at 'functionName'"],
    [{ FunctionName: 'a'.repeat(65) }, 'ValidationException', 'less than or equal to 64'],
    [{ Runtime: 'python3.13' }, 'NotSupportedByLocalCloud', 'of the runtime python3.13, only of'],
    [{ Runtime: 'nodejs18.x' }, 'NotSupportedByLocalCloud', 'Say nodejs24.x instead'],
    [{ SnapStart: {} }, 'NotSupportedByLocalCloud', 'the member SnapStart of CreateFunction'],
    [{ VpcConfig: {} }, 'NotSupportedByLocalCloud', 'the member VpcConfig'],
    [{ Code: { S3Bucket: 'bucket' } }, 'InvalidParameterValueException', 'give both'],
    [
      { Code: { S3Bucket: 'bucket', S3Key: 'k', ZipFile: zip({}) } },
      'InvalidParameterValueException',
      'given twice',
    ],
    [{ Runtime: undefined }, 'InvalidParameterValueException', 'Runtime and Handler are mandatory'],
    [{ Code: { ZipFile: Buffer.from('x') } }, 'InvalidParameterValueException', 'Could not unzip'],
    [
      { Code: { ZipFile: zip({ '../x': '' }) } },
      'InvalidParameterValueException',
      'outside of the archive',
    ],
    [
      { Environment: { Variables: { AWS_REGION: 'x' } } },
      'InvalidParameterValueException',
      'Reserved keys used in this request: AWS_REGION',
    ],
    [
      { Environment: { Variables: { A: 'x'.repeat(4096), B: '' } } },
      'ValidationException',
      'environment.variables',
    ],
    [
      { Environment: { Variables: { LARGE: 'x'.repeat(4096) } } },
      'InvalidParameterValueException',
      'exceeded the 4KB limit',
    ],
    [
      { Role: `${ROLE}-2` },
      'InvalidParameterValueException',
      'The role defined for the function cannot be assumed by Lambda.',
    ],
  ])('refuses %j', async (input, code, message) => {
    const { create } = await lambdaCloud();
    expect(await failure(create(input))).toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
  });

  it('refuses a name that is taken', async () => {
    const { create } = await lambdaCloud();
    await create();
    expect(await failure(create())).toMatchObject({
      code: 'ResourceConflictException',
      message: 'Function already exist: fn',
    });
  });

  it('refuses dead letters that the role may not send', async () => {
    const { create, call } = await lambdaCloud('sqs:ReceiveMessage');
    const DeadLetterConfig = { TargetArn: 'arn:aws:sqs:us-east-1:123456789012:dead' };
    expect(await failure(create({ DeadLetterConfig }))).toMatchObject({
      code: 'InvalidParameterValueException',
      message: expect.stringContaining('does not have permissions to call SendMessage on SQS'),
    });
    expect(await failure(call('GetFunction', { FunctionName: 'fn' }))).toMatchObject({
      code: 'ResourceNotFoundException',
    });
  });

  it('refuses tracing that the role does not permit', async () => {
    const { create } = await lambdaCloud('xray:PutTelemetryRecords');
    expect((await failure(create({ TracingConfig: { Mode: 'Active' } }))).message).toBe(
      'The provided execution role does not have permissions to call PutTraceSegments on XRAY',
    );
  });

  it('needs iam:PassRole for the role', async () => {
    const { cloud, create } = await lambdaCloud('lambda:CreateFunction');
    await create();
    const worker = {
      kind: 'role',
      arn: 'arn:aws:sts::123456789012:assumed-role/worker/x',
      roleArn: ROLE,
    } as const;
    const input = {
      FunctionName: 'other',
      Role: ROLE,
      Handler: 'a.b',
      Runtime: 'nodejs24.x',
      Code: { ZipFile: CODE },
    };
    const denied = await failure(cloud.call(worker, 'Lambda', 'CreateFunction', input));
    expect(denied.message).toContain('iam:PassRole');
  });
});

describe('a function', () => {
  it.each(['fn', 'function:fn', '123456789012:function:fn', ARN, `${ARN}:$LATEST`, 'fn:$LATEST'])(
    'is found as %s',
    async (FunctionName) => {
      const { create, call } = await lambdaCloud();
      await create();
      expect(await call('GetFunctionConfiguration', { FunctionName })).toMatchObject({
        FunctionArn: ARN,
      });
    },
  );

  it('is not found by another name, version or alias', async () => {
    const { create, call } = await lambdaCloud();
    await create();
    expect(await failure(call('GetFunction', { FunctionName: 'no' }))).toMatchObject({
      code: 'ResourceNotFoundException',
      message: 'Function not found: arn:aws:lambda:us-east-1:123456789012:function:no',
      Type: 'User',
    });
    expect((await failure(call('Invoke', { FunctionName: 'fn', Qualifier: 'live' }))).message).toBe(
      `Function not found: ${ARN}:live`,
    );
  });

  it('gets new code and settings in new environments', async () => {
    const { create, call, host } = await lambdaCloud();
    const before = await create({ Environment: { Variables: { AA: '1' } } });
    const ZipFile = zip({ 'index.mjs': 'export const handler = 1;' });
    const code = await call('UpdateFunctionCode', { FunctionName: 'fn', ZipFile });
    expect(code.CodeSha256).not.toBe(before.CodeSha256);
    const settings = await call('UpdateFunctionConfiguration', { FunctionName: 'fn', Timeout: 9 });
    expect(settings).toMatchObject({ Timeout: 9, Environment: { Variables: { AA: '1' } } });
    expect(host.retired).toEqual([ARN, ARN]);
    await call('Invoke', { FunctionName: 'fn' });
    expect(host.runs[0]!.fn).toMatchObject({
      timeoutSeconds: 9,
      codeSha256: code.CodeSha256,
      revisionId: settings.RevisionId,
    });
  });

  it('is changed only at the revision that is given', async () => {
    const { create, call } = await lambdaCloud();
    await create();
    const input = { FunctionName: 'fn', Timeout: 9, RevisionId: 'old' };
    expect((await failure(call('UpdateFunctionConfiguration', input))).code).toBe(
      'PreconditionFailedException',
    );
  });

  it('is listed by name, page by page', async () => {
    const { create, call } = await lambdaCloud();
    for (const FunctionName of ['c', 'a', 'b']) await create({ FunctionName });
    type Page = { Functions: { FunctionName: string }[]; NextMarker?: string };
    const first = await call<Page>('ListFunctions', { MaxItems: 2 });
    const second = await call<Page>('ListFunctions', { Marker: first.NextMarker });
    const names = [first, second].map((page) => page.Functions.map((fn) => fn.FunctionName));
    expect(names).toEqual([['a', 'b'], ['c']]);
    expect(second.NextMarker).toBeUndefined();
  });

  it('is gone when it is deleted', async () => {
    const { create, call, host } = await lambdaCloud();
    await create();
    await call('DeleteFunction', { FunctionName: 'fn' });
    expect(host.retired).toEqual([ARN]);
    expect((await failure(call('Invoke', { FunctionName: 'fn' }))).code).toBe(
      'ResourceNotFoundException',
    );
  });

  it('has the concurrency that is reserved for it', async () => {
    const { create, call } = await lambdaCloud();
    await create({ Tags: { team: 'a' } });
    const reserve = (ReservedConcurrentExecutions: number) =>
      call('PutFunctionConcurrency', { FunctionName: 'fn', ReservedConcurrentExecutions });
    await reserve(5);
    expect(await call('GetFunction', { FunctionName: 'fn' })).toMatchObject({
      Concurrency: { ReservedConcurrentExecutions: 5 },
      Tags: { team: 'a' },
    });
    expect((await failure(reserve(901))).message).toContain('below its minimum value of [100]');
    await call('DeleteFunctionConcurrency', { FunctionName: 'fn' });
    expect(await call('GetFunctionConcurrency', { FunctionName: 'fn' })).toEqual({});
  });
});

describe('the tags of a function', () => {
  it('are added, taken off and listed', async () => {
    const { create, call } = await lambdaCloud();
    await create({ Tags: { a: '1', b: '2' } });
    await call('TagResource', { Resource: ARN, Tags: { b: '3', c: '4' } });
    await call('UntagResource', { Resource: ARN, TagKeys: ['a'] });
    const Tags = { b: '3', c: '4' };
    expect(await call('ListTags', { Resource: ARN })).toEqual({ Tags });
    expect(await call('GetFunction', { FunctionName: 'fn' })).toMatchObject({ Tags });
  });

  it.each([
    [`${ARN}:$LATEST`, 'InvalidParameterValueException', 'Please specify a function ARN.'],
    [ARN.replace('fn', 'no'), 'ResourceNotFoundException', 'Function not found'],
    ['fn', 'ValidationException', "Value 'fn' at 'resource'"],
  ])('are not those of %s', async (Resource, code, message) => {
    const { create, call } = await lambdaCloud();
    await create();
    expect(await failure(call('ListTags', { Resource }))).toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
  });
});

it('does not reach functions of other regions', async () => {
  const { create, call } = await lambdaCloud();
  await create();
  const FunctionName = ARN.replace('us-east-1', 'eu-west-1');
  expect(await failure(call('GetFunction', { FunctionName }))).toMatchObject({
    code: 'ResourceNotFoundException',
    message: "Functions from 'eu-west-1' are not reachable in this region ('us-east-1')",
  });
});

it('an update is in progress, and done when it is asked for', async () => {
  const { create, call } = await lambdaCloud();
  await create();
  const change = { FunctionName: 'fn', Timeout: 5 };
  expect(await call('UpdateFunctionConfiguration', change)).toMatchObject({
    State: 'Active',
    LastUpdateStatus: 'InProgress',
    LastUpdateStatusReason: 'The function is being created.',
    LastUpdateStatusReasonCode: 'Creating',
  });
  const found = await call('GetFunctionConfiguration', { FunctionName: 'fn' });
  expect(found).toMatchObject({ Timeout: 5, LastUpdateStatus: 'Successful' });
});

it('lists leave out the state of functions', async () => {
  const { create, call } = await lambdaCloud();
  await create();
  const { Functions } = await call<{ Functions: object[] }>('ListFunctions', {});
  expect(Functions).toMatchObject([{ FunctionName: 'fn' }]);
  for (const member of ['State', 'LastUpdateStatus', 'RuntimeVersionConfig']) {
    expect(Functions[0]).not.toHaveProperty(member);
  }
});

it('lists tell of all versions, by their own ARNs, where they are asked to', async () => {
  const { create, call } = await lambdaCloud();
  await create();
  await call('PublishVersion', { FunctionName: 'fn' });
  const { Functions } = await call<{ Functions: object[] }>('ListFunctions', {
    FunctionVersion: 'ALL',
  });
  expect(Functions).toMatchObject([
    { FunctionArn: `${ARN}:$LATEST`, Version: '$LATEST' },
    { FunctionArn: `${ARN}:1`, Version: '1' },
  ]);
});

const PERMISSION = { FunctionName: 'fn', StatementId: 's', Action: 'lambda:InvokeFunction' };
const SELF = { OnSuccess: { Destination: ARN } };
const NOWHERE = { OnSuccess: { Destination: 'arn:aws:s3:::tea' } };

it.each([
  [
    'AddPermission',
    { ...PERMISSION, Principal: 'tea' },
    'The provided principal was invalid. Please check the principal and try again.',
  ],
  [
    'AddPermission',
    { ...PERMISSION, Principal: 's3.amazonaws.com', Qualifier: '$LATEST' },
    'We currently do not support adding policies for $LATEST.',
  ],
  [
    'RemovePermission',
    { FunctionName: 'fn', StatementId: 's' },
    'No policy is associated with the given resource.',
  ],
  [
    'PutFunctionEventInvokeConfig',
    { FunctionName: 'fn' },
    'You must specify at least one of error handling or destination setting.',
  ],
  [
    'PutFunctionEventInvokeConfig',
    { FunctionName: 'fn', DestinationConfig: SELF },
    "You can't specify the function as a destination for itself.",
  ],
  [
    'PutFunctionEventInvokeConfig',
    { FunctionName: 'fn', DestinationConfig: { OnSuccess: { Destination: `${ARN}-2` } } },
    `The destination ARN ${ARN}-2 is invalid.`,
  ],
  [
    'PutFunctionEventInvokeConfig',
    { FunctionName: 'fn', DestinationConfig: NOWHERE },
    'The destination ARN arn:aws:s3:::tea is invalid.',
  ],
])('%s refuses %j', async (operation, input, message) => {
  const { create, call } = await lambdaCloud();
  await create();
  expect((await failure(call(operation, input))).message).toBe(message);
});

it('two that create one function at once make one, and the other is refused', async () => {
  const { create } = await lambdaCloud();
  const [first, second] = await Promise.allSettled([create(), create()]);
  expect(first).toMatchObject({ status: 'fulfilled' });
  expect(second).toMatchObject({ reason: { code: 'ResourceConflictException' } });
});

it('two that change other settings of a function at once lose none of them', async () => {
  const { call, create } = await lambdaCloud();
  const role = { RoleName: 'other', AssumeRolePolicyDocument: TRUST };
  await call('CreateRole', role, 'IAM');
  await create();
  const change = (settings: object) =>
    call('UpdateFunctionConfiguration', { FunctionName: 'fn', ...settings });
  await Promise.all([change({ Role: OTHER }), change({ Timeout: 20 })]);
  const found = await call('GetFunctionConfiguration', { FunctionName: 'fn' });
  expect(found).toMatchObject({ Role: OTHER, Timeout: 20 });
});

it('a function that is deleted while its role is looked at is not changed', async () => {
  const { call, create } = await lambdaCloud();
  await create();
  const role = { RoleName: 'other', AssumeRolePolicyDocument: TRUST };
  await call('CreateRole', role, 'IAM');
  const changed = failure(call('UpdateFunctionConfiguration', { FunctionName: 'fn', Role: OTHER }));
  await call('DeleteFunction', { FunctionName: 'fn' });
  expect(await changed).toMatchObject({ code: 'ResourceNotFoundException' });
});
