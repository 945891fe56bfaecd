import { createHash } from 'node:crypto';
import { isOrdered, type ObjectEvent } from '../events.ts';
import { encodedKey } from './key-filter.ts';
import type { Notifier } from './notify.ts';
import { S3 } from './principal.ts';

/**
 * What S3 sends to topics, queues and functions.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
export function notification(
  notifier: Notifier,
  event: ObjectEvent,
  configurationId: string,
): object {
  const { cloud, ownerId } = notifier;
  const { name, bucket, requestId, time } = event;
  const record = {
    eventVersion: isLater(event) ? '2.3' : '2.1',
    eventSource: 'aws:s3',
    awsRegion: cloud.region,
    eventTime: new Date(time).toISOString(),
    eventName: name,
    userIdentity: { principalId: principalId(notifier, event) },
    requestParameters: { sourceIPAddress: event.principal === undefined ? S3 : '127.0.0.1' },
    responseElements: { 'x-amz-request-id': requestId, 'x-amz-id-2': hostId(requestId) },
    s3: {
      s3SchemaVersion: '1.0',
      configurationId,
      bucket: {
        name: bucket,
        ownerIdentity: { principalId: ownerId },
        arn: `arn:aws:s3:::${bucket}`,
      },
      object: objectOf(event),
    },
    ...glacierData(event),
  };
  return { Records: [record] };
}

/** What S3 sends to a topic or a queue when it is configured. */
export function testEvent(bucket: string, time: number, requestId: string): object {
  return {
    Service: 'Amazon S3',
    Event: 's3:TestEvent',
    Time: new Date(time).toISOString(),
    Bucket: bucket,
    RequestId: requestId,
    HostId: hostId(requestId),
  };
}

/** What a copy that is there now is of, and until when it is. */
function glacierData({ restored }: ObjectEvent): object {
  if (restored?.until === undefined) return {};
  const restoreEventData = {
    lifecycleRestorationExpiryTime: new Date(restored.until).toISOString(),
    lifecycleRestoreStorageClass: restored.from,
  };
  return { glacierEventData: { restoreEventData } };
}

/** Kinds of events that came later have another version. */
function isLater({ name }: ObjectEvent): boolean {
  return /^(?:ObjectTagging|ObjectAcl|Lifecycle)/.test(name);
}

function objectOf({ name, key, size, etag, versionId, sequencer }: ObjectEvent): object {
  return {
    key: encodedKey(key),
    ...(size !== undefined && { size }),
    ...(etag !== undefined && { eTag: etag }),
    ...(versionId !== undefined && { versionId }),
    ...(isOrdered(name) && { sequencer }),
  };
}

function principalId(
  { roleId, cloud, ownerId }: Notifier,
  { name, principal }: ObjectEvent,
): string {
  if (principal === undefined) return S3;
  if (name === 'ObjectRestore:Completed') return `AmazonCustomer:${ownerId}`;
  if (principal.roleArn === undefined) return `AWS:${cloud.accountId}`;
  const session = principal.arn.slice(principal.arn.lastIndexOf('/') + 1);
  return `AWS:${roleId(principal.roleArn) ?? ''}:${session}`;
}

/** Names the host that answered; every request has another here. */
function hostId(requestId: string): string {
  return createHash('sha384').update(requestId).digest('base64');
}
