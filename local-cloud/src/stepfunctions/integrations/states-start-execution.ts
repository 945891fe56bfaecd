import type { Json, JsonObject } from '../../core/json.ts';
import { readJson } from '../../core/json-number.ts';
import { type OptimisedIntegration, outcomeByStatus } from './optimised.ts';

/**
 * `states:startExecution`; an `Input` that is an object is sent as its JSON text. With `.sync` the
 * result is DescribeExecution's answer, with `.sync:2` its `Input` and `Output` are parsed.
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html
 */
export const statesStartExecution: OptimisedIntegration = {
  sdkService: 'sfn',
  patterns: ['request', 'sync', 'sync:2', 'waitForTaskToken'],
  names: {
    prefix: 'StepFunctions',
    service: 'AWSStepFunctions',
    baseException: 'AWSStepFunctionsException',
  },
  headers: { contentType: 'application/x-amz-json-1.0', connection: 'connection' },
  job: {
    describe: ({ submitted }) => ({
      action: 'describeExecution',
      parameters: { ExecutionArn: submitted.ExecutionArn! },
    }),
    outcome: (description) =>
      outcomeByStatus(description, description.Status, {
        succeeded: ['SUCCEEDED'],
        failed: ['FAILED', 'TIMED_OUT', 'ABORTED'],
      }),
    stop: ({ submitted }) => ({
      action: 'stopExecution',
      parameters: { ExecutionArn: submitted.ExecutionArn! },
    }),
  },
};

/** `.sync:2`: the execution's input and output as JSON. */
export function parseExecutionData(result: Json): Json {
  const { Input, Output, ...rest } = result as JsonObject;
  const parsed = {
    ...rest,
    ...(typeof Input === 'string' && { Input: readJson(Input) }),
    ...(typeof Output === 'string' && { Output: readJson(Output) }),
  };
  return Object.fromEntries(Object.entries(parsed).sort(([a], [b]) => (a < b ? -1 : 1)));
}
