import * as z from 'zod/mini';
import { taskHandler, UnexpectedPayload } from '../kit/task.ts';
import { identity } from './application.ts';
import { verifyIdentity } from './identity.ts';

const payload = z.object({ applicationId: z.string(), name: z.string(), identity });

/** Verify Identity: `{ verified: true }`, or IdentityNotVerified. */
export const handler = taskHandler(payload, UnexpectedPayload, (applicant) => {
  verifyIdentity(applicant.identity);
  return { verified: true };
});
