import { ConditionalCheckFailedException, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { dynamodb } from '../kit/clients/dynamodb.ts';
import { environment } from '../kit/environment.ts';
import { logger } from '../kit/logger.ts';
import { taskHandler, UnexpectedPayload } from '../kit/task.ts';
import { confirmationOf, type Item } from './confirmation.ts';
import { feeFor, isAccepted, startDateFrom } from './fee.ts';

const TableName = environment('REGISTRATIONS_TABLE');

const payload = z.object({
  registrationId: z.string(),
  age: z.int().check(z.refine(isAccepted)),
  today: z.iso.date(),
});

type Accepted = z.output<typeof payload>;

/**
 * Confirm Registration: the confirmation. A registration that was confirmed before keeps the fee
 * and the start date that its parents know.
 */
export const handler = taskHandler(payload, UnexpectedPayload, async (accepted) => {
  const confirmation = confirmationOf(await confirm(accepted));
  logger.info('Confirmed', { registrationId: accepted.registrationId });
  return confirmation;
});

/** The registration as it now is. It must hold its spots: nobody is confirmed without. */
async function confirm({ registrationId, age, today }: Accepted): Promise<Item | undefined> {
  const update = new UpdateItemCommand({
    TableName,
    Key: { registrationId: { S: registrationId } },
    UpdateExpression:
      'SET #status = :confirmed, age = :age, monthlyFee = :fee, startDate = :startDate',
    ConditionExpression: '#status = :held',
    ExpressionAttributeNames: { '#status': 'status' },
    ExpressionAttributeValues: {
      ':held': { S: 'HELD' },
      ':confirmed': { S: 'CONFIRMED' },
      ':age': { N: String(age) },
      ':fee': { N: String(feeFor(age)) },
      ':startDate': { S: startDateFrom(today) },
    },
    ReturnValues: 'ALL_NEW',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  });
  try {
    return (await dynamodb.send(update)).Attributes;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException && error.Item) return error.Item;
    throw error;
  }
}
