import { expect, test } from 'vitest';
import { AwsError } from '../../core/errors.ts';
import { TestWorld } from './testing.ts';

const FUNCTION = 'arn:aws:lambda:us-east-1:123456789012:function:work';
const INVOKE = 'arn:aws:states:::lambda:invoke';
const PYTHON = '{"errorMessage": "Out of stock", "errorType": "OutOfStock", "stackTrace": []}';

function answering(payload: string, more: object = {}) {
  return new TestWorld({
    'Lambda.Invoke': () => ({
      StatusCode: 200,
      ExecutedVersion: '$LATEST',
      Payload: Buffer.from(payload),
      ...more,
    }),
  });
}

function sentPayload(world: TestWorld): string {
  return String(world.calls[0]!.input.Payload);
}

test('a function ARN gets the parameters as its event and gives its result', async () => {
  const world = answering('{"total": 3}');
  const seen = await world.start(FUNCTION, { items: [1, 2] });
  expect(world.calls[0]?.input.FunctionName).toBe(FUNCTION);
  expect(sentPayload(world)).toBe('{"items":[1,2]}');
  expect(seen.output).toEqual({ total: 3 });
  expect(seen.told).toEqual(['started', 'succeeded']);
});

test.each([
  ['null', null],
  ['"text"', 'text'],
  ['0.5', 0.5],
])('a function that answers %s gives it as it is', async (payload, value) => {
  expect((await answering(payload).start(FUNCTION, {})).output).toEqual(value);
});

test('the cause of a failed function ARN is the answer of its runtime byte for byte', async () => {
  const seen = await answering(PYTHON, { FunctionError: 'Unhandled' }).start(FUNCTION, {});
  expect(seen.failure).toEqual({ error: 'OutOfStock', cause: PYTHON });
});

test('the cause of a failed lambda:invoke is written anew', async () => {
  const world = answering(PYTHON, { FunctionError: 'Unhandled' });
  const seen = await world.start(INVOKE, { FunctionName: 'work' });
  expect(seen.failure).toEqual({
    error: 'OutOfStock',
    cause: '{"errorMessage":"Out of stock","errorType":"OutOfStock","stackTrace":[]}',
  });
});

test('an error without a type is Lambda.Unknown', async () => {
  const timedOut = '{"errorMessage":"Task timed out after 3.00 seconds"}';
  const seen = await answering(timedOut, { FunctionError: 'Unhandled' }).start(FUNCTION, {});
  expect(seen.failure).toEqual({
    error: 'Lambda.Unknown',
    cause: `The cause could not be determined because Lambda did not return an error type. Returned payload: ${timedOut}`,
  });
});

test('lambda:invoke wraps the answer with version, status and the metadata of the call', async () => {
  const seen = await answering('{"a":1}').start(INVOKE, { FunctionName: 'work', Payload: {} });
  expect(Object.keys(seen.output as object)).toEqual([
    'ExecutedVersion',
    'Payload',
    'SdkHttpMetadata',
    'SdkResponseMetadata',
    'StatusCode',
  ]);
  expect(seen.output).toMatchObject({
    ExecutedVersion: '$LATEST',
    Payload: { a: 1 },
    StatusCode: 200,
    SdkHttpMetadata: {
      HttpHeaders: {
        'Content-Length': '7',
        'Content-Type': 'application/json',
        Date: 'Fri, 02 Jan 2026 03:04:05 GMT',
      },
      HttpStatusCode: 200,
    },
  });
});

test.each([
  ['nothing', {}, '{}'],
  ['null', { Payload: null }, '{}'],
  ['an object', { Payload: { a: 1 } }, '{"a":1}'],
  ['a list', { Payload: [1] }, '[1]'],
  ['a text, which is JSON already', { Payload: '"text"' }, '"text"'],
])('lambda:invoke with %s as its Payload', async (_, parameters, sent) => {
  const world = answering('{}');
  await world.start(INVOKE, { FunctionName: 'work', ...parameters });
  expect(sentPayload(world)).toBe(sent);
});

test.each([
  [
    'ResourceNotFoundException',
    404,
    'Lambda.ResourceNotFoundException',
    'Function not found: arn:x:$LATEST (Service: AWSLambda; Status Code: 404; Error Code: ResourceNotFoundException; Request ID: ',
  ],
  [
    'TooManyRequestsException',
    429,
    'Lambda.TooManyRequestsException',
    '(Service: AWSLambda; Status Code: 429; Error Code: TooManyRequestsException; Request ID: ',
  ],
  ['ServiceException', 500, 'Lambda.ServiceException', 'Error Code: ServiceException'],
  [
    'AccessDeniedException',
    403,
    'Lambda.AWSLambdaException',
    'Error Code: AccessDeniedException; Request ID: ',
  ],
])(
  '%s of the service is %s for functions called either way',
  async (code, status, error, cause) => {
    const world = new TestWorld({
      'Lambda.Invoke': () => {
        throw new AwsError(code, 'Function not found: arn:x:$LATEST', { status });
      },
    });
    for (const [resource, parameters] of [
      [FUNCTION, {}],
      [INVOKE, { FunctionName: 'work' }],
    ] as const) {
      const seen = await world.start(resource, parameters);
      expect(seen.failure?.error).toBe(error);
      expect(seen.failure?.cause).toContain(cause);
      expect(seen.failure?.phase).toBeUndefined();
    }
  },
);

test('a function called with .waitForTaskToken submits its answer', async () => {
  const seen = await answering('null').start(`${INVOKE}.waitForTaskToken`, {
    FunctionName: 'ask',
    Payload: { token: 't' },
  });
  expect(seen.told).toEqual(['started', 'submitted']);
});

test.each([1, true])('lambda:invoke refuses %j as its Payload', async (Payload) => {
  const seen = await answering('{}').start(INVOKE, { FunctionName: 'work', Payload });
  expect(seen.failure?.cause).toContain("[The value for the field 'Payload' must be a STRING]");
});

test('a parameter that Invoke does not have is refused', async () => {
  const world = new TestWorld();
  const seen = await world.start(INVOKE, { FunctionName: 'work', TaskToken: 't' });
  expect(seen.failure).toMatchObject({ error: 'States.Runtime', phase: 'schedule' });
  expect(seen.failure?.cause).toContain('The field "TaskToken" is not supported by Step Functions');
});
