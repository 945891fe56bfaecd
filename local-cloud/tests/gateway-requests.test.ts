import { connect as connectHttp2 } from 'node:http2';
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { cbor } from '@smithy/core/cbor';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callStates, signedFor } from './support/call.ts';
import { type ServedCloud, serveCloud, serviceOf } from './support/gateway.ts';

/** How an answer begins that says an error, by the protocol of the service. */
const ERRORS = {
  route53: /^<ErrorResponse/,
  s3: /^<Error>/,
  batch: /^\{"message"/,
  ec2: /^<Response><Errors><Error>/,
  rds: /^<ErrorResponse/,
  kms: /^\{"__type"/,
};

let served: ServedCloud;
let stored: Record<string, unknown> = {};

beforeAll(async () => {
  const store = (input: Record<string, unknown>) => {
    stored = input;
    return {};
  };
  served = await serveCloud(() => [
    serviceOf('SFN', { ListActivities: () => ({ activities: [] }), DescribeExecution: () => ({}) }),
    serviceOf('CloudWatch', { PutMetricData: store }),
    serviceOf('Lambda', { CreateFunction: () => ({}) }),
    serviceOf('S3', { PutObject: async ({ Body }) => store({ Body: await text(Body) }) }),
  ]);
});
afterAll(() => served.gateway.close());

describe('a request', () => {
  it.each([
    ['without a signature', { authorization: '' }, 'IncompleteSignature', 'Authorization'],
    [
      'that is signed for another region',
      { authorization: signedFor('states').replace('us-east-1', 'eu-west-1') },
      'InvalidSignatureException',
      'signed for eu-west-1',
    ],
    [
      'for a service that is not served',
      { authorization: signedFor('ec2') },
      'UnknownService',
      'signs its calls as "ec2", nor its AWSStepFunctions.ListActivities. It serves CloudWatch, ',
    ],
    [
      'for an operation that the service does not have',
      { 'x-amz-target': 'AWSStepFunctions.Dance' },
      'UnknownOperationException',
      'SFN has no operation AWSStepFunctions.Dance',
    ],
    [
      'for an operation that is not served',
      { 'x-amz-target': 'AWSStepFunctions.CreateActivity' },
      'NotSupportedByLocalCloud',
      'CreateActivity of SFN',
    ],
  ])('%s is refused by name', async (_, headers, code, message) => {
    const response = await callStates(served.gateway.endpoint, 'ListActivities', '{}', headers);
    const body = (await response.json()) as { __type: string; message: string };
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(body.__type).toBe(code);
    expect(body.message).toContain(message);
  });

  it('that is not signed at all needs an authentication token', async () => {
    const response = await fetch(served.gateway.endpoint, { method: 'POST', body: '{}' });
    expect(response.status).toBe(403);
    expect(response.headers.get('x-amzn-errortype')).toBe('MissingAuthenticationToken');
  });

  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  it.each([
    ['REST and XML', 'route53', 'GET', '/2013-04-01/hostedzone', {}, 'GET /2013-04-01/hostedzone'],
    ['REST and XML beside S3', 's3', 'GET', '/v20180820/accesspoint', { 'x-amz-account-id': '1' }],
    ['REST and JSON', 'batch', 'POST', '/v1/describejobqueues', {}, 'POST /v1/describejobqueues'],
    ['EC2', 'ec2', 'POST', '/', form, 'DescribeVpcs', 'Action=DescribeVpcs'],
    ['Query', 'rds', 'POST', '/', form, 'DescribeDBInstances', 'Action=DescribeDBInstances'],
    ['JSON', 'kms', 'POST', '/', { 'x-amz-target': 'TrentService.ListKeys' }, 'ListKeys', '{}'],
  ] as const)(
    'in the protocol of %s is refused in it, by name, where the service is not served',
    async (...told) => {
      const [, service, method, path, headers, operation = `${method} ${path}`, body] = told;
      const response = await fetch(served.gateway.endpoint + path, {
        method,
        headers: { authorization: signedFor(service), ...headers },
        ...(body !== undefined && { body }),
      });
      const answer = await response.text();
      expect(response.status).toBe(501);
      expect(answer).toContain(`${operation}`);
      expect(answer.replace(/<\?xml.*\?>\s*/, '').slice(0, 25)).toMatch(ERRORS[service]);
    },
  );

  it.each([
    ['InitiateAuth', { 'x-amz-target': 'AWSCognitoIdentityProviderService.InitiateAuth' }, '{}'],
    ['AssumeRoleWithWebIdentity', form, 'Action=AssumeRoleWithWebIdentity&Version=2011-06-15'],
  ])('%s, which clients do not sign, is refused by name', async (operation, headers, body) => {
    const response = await fetch(served.gateway.endpoint, { method: 'POST', headers, body });
    expect(response.status).toBe(501);
    expect(await response.text()).toContain(`does not serve ${operation} of `);
  });

  it.each([
    ['{"colour":"blue"}', 'UnknownMember', 'colour is no member of ListActivitiesInput'],
    [
      '{"maxResults":"ten"}',
      'SerializationException',
      "STRING_VALUE can not be converted to a Number (at 'maxResults')",
    ],
    [
      '{"maxResults":{"toString":null}}',
      'SerializationException',
      "OBJECT_VALUE can not be converted to a Number (at 'maxResults')",
    ],
    ['[]', 'SerializationException', 'LIST_VALUE can not be converted to a structure'],
    ['null', 'SerializationException', 'NULL_VALUE can not be converted to a structure'],
    ['{"max', 'SerializationException', 'The body is not JSON'],
  ])('with the body %s is refused', async (sent, code, message) => {
    const body = (await (
      await callStates(served.gateway.endpoint, 'ListActivities', sent)
    ).json()) as Record<string, string>;
    expect(body.__type).toBe(code);
    expect(body.message).toContain(message);
  });

  it.each(['NaN', 'yesterday', '1', '2030-01-01T00:00:00Z', 1e300])(
    'with the time %j is refused, in JSON and in CBOR',
    async (Timestamp) => {
      const input = { Namespace: 'n', MetricData: [{ MetricName: 'm', Timestamp }] };
      const operation = 'GraniteServiceVersion20100801';
      const authorization = signedFor('monitoring');
      const inJson = await fetch(served.gateway.endpoint, {
        ...{ method: 'POST', body: JSON.stringify(input) },
        headers: {
          ...{ authorization, 'content-type': 'application/x-amz-json-1.0' },
          'x-amz-target': `${operation}.PutMetricData`,
        },
      });
      const path = `/service/${operation}/operation/PutMetricData`;
      const inCbor = await fetch(served.gateway.endpoint + path, {
        ...{ method: 'POST', body: Buffer.from(cbor.serialize(input)) },
        headers: { authorization, 'smithy-protocol': 'rpc-v2-cbor' },
      });
      for (const response of [inJson, inCbor]) {
        expect(response.status).toBe(400);
        expect(await response.text()).toContain('can not be converted to a Timestamp');
      }
    },
  );

  it('without a required member is refused in AWS words', async () => {
    const body = await (
      await callStates(served.gateway.endpoint, 'DescribeExecution', '{}')
    ).json();
    expect(body).toEqual({
      __type: 'com.amazonaws.sfn#ValidationException',
      message:
        "1 validation error detected: Value null at 'executionArn' failed to satisfy constraint: Member must not be null",
    });
  });

  it('larger than the service takes is refused before it is read', async () => {
    const response = await callStates(
      served.gateway.endpoint,
      'ListActivities',
      ' '.repeat(2 ** 20 + 1),
    );
    expect(response.status).toBe(413);
    expect(await response.text()).toContain('Request must be smaller than 1048576 bytes');
  });

  it.each([
    ['one that takes code', 'POST', '/2015-03-31/functions', 400],
    ['one that takes none', 'POST', '/2015-03-31/event-source-mappings', 413],
    ['none', 'POST', '/no-operation', 413],
  ])('may be as large as its operation takes: %s', async (_, method, path, status) => {
    const response = await fetch(served.gateway.endpoint + path, {
      ...{ method, body: ' '.repeat(5 * 2 ** 20) },
      headers: { authorization: signedFor('lambda') },
    });
    expect(response.status).toBe(status);
  });

  it('compressed by the client is unpacked', async () => {
    const MetricData = Array.from({ length: 500 }, (_, index) => ({ MetricName: `m${index}` }));
    await new CloudWatchClient(served.config).send(
      new PutMetricDataCommand({ Namespace: 'n', MetricData }),
    );
    expect(stored).toEqual({ Namespace: 'n', MetricData });
  });

  it('in signed chunks is put together', async () => {
    const client = new S3Client({ ...served.config, requestStreamBufferSize: 65_536 });
    const Body = Readable.from([Buffer.alloc(100_000, 'a'), Buffer.from('end')]);
    const command = new PutObjectCommand({ Bucket: 'b', Key: 'k', Body, ContentLength: 100_003 });
    await client.send(command);
    expect(stored.Body).toBe(`${'a'.repeat(100_000)}end`);
  });

  it('over HTTP/2 with prior knowledge is answered on the same port', async () => {
    const session = connectHttp2(served.gateway.endpoint);
    const stream = session.request({
      ':method': 'POST',
      ':path': '/',
      authorization: signedFor('states'),
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'AWSStepFunctions.ListActivities',
    });
    stream.end('{}');
    const body = Buffer.concat(await stream.toArray()).toString();
    session.close();
    expect(body).toBe('{"activities":[]}');
  });

  it('whose first bytes come one by one is answered all the same', async () => {
    const { hostname, port } = new URL(served.gateway.endpoint);
    const socket = connect({ host: hostname, port: Number(port) });
    socket.setNoDelay(true);
    for (const byte of 'PRI') {
      socket.write(byte);
      await new Promise((resolve) => setImmediate(resolve));
    }
    socket.write('NT / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
    const answer = Buffer.concat(await socket.toArray()).toString();
    expect(answer).toMatch(/^HTTP\/1.1 \d+/);
  });
});
