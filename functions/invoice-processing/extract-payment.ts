import * as z from 'zod/mini';
import { environment } from '../kit/environment.ts';
import { logger } from '../kit/logger.ts';
import { taskHandler, UnexpectedPayload } from '../kit/task.ts';
import { readAnalysis } from './analysis.ts';
import { claimInvoice } from './claim.ts';
import { document, jobId } from './document.ts';
import { invoiceIdOf, paymentIn } from './payment.ts';

const bucket = environment('ARCHIVE_BUCKET');

const payload = z.object({
  jobId,
  document,
  /** Where Save Analysis has put what Textract read. */
  analysis: z.object({ prefix: z.string(), parts: z.int() }),
  /** `$states.context.Execution.Id`. */
  execution: z.string(),
});

/**
 * Extract Payment: `{ invoiceId, payment }`, what the invoice says of its payment, and whose it is from
 * here on. Throws DuplicateInvoice.
 */
export const handler = taskHandler(payload, UnexpectedPayload, async (input) => {
  const { documents, isWhole } = await readAnalysis(bucket, input.analysis);
  const read = paymentIn(documents);
  const payment = isWhole
    ? read
    : { ...read, doubts: [...read.doubts, 'Some pages could not be read.'] };
  // Nobody can tell a second file of an invoice without a seller or a number.
  const invoiceId = invoiceIdOf(payment) ?? `JOB#${input.jobId}`;
  await claimInvoice({
    invoiceId,
    execution: input.execution,
    file: `s3://${input.document.bucket}/${input.document.key}`,
    payment: JSON.stringify(payment),
  });
  const { payable, doubts, confidence } = payment;
  logger.info('Extracted', { jobId: input.jobId, payable, doubts: doubts.length, confidence });
  return { invoiceId, payment };
});
