import { expect, test } from 'vitest';
import { canonicalEvent } from './canonical-event.ts';
import { type SourceName, sources } from './sources.ts';
import { BODIES } from './testing.ts';

/** A body with one of its members changed, by its path. */
function changed(source: SourceName, path: string, value: unknown): unknown {
  const body = structuredClone(BODIES[source]) as Record<string, unknown>;
  const [last, ...above] = path.split('.').reverse();
  const parent = above.reverse().reduce((from, name) => from[name] as typeof body, body);
  parent[last!] = value;
  return body;
}

function eventOf(source: SourceName, body: unknown = BODIES[source]) {
  const read = sources[source].read(body);
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  const outcome = sources[source].process(read.payload);
  return { eventId: 'e', source, ...sources[source].normalise(read.payload, outcome) };
}

test('the same trip is the same event, whichever source it is from', () => {
  expect(eventOf('trip-a')).toEqual({
    eventId: 'e',
    source: 'trip-a',
    type: 'trip.completed',
    customerId: 'sample-a',
    occurredAt: '2030-01-01T10:00:00.000Z',
    data: { tripId: 'trip-1', points: 23 },
  });
  expect(eventOf('trip-b')).toEqual({
    eventId: 'e',
    source: 'trip-b',
    type: 'trip.completed',
    customerId: 'sample-b',
    occurredAt: '2030-01-01T10:00:00.000Z',
    data: { tripId: 'ride-1', points: 8 },
  });
});

test.each([
  ['trip-a', 'fare.value', '0.99', 0],
  ['trip-a', 'fare.value', '120', 120],
  ['trip-b', 'event.distance_miles', 0.3, 1],
  ['trip-b', 'event.distance_miles', 12, 24],
] as const)('%s with %s %j is worth %i points', (source, path, value, points) => {
  expect(eventOf(source, changed(source, path, value)).data).toMatchObject({ points });
});

test.each([
  ['trial', '2030-01-01T00:00:00.000Z'],
  ['monthly', '2030-01-04T00:00:00.000Z'],
  ['yearly', '2030-01-04T00:00:00.000Z'],
])('a subscription of the plan %s gives access until %s', (plan, accessUntil) => {
  expect(eventOf('subscriptions', changed('subscriptions', 'data.plan', plan))).toEqual({
    eventId: 'e',
    source: 'subscriptions',
    type: 'subscription.expired',
    customerId: 'sample-c',
    occurredAt: '2030-01-01T10:00:00.000Z',
    data: { subscriptionId: 'sub-1', accessUntil },
  });
});

test('what every source makes is an event that consumers read', () => {
  for (const source of Object.keys(sources) as SourceName[]) {
    expect(canonicalEvent.parse(eventOf(source))).toEqual(eventOf(source));
  }
});

test.each([
  ['trip-a', 'event_type', 'trips.requested'],
  ['trip-a', 'event_time', '2030-01-01T10:00:00Z'],
  ['trip-a', 'event_time', 1e12],
  ['trip-a', 'meta.user_id', ''],
  ['trip-a', 'meta.trip_id', undefined],
  ['trip-a', 'fare.value', '-5.00'],
  ['trip-a', 'fare.value', '1e5'],
  ['trip-b', 'event_type', 'ride.accepted'],
  ['trip-b', 'occurred_at', 'yesterday'],
  ['trip-b', 'event.passenger.id', 'x'.repeat(129)],
  ['trip-b', 'event.distance_miles', -1],
  ['trip-b', 'event', null],
  ['subscriptions', 'type', 'subscription.renewed'],
  ['subscriptions', 'timestamp', 1_893_492_000],
  ['subscriptions', 'data.plan', 'lifetime'],
  ['subscriptions', 'data.customer', 7],
] as const)(
  '%s does not send %s %j, and that is named without the value',
  (source, path, value) => {
    const read = sources[source].read(changed(source, path, value));
    expect(read).toMatchObject({ problems: [{ path: expect.stringContaining(path) }] });
  },
);

test('each source names its customer in a place of its own', () => {
  expect(sources['trip-a'].customerOf(BODIES['trip-a'])).toBe('sample-a');
  expect(sources['trip-b'].customerOf(BODIES['trip-b'])).toBe('sample-b');
  expect(sources.subscriptions.customerOf(BODIES.subscriptions)).toBe('sample-c');
});

test.each([
  null,
  'text',
  7,
  [],
  {},
  { meta: null },
  { meta: { user_id: 7 } },
  { meta: { user_id: '' } },
])('%j names no customer', (body) => {
  expect(sources['trip-a'].customerOf(body)).toBeUndefined();
});
