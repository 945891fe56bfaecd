import type { ObjectEventName } from '../events.ts';

/**
 * The event types that can be configured, without the leading `s3:`. Of some, nothing is ever told
 * here: there is no replication, no loss.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-event-types-and-destinations.html
 */
const TYPES: Readonly<Record<string, readonly string[]>> = {
  ObjectCreated: ['*', 'Put', 'Post', 'Copy', 'CompleteMultipartUpload'],
  ObjectRemoved: ['*', 'Delete', 'DeleteMarkerCreated'],
  ObjectRestore: ['*', 'Post', 'Completed', 'Delete'],
  ObjectTagging: ['*', 'Put', 'Delete'],
  ObjectAcl: ['Put'],
  LifecycleExpiration: ['*', 'Delete', 'DeleteMarkerCreated'],
  Replication: [
    '*',
    'OperationFailedReplication',
    'OperationNotTracked',
    'OperationMissedThreshold',
    'OperationReplicatedAfterThreshold',
  ],
};

const ALONE = ['ReducedRedundancyLostObject', 'LifecycleTransition', 'IntelligentTiering'];

const KNOWN: ReadonlySet<string> = new Set([
  ...ALONE.map((name) => `s3:${name}`),
  ...Object.entries(TYPES).flatMap(([kind, ways]) => ways.map((way) => `s3:${kind}:${way}`)),
]);

/** @param type as it is configured: `s3:ObjectCreated:*` */
export function isEventType(type: string): boolean {
  return KNOWN.has(type);
}

/** Whether what happened is of the configured type. */
export function isOfType(name: ObjectEventName, type: string): boolean {
  return covers(type, `s3:${name}`);
}

/** Whether there are events that are of both types. */
export function shareEvents(a: string, b: string): boolean {
  return covers(a, b) || covers(b, a);
}

function covers(type: string, other: string): boolean {
  return type === other || (type.endsWith(':*') && other.startsWith(type.slice(0, -1)));
}
