import { expect, test } from 'vitest';
import { SpotsContended } from './errors.ts';
import { fullWeekdays, releaseSpots, takeSpots } from './spots.ts';

const tables = { spots: 'spots', registrations: 'registrations' };
const wish = { registrationId: 'r-1', execution: 'run-1', weekdays: ['Monday', 'Friday'] };
const ok = { Code: 'None' };
const refused = { Code: 'ConditionalCheckFailed' };
const conflict = { Code: 'TransactionConflict' };

test('spots are taken in one transaction: the registration, then each of its days', () => {
  const [hold, ...days] = takeSpots(tables, wish, 20);
  expect(hold).toEqual({
    Put: {
      TableName: 'registrations',
      Item: {
        registrationId: { S: 'r-1' },
        status: { S: 'HELD' },
        heldBy: { S: 'run-1' },
        weekdays: { L: [{ S: 'Monday' }, { S: 'Friday' }] },
      },
      ConditionExpression: 'attribute_not_exists(registrationId)',
    },
  });
  expect(days.map(({ Update }) => Update?.Key)).toEqual([
    { weekday: { S: 'Monday' } },
    { weekday: { S: 'Friday' } },
  ]);
});

test('a day is counted up by one, unless it is full', () => {
  const [, monday] = takeSpots(tables, wish, 20);
  expect(monday?.Update).toMatchObject({
    TableName: 'spots',
    UpdateExpression: 'ADD taken :one',
    ConditionExpression: 'attribute_not_exists(taken) OR taken < :spots',
    ExpressionAttributeValues: { ':one': { N: '1' }, ':spots': { N: '20' } },
  });
});

test.each([
  [[ok, refused, ok], ['Monday']],
  [[ok, ok, refused], ['Friday']],
  [
    [ok, refused, refused],
    ['Monday', 'Friday'],
  ],
  [[ok, conflict, refused], ['Friday']],
])('the days that are in the way are the full ones: %j', (reasons, full) => {
  expect(fullWeekdays(wish, reasons)).toEqual(full);
});

test('a registration that holds its spots already is in nobodys way, even on full days', () => {
  expect(fullWeekdays(wish, [refused, ok, ok])).toEqual([]);
  expect(fullWeekdays(wish, [refused, refused, refused])).toEqual([]);
});

test.each([[[ok, conflict, ok]], [[conflict, ok, ok]], [[]], [undefined]])(
  'anything else against it is contention: %j',
  (reasons) => {
    expect(() => fullWeekdays(wish, reasons)).toThrow(SpotsContended);
  },
);

test('spots are released in one transaction, by who holds them, and never below none', () => {
  const [removal, ...days] = releaseSpots(tables, wish);
  expect(removal?.Delete).toMatchObject({
    TableName: 'registrations',
    Key: { registrationId: { S: 'r-1' } },
    ConditionExpression: '#status = :held AND heldBy = :execution',
    ExpressionAttributeValues: { ':held': { S: 'HELD' }, ':execution': { S: 'run-1' } },
  });
  expect(days.map(({ Update }) => Update)).toEqual(
    ['Monday', 'Friday'].map((weekday) => ({
      TableName: 'spots',
      Key: { weekday: { S: weekday } },
      UpdateExpression: 'ADD taken :minusOne',
      ConditionExpression: 'taken > :none',
      ExpressionAttributeValues: { ':minusOne': { N: '-1' }, ':none': { N: '0' } },
    })),
  );
});
