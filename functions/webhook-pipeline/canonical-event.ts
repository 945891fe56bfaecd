import * as z from 'zod/mini';

const common = {
  /** The same for every delivery of the event. */
  eventId: z.string(),
  source: z.string(),
  customerId: z.string(),
  /** When it happened, by its source: ISO 8601 in UTC with milliseconds, so that texts sort as times. */
  occurredAt: z.iso.datetime({ precision: 3 }),
};

export const tripCompleted = z.object({
  ...common,
  type: z.literal('trip.completed'),
  data: z.object({ tripId: z.string(), points: z.int() }),
});

export const subscriptionExpired = z.object({
  ...common,
  type: z.literal('subscription.expired'),
  data: z.object({ subscriptionId: z.string(), accessUntil: z.iso.datetime({ precision: 3 }) }),
});

/** An event as all consumers read it, whichever source it is from. */
export const canonicalEvent = z.discriminatedUnion('type', [tripCompleted, subscriptionExpired]);

export type CanonicalEvent = z.output<typeof canonicalEvent>;
export type TripCompleted = z.output<typeof tripCompleted>;
export type SubscriptionExpired = z.output<typeof subscriptionExpired>;
