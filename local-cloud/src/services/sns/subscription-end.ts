import { isWeb } from './protocols.ts';
import type { Topics } from './topics.ts';
import { tellOfEnd } from './web.ts';

/** Ends a subscription, if it is there. A server that had confirmed it is told, and can have it back. */
export function end(topics: Topics, arn: string): void {
  const subscription = topics.subscriptions().find((one) => one.arn === arn);
  topics.unsubscribe(arn);
  if (subscription === undefined || !isWeb(subscription.protocol)) return;
  if (subscription.confirmation !== 'pending') tellOfEnd(topics, topics.deactivate(subscription));
}
