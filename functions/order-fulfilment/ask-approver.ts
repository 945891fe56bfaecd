import { InvokeCommand } from '@aws-sdk/client-lambda';
import { SendTaskFailureCommand, TaskDoesNotExist, TaskTimedOut } from '@aws-sdk/client-sfn';
import * as z from 'zod/mini';
import { approvalRequest } from '../kit/approvals/approval.ts';
import { lambda } from '../kit/clients/lambda.ts';
import { stepFunctions } from '../kit/clients/step-functions.ts';
import { environment } from '../kit/environment.ts';
import { logger } from '../kit/logger.ts';
import { read } from '../kit/parse.ts';
import { queueHandler } from '../kit/queue.ts';

const FunctionName = environment('REQUEST_APPROVAL_FUNCTION');

/** The name that request-approval throws: that of the class is a shorter one in the bundle. */
const NOBODY_TO_ASK = 'NobodyToAsk';

const failure = z.object({ errorType: z.string(), errorMessage: z.string() });

type Failure = z.output<typeof failure>;

/**
 * Hands the questions of Wait for Approval on to request-approval, which writes to the approver. The
 * state waits for its token and sees no error of ours: that there is nobody to ask it is told as its
 * failure. Any other error leaves the message in the queue, for another try.
 */
export const handler = queueHandler(approvalRequest, async (question) => {
  const { execution, taskToken } = question;
  const { FunctionError, Payload } = await lambda.send(
    new InvokeCommand({ FunctionName, Payload: JSON.stringify(question) }),
  );
  if (FunctionError === undefined) return logger.info('Handed on', { execution });
  const { errorType, errorMessage } = read(failure, Buffer.from(Payload!).toString(), 'answer');
  if (errorType !== NOBODY_TO_ASK) throw new Error(`request-approval failed: ${errorType}`);
  await fail(taskToken, { errorType, errorMessage });
  logger.warn('Nobody to ask', { execution });
});

/** Nothing where the state waits no more. */
async function fail(taskToken: string, { errorType, errorMessage }: Failure): Promise<void> {
  try {
    const cause = errorMessage;
    await stepFunctions.send(new SendTaskFailureCommand({ taskToken, error: errorType, cause }));
  } catch (error) {
    if (error instanceof TaskTimedOut || error instanceof TaskDoesNotExist) return;
    throw error;
  }
}
