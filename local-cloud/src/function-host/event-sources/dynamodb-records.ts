import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { type Json, type JsonObject, setMember } from '../../core/json.ts';
import { pulled, type StreamKind } from './stream-kind.ts';

type Item = Readonly<Record<string, AttributeValue>>;

/** A record as GetRecords of DynamoDB Streams gives it. */
interface ChangeRecord {
  readonly eventID: string;
  readonly eventName: string;
  readonly eventVersion: string;
  readonly eventSource: string;
  readonly awsRegion: string;
  readonly dynamodb: {
    readonly ApproximateCreationDateTime: Date;
    readonly Keys: Item;
    readonly NewImage?: Item;
    readonly OldImage?: Item;
    readonly SequenceNumber: string;
    readonly SizeBytes: number;
    readonly StreamViewType: string;
  };
  readonly userIdentity?: { readonly PrincipalId: string; readonly Type: string };
}

/** Streams of tables. https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html */
export const DYNAMODB_STREAMS: StreamKind<ChangeRecord> = {
  most: 1000,
  batchInfo: 'DDBStreamBatchInfo',
  timeOf: (ms) => `${new Date(ms).toISOString().slice(0, 19)}Z`,
  ...pulled('DynamoDB Streams', (StreamArn, { ShardIteratorType, StartingSequenceNumber }) => ({
    ...{ StreamArn, ShardIteratorType, SequenceNumber: StartingSequenceNumber },
  })),
  numberOf: ({ dynamodb }) => dynamodb.SequenceNumber,
  // https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-eventsourcemapping.html
  keyOf: ({ dynamodb }) => JSON.stringify(itemOf(dynamodb.Keys)),
  sourceRecord(record, _shardId, { arn }) {
    const at = record.dynamodb.ApproximateCreationDateTime.getTime();
    const event = eventOf(record, arn);
    const size = Buffer.byteLength(JSON.stringify(event));
    return { id: record.dynamodb.SequenceNumber, size, at, event, filtered: event };
  },
};

function eventOf(record: ChangeRecord, eventSourceARN: string): JsonObject {
  const { dynamodb, userIdentity, ...event } = record;
  const { Keys, NewImage, OldImage, ApproximateCreationDateTime: at, ...rest } = dynamodb;
  return {
    ...event,
    ...(userIdentity && {
      userIdentity: { type: userIdentity.Type, principalId: userIdentity.PrincipalId },
    }),
    dynamodb: {
      ApproximateCreationDateTime: at.getTime() / 1000,
      Keys: itemOf(Keys),
      ...(NewImage && { NewImage: itemOf(NewImage) }),
      ...(OldImage && { OldImage: itemOf(OldImage) }),
      ...rest,
    },
    eventSourceARN,
  };
}

/** An item as JSON has it: bytes in Base64. */
function itemOf(item: Item): JsonObject {
  const json: JsonObject = {};
  for (const [name, value] of Object.entries(item)) setMember(json, name, plain(value));
  return json;
}

function plain(value: AttributeValue): Json {
  if (value.B !== undefined) return { B: base64(value.B) };
  if (value.BS !== undefined) return { BS: value.BS.map(base64) };
  if (value.L !== undefined) return { L: value.L.map(plain) };
  if (value.M !== undefined) return { M: itemOf(value.M) };
  return value as unknown as JsonObject;
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}
