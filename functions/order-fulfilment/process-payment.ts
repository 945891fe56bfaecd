import * as z from 'zod/mini';
import { logger } from '../kit/logger.ts';
import { taskHandler, UnexpectedPayload } from '../kit/task.ts';
import { charge } from './ledger.ts';

const payload = z.object({
  orderId: z.string(),
  amount: z.int().check(z.gte(0)),
  cardToken: z.string(),
});

/** Process Payment: `{ charged }`, the amount in cents; or CardDeclined, PaymentClosed, PaymentProviderUnavailable. */
export const handler = taskHandler(payload, UnexpectedPayload, async (order) => {
  await charge(order);
  logger.info('Charged', { orderId: order.orderId, amount: order.amount });
  return { charged: order.amount };
});
