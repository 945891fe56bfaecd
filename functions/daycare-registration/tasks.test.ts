import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { captureLogs, lambdaContext } from '../kit/testing.ts';
import { handler as checkAgeRange } from './check-age-range.ts';
import { handler as checkInformation } from './check-information.ts';
import { handler as checkSpotsAvailability } from './check-spots-availability.ts';
import { handler as confirmRegistration } from './confirm-registration.ts';
import { handler as releaseSpots } from './release-spots.ts';
import { releaseSpots as release, takeSpots as take } from './spots.ts';

const tables = vi.hoisted(() => {
  process.env.AWS_REGION = 'us-east-1';
  process.env.POWERTOOLS_DEV = 'true';
  process.env.TIME_ZONE = 'America/New_York';
  process.env.SPOTS_TABLE = 'spots';
  process.env.SPOTS_PER_DAY = '20';
  process.env.REGISTRATIONS_TABLE = 'registrations';
  return { spots: 'spots', registrations: 'registrations' };
});

const db = mockClient(DynamoDBClient);
let logs: () => string;
beforeEach(() => {
  db.reset();
  logs = captureLogs();
});

const registration = {
  registrationId: 'r-1',
  child: { firstName: 'Kim', lastName: 'Sample', dateOfBirth: '2024-01-15' },
  parents: [{ name: 'Sam Sample', email: 'sam@example.com' }],
  weekdays: ['Monday', 'Friday'],
};
const wish = { registrationId: 'r-1', execution: 'run-1', weekdays: ['Monday', 'Friday'] };
const held = {
  registrationId: { S: 'r-1' },
  status: { S: 'HELD' },
  heldBy: { S: 'run-1' },
  weekdays: { L: [{ S: 'Monday' }, { S: 'Friday' }] },
};
const confirmed = {
  ...held,
  status: { S: 'CONFIRMED' },
  age: { N: '3' },
  monthlyFee: { N: '750' },
  startDate: { S: '2030-01-15' },
};
const confirmation = {
  registrationId: 'r-1',
  status: 'CONFIRMED',
  weekdays: ['Monday', 'Friday'],
  age: 3,
  monthlyFee: 750,
  startDate: '2030-01-15',
};

const transactions = () =>
  db.commandCalls(TransactWriteItemsCommand).map(({ args }) => args[0].input.TransactItems);

const message = 'Transaction cancelled';
const cancelled = (...codes: string[]) =>
  new TransactionCanceledException({
    message,
    $metadata: {},
    CancellationReasons: codes.map((Code) => ({ Code })),
  });

describe('Check Information', () => {
  const check = (value: unknown) => checkInformation({ registration: value }, lambdaContext());

  test('says that everything is there', async () => {
    expect(await check(registration)).toEqual({
      complete: true,
      registrationId: 'r-1',
      problems: '',
    });
  });

  test('says what is missing, and logs it without what is there', async () => {
    const { child, ...rest } = registration;
    expect(await check({ ...rest, weekdays: ['Sam Sample'], kim: child })).toEqual({
      complete: false,
      registrationId: 'r-1',
      problems: 'child is missing; weekdays.0 must be a day from Monday to Friday',
    });
    expect(logs()).toContain('child is missing');
    expect(logs()).not.toMatch(/Sam|Kim|@/);
  });
});

describe('Check Age Range', () => {
  const check = (receivedAt: string) =>
    checkAgeRange({ dateOfBirth: '2024-01-15', receivedAt }, lambdaContext());

  test('counts birthdays on the day it is where the day care is', async () => {
    expect(await check('2026-01-15T04:59:59.999Z')).toEqual({
      age: 1,
      accepted: false,
      today: '2026-01-14',
    });
    expect(await check('2026-01-15T05:00:00.000Z')).toEqual({
      age: 2,
      accepted: true,
      today: '2026-01-15',
    });
  });

  test('accepts to the day before the sixth birthday', async () => {
    expect(await check('2030-01-14T12:00:00Z')).toMatchObject({ age: 5, accepted: true });
    expect(await check('2030-01-15T12:00:00Z')).toMatchObject({ age: 6, accepted: false });
  });
});

describe('Check Spots Availability', () => {
  const check = () => checkSpotsAvailability(wish, lambdaContext());

  test('takes a spot on every day in one transaction', async () => {
    db.on(TransactWriteItemsCommand).resolves({});
    expect(await check()).toEqual({ available: true, full: '' });
    expect(transactions()).toEqual([take(tables, wish, 20)]);
  });

  test('names the days that are full', async () => {
    const full = ['None', 'ConditionalCheckFailed', 'ConditionalCheckFailed'];
    db.on(TransactWriteItemsCommand).rejects(cancelled(...full));
    expect(await check()).toEqual({ available: false, full: 'Monday, Friday' });
  });

  test('leaves a registration the spots that it has', async () => {
    db.on(TransactWriteItemsCommand).rejects(cancelled('ConditionalCheckFailed', 'None', 'None'));
    expect(await check()).toEqual({ available: true, full: '' });
  });

  test('fails with SpotsContended when another transaction is at the same days', async () => {
    db.on(TransactWriteItemsCommand).rejects(cancelled('None', 'TransactionConflict', 'None'));
    await expect(check()).rejects.toMatchObject({ name: 'SpotsContended' });
  });

  test('fails as DynamoDB does', async () => {
    db.on(TransactWriteItemsCommand).rejects(new Error('no table'));
    await expect(check()).rejects.toThrow('no table');
  });
});

describe('Confirm Registration', () => {
  const confirm = (age = 3) =>
    confirmRegistration({ registrationId: 'r-1', age, today: '2030-01-01' }, lambdaContext());

  const refusal = (Item?: typeof held) =>
    new ConditionalCheckFailedException({
      message: 'refused',
      $metadata: {},
      ...(Item && { Item }),
    });

  test('settles fee and first day, if the registration holds its spots', async () => {
    db.on(UpdateItemCommand).resolves({ Attributes: confirmed });
    expect(await confirm()).toEqual(confirmation);
    expect(db.commandCalls(UpdateItemCommand)[0]?.args[0].input).toMatchObject({
      TableName: 'registrations',
      Key: { registrationId: { S: 'r-1' } },
      ConditionExpression: '#status = :held',
      ExpressionAttributeValues: {
        ':held': { S: 'HELD' },
        ':confirmed': { S: 'CONFIRMED' },
        ':age': { N: '3' },
        ':fee': { N: '750' },
        ':startDate': { S: '2030-01-15' },
      },
    });
  });

  test('answers a second time as the first', async () => {
    db.on(UpdateItemCommand).rejects(refusal(confirmed));
    expect(await confirm(4)).toEqual(confirmation);
  });

  test('fails when nothing is held: nobody is confirmed without spots', async () => {
    db.on(UpdateItemCommand).rejects(refusal());
    await expect(confirm()).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
  });
});

describe('Release Spots', () => {
  const run = (input: unknown = registration) =>
    releaseSpots({ registration: input, execution: 'run-1' }, lambdaContext());
  const released = { registrationId: 'r-1', status: 'RELEASED' };

  test('gives back what this execution holds', async () => {
    db.on(GetItemCommand).resolves({ Item: held });
    db.on(TransactWriteItemsCommand).resolves({});
    expect(await run()).toEqual(released);
    expect(transactions()).toEqual([release(tables, wish)]);
    expect(db.commandCalls(GetItemCommand)[0]?.args[0].input).toMatchObject({
      Key: { registrationId: { S: 'r-1' } },
      ConsistentRead: true,
    });
  });

  test('gives back nothing when nothing is held, or another execution holds it', async () => {
    db.on(GetItemCommand)
      .resolvesOnce({})
      .resolvesOnce({ Item: { ...held, heldBy: { S: 'x' } } });
    expect([await run(), await run()]).toEqual([released, released]);
    expect(transactions()).toEqual([]);
  });

  test('leaves what is confirmed, and answers with it', async () => {
    db.on(GetItemCommand).resolves({ Item: confirmed });
    expect(await run()).toEqual(confirmation);
    expect(transactions()).toEqual([]);
  });

  test('fails with SpotsContended when it changed meanwhile, to read it anew', async () => {
    db.on(GetItemCommand).resolves({ Item: held });
    db.on(TransactWriteItemsCommand).rejects(cancelled('ConditionalCheckFailed', 'None', 'None'));
    await expect(run()).rejects.toMatchObject({ name: 'SpotsContended' });
  });

  test('fails as DynamoDB does', async () => {
    db.on(GetItemCommand).resolves({ Item: held });
    db.on(TransactWriteItemsCommand).rejects(new Error('no table'));
    await expect(run()).rejects.toThrow('no table');
  });

  test.each([[{}], [{ registrationId: 7 }], ['Sam Sample'], [null]])(
    'has nothing to do for a registration of %j',
    async (input) => {
      expect(await run(input)).toEqual({ registrationId: '', status: 'RELEASED' });
      expect(db.calls()).toEqual([]);
    },
  );
});

test.each([
  ['Check Information', checkInformation, null],
  ['Check Age Range', checkAgeRange, { dateOfBirth: 'Sam', receivedAt: '2030-01-01T00:00:00Z' }],
  ['Check Age Range', checkAgeRange, { dateOfBirth: '2024-01-15' }],
  ['Check Spots Availability', checkSpotsAvailability, { ...wish, weekdays: [] }],
  [
    'Confirm Registration',
    confirmRegistration,
    { registrationId: 'r-1', age: 6, today: '2030-01-01' },
  ],
  ['Release Spots', releaseSpots, { registration }],
])(
  '%s fails for a payload that the state machine cannot have meant',
  async (_, handler, payload) => {
    await expect(handler(payload, lambdaContext())).rejects.toMatchObject({
      name: 'UnexpectedPayload',
      cause: { issues: expect.any(Array) },
    });
    expect(logs()).not.toMatch(/Sam|Kim/);
  },
);

test('what is logged of a registration is its id and its days', async () => {
  db.on(TransactWriteItemsCommand).resolves({});
  db.on(UpdateItemCommand).resolves({ Attributes: confirmed });
  db.on(GetItemCommand).resolves({ Item: held });
  await checkInformation({ registration }, lambdaContext());
  await checkSpotsAvailability({ ...wish, ...registration }, lambdaContext());
  await confirmRegistration({ ...registration, age: 3, today: '2030-01-01' }, lambdaContext());
  await releaseSpots({ registration, execution: 'run-1' }, lambdaContext());
  expect(logs()).toContain('r-1');
  expect(logs()).not.toMatch(/Sam|Kim|@|2024-01-15/);
});
