import {
  InvalidToken,
  SendTaskSuccessCommand,
  type SFNServiceException,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import { stepFunctions } from '../clients/step-functions.ts';
import { now } from '../clock.ts';
import type { HttpAnswer } from '../http.ts';
import { logger } from '../logger.ts';
import { type Approval, type Decision, situationOf } from './approval.ts';
import { answeredPage, askedAnewPage, takenPage, unknownPage } from './pages.ts';
import { findApproval, markDelivered, markUnconfirmed, markUntold, moveOn } from './store.ts';

/** What Step Functions answers when nothing waits for the token any more. */
const MOVED_ON = [TaskTimedOut, TaskDoesNotExist, InvalidToken];

/**
 * Tells the workflow what was decided, for the first time or again. The record keeps the decision
 * unless it is certain that it came to nothing.
 */
export async function deliver(
  approval: Approval,
  decision: Decision,
  time: 'first' | 'again',
): Promise<HttpAnswer> {
  const { workflow, execution, taskToken } = approval;
  logger.appendKeys({ workflow, execution });
  try {
    const output = JSON.stringify(decision);
    await stepFunctions.send(new SendTaskSuccessCommand({ taskToken, output }));
  } catch (error) {
    await noteFailure(approval, decision, error as SFNServiceException, time);
    return currentPage(approval, decision.comment);
  }
  logger.info('Decided', { decision: decision.decision });
  await markDelivered(approval, decision, new Date(now()).toISOString()).catch((error: Error) =>
    logger.warn('The delivery could not be noted', error),
  );
  return takenPage({ ...approval, decision });
}

/**
 * A token is good for one call, and a second one is answered as if the task had timed out. So that
 * says nothing of a decision that was sent before - by a function that died, or by the SDK, which
 * sends again when an answer was lost.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskSuccess.html
 */
async function noteFailure(
  approval: Approval,
  decision: Decision,
  error: SFNServiceException,
  time: 'first' | 'again',
): Promise<void> {
  // The name alone: a message may quote the token.
  const reason = error.name;
  if (!MOVED_ON.some((Problem) => error instanceof Problem)) {
    logger.error('The workflow could not be told', { reason });
    await markUntold(approval, decision);
  } else if (time === 'first' && error.$metadata.attempts === 1) {
    logger.info('The workflow has moved on', { reason });
    await moveOn(approval, decision);
  } else {
    logger.warn('Passed on, not confirmed', { reason });
    await markUnconfirmed(approval, decision);
  }
}

/**
 * What has become of a question that a press did not settle: the press itself or somebody else may
 * have changed it.
 */
export async function currentPage({ id }: Approval, comment: string): Promise<HttpAnswer> {
  const current = await findApproval(id);
  if (current === undefined) return unknownPage();
  const situation = situationOf(current, now());
  return situation === 'open'
    ? askedAnewPage(current, comment)
    : answeredPage(current, situation, 'POST');
}
