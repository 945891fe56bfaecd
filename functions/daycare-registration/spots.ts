import type { CancellationReason, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { SpotsContended } from './errors.ts';

/**
 * Spots are counters, one item for each weekday. A registration that holds spots is an item too,
 * written in the same transaction as they are counted: so it holds a spot on each of its days or
 * on none, and never two, however often it is tried. Its status is HELD, then CONFIRMED.
 */
export interface Tables {
  readonly spots: string;
  readonly registrations: string;
}

export interface Wish {
  readonly registrationId: string;
  /** The execution that is to give the spots back if the registration fails. */
  readonly execution: string;
  readonly weekdays: readonly string[];
}

/** Holds a spot on every weekday of the wish: the registration first, then its days in order. */
export function takeSpots(tables: Tables, wish: Wish, spotsPerDay: number): TransactWriteItem[] {
  const { registrationId, execution, weekdays } = wish;
  const hold = {
    TableName: tables.registrations,
    Item: {
      registrationId: { S: registrationId },
      status: { S: 'HELD' },
      heldBy: { S: execution },
      weekdays: { L: weekdays.map((weekday) => ({ S: weekday })) },
    },
    ConditionExpression: 'attribute_not_exists(registrationId)',
  };
  const count = (weekday: string) => ({
    TableName: tables.spots,
    Key: { weekday: { S: weekday } },
    UpdateExpression: 'ADD taken :one',
    ConditionExpression: 'attribute_not_exists(taken) OR taken < :spots',
    ExpressionAttributeValues: { ':one': { N: '1' }, ':spots': { N: String(spotsPerDay) } },
  });
  return [{ Put: hold }, ...weekdays.map((weekday) => ({ Update: count(weekday) }))];
}

/**
 * The weekdays without a free spot, from what DynamoDB says against each item of `takeSpots`. None
 * when the registration has its spots from before. Throws SpotsContended.
 */
export function fullWeekdays(
  { weekdays }: Wish,
  [held, ...days]: readonly CancellationReason[] = [],
): string[] {
  if (isRefused(held)) return [];
  const full = weekdays.filter((_, at) => isRefused(days[at]));
  if (full.length > 0) return full;
  throw new SpotsContended('Others are taking spots of the same days.');
}

function isRefused(reason: CancellationReason | undefined): boolean {
  return reason?.Code === 'ConditionalCheckFailed';
}

/** Undoes `takeSpots`, as long as the registration is not confirmed. */
export function releaseSpots(tables: Tables, hold: Wish): TransactWriteItem[] {
  const { registrationId, execution, weekdays } = hold;
  const removal = {
    TableName: tables.registrations,
    Key: { registrationId: { S: registrationId } },
    ConditionExpression: '#status = :held AND heldBy = :execution',
    ExpressionAttributeNames: { '#status': 'status' },
    ExpressionAttributeValues: { ':held': { S: 'HELD' }, ':execution': { S: execution } },
  };
  const count = (weekday: string) => ({
    TableName: tables.spots,
    Key: { weekday: { S: weekday } },
    UpdateExpression: 'ADD taken :minusOne',
    ConditionExpression: 'taken > :none',
    ExpressionAttributeValues: { ':minusOne': { N: '-1' }, ':none': { N: '0' } },
  });
  return [{ Delete: removal }, ...weekdays.map((weekday) => ({ Update: count(weekday) }))];
}
