import type { Json, JsonObject } from '../../core/json.ts';
import type { SourcePorts, SourceRecord } from './event-source.ts';
import { pulled, type StreamKind } from './stream-kind.ts';

/** A record as GetRecords gives it. */
interface StreamRecord {
  readonly SequenceNumber: string;
  readonly ApproximateArrivalTimestamp: Date;
  readonly Data: Uint8Array;
  readonly PartitionKey: string;
  readonly EncryptionType?: string;
}

/** Kinesis's streams. */
export const KINESIS_STREAMS: StreamKind<StreamRecord> = {
  most: 10_000,
  batchInfo: 'KinesisBatchInfo',
  timeOf: (ms) => new Date(ms).toISOString(),
  ...pulled('Kinesis', (StreamARN, position) => ({ StreamARN, ...position })),
  numberOf: ({ SequenceNumber }) => SequenceNumber,
  keyOf: ({ PartitionKey }) => PartitionKey,
  sourceRecord,
};

/**
 * A record of the event that the function is given, also one in which a producer has put several:
 * to take those apart is the function's business.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html
 */
function sourceRecord(
  record: StreamRecord,
  shardId: string,
  { arn, cloud }: SourcePorts,
  invokeIdentityArn: string,
): SourceRecord {
  const { SequenceNumber, ApproximateArrivalTimestamp: at, PartitionKey, Data } = record;
  const bytes = Buffer.from(Data.buffer, Data.byteOffset, Data.byteLength);
  const data = bytes.toString('base64');
  const kinesis = {
    kinesisSchemaVersion: '1.0',
    partitionKey: PartitionKey,
    sequenceNumber: SequenceNumber,
    data,
    approximateArrivalTimestamp: at.getTime() / 1000,
    ...(record.EncryptionType !== undefined && { encryptionType: record.EncryptionType }),
  };
  const event: JsonObject = {
    kinesis,
    eventSource: 'aws:kinesis',
    eventVersion: '1.0',
    eventID: `${shardId}:${SequenceNumber}`,
    eventName: 'aws:kinesis:record',
    invokeIdentityArn,
    awsRegion: cloud.region,
    eventSourceARN: arn,
  };
  return {
    id: SequenceNumber,
    size: data.length,
    at: at.getTime(),
    event,
    get filtered() {
      return { ...kinesis, data: contentOf(bytes) };
    },
  };
}

/**
 * What filter patterns see of the data: JSON as such, anything else as text.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis-filtering.html
 */
function contentOf(data: Buffer): Json {
  const text = data.toString();
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
