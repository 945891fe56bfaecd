import { Readable } from 'node:stream';
import { AwsQueryProtocol, AwsSmithyRpcV2CborProtocol } from '@aws-sdk/core/protocols';
import { HttpResponse } from '@smithy/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StreamedBody } from '../src/core/streams.ts';
import { validationErrors } from '../src/core/validation-errors.ts';
import type { HttpRequest } from '../src/gateway/dispatcher.ts';
import { resolveTarget, spokenIn } from '../src/gateway/resolve.ts';
import { loadModel, type OperationModel, type ServiceModel } from '../src/sdk/schemas.ts';
import { valuesOf } from './support/generate.ts';

const SERVICES = [
  ...['SFN', 'SQS', 'DynamoDB', 'SNS', 'IAM', 'CloudWatch Logs', 'Lambda', 'STS', 'SSM'],
  ...['EventBridge', 'CloudFormation', 'S3', 'CloudWatch', 'ApiGatewayV2', 'XRay', 'Kinesis'],
  'Scheduler',
];

/** Members that the SDK makes a part of the endpoint, or sends in another form. */
const REWRITTEN = [
  ...['EndpointId', 'SSECustomerKey', 'SSECustomerKeyMD5'],
  // In the Query protocol it has the name of AttributeNames.
  'MessageSystemAttributeNames',
  ...['CopySourceSSECustomerKey', 'CopySourceSSECustomerKeyMD5', 'ExpiresString'],
];

type Sent = {
  method: string;
  path: string;
  query?: Record<string, string | string[] | null>;
  headers: Record<string, string>;
  body?: unknown;
};
/** What our codec makes of the input that is sent, and the client of the output that is answered. */
type Send = (
  operation: OperationModel,
  input: object,
  output: object,
) => Promise<{ received: unknown; answer: object }>;

/** The SDK adds checksums, and one list of names stands for two. */
const ADDED_TO = ['S3', 'SQS'];

/** What other clients than this SDK speak: older SQS clients, and boto3 to CloudWatch. */
const OTHER_PROTOCOLS = [
  ['SQS', AwsQueryProtocol],
  ['CloudWatch', AwsQueryProtocol],
  ['CloudWatch', AwsSmithyRpcV2CborProtocol],
] as const;

type ProtocolClass = typeof AwsQueryProtocol | typeof AwsSmithyRpcV2CborProtocol;

const CASES: readonly (readonly [string, ProtocolClass | undefined])[] = [
  ...SERVICES.map((sdkId) => [sdkId, undefined] as const),
  ...OTHER_PROTOCOLS,
];

describe.each(CASES)('%s', (sdkId, protocol) => {
  it(`carries every operation there and back as it was, in ${protocol?.name ?? 'its own protocol'}`, async () => {
    const model = await loadModel(sdkId);
    const shapeId = protocol === undefined ? model.protocol.getShapeId() : protocol.name;
    const carrier = { xml: /Xml|Query/i.test(shapeId) };
    const client = await clientOf(model, protocol);
    for (const operation of model.operations.values()) {
      if (isOutOfReach(operation)) continue;
      const inputs = inputsOf(sdkId, operation, carrier);
      const outputs = operation.output.isUnitSchema()
        ? fc.constant({})
        : valuesOf(operation.output, carrier).map(withoutRewritten);
      await fc
        .assert(
          fc.asyncProperty(inputs, outputs, async (input, output) => {
            const { received, answer } = await client(operation, input as object, output as object);
            expect(comparable(received)).toMatchObject(comparable(input) as object);
            expect(comparable(answer)).toMatchObject(comparable(output) as object);
            if (!ADDED_TO.includes(sdkId)) expect(comparable(received)).toEqual(comparable(input));
          }),
          { numRuns: 3, seed: 1, endOnFailure: true },
        )
        .catch((cause) => {
          throw new Error(`${sdkId} ${operation.name}: ${cause.message}`, { cause });
        });
    }
  });
});

function inputsOf(
  sdkId: string,
  operation: OperationModel,
  carrier: { xml: boolean },
): fc.Arbitrary<unknown> {
  if (operation.input.isUnitSchema()) return fc.constant({});
  return valuesOf(operation.input, carrier).map((input) => {
    const fixed = input as Record<string, unknown>;
    if (sdkId === 'S3' && 'Bucket' in fixed) fixed.Bucket = 'a-bucket';
    if (sdkId === 'S3' && 'ChecksumAlgorithm' in fixed) fixed.ChecksumAlgorithm = 'CRC32';
    return withoutRewritten(fixed);
  });
}

function withoutRewritten(value: unknown): object {
  return Object.fromEntries(
    Object.entries(value as object).filter(([name]) => !REWRITTEN.includes(name)),
  );
}

/** Event streams are not served, nor is what names a host of its own. */
function isOutOfReach({ name, input, output }: OperationModel): boolean {
  return hasEvents(input) || hasEvents(output) || name === 'WriteGetObjectResponse';
}

function hasEvents(schema: NormalizedSchema): boolean {
  return schema.isStructSchema() && schema.getEventStreamMember() !== '';
}

const refusal = validationErrors('ValidationException');

/** A real client whose requests go to our codec, and whose answers come from it. */
async function clientOf(model: ServiceModel, protocol: ProtocolClass | undefined): Promise<Send> {
  const exports = await import(`@aws-sdk/client-${model.sdkId.toLowerCase().replaceAll(' ', '-')}`);
  const Client = exports[Object.keys(exports).find((name) => /^[A-Z].*Client$/.test(name))!];
  let handle: (sent: Sent) => Promise<{ response: HttpResponse }>;
  const client = new Client({
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKID', secretAccessKey: 'secret' },
    endpoint: 'http://127.0.0.1:4566',
    requestHandler: { handle: (sent: Sent) => handle(sent) },
    maxAttempts: 1,
    ...(protocol && { protocol }),
    ...(model.sdkId === 'SQS' && { md5: false }),
    forcePathStyle: true,
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestChecksumCalculation: 'WHEN_REQUIRED',
  });
  return async (operation, input, output) => {
    let received: unknown;
    handle = async (sent) => {
      const exchanged = await exchange(model, operation, sent, output);
      received = exchanged.received;
      return { response: exchanged.response };
    };
    const { $metadata, ...answer } = await client.send(
      new exports[`${operation.name}Command`](input),
    );
    return { received, answer: await readStreams(answer) };
  };
}

/** What our codec makes of a request, and the response that it makes of an output. */
async function exchange(
  model: ServiceModel,
  operation: OperationModel,
  sent: Sent,
  output: object,
): Promise<{ received: unknown; response: HttpResponse }> {
  const request = asReceived(sent);
  const served = { sdkId: model.sdkId, operations: { [operation.name]: {} as never }, refusal };
  const services = new Map([[model.sdkId, served]]);
  const target = await resolveTarget(request, spokenIn(request), model.signingName, services);
  expect(target.match.operation.name).toBe(operation.name);
  const stream = streamOf(request.body);
  const call = { model, operation, request, refusal, labels: target.match.labels, stream };
  const received = await readStreams(await target.codec.decode(call));
  const { status, headers, body } = await target.codec.encode(call, output, 'request-id');
  const response = new HttpResponse({
    statusCode: status,
    headers: { ...(headers as Record<string, string>) },
    body: Readable.from(body ? [Buffer.from(body as string)] : []),
  });
  return { received, response };
}

function asReceived({ method, path, query = {}, headers, body }: Sent): HttpRequest {
  const search = Object.entries(query).flatMap(([name, value]) =>
    [value].flat().map((one) => `${encodeURIComponent(name)}=${encodeURIComponent(one ?? '')}`),
  );
  const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  return {
    method,
    path,
    query: search.join('&'),
    headers: { host: '127.0.0.1:4566', ...Object.fromEntries(lower) },
    body: typeof body === 'string' ? Buffer.from(body) : new Uint8Array((body as Uint8Array) ?? []),
    remoteAddress: '127.0.0.1',
    protocol: 'HTTP/1.1',
    signal: new AbortController().signal,
  };
}

function streamOf(body: Uint8Array): StreamedBody {
  const nothingAfter = { announced: [], trailers: new Map<string, string>() };
  return Object.assign(Readable.from([Buffer.from(body)]), nothingAfter);
}

async function readStreams(answer: object): Promise<object> {
  const read = Object.entries(answer).map(async ([name, value]) => [
    name,
    value instanceof Readable ? Buffer.concat(await value.toArray()) : value,
  ]);
  return Object.fromEntries(await Promise.all(read));
}

/** Bytes are bytes, in whatever class; what is empty is not carried by every protocol. */
function comparable(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  if (value instanceof Date || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(comparable);
  if (value instanceof String) return value.toString();
  const members = Object.entries(value).map(([name, member]) => [name, comparable(member)]);
  return Object.fromEntries(members.filter(([, member]) => !isEmpty(member)));
}

function isEmpty(value: unknown): boolean {
  return (
    value === undefined ||
    (typeof value === 'object' &&
      value !== null &&
      !(value instanceof Date) &&
      Object.keys(value).length === 0)
  );
}
