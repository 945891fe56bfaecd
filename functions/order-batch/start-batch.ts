import { ExecutionAlreadyExists, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { stepFunctions } from '../kit/clients/step-functions.ts';
import { environment } from '../kit/environment.ts';
import { logger } from '../kit/logger.ts';
import { objectCreated, objectOf, tokenOf } from '../kit/object-created.ts';
import { taskHandler, UnexpectedPayload } from '../kit/task.ts';

const stateMachineArn = environment('STATE_MACHINE_ARN');

/**
 * Starts the workflow for a file of orders, once: an event that comes twice finds the execution by its
 * name, for 90 days. Where it cannot be started, Lambda tries twice more, and then puts the event into
 * the dead-letter queue.
 */
export const handler = taskHandler(objectCreated, UnexpectedPayload, async (event) => {
  const file = objectOf(event);
  const name = `${readable(file.key)}-${tokenOf(event).slice(0, 32)}`;
  const input = JSON.stringify(file);
  try {
    await stepFunctions.send(new StartExecutionCommand({ stateMachineArn, name, input }));
  } catch (error) {
    if (!(error instanceof ExecutionAlreadyExists)) throw error;
  }
  logger.info('Started', { execution: name });
  return { execution: name };
});

/** The end of the key as far as an execution may be called so: who looks for a file's finds it. */
function readable(key: string): string {
  return key
    .replace(/\.csv$/i, '')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .slice(-40);
}
