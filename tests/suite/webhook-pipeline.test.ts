import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Death, letDie } from './dying.ts';
import { faultsOf } from './faults.ts';
import { type Delivery, type WebhookCloud, webhookCloud } from './webhooks.ts';

/**
 * The invariant of webhook-pipeline: each event has exactly one effect, however often and in whatever
 * order it is delivered, whichever function dies and whichever service is away. Until then it is in a
 * queue, whole, from which it can be sent in again.
 *
 * `INVARIANT_RUNS` sets how many random histories are tried.
 */
const RUNS = Number(process.env.INVARIANT_RUNS ?? 200);
vi.setConfig({ testTimeout: 300_000 + RUNS * 5_000 });

let world: WebhookCloud;
beforeAll(async () => {
  world = await webhookCloud('webhook-pipeline');
});
afterAll(async () => {
  await world.cloud.close();
});

const BEGIN = Date.UTC(2026, 0, 1);
const HOUR = 3_600_000;

/** An event of the first source, with a number that tells it from the others of its customer. */
function trip(customer: string, number: number) {
  const body = {
    event_type: 'trips.completed',
    event_time: BEGIN / 1000 + number,
    meta: { user_id: customer, trip_id: `${customer}-${number}` },
    fare: { value: '1.00' },
  };
  const eventId = `trip-a/${customer}-${number}`;
  const receivedAt = new Date(BEGIN + HOUR).toISOString();
  const record = { eventId, source: 'trip-a', receivedAt, body: JSON.stringify(body) };
  return { key: customer, record };
}

test("a customer's events are processed in their order, those of others meanwhile", async () => {
  const customers = ['order-x', 'order-y', 'order-z'];
  await world.put([1, 2, 3].flatMap((number) => customers.map((one) => trip(one, number))));
  await world.cloud.clock.settle();
  const log = await world.executions('order-');
  for (const customer of customers) {
    expect(log.filter((entry) => entry.includes(customer))).toEqual(
      [1, 2, 3].flatMap((number) => [
        `trip-a-${customer}-${number} Started`,
        `trip-a-${customer}-${number} Succeeded`,
      ]),
    );
  }
  const firstEnd = log.findIndex((entry) => entry.endsWith('Succeeded'));
  expect(log.slice(0, firstEnd).sort()).toEqual(
    customers.map((customer) => `trip-a-${customer}-1 Started`),
  );
});

test('a body of one byte too many is 413, and one that API Gateway encodes is taken', async () => {
  const { cloud } = world;
  const Name = `${cloud.output('WebhookSecretsPath')}/trip-b`;
  const key = Buffer.alloc(32, 'key');
  const Value = `whsec_${key.toString('base64')}`;
  await cloud.call('SSM', 'PutParameter', { Name, Value, Type: 'SecureString' });
  const send = async (body: Uint8Array<ArrayBuffer>) => {
    const timestamp = String(Math.floor(cloud.clock.now().getTime() / 1000));
    const hmac = createHmac('sha256', key).update(`bytes.${timestamp}.`).update(body);
    const headers = {
      'content-type': 'application/octet-stream',
      'webhook-id': 'bytes',
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${hmac.digest('base64')}`,
    };
    const url = `${cloud.output('ApiUrl')}/webhooks/trip-b`;
    return (await cloud.clock.during(fetch(url, { method: 'POST', headers, body }))).status;
  };
  const largest = new Uint8Array(65_536).fill(0x20);
  largest.set(Buffer.from('{}'));
  expect(await send(largest)).toBe(202);
  expect(await send(new Uint8Array([...largest, 0x20]))).toBe(413);
  await cloud.clock.settle();
  const { rejected } = await world.setAside();
  expect(rejected).toMatchObject([{ eventId: 'trip-b/bytes', body: `{}${' '.repeat(65_534)}` }]);
});

const ERRORS = {
  'Validate Event': ['Lambda.ServiceException', 'Lambda.ResourceNotFoundException'],
  'Claim Event': ['DynamoDB.ThrottlingException', 'DynamoDB.InternalServerErrorException'],
  'Read Claim': ['DynamoDB.InternalServerErrorException'],
  'Process Event': ['Sandbox.Timedout', 'Lambda.ResourceNotFoundException'],
  'Normalise Event': ['Runtime.ExitError', 'UnexpectedPayload'],
  'Publish Event': ['Lambda.Unknown', 'Lambda.ResourceNotFoundException', 'States.Timeout'],
  'Complete Claim': ['DynamoDB.InternalServerErrorException'],
  'Release Claim': ['DynamoDB.InternalServerErrorException'],
  'Reject Event': ['SQS.SdkClientException'],
  'Park Event': ['SQS.SdkClientException'],
};

const faults = faultsOf({
  errors: ERRORS,
  slow: { states: ['Process Event', 'Publish Event', 'Complete Claim'], seconds: [3, 8, 12] },
  outages: [
    ['Publish Event'],
    ['Publish Event', 'Release Claim'],
    ['Complete Claim', 'Release Claim'],
    ['Claim Event', 'Read Claim', 'Complete Claim', 'Release Claim'],
    ['Reject Event', 'Park Event'],
    ['Validate Event', 'Process Event', 'Normalise Event', 'Publish Event'],
    ['Publish Event', 'Release Claim', 'Park Event'],
  ],
  most: 2,
});

const KINDS = ['trip-a', 'trip-b', 'subscriptions', 'unknown'] as const;

/** One of the events of a history is delivered: those of a customer are numbered as they happened. */
const delivered = fc.record(
  {
    customer: fc.constantFrom('x', 'y'),
    number: fc.nat(1),
    dies: fc.constantFrom<Death[]>('before', 'midst', 'after'),
  },
  { requiredKeys: ['customer', 'number'] },
);

/** Two customers with two events each, and what is delivered of those in one round and the next. */
const history = fc.record({
  kinds: fc.array(fc.constantFrom(...KINDS), { minLength: 4, maxLength: 4 }),
  rounds: fc.array(fc.array(delivered, { minLength: 1, maxLength: 2 }), {
    minLength: 1,
    maxLength: 2,
  }),
});

type History = typeof history extends fc.Arbitrary<infer Value> ? Value : never;

/** So many histories are lived at the same time, under the same faults. */
const AT_ONCE = 5;

const times = fc.record({
  histories: fc.array(history, { minLength: AT_ONCE, maxLength: AT_ONCE }),
  faults: fc.tuple(faults, faults),
});

type Times = typeof times extends fc.Arbitrary<infer Value> ? Value : never;

/** Tried first, since chance comes upon it late: an older event after a newer one, in no queue meanwhile. */
const WORST: Times = {
  histories: (['subscriptions', 'trip-a'] as const).map((kind) => ({
    kinds: Array(4).fill(kind),
    rounds: [[{ customer: 'x', number: 1 }], [{ customer: 'x', number: 0 }]],
  })),
  faults: [
    [],
    ['Publish Event', 'Release Claim', 'Park Event'].map((state) => ({
      state,
      error: 'States.TaskFailed',
    })),
  ],
};

/** The event of that number of a customer, as its source sends it. */
function eventOf(kinds: History['kinds'], customer: string, number: number) {
  const kind = kinds[number + (customer.endsWith('x') ? 0 : 2)]!;
  const at = BEGIN + number * HOUR;
  const time = new Date(at).toISOString();
  const id = `${customer}-${number}`;
  const source = kind === 'unknown' ? 'trip-a' : kind;
  const bodies = {
    'trip-a': {
      event_type: 'trips.completed',
      event_time: at / 1000,
      meta: { user_id: customer, trip_id: id },
      fare: { value: `${10 ** number}.00` },
    },
    'trip-b': {
      event_type: 'ride.dropped_off',
      occurred_at: time,
      event: { ride_id: id, passenger: { id: customer }, distance_miles: 10 ** number / 2 },
    },
    subscriptions: {
      type: 'subscription.expired',
      timestamp: time,
      data: { subscription: customer, customer, plan: 'trial', period_end: time },
    },
    unknown: { event_type: 'trips.requested', meta: { user_id: customer } },
  };
  const record: Delivery = {
    eventId: `${source}/${id}`,
    source,
    receivedAt: new Date(BEGIN + 24 * HOUR).toISOString(),
    body: JSON.stringify(bodies[kind]),
  };
  return { key: customer, kind, time, points: 10 ** number, record };
}

type Event = ReturnType<typeof eventOf>;

/**
 * Delivers what the history says, round by round, under the round's faults. Somebody hasty sends in
 * again what is parked, before anything can have lapsed or been mended.
 */
async function live({ histories, faults }: Times, run: number): Promise<Map<string, Event>> {
  const sent = new Map<string, Event>();
  for (const [at, those] of faults.entries()) {
    const records = histories.flatMap(({ kinds, rounds }, nth) =>
      (rounds[at] ?? []).map(({ customer, number, dies }) => {
        const event = eventOf(kinds, `invariant-${run}-${nth}-${customer}`, number);
        sent.set(event.record.eventId, event);
        return { key: event.key, record: dies ? { ...event.record, dies } : event.record };
      }),
    );
    if (records.length === 0) continue;
    await world.cloud.setFaults(...those);
    await world.put(records);
    await world.cloud.clock.advance('1m');
    await putAgain(await world.parked(), run);
  }
  await world.cloud.clearFaults();
  return sent;
}

/** What there is of these events, and which of them have had their effect. */
async function lookAt(sent: ReadonlyMap<string, Event>) {
  const events = [...sent.values()];
  const customers = [...new Set(events.map(({ key }) => key))];
  const there = await world.effects([...sent.keys()], customers);
  const expired = events.filter(({ kind, key, time }) => {
    const changedAt = there.subscriptions.get(key)?.changedAt?.S;
    return kind === 'subscriptions' && changedAt !== undefined && changedAt >= time;
  });
  const done = [...there.awards.keys(), ...expired.map(({ record }) => record.eventId)];
  return { events, customers, ...there, done };
}

/** Sends in again what was set aside, as a person does who has mended what was broken. */
async function sendAgain(aside: Aside, run: number): Promise<boolean> {
  const { parked, undelivered, awards, expiries } = aside;
  await putAgain([...parked, ...undelivered], run);
  await world.send('AwardPointsQueue', awards);
  await world.send('ExpireSubscriptionQueue', expiries);
  return [...parked, ...undelivered, ...awards, ...expiries].length > 0;
}

/** By one hand: in no order with what their customers do meanwhile. */
async function putAgain(events: readonly Delivery[], run: number): Promise<void> {
  if (events.length === 0) return;
  const records = events.map(({ eventId, source, receivedAt, body }) => ({
    key: `invariant-${run}`,
    record: { eventId, source, receivedAt, body },
  }));
  await world.put(records);
}

function idsIn({ rejected, parked, undelivered, awards, expiries }: Aside): string[] {
  const messages = [...awards, ...expiries].map((body) => JSON.parse(body));
  return [...rejected, ...parked, ...undelivered, ...messages].map(({ eventId }) => eventId);
}

type Aside = Awaited<ReturnType<WebhookCloud['setAside']>>;

test('whatever comes twice, late or in another order, dies or is away, each event has one effect', async () => {
  await letDie(world.cloud, {
    StartPipelineLambdaFunction: 16,
    PublishEventLambdaFunction: 16,
    AwardPointsLambdaFunction: 8,
    ExpireSubscriptionLambdaFunction: 8,
  });
  let run = 0;
  const everRejected = new Set<string>();
  const holds = fc.asyncProperty(times, async (past) => {
    run += 1;
    const sent = await live(past, run);
    const rejected = new Set<string>();
    for (;;) {
      // Until the last try of every message: six of the mapping, of at most four minutes each, then
      // five of a queue, a minute and a half apart.
      await world.cloud.clock.advance('35m');
      const aside = await world.setAside();
      for (const { eventId } of aside.rejected) {
        // What a function was in the midst of when it died goes on when it is called again, in a later
        // history perhaps: an event of an earlier one may be rejected once more.
        if (sent.has(eventId)) rejected.add(eventId);
        else expect(everRejected).toContain(eventId);
        everRejected.add(eventId);
      }
      const seen = await lookAt(sent);
      const accounted = new Set([...seen.done, ...rejected, ...idsIn(aside)]);
      expect([...sent.keys()].filter((id) => !accounted.has(id))).toEqual([]);
      if (await sendAgain(aside, run)) continue;
      expectOneEffect(seen, rejected);
      return;
    }
  });
  await fc.assert(holds, {
    numRuns: Math.ceil(RUNS / AT_ONCE),
    examples: [[WORST]],
    seed: 20_300_101,
    endOnFailure: true,
  });
});

/** Each event that is known was carried out, and nothing was added twice or undone by what is older. */
function expectOneEffect(seen: Awaited<ReturnType<typeof lookAt>>, rejected: ReadonlySet<string>) {
  const ids = (events: readonly Event[]) => events.map(({ record }) => record.eventId).sort();
  const unknown = seen.events.filter(({ kind }) => kind === 'unknown');
  expect([...rejected].sort()).toEqual(ids(unknown));
  expect(seen.done.sort()).toEqual(ids(seen.events.filter((event) => !unknown.includes(event))));
  for (const customer of seen.customers) {
    const own = seen.events.filter(({ key }) => key === customer);
    const trips = own.filter(({ kind }) => kind.startsWith('trip'));
    const sum = trips.reduce((total, { points }) => total + points, 0);
    expect(Number(seen.balances.get(customer)?.points?.N ?? 0)).toBe(sum);
    const expiries = own.filter(({ kind }) => kind === 'subscriptions').map(({ time }) => time);
    expect(seen.subscriptions.get(customer)?.changedAt?.S).toBe(expiries.sort().at(-1));
  }
}
