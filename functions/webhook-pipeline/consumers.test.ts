import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { SQSEvent } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test, vi } from 'vitest';
import { captureLogs, lambdaContext } from '../kit/testing.ts';
import { handler as awardPoints } from './award-points.ts';
import { handler as expireSubscription } from './expire-subscription.ts';

vi.hoisted(() => {
  process.env.AWS_REGION = 'us-east-1';
  process.env.POWERTOOLS_DEV = 'true';
  process.env.AWARDS_TABLE = 'awards';
  process.env.BALANCES_TABLE = 'balances';
  process.env.SUBSCRIPTIONS_TABLE = 'subscriptions';
});

const dynamodb = mockClient(DynamoDBClient);
let logs: () => string;
beforeEach(() => {
  dynamodb.reset();
  logs = captureLogs();
});

const trip = (eventId = 'trip-a/1') => ({
  eventId,
  source: 'trip-a',
  type: 'trip.completed',
  customerId: 'sample-a',
  occurredAt: '2030-01-01T10:00:00.000Z',
  data: { tripId: 'trip-1', points: 23 },
});

const expired = {
  eventId: 'subscriptions/1',
  source: 'subscriptions',
  type: 'subscription.expired',
  customerId: 'sample-c',
  occurredAt: '2030-01-01T10:00:00.000Z',
  data: { subscriptionId: 'sub-1', accessUntil: '2030-01-04T00:00:00.000Z' },
};

const messages = (...bodies: readonly unknown[]): SQSEvent =>
  ({
    Records: bodies.map((body, at) => ({ messageId: `m-${at}`, body: JSON.stringify(body) })),
  }) as SQSEvent;

function canceled(...codes: readonly string[]) {
  return new TransactionCanceledException({
    message: 'canceled',
    $metadata: {},
    CancellationReasons: codes.map((Code) => ({ Code })),
  });
}

test('the award and the sum it is added to are one transaction, on the condition of the event', async () => {
  expect(await awardPoints(messages(trip()), lambdaContext())).toEqual({ batchItemFailures: [] });
  const [write] = dynamodb.commandCalls(TransactWriteItemsCommand);
  expect(write!.args[0].input.TransactItems).toEqual([
    {
      Put: {
        TableName: 'awards',
        Item: {
          eventId: { S: 'trip-a/1' },
          customerId: { S: 'sample-a' },
          tripId: { S: 'trip-1' },
          points: { N: '23' },
          occurredAt: { S: '2030-01-01T10:00:00.000Z' },
        },
        ConditionExpression: 'attribute_not_exists(eventId)',
      },
    },
    {
      Update: {
        TableName: 'balances',
        Key: { customerId: { S: 'sample-a' } },
        UpdateExpression: 'ADD points :points',
        ExpressionAttributeValues: { ':points': { N: '23' } },
      },
    },
  ]);
});

test('an event that was awarded before is done', async () => {
  dynamodb.on(TransactWriteItemsCommand).rejects(canceled('ConditionalCheckFailed', 'None'));
  expect(await awardPoints(messages(trip()), lambdaContext())).toEqual({ batchItemFailures: [] });
  expect(logs()).toContain('Awarded before');
});

test('a message that another one stands in the way of comes again, and no other', async () => {
  dynamodb
    .on(TransactWriteItemsCommand)
    .resolvesOnce({})
    .rejectsOnce(canceled('None', 'TransactionConflict'))
    .resolvesOnce({});
  const event = messages(trip('trip-a/1'), trip('trip-a/2'), trip('trip-a/3'));
  expect(await awardPoints(event, lambdaContext())).toEqual({
    batchItemFailures: [{ itemIdentifier: 'm-1' }],
  });
  expect(logs()).toContain('m-1');
});

test('where all fail the function fails, for the alarm', async () => {
  dynamodb.on(TransactWriteItemsCommand).rejects(new Error('down'));
  await expect(awardPoints(messages(trip(), trip()), lambdaContext())).rejects.toThrow();
});

test.each([
  ['text', 'no JSON, says Sam'],
  ['another type', { ...trip(), type: 'trip.requested' }],
  ['a point more or less', { ...trip(), data: { tripId: 'trip-1', points: 2.5 } }],
])('a message of %s fails alone, and is not repeated in the log', async (_, body) => {
  const event = messages(body, trip());
  expect(await awardPoints(event, lambdaContext())).toEqual({
    batchItemFailures: [{ itemIdentifier: 'm-0' }],
  });
  expect(logs()).not.toMatch(/Sam|sample-a/);
});

test('a subscription expires on the condition that nothing newer is known of it', async () => {
  await expireSubscription(messages(expired), lambdaContext());
  const [update] = dynamodb.commandCalls(UpdateItemCommand);
  expect(update!.args[0].input).toMatchObject({
    TableName: 'subscriptions',
    Key: { subscriptionId: { S: 'sub-1' } },
    ConditionExpression: 'attribute_not_exists(changedAt) OR changedAt < :at',
    ExpressionAttributeValues: {
      ':expired': { S: 'EXPIRED' },
      ':at': { S: '2030-01-01T10:00:00.000Z' },
      ':until': { S: '2030-01-04T00:00:00.000Z' },
    },
  });
});

test('a late event leaves what is newer, and is done', async () => {
  dynamodb
    .on(UpdateItemCommand)
    .rejects(new ConditionalCheckFailedException({ message: 'no', $metadata: {} }));
  expect(await expireSubscription(messages(expired), lambdaContext())).toEqual({
    batchItemFailures: [],
  });
  expect(logs()).toContain('Something newer stands');
});

test('a subscription that cannot be written is tried again', async () => {
  dynamodb.on(UpdateItemCommand).rejects(new Error('down'));
  await expect(expireSubscription(messages(expired), lambdaContext())).rejects.toThrow();
});
