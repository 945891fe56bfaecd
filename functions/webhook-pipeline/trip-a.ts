import * as z from 'zod/mini';
import { id } from './fields.ts';
import { source } from './source.ts';

/** Trips of the first provider: times in seconds since 1970, fares as decimal text. */
export const tripA = source({
  customer: ['meta', 'user_id'],
  payload: z.object({
    event_type: z.literal('trips.completed'),
    event_time: z.int().check(z.positive(), z.maximum(253_402_300_799)),
    meta: z.object({ user_id: id, trip_id: id }),
    fare: z.object({
      value: z.string().check(z.regex(/^\d{1,6}(\.\d{1,3})?$/, 'must be an amount like 12.50')),
    }),
  }),
  outcome: z.object({ points: z.int() }),
  occurredAt: ({ event_time }) => new Date(event_time * 1000),
  /** A point for every whole unit of the fare. */
  process: ({ fare }) => ({ points: Math.floor(Number(fare.value)) }),
  normalise: ({ meta }, { points }) => ({
    type: 'trip.completed',
    customerId: meta.user_id,
    data: { tripId: meta.trip_id, points },
  }),
});
