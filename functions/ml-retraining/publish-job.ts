import { PutObjectCommand } from '@aws-sdk/client-s3';
import * as z from 'zod/mini';
import { s3 } from '../kit/clients/s3.ts';
import { environment } from '../kit/environment.ts';
import { taskHandler, UnexpectedPayload } from '../kit/task.ts';

const payload = z.object({ script: z.string(), sql: z.string() });

/**
 * Publish Job: puts the job's script and its SQL where Glue takes them from. The state machine has both
 * texts. It cannot write them itself: as a Body, `s3:putObject` of Step Functions makes JSON of a text.
 */
export const handler = taskHandler(payload, UnexpectedPayload, async ({ script, sql }) => {
  await put('jobs/etl.py', script);
  await put('jobs/etl.sql', sql);
  return {};
});

function put(Key: string, Body: string) {
  return s3.send(new PutObjectCommand({ Bucket: environment('DEMAND_BUCKET'), Key, Body }));
}
