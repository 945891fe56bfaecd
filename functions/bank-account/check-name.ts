import * as z from 'zod/mini';
import { taskHandler } from '../kit/task.ts';
import { UnprocessableApplication } from './errors.ts';
import { reasonsAgainstName } from './name.ts';

const payload = z.object({
  applicationId: z.string(),
  name: z.string().check(z.minLength(1)),
});

/** Check Name: `{ reasons }`, empty when there is nothing against the name. */
export const handler = taskHandler(payload, UnprocessableApplication, ({ name }) => ({
  reasons: reasonsAgainstName(name),
}));
