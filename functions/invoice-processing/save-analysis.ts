import { PutObjectCommand } from '@aws-sdk/client-s3';
import { GetExpenseAnalysisCommand } from '@aws-sdk/client-textract';
import * as z from 'zod/mini';
import { s3 } from '../kit/clients/s3.ts';
import { textract } from '../kit/clients/textract.ts';
import { environment } from '../kit/environment.ts';
import { logger } from '../kit/logger.ts';
import { taskHandler, UnexpectedPayload } from '../kit/task.ts';
import { jobId } from './document.ts';

const Bucket = environment('ARCHIVE_BUCKET');

/**
 * Save Analysis: `{ prefix, parts }`, where in the archive what Textract read is. A long invoice is
 * more than a state may hold (256 KiB), and Textract forgets it after seven days. One answer is held
 * in memory at a time; a second attempt writes the same objects again.
 */
export const handler = taskHandler(z.object({ jobId }), UnexpectedPayload, async (input) => {
  const prefix = `analyses/${input.jobId}/`;
  let parts = 0;
  let NextToken: string | undefined;
  do {
    const page = new GetExpenseAnalysisCommand({ JobId: input.jobId, NextToken });
    const { $metadata: _, ...answer } = await textract.send(page);
    parts += 1;
    await s3.send(
      new PutObjectCommand({
        Bucket,
        Key: `${prefix}${parts}.json`,
        Body: JSON.stringify(answer),
        ContentType: 'application/json',
      }),
    );
    NextToken = answer.NextToken;
  } while (NextToken !== undefined);
  logger.info('Saved', { jobId: input.jobId, parts });
  return { prefix, parts };
});
