import * as z from 'zod/mini';
import { environment } from '../kit/environment.ts';
import { taskHandler, UnexpectedPayload } from '../kit/task.ts';
import { ageOn, dayAt } from './age.ts';
import { isAccepted } from './fee.ts';

const timeZone = environment('TIME_ZONE');

const payload = z.object({ dateOfBirth: z.iso.date(), receivedAt: z.iso.datetime() });

/** Check Age Range: `{ age, accepted, today }`, on the day that the registration came in. */
export const handler = taskHandler(payload, UnexpectedPayload, ({ dateOfBirth, receivedAt }) => {
  const today = dayAt(receivedAt, timeZone);
  const age = ageOn(today, dateOfBirth);
  return { age, accepted: isAccepted(age), today };
});
