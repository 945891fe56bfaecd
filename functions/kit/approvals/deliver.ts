import {
  InvalidToken,
  SendTaskSuccessCommand,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import { stepFunctions } from '../clients/step-functions.ts';
import { now } from '../clock.ts';
import type { HttpAnswer } from '../http.ts';
import { logger } from '../logger.ts';
import type { Approval, Decision } from './approval.ts';
import { movedOnPage, questionPage, takenPage } from './pages.ts';
import { markDelivered, moveOn, putBack } from './store.ts';

/** What Step Functions answers when nothing waits for the token any more. */
const MOVED_ON = [TaskTimedOut, TaskDoesNotExist, InvalidToken];

/** Tells the workflow what was decided. If that fails, the question is open again. */
export async function deliver(approval: Approval, decision: Decision): Promise<HttpAnswer> {
  const { workflow, execution } = approval;
  logger.appendKeys({ workflow, execution });
  try {
    await stepFunctions.send(
      new SendTaskSuccessCommand({
        taskToken: approval.taskToken,
        output: JSON.stringify(decision),
      }),
    );
  } catch (error) {
    return undelivered(approval, decision, error as Error);
  }
  logger.info('Decided', { decision: decision.decision });
  await markDelivered(approval, decision, new Date(now()).toISOString()).catch((error: Error) =>
    logger.warn('The delivery could not be noted', error),
  );
  return takenPage({ ...approval, decision });
}

async function undelivered(
  approval: Approval,
  decision: Decision,
  error: Error,
): Promise<HttpAnswer> {
  if (MOVED_ON.some((Problem) => error instanceof Problem)) {
    logger.info('The workflow has moved on', { reason: error.name });
    await moveOn(approval, decision);
    return movedOnPage(approval);
  }
  // The name alone: a message may quote the token.
  logger.error('The workflow could not be told', { reason: error.name });
  await putBack(approval, decision);
  return questionPage(approval, {
    statusCode: 503,
    message: 'The workflow could not be told, so nothing is decided yet. Press again in a minute.',
    comment: decision.comment,
  });
}
