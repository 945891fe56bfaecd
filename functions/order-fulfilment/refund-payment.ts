import * as z from 'zod/mini';
import { logger } from '../kit/logger.ts';
import { taskHandler, UnexpectedPayload } from '../kit/task.ts';
import { refund } from './ledger.ts';

const payload = z.object({ orderId: z.string() });

/** Refund Payment: `{ refunded }`, the amount in cents; 0 where nothing was taken. Nothing will be. */
export const handler = taskHandler(payload, UnexpectedPayload, async ({ orderId }) => {
  const refunded = await refund(orderId);
  logger.info('Refunded', { orderId, amount: refunded });
  return { refunded };
});
