import type {
  FunctionEventInvokeConfig,
  UpdateFunctionEventInvokeConfigRequest,
} from '@aws-sdk/client-lambda';
import type { Cloud, Operation } from '../../../core/service.ts';
import { checkGiven, configure, configured } from '../async-config.ts';
import { type Functions, functionName } from '../functions.ts';
import { eventInvokeConfig } from '../members.ts';

/**
 * Changes what is given of how asynchronous events are dealt with.
 * Errors: ResourceNotFoundException, InvalidParameterValueException, ValidationException.
 *
 * https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionEventInvokeConfig.html
 */
export function updateFunctionEventInvokeConfig(
  cloud: Cloud,
  functions: Functions,
): Operation<UpdateFunctionEventInvokeConfigRequest, FunctionEventInvokeConfig> {
  return {
    members: eventInvokeConfig,
    permissions: ({ FunctionName }) => [
      functions.permission('UpdateFunctionEventInvokeConfig', FunctionName),
    ],
    handle({ FunctionName, Qualifier, ...given }) {
      checkGiven(given);
      const fn = functions.qualified(FunctionName, Qualifier);
      const isThere = (arn: string) => functions.find(functionName(arn)) !== undefined;
      return configure(cloud, fn, { ...configured(fn), ...given }, isThere);
    },
  };
}
