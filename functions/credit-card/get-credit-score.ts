import * as z from 'zod/mini';
import { taskHandler, UnexpectedPayload } from '../kit/task.ts';
import { scoreOf } from './score.ts';

const payload = z.object({
  // Operators write the list of bureaus by hand: "a, b".
  bureau: z.string().check(z.trim(), z.minLength(1)),
  ssn: z.string().check(z.minLength(1)),
});

/** Get Credit Score: `{ bureau, score }`. */
export const handler = taskHandler(payload, UnexpectedPayload, ({ bureau, ssn }) =>
  scoreOf(bureau, ssn),
);
