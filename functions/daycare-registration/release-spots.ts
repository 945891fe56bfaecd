import {
  GetItemCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { dynamodb } from '../kit/clients/dynamodb.ts';
import { environment } from '../kit/environment.ts';
import { logger } from '../kit/logger.ts';
import { taskHandler, UnexpectedPayload } from '../kit/task.ts';
import { confirmationOf, type Item, weekdaysOf } from './confirmation.ts';
import { SpotsContended } from './errors.ts';
import { releaseSpots, type Wish } from './spots.ts';

const tables = {
  spots: environment('SPOTS_TABLE'),
  registrations: environment('REGISTRATIONS_TABLE'),
};

const payload = z.object({
  // What broke may have been the very check of it: the registration need not have an id.
  registration: z.catch(z.object({ registrationId: z.string().check(z.minLength(1)) }), {
    registrationId: '',
  }),
  execution: z.string(),
});

/**
 * Release Spots: gives back what this execution holds, if anything. What is confirmed stays so,
 * and its confirmation is the result: the answer of Confirm Registration may have got lost.
 */
export const handler = taskHandler(
  payload,
  UnexpectedPayload,
  async ({ registration: { registrationId }, execution }) => {
    const item = registrationId === '' ? undefined : await read(registrationId);
    const confirmation = confirmationOf(item);
    if (confirmation) return confirmation;
    if (item?.heldBy?.S === execution) {
      await release({ registrationId, execution, weekdays: weekdaysOf(item) });
    }
    logger.info('Released', { registrationId });
    return { registrationId, status: 'RELEASED' };
  },
);

async function read(registrationId: string): Promise<Item | undefined> {
  const { Item } = await dynamodb.send(
    new GetItemCommand({
      TableName: tables.registrations,
      Key: { registrationId: { S: registrationId } },
      ConsistentRead: true,
    }),
  );
  return Item;
}

async function release(hold: Wish): Promise<void> {
  try {
    const TransactItems = releaseSpots(tables, hold);
    await dynamodb.send(new TransactWriteItemsCommand({ TransactItems }));
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    // Another transaction was faster, perhaps one that confirms: the next try reads anew.
    throw new SpotsContended('The registration or its days changed meanwhile.', { cause: error });
  }
}
