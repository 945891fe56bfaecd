import { KinesisClient, PutRecordCommand } from '@aws-sdk/client-kinesis';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { captureLogs, lambdaContext } from '../kit/testing.ts';
import { handler } from './receive-webhook.ts';
import { BODIES, SECRET, signedRequest } from './testing.ts';

vi.hoisted(() => {
  process.env.AWS_REGION = 'us-east-1';
  process.env.POWERTOOLS_DEV = 'true';
  process.env.STREAM_NAME = 'webhooks';
  process.env.SECRETS_PATH = '/sample/secrets';
});

const kinesis = mockClient(KinesisClient);
const ssm = mockClient(SSMClient);
let day = 0;
let logs: () => string;

beforeEach(() => {
  kinesis.reset();
  ssm.reset();
  // A day later nothing is kept of the secrets that a test before has read.
  day += 86_400_000;
  vi.setSystemTime(Date.UTC(2030, 0, 1, 12) + day);
  secretIs(SECRET);
  logs = captureLogs();
});
afterEach(() => {
  vi.useRealTimers();
});

function secretIs(Value: string) {
  ssm.on(GetParameterCommand).resolves({ Parameter: { Value } });
}

async function send(event: APIGatewayProxyEventV2, remainingMs?: number) {
  const { statusCode, headers, body } = await handler(event, lambdaContext(remainingMs));
  return { statusCode, headers, body: JSON.parse(body ?? '') };
}

const records = () => kinesis.commandCalls(PutRecordCommand).map(({ args: [{ input }] }) => input);
const lastDelivery = () => JSON.parse(Buffer.from(records().at(-1)!.Data!).toString());

test('a signed webhook is put into the stream under its customer, as it came', async () => {
  const text = JSON.stringify(BODIES['trip-a'], null, 2);
  expect(await send(signedRequest('trip-a', text))).toMatchObject({
    statusCode: 202,
    body: { eventId: 'trip-a/msg-1' },
  });
  expect(records()).toMatchObject([{ StreamName: 'webhooks', PartitionKey: 'sample-a' }]);
  expect(lastDelivery()).toEqual({
    eventId: 'trip-a/msg-1',
    source: 'trip-a',
    receivedAt: new Date().toISOString(),
    body: text,
  });
});

test('a body that API Gateway encoded is checked and kept as it was sent', async () => {
  const text = '{"meta": {"user_id": "Zoë"}}';
  expect(await send(signedRequest('trip-a', text, { base64: true }))).toMatchObject({
    statusCode: 202,
  });
  expect(lastDelivery().body).toBe(text);
  expect(records()).toMatchObject([{ PartitionKey: 'Zoë' }]);
});

test('what names no customer is kept, under the id of its event', async () => {
  expect(await send(signedRequest('trip-b', {}))).toMatchObject({ statusCode: 202 });
  expect(records()).toMatchObject([{ PartitionKey: 'trip-b/msg-1' }]);
});

test.each([
  ['UNSIGNED', { ...signedRequest('trip-a', '{}'), headers: {} }],
  ['SIGNATURE_MISMATCH', signedRequest('trip-a', '{}', { secret: 'whsec_AAAA' })],
])('401 with %s where it is not signed as it should be', async (reason, event) => {
  const headers = { ...event.headers };
  if ('webhook-timestamp' in headers) headers['webhook-timestamp'] = String(Date.now() / 1000);
  expect(await send({ ...event, headers })).toMatchObject({ statusCode: 401, body: { reason } });
  expect(records()).toEqual([]);
});

test('401 where it was signed too long ago, in words', async () => {
  const event = signedRequest('trip-a', '{}', { at: Date.now() - 301_000 });
  expect(await send(event)).toMatchObject({
    statusCode: 401,
    body: {
      reason: 'TIMESTAMP_TOO_OLD',
      message: 'The webhook was signed more than 5 minutes ago.',
    },
  });
});

test.each(['', '{"meta":', 'meta=1'])('400 for a signed body of %j', async (body) => {
  expect(await send(signedRequest('trip-a', body))).toMatchObject({
    statusCode: 400,
    body: { message: 'The body is not JSON.' },
  });
  expect(records()).toEqual([]);
});

test.each(['msg 1', 'm'.repeat(230), 'mündlich'])('400 for the id %j', async (id) => {
  expect(await send(signedRequest('trip-a', '{}', { id }))).toMatchObject({ statusCode: 400 });
});

test('413 for a byte more than is taken, before anything else is looked at', async () => {
  const body = `"${'x'.repeat(65_534)}"`;
  expect(await send(signedRequest('trip-a', body))).toMatchObject({ statusCode: 202 });
  expect(await send(signedRequest('trip-a', `${body} `))).toMatchObject({
    statusCode: 413,
    body: { message: 'The body is larger than 65536 bytes.' },
  });
});

test.each(['trip-c', 'constructor', undefined])('404 for the source %s', async (source) => {
  const event = {
    ...signedRequest('', '{}'),
    pathParameters: source === undefined ? {} : { source },
  };
  expect(await send(event)).toMatchObject({ statusCode: 404 });
  expect(ssm.calls()).toEqual([]);
});

test('secrets are read decrypted, and again after five minutes', async () => {
  await send(signedRequest('trip-a', '{}'));
  await send(signedRequest('trip-a', '{}'));
  expect(ssm.commandCalls(GetParameterCommand).map(({ args: [{ input }] }) => input)).toEqual([
    { Name: '/sample/secrets/trip-a', WithDecryption: true },
  ]);
  vi.setSystemTime(Date.now() + 299_999);
  await send(signedRequest('trip-a', '{}'));
  expect(ssm.calls()).toHaveLength(1);
  vi.setSystemTime(Date.now() + 1);
  await send(signedRequest('trip-a', '{}'));
  expect(ssm.calls()).toHaveLength(2);
});

test('while a secret is changed both are good', async () => {
  const next = 'whsec_c2FtcGxlIHNlY3JldCBvZiB0b21vcnJvdw==';
  secretIs(`${SECRET} ${next}`);
  expect(await send(signedRequest('trip-a', '{}'))).toMatchObject({ statusCode: 202 });
  expect(await send(signedRequest('trip-a', '{}', { secret: next }))).toMatchObject({
    statusCode: 202,
  });
});

test.each([
  ['no secret in the parameter', 'whsec_'],
  ['an empty parameter', ''],
  ['a word that anybody might guess', 'changeme'],
  ['such a word beside a secret', `${SECRET} changeme`],
])(
  '%s is our mistake: thrown, for the alarm, and tried again with the next webhook',
  async (_, value) => {
    secretIs(value);
    const event = signedRequest('trip-a', '{}');
    await expect(send(event)).rejects.toThrow('/sample/secrets/trip-a has no secret');
    secretIs(SECRET);
    expect(await send(event)).toMatchObject({ statusCode: 202 });
  },
);

test('what the stream refuses is thrown: the source sends it again', async () => {
  kinesis.on(PutRecordCommand).rejects(new Error('ProvisionedThroughputExceededException'));
  await expect(send(signedRequest('trip-a', '{}'))).rejects.toThrow('Throughput');
});

test('503 and when to come back where the stream does not answer in time', async () => {
  kinesis.on(PutRecordCommand).callsFake(() => new Promise(() => {}));
  expect(await send(signedRequest('trip-a', '{}'), 1500)).toMatchObject({
    statusCode: 503,
    headers: { 'retry-after': '30' },
  });
});

test('logs say which event and why, and nothing of what is in it', async () => {
  await send(signedRequest('trip-a', BODIES['trip-a']));
  await send(signedRequest('trip-a', BODIES['trip-a'], { secret: 'whsec_AAAA' }));
  expect(logs()).toContain('trip-a/msg-1');
  expect(logs()).toContain('SIGNATURE_MISMATCH');
  expect(logs()).not.toMatch(/sample-a|23\.90|whsec_/);
});
