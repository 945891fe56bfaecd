import { SFNServiceException, StartSyncExecutionCommand } from '@aws-sdk/client-sfn';
import { stepFunctions } from '../kit/clients/step-functions.ts';
import { environment } from '../kit/environment.ts';
import { httpHandler, readJson } from '../kit/http.ts';
import { logger } from '../kit/logger.ts';
import { type Application, application, MAX_BYTES } from './application.ts';
import { answerTo, comeBack, type ExecutionEnd, tooLate } from './outcome.ts';

const stateMachineArn = environment('STATE_MACHINE_ARN');

/**
 * POST /accounts: runs the workflow and answers with its outcome.
 * 201 opened, 200 open already, 422 rejected, 400 malformed, 503 failed, 504 no outcome in time.
 */
export const handler = httpHandler(async (event, signal) => {
  const submitted = readJson(event, application, MAX_BYTES);
  logger.appendKeys({ applicationId: submitted.applicationId });
  const end = await run(submitted, signal).catch(unavailable);
  return end ? answerTo(end) : comeBack();
}, tooLate);

/**
 * Express executions may share a name, so that all runs of one application are found under its
 * id; that there is one decision only is the tables' doing.
 */
async function run(submitted: Application, signal: AbortSignal): Promise<ExecutionEnd> {
  const { status, output, error } = await stepFunctions.send(
    new StartSyncExecutionCommand({
      stateMachineArn,
      name: submitted.applicationId,
      input: JSON.stringify(submitted),
    }),
    { abortSignal: signal },
  );
  logger.info('The workflow ended', { status, error });
  return { status, output };
}

/** Step Functions is out of reach for now, after the SDK's own retries. Our mistakes are thrown. */
function unavailable(error: unknown): undefined {
  if (error instanceof SFNServiceException && !isTransient(error)) throw error;
  logger.warn('The workflow could not be started', error as Error);
}

function isTransient({ name, $metadata }: SFNServiceException): boolean {
  return name === 'ThrottlingException' || ($metadata.httpStatusCode ?? 500) >= 500;
}
