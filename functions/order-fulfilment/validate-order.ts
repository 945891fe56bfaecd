import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { dynamodb } from '../kit/clients/dynamodb.ts';
import { environment } from '../kit/environment.ts';
import { logger } from '../kit/logger.ts';
import { taskHandler, UnexpectedPayload } from '../kit/task.ts';
import { type OrderRequest, type Product, priced, readOrder } from './order.ts';

const TableName = environment('PRODUCTS_TABLE');

const payload = z.object({ order: z.unknown() });

/** Validate Order: `{ valid, order, problems }`; the order at the prices of the product table. */
export const handler = taskHandler(payload, UnexpectedPayload, async ({ order: sent }) => {
  const request = readOrder(sent);
  const order = 'problems' in request ? request : priced(request, await productsOf(request));
  if ('problems' in order) {
    logger.info('Order refused', order);
    return { valid: false, order: {}, problems: order.problems };
  }
  return { valid: true, order, problems: '' };
});

function productsOf({ items }: OrderRequest): Promise<(Product | undefined)[]> {
  return Promise.all(items.map(({ productId }) => productOf(productId)));
}

/** Undefined: there is none. Without a price in whole cents it is none either: nobody sells it. */
async function productOf(productId: string): Promise<Product | undefined> {
  const { Item } = await dynamodb.send(
    new GetItemCommand({
      TableName,
      Key: { productId: { S: productId } },
      ProjectionExpression: '#name, price',
      ExpressionAttributeNames: { '#name': 'name' },
    }),
  );
  const name = Item?.name?.S;
  const price = Number(Item?.price?.N);
  return name !== undefined && isPrice(price) ? { name, price } : undefined;
}

function isPrice(cents: number): boolean {
  return Number.isSafeInteger(cents) && cents >= 0;
}
