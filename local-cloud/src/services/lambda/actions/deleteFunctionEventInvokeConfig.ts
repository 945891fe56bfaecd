import type { DeleteFunctionEventInvokeConfigRequest } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../core/service.ts';
import { configured } from '../async-config.ts';
import type { Functions } from '../functions.ts';
import { namespacedName, qualifier } from '../members.ts';

/**
 * Back to two retries, six hours and no destinations.
 * Errors: ResourceNotFoundException, also when nothing is configured.
 *
 * https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunctionEventInvokeConfig.html
 */
export function deleteFunctionEventInvokeConfig(
  functions: Functions,
): Operation<DeleteFunctionEventInvokeConfigRequest, object> {
  return {
    members: { FunctionName: namespacedName, Qualifier: qualifier },
    permissions: ({ FunctionName }) => [
      functions.permission('DeleteFunctionEventInvokeConfig', FunctionName),
    ],
    handle({ FunctionName, Qualifier }) {
      const fn = functions.qualified(FunctionName, Qualifier);
      configured(fn);
      fn.asyncConfig = undefined;
      return {};
    },
  };
}
