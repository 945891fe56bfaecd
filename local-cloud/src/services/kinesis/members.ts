import type { Constraint } from '../../core/contract.ts';

/**
 * What the API model says of members that several operations have. Enumerations are in the order in
 * which Kinesis's messages list them.
 *
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecord.html
 */
const name = '[a-zA-Z0-9_.-]+';

export const required = { required: true } as const satisfies Constraint;
export const streamName = { length: [1, 128], pattern: name } as const satisfies Constraint;
export const streamArn = {
  length: [1, 2048],
  pattern: 'arn:aws.*:kinesis:.*:\\d{12}:stream/\\S+',
} as const satisfies Constraint;

/** How most operations name their stream. */
export const stream = { StreamName: streamName, StreamARN: streamArn } as const;

export const requiredStreamArn = { required: true, ...streamArn } as const satisfies Constraint;

export const consumerName = { length: [1, 128], pattern: name } as const satisfies Constraint;
export const consumerArn = {
  length: [1, 2048],
  pattern:
    '^(arn):aws.*:kinesis:.*:\\d{12}:.*stream\\/[a-zA-Z0-9_.-]+\\/consumer\\/[a-zA-Z0-9_.-]+:[0-9]+',
} as const satisfies Constraint;

/** How operations name a consumer. */
export const consumer = {
  ConsumerARN: consumerArn,
  StreamARN: streamArn,
  ConsumerName: consumerName,
} as const;

export const resourceArn = {
  required: true,
  length: [1, 2048],
  pattern: 'arn:aws.*:kinesis:.*:\\d{12}:.*stream/\\S+',
} as const satisfies Constraint;

export const shardId = { length: [1, 128], pattern: name } as const satisfies Constraint;
export const requiredShardId = { required: true, ...shardId } as const satisfies Constraint;
export const hashKey = { pattern: '0|([1-9]\\d{0,38})' } as const satisfies Constraint;
export const sequenceNumber = { pattern: '0|([1-9]\\d{0,128})' } as const satisfies Constraint;
/** In the order in which Kinesis's messages list them. */
export const iteratorType = {
  required: true,
  enum: ['AFTER_SEQUENCE_NUMBER', 'LATEST', 'AT_TIMESTAMP', 'AT_SEQUENCE_NUMBER', 'TRIM_HORIZON'],
} as const satisfies Constraint;
export const limit = { range: [1, 10_000] } as const satisfies Constraint;
export const nextToken = { length: [1, 1_048_576] } as const satisfies Constraint;

/** A record's own members, of PutRecord and of each entry of PutRecords. */
export const record = {
  Data: { required: true, length: [0, 10_485_760] },
  PartitionKey: { required: true, length: [1, 256] },
  ExplicitHashKey: hashKey,
} as const;

export const shardCount = { range: [1, 100_000] } as const satisfies Constraint;
export const recordSize = { range: [1024, 10_240] } as const satisfies Constraint;
export const streamMode = {
  members: { StreamMode: { required: true, enum: ['PROVISIONED', 'ON_DEMAND'] } },
} as const satisfies Constraint;
export const retention = { required: true } as const satisfies Constraint;

export const tags = {
  length: [1, 200],
  keys: { length: [1, 128] },
  values: { length: [0, 256] },
} as const satisfies Constraint;
export const tagKeys = {
  required: true,
  length: [1, 50],
  items: { length: [1, 128] },
} as const satisfies Constraint;

/** What can be measured of each shard, in the order in which Kinesis's documentation lists it. */
export const SHARD_METRICS = [
  'IncomingBytes',
  'IncomingRecords',
  'OutgoingBytes',
  'OutgoingRecords',
  'WriteProvisionedThroughputExceeded',
  'ReadProvisionedThroughputExceeded',
  'IteratorAgeMilliseconds',
] as const;

export type ShardMetric = (typeof SHARD_METRICS)[number];

export const shardLevelMetrics = {
  required: true,
  length: [1, 7],
  items: { enum: [...SHARD_METRICS, 'ALL'] },
} as const satisfies Constraint;

export const encryption = {
  EncryptionType: { required: true, enum: ['NONE', 'KMS'] },
  KeyId: { required: true, length: [1, 2048] },
} as const;
