import { createHash } from 'node:crypto';
import type { FunctionConfiguration, LastUpdateStatusReasonCode } from '@aws-sdk/client-lambda';

const REASON = 'The function is being created.';
/** The API model lists it for new functions alone; AWS answers it to updates, too. */
const REASON_CODE: string = 'Creating';

/**
 * What CreateFunction answers: whoever asks again finds the function active.
 * https://docs.aws.amazon.com/lambda/latest/dg/functions-states.html
 */
export function created(configuration: FunctionConfiguration): FunctionConfiguration {
  const { LastUpdateStatus: _, ...told } = configuration;
  return { ...told, State: 'Pending', StateReason: REASON, StateReasonCode: 'Creating' };
}

/** What an update answers: whoever asks again finds that it was successful. */
export function updating(configuration: FunctionConfiguration): FunctionConfiguration {
  return {
    ...configuration,
    LastUpdateStatus: 'InProgress',
    LastUpdateStatusReason: REASON,
    LastUpdateStatusReasonCode: REASON_CODE as LastUpdateStatusReasonCode,
  };
}

/**
 * What lists tell of a function.
 * https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html
 */
export function listed(configuration: FunctionConfiguration): FunctionConfiguration {
  const { State: _, LastUpdateStatus: __, RuntimeVersionConfig: ___, ...told } = configuration;
  return told;
}

/** Of the version of a managed runtime that a function runs on. */
export function runtimeVersionArn(region: string, runtime: string): string {
  return `arn:aws:lambda:${region}::runtime:${createHash('sha256').update(runtime).digest('hex')}`;
}
