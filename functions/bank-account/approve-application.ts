import * as z from 'zod/mini';
import { taskHandler } from '../kit/task.ts';
import { accountFor } from './account.ts';
import { UnprocessableApplication } from './errors.ts';

const payload = z.object({
  applicationId: z.string().check(z.minLength(1)),
  name: z.string().check(z.minLength(1)),
});

/** Approve Application: `{ accountId, accountType }`, the same for the same application. */
export const handler = taskHandler(payload, UnprocessableApplication, accountFor);
