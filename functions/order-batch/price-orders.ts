import * as z from 'zod/mini';
import { logger } from '../kit/logger.ts';
import { taskHandler, UnexpectedPayload } from '../kit/task.ts';
import { type FailedRow, type NumberedRow, numberedRow } from './batch.ts';
import { type Order, orderIn } from './order.ts';

type NumberedOrder = Order & { readonly row: number };

const payload = z.object({ firstRow: z.int(), rows: z.array(numberedRow) });

/**
 * Price Orders: `{ orders, repeated, failed }`, the orders of a batch that can be stored, how many rows
 * have one of them once more, and why the others have none.
 */
export const handler = taskHandler(payload, UnexpectedPayload, ({ firstRow, rows }) => {
  const { orders, repeated, failed } = priced(rows);
  logger.info('Priced', { firstRow, orders: orders.length, repeated, failed: failed.length });
  return { orders, repeated, failed };
});

/** Each orderId once, since a transaction takes each key once. */
function priced(rows: readonly NumberedRow[]) {
  const orders = new Map<string, NumberedOrder>();
  const failed: FailedRow[] = [];
  for (const { row, order: columns } of rows) {
    const order = orderIn(columns);
    if (typeof order === 'string') {
      failed.push({ row, reason: order });
      continue;
    }
    const first = orders.get(order.orderId);
    if (first === undefined) orders.set(order.orderId, { row, ...order });
    else if (first.digest !== order.digest) {
      failed.push({ row, reason: `Row ${first.row} has another order of this orderId.` });
    }
  }
  const repeated = rows.length - orders.size - failed.length;
  return { orders: [...orders.values()], repeated, failed };
}
