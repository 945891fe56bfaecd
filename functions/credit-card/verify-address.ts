import * as z from 'zod/mini';
import { taskHandler } from '../kit/task.ts';
import { verifyAddress } from './address.ts';
import { address } from './application.ts';
import { InvalidApplication } from './errors.ts';

const payload = z.object({ applicationId: z.string(), address });

/** Verify Address: `{ verified: true }`, or AddressNotVerified. */
export const handler = taskHandler(payload, InvalidApplication, (applicant) => {
  verifyAddress(applicant.address);
  return { verified: true };
});
