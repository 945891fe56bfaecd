import { taskHandler } from '../kit/task.ts';
import { input } from './application.ts';
import { InvalidApplication } from './errors.ts';
import { limitFor } from './limit.ts';

/** Get Credit Limit: `{ limit }`, in dollars. */
export const handler = taskHandler(input, InvalidApplication, ({ application }) => ({
  limit: limitFor(application.requestedLimit),
}));
