import { cbor } from '@smithy/core/cbor';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { signedFor } from './support/call.ts';
import { type ServedCloud, serveCloud, serviceOf } from './support/gateway.ts';

/** Whatever comes in is answered with an error of the caller's, and the next request is served. */

let served: ServedCloud;
beforeAll(async () => {
  // The SDK's CBOR reader warns of lengths that no number holds.
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  const nothing = () => ({});
  served = await serveCloud(() => [
    serviceOf('SFN', { StartExecution: nothing }),
    serviceOf('DynamoDB', { PutItem: nothing }),
    serviceOf('CloudWatch', { PutMetricData: nothing, PutMetricAlarm: nothing }),
    serviceOf('SNS', { Publish: nothing }),
    serviceOf('Lambda', { CreateFunction: nothing, Invoke: nothing }),
    serviceOf('S3', { PutObject: nothing, PutBucketTagging: nothing }),
  ]);
});
afterAll(async () => {
  vi.restoreAllMocks();
  await served.gateway.close();
});

interface Sent {
  readonly path?: string;
  readonly method?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

async function isModelled({ path = '/', method = 'POST', headers, body }: Sent): Promise<boolean> {
  const sent = body === undefined ? {} : { body: Buffer.from(body) };
  const response = await fetch(`${served.gateway.endpoint}${path}`, { method, headers, ...sent });
  await response.arrayBuffer();
  return response.status < 500 || response.status === 501;
}

const json = (service: string, target: string) => ({
  authorization: signedFor(service),
  'content-type': 'application/x-amz-json-1.0',
  'x-amz-target': target,
});
const rpc = (operation: string): Omit<Sent, 'body'> => ({
  path: `/service/GraniteServiceVersion20100801/operation/${operation}`,
  headers: {
    authorization: signedFor('monitoring'),
    'content-type': 'application/cbor',
    'smithy-protocol': 'rpc-v2-cbor',
  },
});
const form = {
  authorization: signedFor('sns'),
  'content-type': 'application/x-www-form-urlencoded',
};

/** One request of every protocol, to put bodies into. */
const calls: readonly Omit<Sent, 'body'>[] = [
  { headers: json('states', 'AWSStepFunctions.StartExecution') },
  { headers: json('dynamodb', 'DynamoDB_20120810.PutItem') },
  rpc('PutMetricData'),
  rpc('PutMetricAlarm'),
  { headers: form },
  { path: '/2015-03-31/functions', headers: { authorization: signedFor('lambda') } },
  { path: '/2015-03-31/functions/f/invocations', headers: { authorization: signedFor('lambda') } },
  { path: '/bucket?tagging', method: 'PUT', headers: { authorization: signedFor('s3') } },
];

const text = (arbitrary: fc.Arbitrary<string>) => arbitrary.map((value) => Buffer.from(value));
const bytes = fc.uint8Array({ maxLength: 200 });
const names = fc.constantFrom('stateMachineArn', 'Item', 'MetricData', 'Code', 'Tags', '__proto__');
const bodies = fc.oneof(
  bytes,
  text(fc.json()),
  text(fc.json().map((value) => value.slice(0, -1))),
  text(fc.dictionary(names, fc.jsonValue()).map((value) => JSON.stringify(value))),
  fc.jsonValue().map((value) => cbor.serialize(value)),
  fc.dictionary(names, fc.jsonValue()).map((value) => cbor.serialize(value)),
  fc
    .tuple(fc.jsonValue(), fc.nat(20))
    .map(([value, cut]) => cbor.serialize(value).subarray(0, -1 - cut)),
  text(fc.webQueryParameters().map((query) => `Action=Publish&${query}`)),
  text(fc.string({ unit: fc.constantFrom('<', '>', '/', 'a', '&', '!', '[', '"', '=', ' ') })),
);

test('a body that makes no sense is the fault of the caller, in every protocol', async () => {
  const requests = fc.tuple(fc.constantFrom(...calls), bodies);
  await fc.assert(
    fc.asyncProperty(requests, ([call, body]) => isModelled({ ...call, body })),
    { numRuns: 1500, seed: 20_300_101 },
  );
  expect(served.problems).toEqual([]);
});

const NESTED = ['['.repeat(100_000), '{"a":'.repeat(100_000), '<a>'.repeat(100_000)];

test.each(calls)('a body nested without end is refused: call %#', async (call) => {
  for (const nested of NESTED) {
    expect(await isModelled({ ...call, body: Buffer.from(nested) })).toBe(true);
  }
  expect(await isModelled({ ...call, body: new Uint8Array(100_000).fill(0x81) })).toBe(true);
  expect(served.problems).toEqual([]);
});

const words = fc.constantFrom(
  ...['', '.', 'AWSStepFunctions', 'AWSStepFunctions.', 'AWSStepFunctions.__proto__', 'a.b.c'],
  ...['application/json', 'text/xml', 'gzip', 'gzip, aws-chunked', 'rpc-v2-cbor', 'STREAMING-x'],
  ...['AWS4-HMAC-SHA256 Credential=/////', 'AWS4-HMAC-SHA256', 'x'.repeat(8000)],
);
const headers = fc.dictionary(
  fc.constantFrom(
    ...['x-amz-target', 'content-type', 'content-encoding', 'smithy-protocol', 'authorization'],
    ...['x-amz-content-sha256', 'x-amz-date', 'x-other'],
  ),
  words,
);
const paths = fc
  .array(fc.constantFrom('/', '//', '..', '%', '%00', '%ff', '?', '&', '=', 'a', '2015-03-31', '*'))
  .map((parts) => `/${parts.join('')}`);

test('headers, paths and methods that make no sense are the fault of the caller', async () => {
  const methods = fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS');
  const requests = fc.tuple(fc.constantFrom(...calls), headers, paths, methods);
  await fc.assert(
    fc.asyncProperty(requests, ([call, odd, path, method]) =>
      isModelled({ headers: { ...call.headers, ...odd }, path, method }),
    ),
    { numRuns: 1000, seed: 20_300_101 },
  );
  expect(served.problems).toEqual([]);
});

test('headers larger than a server takes are refused with 431', async () => {
  const response = await fetch(served.gateway.endpoint, {
    headers: { ...json('states', 'AWSStepFunctions.StartExecution'), 'x-big': 'x'.repeat(40_000) },
  });
  expect(response.status).toBe(431);
});
