import type { NotificationConfiguration } from '@aws-sdk/client-s3';
import type { Cloud } from '../../../core/service.ts';
import type { Bucket } from '../bucket.ts';
import type { ObjectEvent } from '../events.ts';
import { type Subscription, subscriptionsOf } from './configuration.ts';
import { type Untold, unableToValidate } from './destinations.ts';
import { eventBridgeEntry } from './event-bridge.ts';
import { isOfType } from './event-types.ts';
import { encodedKey, passes } from './key-filter.ts';
import { s3For } from './principal.ts';
import { notification, testEvent } from './record.ts';

/** What notifications are made of besides the event. */
export interface Notifier {
  readonly cloud: Cloud;
  /** Amazon's customer id of the account, which owns all buckets. */
  readonly ownerId: string;
  /** The unique id of a role (`AROA...`). */
  roleId(roleArn: string): string | undefined;
}

/** Tells everybody who is to be told by the bucket's configuration, each on their own. */
export function notify(notifier: Notifier, bucket: Bucket, event: ObjectEvent): void {
  const { notifications = {} } = bucket.settings;
  if (notifications.EventBridgeConfiguration) tellEventBridge(notifier, bucket, event);
  for (const subscription of subscriptionsOf(notifications)) {
    if (isFor(subscription, event)) send(notifier, bucket, event, subscription);
  }
}

function tellEventBridge(notifier: Notifier, bucket: Bucket, event: ObjectEvent): void {
  const { cloud } = notifier;
  const Entries = [eventBridgeEntry(notifier, event)];
  cloud.background(`${event.name} of ${bucket.arn} to EventBridge`, () =>
    cloud.call(s3For(cloud, bucket), 'EventBridge', 'PutEvents', { Entries }),
  );
}

function isFor({ events, filter }: Subscription, { name, key }: ObjectEvent): boolean {
  return events.some((type) => isOfType(name, type)) && passes(filter, encodedKey(key));
}

function send(
  notifier: Notifier,
  bucket: Bucket,
  event: ObjectEvent,
  { id, destination, arn }: Subscription,
): void {
  const { cloud } = notifier;
  const text = JSON.stringify(notification(notifier, event, id));
  cloud.background(`${event.name} of ${bucket.arn} to ${arn}`, async () => {
    await destination.send(cloud, bucket, arn, text);
  });
}

/** Sends a test event everywhere. Throws InvalidArgument, which names all that cannot be sent to. */
export async function testDestinations(
  cloud: Cloud,
  bucket: Bucket,
  configuration: NotificationConfiguration,
  requestId: string,
): Promise<void> {
  const text = JSON.stringify(testEvent(bucket.name, cloud.clock.now(), requestId));
  const problems: Untold[] = [];
  for (const { destination, arn } of subscriptionsOf(configuration)) {
    const problem = await destination.test(cloud, bucket, arn, text);
    if (problem !== undefined) problems.push(problem);
  }
  if (problems.length > 0) throw unableToValidate(problems);
}
