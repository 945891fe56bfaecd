import { TransactionCanceledException, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { dynamodb } from '../kit/clients/dynamodb.ts';
import { environment } from '../kit/environment.ts';
import { logger } from '../kit/logger.ts';
import { queueHandler } from '../kit/queue.ts';
import { award } from './award.ts';
import { type TripCompleted, tripCompleted } from './canonical-event.ts';

const tables = { awards: environment('AWARDS_TABLE'), balances: environment('BALANCES_TABLE') };

/** Gives the customer of each completed trip its points, once per event. */
export const handler = queueHandler(tripCompleted, async (event) => {
  const { eventId } = event;
  const awarded = await write(event);
  logger.info(awarded ? 'Awarded' : 'Awarded before', { eventId, points: event.data.points });
});

/** False: the award is there. Any other conflict is thrown, and the message comes again. */
async function write(event: TripCompleted): Promise<boolean> {
  try {
    const TransactItems = award(tables, event);
    await dynamodb.send(new TransactWriteItemsCommand({ TransactItems }));
    return true;
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    if (error.CancellationReasons?.[0]?.Code !== 'ConditionalCheckFailed') throw error;
    return false;
  }
}
