import type { PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { isOrdered, type ObjectEvent, type ObjectEventName } from '../events.ts';
import type { Notifier } from './notify.ts';
import { S3 } from './principal.ts';

interface Kind {
  readonly type: string;
  readonly reason?: string;
  readonly deletion?: string;
}

const DELETED = 'Permanently Deleted';
const MARKED = 'Delete Marker Created';
const EXPIRED = 'Lifecycle Expiration';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventBridge.html */
const KINDS: Readonly<Record<ObjectEventName, Kind>> = {
  'ObjectCreated:Put': { type: 'Object Created', reason: 'PutObject' },
  'ObjectCreated:Copy': { type: 'Object Created', reason: 'CopyObject' },
  'ObjectCreated:CompleteMultipartUpload': {
    type: 'Object Created',
    reason: 'CompleteMultipartUpload',
  },
  'ObjectRemoved:Delete': { type: 'Object Deleted', reason: 'DeleteObject', deletion: DELETED },
  'ObjectRemoved:DeleteMarkerCreated': {
    ...{ type: 'Object Deleted', reason: 'DeleteObject' },
    deletion: MARKED,
  },
  'ObjectTagging:Put': { type: 'Object Tags Added' },
  'ObjectTagging:Delete': { type: 'Object Tags Deleted' },
  'ObjectAcl:Put': { type: 'Object ACL Updated' },
  'ObjectRestore:Post': { type: 'Object Restore Initiated' },
  'ObjectRestore:Completed': { type: 'Object Restore Completed' },
  'ObjectRestore:Delete': { type: 'Object Restore Expired' },
  'LifecycleExpiration:Delete': { type: 'Object Deleted', reason: EXPIRED, deletion: DELETED },
  'LifecycleExpiration:DeleteMarkerCreated': {
    ...{ type: 'Object Deleted', reason: EXPIRED },
    deletion: MARKED,
  },
  LifecycleTransition: { type: 'Object Storage Class Changed' },
};

/**
 * What S3 tells EventBridge, where the key is as it is.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
 */
export function eventBridgeEntry(notifier: Notifier, event: ObjectEvent): PutEventsRequestEntry {
  const { type, reason, deletion } = KINDS[event.name];
  const isOfS3 = event.principal === undefined;
  const { restored } = event;
  const detail = {
    version: '0',
    bucket: { name: event.bucket },
    object: objectOf(event),
    'request-id': event.requestId,
    requester: isOfS3 ? S3 : notifier.cloud.accountId,
    // Recorded: who asked for a copy is told when it is there, and not from where.
    ...(!isOfS3 && restored?.until === undefined && { 'source-ip-address': '127.0.0.1' }),
    ...(reason && { reason }),
    ...(deletion && { 'deletion-type': deletion }),
    ...(restored && { 'source-storage-class': restored.from }),
    ...(restored?.until && { 'restore-expiry-time': isoTime(restored.until) }),
    ...(event.storageClass && { 'destination-storage-class': event.storageClass }),
  };
  return {
    Source: 'aws.s3',
    DetailType: type,
    Resources: [`arn:aws:s3:::${event.bucket}`],
    Time: new Date(event.time),
    Detail: JSON.stringify(detail),
  };
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString().replace('.000Z', 'Z');
}

/** Recorded: of what is restored, EventBridge does not learn the place in the order. */
function objectOf(event: ObjectEvent): object {
  const { name, key, size, etag, versionId, sequencer } = event;
  return {
    key,
    ...(size !== undefined && { size }),
    ...(etag !== undefined && { etag }),
    ...(versionId !== undefined && { 'version-id': versionId }),
    ...(isOrdered(name) && event.restored === undefined && { sequencer }),
  };
}
