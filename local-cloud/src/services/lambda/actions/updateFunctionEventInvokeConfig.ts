import type {
  FunctionEventInvokeConfig,
  UpdateFunctionEventInvokeConfigRequest,
} from '@aws-sdk/client-lambda';
import type { Operation } from '../../../core/service.ts';
import { checkGiven, configure, configured } from '../async-config.ts';
import type { Functions } from '../functions.ts';
import { eventInvokeConfig } from '../members.ts';

/**
 * Changes what is given of how asynchronous events are dealt with.
 * Errors: ResourceNotFoundException, InvalidParameterValueException, ValidationException.
 *
 * https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionEventInvokeConfig.html
 */
export function updateFunctionEventInvokeConfig(
  functions: Functions,
): Operation<UpdateFunctionEventInvokeConfigRequest, FunctionEventInvokeConfig> {
  return {
    members: eventInvokeConfig,
    permissions: ({ FunctionName }) => [
      functions.permission('UpdateFunctionEventInvokeConfig', FunctionName),
    ],
    handle({ FunctionName, Qualifier, ...given }) {
      checkGiven(given);
      const target = functions.qualified(FunctionName, Qualifier);
      return configure(functions, target, { ...configured(target), ...given });
    },
  };
}
