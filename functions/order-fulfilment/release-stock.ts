import {
  QueryCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { dynamodb } from '../kit/clients/dynamodb.ts';
import { environment } from '../kit/environment.ts';
import { logger } from '../kit/logger.ts';
import { taskHandler, UnexpectedPayload } from '../kit/task.ts';
import { StockContended } from './errors.ts';
import { heldIn, type Item, release } from './reservation.ts';

const tables = {
  products: environment('PRODUCTS_TABLE'),
  reservations: environment('RESERVATIONS_TABLE'),
};

const payload = z.object({
  orderId: z.string(),
  items: z.array(z.object({ productId: z.string() })),
});

/**
 * Release Stock: `{ released }`, how many items were given back. What the order's reservations say was
 * taken, and not what the order says: a Reserve Stock that failed took some of it. Throws StockContended.
 */
export const handler = taskHandler(payload, UnexpectedPayload, async ({ orderId, items }) => {
  const there = await reservationsOf(orderId);
  const held = heldIn(there);
  const known = new Set(there.map(({ productId }) => productId?.S));
  const absent = items.map(({ productId }) => productId).filter((id) => !known.has(id));
  if (held.length + absent.length > 0) {
    await write(
      new TransactWriteItemsCommand({ TransactItems: release(tables, orderId, held, absent) }),
    );
  }
  logger.info('Released', { orderId, items: held.length });
  return { released: held.length };
});

/** All of them: an order has at most 25 items, which is one page. */
async function reservationsOf(orderId: string): Promise<Item[]> {
  const { Items = [] } = await dynamodb.send(
    new QueryCommand({
      TableName: tables.reservations,
      KeyConditionExpression: 'orderId = :orderId',
      ExpressionAttributeValues: { ':orderId': { S: orderId } },
      ConsistentRead: true,
    }),
  );
  return Items;
}

async function write(transaction: TransactWriteItemsCommand): Promise<void> {
  try {
    await dynamodb.send(transaction);
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    // Something changed since they were read, or another order takes the same product: read anew.
    throw new StockContended('The stock is changing.', { cause: error });
  }
}
