import { PutObjectCommand } from '@aws-sdk/client-s3';
import * as z from 'zod/mini';
import { s3 } from '../kit/clients/s3.ts';
import { environment } from '../kit/environment.ts';
import { logger } from '../kit/logger.ts';
import { taskHandler, UnexpectedPayload } from '../kit/task.ts';
import { amountOf } from './cents.ts';
import { failedLine, HEADER } from './failed-file.ts';
import { type Batch, batchesOf } from './results.ts';

const bucket = environment('RESULTS_BUCKET');
/** How many of the orders that failed are named: a mail is no list. */
const NAMED = 20;

/**
 * Summarise: what became of the orders of a file, from the results that a manifest lists. Batches are
 * read one at a time; the orders that failed are written to a file beside the manifest, to be corrected
 * and dropped again.
 */
export const handler = taskHandler(
  z.object({ manifest: z.string() }),
  UnexpectedPayload,
  async ({ manifest }) => {
    const sums = { orders: 0, stored: 0, repeated: 0, totalCents: 0 };
    const lines: string[] = [];
    const failedOrders: string[] = [];
    for await (const { Items, outcome } of batchesOf(bucket, manifest)) {
      sums.orders += Items.length;
      for (const key of ['stored', 'repeated', 'totalCents'] as const) sums[key] += outcome[key];
      for (const { line, name } of failures(Items, outcome)) {
        lines.push(line);
        if (failedOrders.length < NAMED) failedOrders.push(name);
      }
    }
    const failedFile = lines.length > 0 ? await save(manifest, lines) : '';
    const { totalCents, ...counts } = sums;
    const summary = { ...counts, failed: lines.length, total: amountOf(totalCents) };
    logger.info('Summarised', { manifest, ...summary });
    return { ...summary, failedOrders, failedFile, manifest: `s3://${bucket}/${manifest}` };
  },
);

function failures(items: Batch['Items'], { failed }: Batch['outcome']) {
  const reasons = new Map(failed.map(({ row, reason }) => [row, reason]));
  return items
    .filter(({ row }) => reasons.has(row))
    .map((item) => {
      const [id = 'without orderId'] = /^.{1,64}/.exec(item.order.orderId ?? '') ?? [];
      return { line: failedLine(item, reasons.get(item.row)!), name: `${id} (row ${item.row})` };
    });
}

async function save(manifest: string, lines: readonly string[]): Promise<string> {
  const Key = manifest.replace(/[^/]*$/, 'failed.csv');
  const Body = [HEADER, ...lines, ''].join('\n');
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body, ContentType: 'text/csv' }));
  return `s3://${bucket}/${Key}`;
}
