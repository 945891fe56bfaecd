import * as z from 'zod/mini';

/** One version of one file in the inbox: whatever is dropped under its key later is another. */
export const document = z.object({
  bucket: z.string(),
  key: z.string(),
  version: z.string(),
});

export type Document = z.output<typeof document>;

/** A job of Textract: what executions are called. */
export const jobId = z.string().check(z.regex(/^[a-zA-Z0-9_-]{1,64}$/));
