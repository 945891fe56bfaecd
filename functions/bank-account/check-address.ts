import * as z from 'zod/mini';
import { taskHandler } from '../kit/task.ts';
import { reasonsAgainstAddress } from './address.ts';
import { UnprocessableApplication } from './errors.ts';

const payload = z.object({
  applicationId: z.string(),
  address: z.string().check(z.minLength(1)),
});

/** Check Address: `{ reasons }`, empty when a letter would arrive. */
export const handler = taskHandler(payload, UnprocessableApplication, ({ address }) => ({
  reasons: reasonsAgainstAddress(address),
}));
