import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test, vi } from 'vitest';
import { captureLogs, lambdaContext } from '../kit/testing.ts';
import { handler as normaliseEvent } from './normalise-event.ts';
import { handler as processEvent } from './process-event.ts';
import { handler as publishEvent } from './publish-event.ts';
import { BODIES } from './testing.ts';
import { handler as validateEvent } from './validate-event.ts';

vi.hoisted(() => {
  process.env.AWS_REGION = 'us-east-1';
  process.env.POWERTOOLS_DEV = 'true';
  process.env.EVENTS_TOPIC_ARN = 'arn:aws:sns:us-east-1:123456789012:events';
});

const sns = mockClient(SNSClient);
let logs: () => string;
beforeEach(() => {
  sns.reset();
  sns.on(PublishCommand).resolves({ MessageId: 'm-1' });
  logs = captureLogs();
});

const delivery = (body: unknown, changes: object = {}) => ({
  eventId: 'trip-a/msg-1',
  source: 'trip-a',
  receivedAt: '2030-01-01T10:00:01.000Z',
  body: typeof body === 'string' ? body : JSON.stringify(body),
  ...changes,
});

const { fare, ...tripWithoutFare } = BODIES['trip-a'];
const payload = { ...tripWithoutFare, fare: { value: fare.value } };

test('Validate Event answers with the fields that are used, and no others', async () => {
  const body = { ...BODIES['trip-a'], driver: 'Sam Sample' };
  expect(await validateEvent(delivery(body), lambdaContext())).toEqual(payload);
});

test.each([
  ['an event of another type', delivery({ ...payload, event_type: 'trips.requested' })],
  ['a body that is not JSON', delivery('event=1')],
  ['an unknown source', delivery(payload, { source: 'trip-c' })],
  ['an event without an id', delivery(payload, { eventId: undefined })],
  ['an event that is to come', delivery(payload, { receivedAt: '2030-01-01T09:54:59.000Z' })],
  ['no event at all', null],
])(
  'Validate Event fails with InvalidEvent for %s, and says nothing of what is in it',
  async (_, event) => {
    const failure = validateEvent(event, lambdaContext());
    await expect(failure).rejects.toMatchObject({ name: 'InvalidEvent' });
    expect(logs()).not.toMatch(/sample-a|23\.90/);
  },
);

test('clocks may differ by five minutes', async () => {
  const event = delivery(payload, { receivedAt: '2030-01-01T09:55:00.000Z' });
  expect(await validateEvent(event, lambdaContext())).toEqual(payload);
});

test('Process Event answers with what the event is worth', async () => {
  const event = { source: 'trip-a', payload };
  expect(await processEvent(event, lambdaContext())).toEqual({ points: 23 });
});

const canonical = {
  eventId: 'trip-a/msg-1',
  source: 'trip-a',
  type: 'trip.completed',
  customerId: 'sample-a',
  occurredAt: '2030-01-01T10:00:00.000Z',
  data: { tripId: 'trip-1', points: 23 },
};

test('Normalise Event answers with the canonical event', async () => {
  const event = { eventId: 'trip-a/msg-1', source: 'trip-a', payload, outcome: { points: 23 } };
  expect(await normaliseEvent(event, lambdaContext())).toEqual(canonical);
});

test('Publish Event publishes the event with what subscriptions filter by', async () => {
  expect(await publishEvent(canonical, lambdaContext())).toEqual({ messageId: 'm-1' });
  const [publish] = sns.commandCalls(PublishCommand);
  expect(publish!.args[0].input).toEqual({
    TopicArn: 'arn:aws:sns:us-east-1:123456789012:events',
    Message: expect.any(String),
    MessageAttributes: {
      type: { DataType: 'String', StringValue: 'trip.completed' },
      source: { DataType: 'String', StringValue: 'trip-a' },
    },
  });
  expect(JSON.parse(publish!.args[0].input.Message!)).toEqual(canonical);
});

test.each([
  ['Process Event', processEvent, { source: 'trip-c', payload: {} }],
  ['Normalise Event', normaliseEvent, { source: 'trip-a', payload: {}, outcome: {} }],
  ['Publish Event', publishEvent, { ...canonical, type: 'trip.requested' }],
])('%s fails for a payload that no state before it makes', async (_, handler, event) => {
  await expect(handler(event, lambdaContext())).rejects.toMatchObject({
    name: 'UnexpectedPayload',
  });
  expect(sns.calls()).toEqual([]);
});
