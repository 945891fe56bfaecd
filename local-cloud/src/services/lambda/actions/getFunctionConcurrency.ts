import type {
  GetFunctionConcurrencyRequest,
  GetFunctionConcurrencyResponse,
} from '@aws-sdk/client-lambda';
import type { Operation } from '../../../core/service.ts';
import type { Functions } from '../functions.ts';
import { plainName } from '../members.ts';

/**
 * The reserved concurrency of a function; nothing when there is none.
 * Errors: ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConcurrency.html
 */
export function getFunctionConcurrency(
  functions: Functions,
): Operation<GetFunctionConcurrencyRequest, GetFunctionConcurrencyResponse> {
  return {
    members: { FunctionName: plainName },
    permissions: ({ FunctionName }) => [
      functions.permission('GetFunctionConcurrency', FunctionName),
    ],
    handle({ FunctionName }) {
      const { reservedConcurrency } = functions.get(FunctionName);
      if (reservedConcurrency === undefined) return {};
      return { ReservedConcurrentExecutions: reservedConcurrency };
    },
  };
}
