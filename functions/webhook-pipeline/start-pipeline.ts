import { StartSyncExecutionCommand } from '@aws-sdk/client-sfn';
import { stepFunctions } from '../kit/clients/step-functions.ts';
import { environment } from '../kit/environment.ts';
import { logger } from '../kit/logger.ts';
import { streamHandler } from '../kit/stream.ts';
import { type Delivery, delivery } from './delivery.ts';

const stateMachineArn = environment('STATE_MACHINE_ARN');

/** What one more execution may take: the time of the machine, and of the call. */
const EXECUTION_MS = 250_000;

/** The error of the state Event Parked: a person has the event. */
const PARKED = 'EventParked';

/**
 * Runs the workflow for each event of the stream and waits for its end, so that the next one of the
 * customer begins after it. An event that is in nobody's hands is left in the stream.
 */
export const handler = streamHandler(delivery, async (event, context) => {
  if (context.getRemainingTimeInMillis() < EXECUTION_MS) {
    throw new Error('There is no time left for one more execution.');
  }
  const { eventId } = event;
  const { status, error } = await run(event);
  logger.info('The workflow ended', { eventId, status, error });
  if (status !== 'SUCCEEDED' && error !== PARKED) {
    throw new Error(`The workflow for ${eventId} ended as ${status}: ${error}`);
  }
});

/** Express executions may share a name: all runs of an event are found under its id. */
function run(event: Delivery) {
  return stepFunctions.send(
    new StartSyncExecutionCommand({
      stateMachineArn,
      name: event.eventId.replaceAll(/[^\w-]/g, '-').slice(0, 80),
      input: JSON.stringify(event),
    }),
  );
}
