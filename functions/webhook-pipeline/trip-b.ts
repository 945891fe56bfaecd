import * as z from 'zod/mini';
import { id, time } from './fields.ts';
import { source } from './source.ts';

/** Trips of the second provider: times as text, and what counts is how far they went. */
export const tripB = source({
  customer: ['event', 'passenger', 'id'],
  payload: z.object({
    event_type: z.literal('ride.dropped_off'),
    occurred_at: time,
    event: z.object({
      ride_id: id,
      passenger: z.object({ id }),
      distance_miles: z.number().check(z.nonnegative(), z.maximum(10_000)),
    }),
  }),
  outcome: z.object({ points: z.int() }),
  occurredAt: ({ occurred_at }) => new Date(occurred_at),
  /** Two points for every whole mile, and one for a ride that is shorter. */
  process: ({ event }) => ({ points: Math.max(1, 2 * Math.floor(event.distance_miles)) }),
  normalise: ({ event }, { points }) => ({
    type: 'trip.completed',
    customerId: event.passenger.id,
    data: { tripId: event.ride_id, points },
  }),
});
