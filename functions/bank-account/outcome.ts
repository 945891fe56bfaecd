import * as z from 'zod/mini';
import { type HttpAnswer, json } from '../kit/http.ts';

/** The outputs of Account Opened and Application Rejected. */
const decision = z.discriminatedUnion('decision', [
  z.object({
    decision: z.literal('OPENED'),
    applicationId: z.string(),
    alreadyOpen: z.boolean(),
    account: z.object({ accountId: z.string(), accountType: z.string(), openedAt: z.string() }),
  }),
  z.object({
    decision: z.literal('REJECTED'),
    applicationId: z.string(),
    reasons: z.array(z.string()),
  }),
]);

const REASONS: Readonly<Record<string, string>> = {
  NAME_FLAGGED: 'The name is on the watch list.',
  ADDRESS_FLAGGED: 'The address has no house number.',
  UNPROCESSABLE_APPLICATION: 'The application contains data that cannot be processed.',
};

const RETRY_AFTER = { 'retry-after': '30' };

/** The end of a synchronous execution, as StartSyncExecution answers it. */
export interface ExecutionEnd {
  readonly status?: string | undefined;
  readonly output?: string | undefined;
}

/** The HTTP answer to an execution's end. */
export function answerTo({ status, output = 'null' }: ExecutionEnd): HttpAnswer {
  if (status === 'TIMED_OUT') return tooLate();
  if (status !== 'SUCCEEDED') return comeBack();
  const outcome = z.parse(decision, JSON.parse(output));
  const { applicationId } = outcome;
  if (outcome.decision === 'OPENED') {
    return json(outcome.alreadyOpen ? 200 : 201, { applicationId, account: outcome.account });
  }
  const reasons = outcome.reasons.map((code) => ({ code, message: REASONS[code] ?? code }));
  return json(422, { applicationId, reasons });
}

/** 503: nothing is decided. */
export function comeBack(): HttpAnswer {
  const message = 'The application could not be decided. Send it again later: it is safe to.';
  return json(503, { message }, RETRY_AFTER);
}

/** 504: nothing is known yet. */
export function tooLate(): HttpAnswer {
  const message =
    'There is no decision yet. Send the application again to learn it: it is safe to.';
  return json(504, { message }, RETRY_AFTER);
}
