import type {
  FunctionEventInvokeConfig,
  PutFunctionEventInvokeConfigRequest,
} from '@aws-sdk/client-lambda';
import type { Operation } from '../../../core/service.ts';
import { checkGiven, configure } from '../async-config.ts';
import type { Functions } from '../functions.ts';
import { eventInvokeConfig } from '../members.ts';

/**
 * Sets retries, maximum age and destinations of asynchronous events; what is not given is default.
 * Errors: ResourceNotFoundException, InvalidParameterValueException, ValidationException.
 *
 * https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html
 */
export function putFunctionEventInvokeConfig(
  functions: Functions,
): Operation<PutFunctionEventInvokeConfigRequest, FunctionEventInvokeConfig> {
  return {
    members: eventInvokeConfig,
    permissions: ({ FunctionName }) => [
      functions.permission('PutFunctionEventInvokeConfig', FunctionName),
    ],
    handle(input) {
      checkGiven(input);
      const target = functions.qualified(input.FunctionName, input.Qualifier);
      return configure(functions, target, input);
    },
  };
}
