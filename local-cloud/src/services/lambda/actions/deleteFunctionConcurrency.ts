import type { DeleteFunctionConcurrencyRequest } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../core/service.ts';
import type { Functions } from '../functions.ts';
import { plainName } from '../members.ts';

/**
 * Takes the reserved concurrency of a function away.
 * Errors: ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunctionConcurrency.html
 */
export function deleteFunctionConcurrency(
  functions: Functions,
): Operation<DeleteFunctionConcurrencyRequest, object> {
  return {
    members: { FunctionName: plainName },
    permissions: ({ FunctionName }) => [
      functions.permission('DeleteFunctionConcurrency', FunctionName),
    ],
    handle({ FunctionName }) {
      functions.get(FunctionName).reservedConcurrency = undefined;
      return {};
    },
  };
}
