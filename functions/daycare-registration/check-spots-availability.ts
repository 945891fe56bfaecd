import { TransactionCanceledException, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { dynamodb } from '../kit/clients/dynamodb.ts';
import { environment } from '../kit/environment.ts';
import { logger } from '../kit/logger.ts';
import { taskHandler, UnexpectedPayload } from '../kit/task.ts';
import { fullWeekdays, takeSpots, type Wish } from './spots.ts';

const tables = {
  spots: environment('SPOTS_TABLE'),
  registrations: environment('REGISTRATIONS_TABLE'),
};
const spotsPerDay = Number(environment('SPOTS_PER_DAY'));

const payload = z.object({
  registrationId: z.string(),
  execution: z.string(),
  weekdays: z.array(z.string()).check(z.minLength(1)),
});

/**
 * Check Spots Availability: `{ available, full }`, and holds the spots when there are any. To look
 * first and take later would give the last spot to everybody who looked.
 */
export const handler = taskHandler(payload, UnexpectedPayload, async (wish) => {
  const full = await take(wish);
  logger.info('Spots checked', { registrationId: wish.registrationId, full });
  return { available: full.length === 0, full: full.join(', ') };
});

/** Gives the weekdays that stood in the way. */
async function take(wish: Wish): Promise<string[]> {
  try {
    const TransactItems = takeSpots(tables, wish, spotsPerDay);
    await dynamodb.send(new TransactWriteItemsCommand({ TransactItems }));
    return [];
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    return fullWeekdays(wish, error.CancellationReasons);
  }
}
