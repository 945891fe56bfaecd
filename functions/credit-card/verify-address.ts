import * as z from 'zod/mini';
import { taskHandler, UnexpectedPayload } from '../kit/task.ts';
import { verifyAddress } from './address.ts';
import { address } from './application.ts';

const payload = z.object({ applicationId: z.string(), address });

/** Verify Address: `{ verified: true }`, or AddressNotVerified. */
export const handler = taskHandler(payload, UnexpectedPayload, (applicant) => {
  verifyAddress(applicant.address);
  return { verified: true };
});
