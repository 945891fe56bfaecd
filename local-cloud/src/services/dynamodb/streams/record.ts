import { copyItem } from '../values/attribute-value.ts';
import { type PackedItem, unpacked } from '../values/packed-item.ts';
import type { ChangeStream, StoredRecord } from './change-stream.ts';
import type { ChangeRecord } from './types.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-streams.html */
const TIME_TO_LIVE = { PrincipalId: 'dynamodb.amazonaws.com', Type: 'Service' };

/** A record as GetRecords gives it. */
export function recordOf(record: StoredRecord, stream: ChangeStream, region: string): ChangeRecord {
  const { newImage, oldImage } = record;
  return {
    eventID: record.id,
    eventName: record.name,
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: region,
    dynamodb: {
      ApproximateCreationDateTime: new Date(Math.floor(record.at / 1000) * 1000),
      Keys: itemOf(record.keys),
      ...(newImage !== undefined && { NewImage: itemOf(newImage) }),
      ...(oldImage !== undefined && { OldImage: itemOf(oldImage) }),
      SequenceNumber: stream.sequenceNumber(record.index),
      SizeBytes: record.bytes,
      StreamViewType: stream.origin.viewType,
    },
    ...(record.isExpiry && { userIdentity: TIME_TO_LIVE }),
  };
}

function itemOf(packed: PackedItem) {
  return copyItem(unpacked(packed));
}
