import { describe, expect, it } from 'vitest';
import { failure } from '../testing.ts';
import { lambdaCloud } from './testing.ts';

interface Answer {
  readonly StatusCode: number;
  readonly Payload?: Uint8Array;
  readonly FunctionError?: string;
  readonly LogResult?: string;
}

async function ready() {
  const cloud = await lambdaCloud();
  await cloud.create();
  const invoke = (input: object = {}) =>
    cloud.call<Answer>('Invoke', { FunctionName: 'fn', ...input });
  return { ...cloud, invoke };
}

const text = ({ Payload }: Answer) => Buffer.from(Payload ?? []).toString();

describe('Invoke', () => {
  it('answers with the result', async () => {
    const { invoke, host } = await ready();
    host.answer = ({ event }) => ({ got: event });
    const answer = await invoke({ Payload: Buffer.from('{"a":1}') });
    expect(answer).toMatchObject({ StatusCode: 200, ExecutedVersion: '$LATEST' });
    expect(text(answer)).toBe('{"got":{"a":1}}');
    expect(answer.LogResult).toBeUndefined();
  });

  it('gives the function {} where there is no payload', async () => {
    const { invoke, host } = await ready();
    await invoke();
    expect(host.runs[0]!.event).toEqual({});
  });

  it('answers with the error of a function that failed, and the log if asked', async () => {
    const { invoke, host } = await ready();
    host.answer = () => new RangeError('far');
    const answer = await invoke({ LogType: 'Tail' });
    expect(answer).toMatchObject({
      StatusCode: 200,
      FunctionError: 'Unhandled',
      LogResult: Buffer.from('the log').toString('base64'),
    });
    expect(text(answer)).toBe('{"errorType":"RangeError","errorMessage":"far","trace":[]}');
  });

  it('only checks with DryRun', async () => {
    const { invoke, host } = await ready();
    expect(await invoke({ InvocationType: 'DryRun' })).toEqual({ StatusCode: 204 });
    expect(host.runs).toEqual([]);
  });

  it('passes the client context on, decoded', async () => {
    const { invoke, host } = await ready();
    await invoke({ ClientContext: Buffer.from('{"custom":{}}').toString('base64') });
    expect(host.runs[0]!.request.clientContext).toBe('{"custom":{}}');
  });

  it.each([
    [
      { Payload: Buffer.from('{"a":') },
      'InvalidRequestContentException',
      400,
      /^Could not parse request body into json/,
    ],
    [
      { Payload: Buffer.from('tea for two') },
      'InvalidRequestContentException',
      400,
      /parse payload into json: Unrecognized token 'tea': was expecting \(JSON String, .*\)\n at \[Source: \(byte\[\]\)"tea for two"; line: 1, column: 4\]$/,
    ],
    [
      { Payload: Buffer.from('7D1') },
      'InvalidRequestContentException',
      400,
      /Unexpected character \('D' \(code 68\)\): Expected space separating root-level values\n at .* column: 3\]$/,
    ],
    [
      { FunctionName: 'fn:1', Qualifier: '2' },
      'InvalidParameterValueException',
      400,
      /^The derived qualifier from the function name does not match the specified qualifier\.$/,
    ],
    [{ ClientContext: '!' }, 'InvalidRequestContentException', 400, /Client context must be/],
    [
      { InvocationType: 'Later' },
      'ValidationException',
      400,
      /^1 validation error detected: Value 'Later' at 'invocationType' failed to satisfy constraint: Member must satisfy enum value set: \[Event, RequestResponse, DryRun\]$/,
    ],
  ])('refuses %j', async (input, code, status, message) => {
    const { invoke } = await ready();
    await expect(invoke(input)).rejects.toMatchObject({
      code,
      status,
      message: expect.stringMatching(message),
    });
  });

  it.each([
    ['RequestResponse', 6_291_456],
    ['Event', 1_048_576],
  ])('refuses an event over the limit of %s', async (InvocationType, limit) => {
    const { invoke } = await ready();
    const Payload = (size: number) => Buffer.from(JSON.stringify('x'.repeat(size - 2)));
    await invoke({ InvocationType, Payload: Payload(limit) });
    await expect(invoke({ InvocationType, Payload: Payload(limit + 1) })).rejects.toMatchObject({
      code: 'RequestTooLargeException',
      status: 413,
      message: `Request must be smaller than ${limit} bytes for the InvokeFunction operation`,
    });
  });

  it('is throttled with the reason', async () => {
    const { invoke, host } = await ready();
    host.answer = () => 'throttled';
    expect(await failure(invoke())).toMatchObject({
      code: 'TooManyRequestsException',
      Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
    });
  });
});

describe('the resource policy', () => {
  const API = {
    kind: 'service',
    arn: 'apigateway.amazonaws.com',
    service: 'apigateway.amazonaws.com',
    sourceArn: 'arn:aws:execute-api:us-east-1:123456789012:abc/$default/POST/a',
  } as const;

  it('lets a service in, from the source it names only', async () => {
    const { call, cloud } = await ready();
    const invoke = (sourceArn: string) =>
      cloud.call({ ...API, sourceArn }, 'Lambda', 'Invoke', { FunctionName: 'fn' });
    await expect(invoke(API.sourceArn)).rejects.toMatchObject({ code: 'AccessDeniedException' });
    const { Statement } = await call<{ Statement: string }>('AddPermission', {
      FunctionName: 'fn',
      StatementId: 'api',
      Action: 'lambda:InvokeFunction',
      Principal: 'apigateway.amazonaws.com',
      SourceArn: 'arn:aws:execute-api:us-east-1:123456789012:abc/*/POST/a',
    });
    expect(JSON.parse(Statement)).toEqual({
      Sid: 'api',
      Effect: 'Allow',
      Principal: { Service: 'apigateway.amazonaws.com' },
      Action: 'lambda:InvokeFunction',
      Resource: 'arn:aws:lambda:us-east-1:123456789012:function:fn',
      Condition: {
        ArnLike: { 'AWS:SourceArn': 'arn:aws:execute-api:us-east-1:123456789012:abc/*/POST/a' },
      },
    });
    await invoke(API.sourceArn);
    await expect(invoke(API.sourceArn.replace('abc', 'xyz'))).rejects.toMatchObject({
      code: 'AccessDeniedException',
    });
  });

  it('is read, and lets nobody in once its statement is removed', async () => {
    const { call, cloud } = await ready();
    const policy = () => call<{ Policy: string }>('GetPolicy', { FunctionName: 'fn' });
    expect((await failure(policy())).code).toBe('ResourceNotFoundException');
    const statement = { FunctionName: 'fn', StatementId: 's' };
    const permission = {
      ...statement,
      Action: 'lambda:InvokeFunction',
      Principal: 'apigateway.amazonaws.com',
    };
    await call('AddPermission', permission);
    expect((await failure(call('AddPermission', permission))).code).toBe(
      'ResourceConflictException',
    );
    expect(JSON.parse((await policy()).Policy)).toMatchObject({
      Id: 'default',
      Statement: [{ Sid: 's' }],
    });
    await call('RemovePermission', statement);
    expect((await failure(call('RemovePermission', statement))).code).toBe(
      'ResourceNotFoundException',
    );
    await expect(cloud.call(API, 'Lambda', 'Invoke', { FunctionName: 'fn' })).rejects.toThrow();
  });
});
