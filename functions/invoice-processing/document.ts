import * as z from 'zod/mini';
import { type ObjectVersion, objectVersion } from '../kit/object-created.ts';

/** One version of one file in the inbox: whatever is dropped under its key later is another. */
export const document = objectVersion;

export type Document = ObjectVersion;

/** A job of Textract: what executions are called. */
export const jobId = z.string().check(z.regex(/^[a-zA-Z0-9_-]{1,64}$/));
