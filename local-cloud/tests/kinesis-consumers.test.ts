import { once } from 'node:events';
import { connect } from 'node:http2';
import {
  DeregisterStreamConsumerCommand,
  KinesisClient,
  MergeShardsCommand,
  PutRecordsCommand,
  ResourceInUseException,
  ResourceNotFoundException,
  SubscribeToShardCommand,
  type SubscribeToShardEvent,
} from '@aws-sdk/client-kinesis';
import { cbor } from '@smithy/core/cbor';
import { EventStreamCodec } from '@smithy/core/event-streams';
import { fromUtf8, toUtf8 } from '@smithy/core/serde';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { Message } from '@smithy/types';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createKinesis } from '../src/services/kinesis/index.ts';
import { signedFor } from './support/call.ts';
import { type ServedCloud, serveCloud } from './support/gateway.ts';

const StreamARN = 'arn:aws:kinesis:us-east-1:123456789012:stream/orders';
const FIRST = 'shardId-000000000000';

/** The default handler speaks HTTP/2; boto3 and others HTTP/1.1. */
const HANDLERS = {
  'HTTP/2': () => ({}),
  'HTTP/1.1': () => ({ requestHandler: new NodeHttpHandler() }),
};

/** As clients do that go away: over HTTP/2 with one request, and with the whole connection; over HTTP/1.1. */
const LEAVES: [
  string,
  (endpoint: string, head: Record<string, string>, body: string) => Promise<() => void>,
][] = [
  [
    'a stream of HTTP/2',
    async (endpoint, head, body) => {
      const request = connect(endpoint).request({ ':method': 'POST', ':path': '/', ...head });
      request.end(body);
      await once(request, 'response');
      return () => request.close();
    },
  ],
  [
    'a connection of HTTP/2',
    async (endpoint, head, body) => {
      const session = connect(endpoint);
      const request = session.request({ ':method': 'POST', ':path': '/', ...head });
      request.end(body);
      await once(request, 'response');
      return () => session.destroy();
    },
  ],
  [
    'a connection of HTTP/1.1',
    async (endpoint, headers, body) => {
      const leaving = new AbortController();
      const { signal } = leaving;
      await fetch(endpoint, { method: 'POST', headers, body, signal });
      return () => leaving.abort();
    },
  ],
];

async function subscribable() {
  const served = await serveCloud((cloud) => [createKinesis(cloud)]);
  const call = <Output>(operation: string, input: object) =>
    served.cloud.call<Output>(served.cloud.root, 'Kinesis', operation, input);
  await call('CreateStream', { StreamName: 'orders', ShardCount: 2 });
  await served.cloud.clock.advance(1000);
  const { Consumer } = await call<{ Consumer: { ConsumerARN: string } }>('RegisterStreamConsumer', {
    StreamARN,
    ConsumerName: 'fast',
  });
  await served.cloud.clock.advance(1000);
  return { served, ConsumerARN: Consumer.ConsumerARN };
}

test.each(LEAVES)('a client that drops %s leaves nothing behind', async (_name, subscribe) => {
  const { served, ConsumerARN } = await subscribable();
  const head = {
    authorization: signedFor('kinesis'),
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': 'Kinesis_20131202.SubscribeToShard',
  };
  const StartingPosition = { Type: 'LATEST' };
  const body = JSON.stringify({ ConsumerARN, ShardId: FIRST, StartingPosition });
  const leave = await subscribe(served.gateway.endpoint, head, body);
  const timers = () => served.cloud.clock.timers(9, true).length;
  expect(timers()).toBeGreaterThan(0);
  leave();
  await expect.poll(timers).toBe(0);
  await served.gateway.close();
  expect(served.problems).toEqual([]);
});

describe.each(Object.entries(HANDLERS))('over %s', (_name, handler) => {
  let served: ServedCloud;
  let kinesis: KinesisClient;
  let ConsumerARN: string;

  beforeEach(async () => {
    ({ served, ConsumerARN } = await subscribable());
    kinesis = new KinesisClient({ ...served.config, ...handler() });
  });
  afterEach(() => {
    kinesis.destroy();
    return served.gateway.close();
  });

  async function subscribe(options: { abortSignal?: AbortSignal } = {}) {
    const { EventStream } = await kinesis.send(
      new SubscribeToShardCommand({
        ConsumerARN,
        ShardId: FIRST,
        StartingPosition: { Type: 'TRIM_HORIZON' },
      }),
      options,
    );
    const events = EventStream![Symbol.asyncIterator]();
    const next = async (): Promise<SubscribeToShardEvent | undefined> =>
      (await events.next()).value?.SubscribeToShardEvent;
    return { next, leave: () => events.return?.() };
  }

  const put = (...texts: string[]) =>
    kinesis.send(
      new PutRecordsCommand({
        StreamName: 'orders',
        Records: texts.map((text) => ({
          PartitionKey: text,
          ExplicitHashKey: '0',
          Data: Buffer.from(text),
        })),
      }),
    );

  const texts = (event: SubscribeToShardEvent | undefined) =>
    (event?.Records ?? []).map(({ Data }) => Buffer.from(Data!).toString());

  test('records are pushed as they arrive', async () => {
    await put('a', 'b');
    const { next } = await subscribe();
    const first = await next();
    expect(texts(first)).toEqual(['a', 'b']);
    expect(first).toMatchObject({ MillisBehindLatest: 0 });
    expect(BigInt(first!.ContinuationSequenceNumber!)).toBeGreaterThan(
      BigInt(first!.Records!.at(-1)!.SequenceNumber!),
    );
    const second = next();
    await put('c');
    expect(texts(await second)).toEqual(['c']);
  });

  test('after five minutes of the clock it ends', async () => {
    const { next } = await subscribe();
    await served.cloud.clock.advance(300_000);
    let event = await next();
    while (event !== undefined) {
      expect(event.Records).toEqual([]);
      event = await next();
    }
  });

  test('another one takes its place', async () => {
    const { next } = await subscribe();
    await expect(subscribe()).rejects.toBeInstanceOf(ResourceInUseException);
    const pending = next();
    await served.cloud.clock.advance(5000);
    await pending;
    const other = await subscribe();
    await expect(next()).rejects.toThrow(ResourceInUseException);
    await put('x');
    expect(texts(await other.next())).toEqual(['x']);
  });

  test('it ends with its consumer', async () => {
    const { next } = await subscribe();
    await kinesis.send(new DeregisterStreamConsumerCommand({ ConsumerARN }));
    await expect(next()).rejects.toThrow(ResourceNotFoundException);
  });

  test('who aborts it leaves nothing behind', async () => {
    const leaving = new AbortController();
    await subscribe({ abortSignal: leaving.signal });
    leaving.abort();
    await expect.poll(() => served.cloud.clock.timers(9, true)).toEqual([]);
  });

  test('it ends with the cloud', async () => {
    const { next } = await subscribe();
    const pending = next();
    await served.gateway.close();
    expect(await pending).toBeUndefined();
  });

  test('the end of a shard names what comes after it', async () => {
    await put('last');
    const { next } = await subscribe();
    await next();
    await kinesis.send(
      new MergeShardsCommand({
        StreamName: 'orders',
        ShardToMerge: FIRST,
        AdjacentShardToMerge: 'shardId-000000000001',
      }),
    );
    const end = await next();
    expect(end).toMatchObject({ Records: [], ChildShards: [{ ShardId: 'shardId-000000000002' }] });
    expect(end).not.toHaveProperty('ContinuationSequenceNumber');
    expect(await next()).toBeUndefined();
  });
});

test('the SDKs for Java are pushed CBOR, with times in milliseconds', async () => {
  const { served, ConsumerARN } = await subscribable();
  const { cloud, gateway } = served;
  const put = { StreamName: 'orders', PartitionKey: 'k', ExplicitHashKey: '0' };
  await cloud.call(cloud.root, 'Kinesis', 'PutRecord', { ...put, Data: Buffer.from('java') });
  const StartingPosition = { Type: 'TRIM_HORIZON' };
  const response = await fetch(gateway.endpoint, {
    method: 'POST',
    headers: {
      authorization: signedFor('kinesis'),
      'content-type': 'application/x-amz-cbor-1.1',
      'x-amz-target': 'Kinesis_20131202.SubscribeToShard',
    },
    body: Buffer.from(cbor.serialize({ ConsumerARN, ShardId: FIRST, StartingPosition })),
  });
  expect(response.headers.get('content-type')).toBe('application/vnd.amazon.eventstream');
  await cloud.clock.advance(300_000);
  const bytes = Buffer.from(await response.arrayBuffer());
  const messages: Message[] = [];
  const codec = new EventStreamCodec(toUtf8, fromUtf8);
  for (let at = 0; at < bytes.byteLength; at += bytes.readUInt32BE(at)) {
    messages.push(codec.decode(bytes.subarray(at, at + bytes.readUInt32BE(at))));
  }
  const types = messages.map(({ headers }) => headers[':event-type']?.value);
  expect(types.slice(0, 2)).toEqual(['initial-response', 'SubscribeToShardEvent']);
  const { Records } = cbor.deserialize(messages[1]!.body);
  expect(Buffer.from(Records[0].Data).toString()).toBe('java');
  const at = { tag: 1, value: expect.any(Number) };
  expect(Records[0].ApproximateArrivalTimestamp).toMatchObject(at);
  await gateway.close();
});
