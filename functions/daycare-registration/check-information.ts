import * as z from 'zod/mini';
import { logger } from '../kit/logger.ts';
import { taskHandler, UnexpectedPayload } from '../kit/task.ts';
import { checkRegistration } from './registration.ts';

const payload = z.object({ registration: z.unknown() });

/** Check Information: `{ complete, registrationId, problems }`. */
export const handler = taskHandler(payload, UnexpectedPayload, ({ registration }) => {
  const check = checkRegistration(registration);
  logger.info('Information checked', { ...check });
  return check;
});
