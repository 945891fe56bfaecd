import type {
  Event,
  NotificationConfiguration,
  NotificationConfigurationFilter,
} from '@aws-sdk/client-s3';
import { AwsError } from '../../../core/errors.ts';
import type { Random } from '../../../core/random.ts';
import { invalidArgument } from '../errors.ts';
import { DESTINATIONS, type Destination } from './destinations.ts';
import { isEventType, shareEvents } from './event-types.ts';
import { type KeyFilter, keptRules, keyFilter, overlap } from './key-filter.ts';

/** What one configuration sends, of which keys, and where. */
export interface Subscription {
  readonly id: string;
  readonly destination: Destination;
  readonly arn: string;
  readonly events: readonly string[];
  readonly rules: NotificationConfigurationFilter | undefined;
  readonly filter: KeyFilter;
}

interface Given {
  readonly Id?: string | undefined;
  readonly Events?: readonly Event[] | undefined;
  readonly Filter?: NotificationConfigurationFilter | undefined;
}

/** In the order in which they are written: topics, queues, functions. */
export function subscriptionsOf(configuration: NotificationConfiguration): Subscription[] {
  return DESTINATIONS.flatMap((destination) =>
    (configuration[destination.list] ?? []).map((given: Given) => ({
      id: given.Id!,
      destination,
      arn: destination.arnOf(given),
      events: given.Events ?? [],
      rules: given.Filter,
      filter: keyFilter(given.Filter?.Key?.FilterRules),
    })),
  );
}

/**
 * The configuration as S3 keeps it: every part with an id, filters in S3's words.
 * Errors: InvalidArgument.
 */
export function keptConfiguration(
  given: NotificationConfiguration,
  random: Random,
): NotificationConfiguration {
  const kept = Object.fromEntries(
    DESTINATIONS.map(({ list }) => [list, (given[list] ?? []).map((one) => keptPart(one, random))]),
  ) as NotificationConfiguration;
  const subscriptions = subscriptionsOf(kept);
  for (const subscription of subscriptions) check(subscription);
  checkIds(subscriptions);
  checkOverlaps(subscriptions);
  return {
    ...Object.fromEntries(Object.entries(kept).filter(([, parts]) => parts.length > 0)),
    ...(given.EventBridgeConfiguration && { EventBridgeConfiguration: {} }),
  };
}

function keptPart<Part extends Given>(part: Part, random: Random): Part {
  const Id = part.Id || Buffer.from(random.uuid()).toString('base64');
  const rules = part.Filter?.Key?.FilterRules;
  const Filter = rules && { Key: { FilterRules: keptRules(rules) } };
  return { ...part, Id, ...(Filter && { Filter }) };
}

function check({ destination, arn, events }: Subscription): void {
  if (!destination.isArn(arn)) {
    throw invalidArgument('The ARN could not be parsed', destination.argument, arn);
  }
  const unknown = events.find((type) => !isEventType(type));
  if (unknown !== undefined) {
    throw invalidArgument('The event is not supported for notifications', 'Event', unknown);
  }
}

function checkIds(subscriptions: readonly Subscription[]): void {
  const ids = subscriptions.map(({ id }) => id);
  if (new Set(ids).size === ids.length) return;
  throw ambiguous('Same ID used for multiple configurations. IDs must be unique');
}

/** Whatever happens to an object is told to one destination only. */
function checkOverlaps(subscriptions: readonly Subscription[]): void {
  for (const [index, one] of subscriptions.entries()) {
    for (const other of subscriptions.slice(index + 1)) {
      const isShared = one.events.some((a) => other.events.some((b) => shareEvents(a, b)));
      if (isShared && overlap(one.filter, other.filter)) throw overlapping(one, other);
    }
  }
}

function overlapping(one: Subscription, other: Subscription): AwsError {
  return ambiguous(
    one.rules === undefined && other.rules === undefined
      ? 'Configurations overlap. Configurations on the same bucket cannot share a common event type.'
      : 'Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if the prefixes are overlapping for the same event type.',
  );
}

function ambiguous(message: string): AwsError {
  return new AwsError('InvalidArgument', message);
}
