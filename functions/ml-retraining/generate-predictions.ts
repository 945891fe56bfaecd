import { PutObjectCommand } from '@aws-sdk/client-s3';
import * as z from 'zod/mini';
import { s3 } from '../kit/clients/s3.ts';
import { environment } from '../kit/environment.ts';
import { logger } from '../kit/logger.ts';
import { taskHandler, UnexpectedPayload } from '../kit/task.ts';
import { ask } from './ask.ts';
import { DAYS, result, run } from './results.ts';

/**
 * Generate Predictions: `{ key }`, where in the bucket the file is: `predictions/<first day>.csv`, with
 * the rides of each day as the model says them, not rounded. A second attempt writes it again.
 */
export const handler = taskHandler(z.object({ run }), UnexpectedPayload, async (input) => {
  const days = await result(DAYS, `${input.run}days.json`);
  const answers = await ask(days.map(({ x }) => x));
  const rows = days.map(({ day }, at) => `${day},${answers[at]! * 1000}\n`);
  const key = `predictions/${days[0]!.day}.csv`;
  await s3.send(
    new PutObjectCommand({
      Bucket: environment('DEMAND_BUCKET'),
      Key: key,
      Body: `date,ridership\n${rows.join('')}`,
      ContentType: 'text/csv',
    }),
  );
  logger.info('Predicted', { key });
  return { key };
});
