import type { Concurrency, PutFunctionConcurrencyRequest } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../core/service.ts';
import { invalid } from '../errors.ts';
import type { Functions } from '../functions.ts';
import { plainName } from '../members.ts';

/** The account's concurrent executions, and how many of them cannot be reserved. */
const ACCOUNT = { executions: 1000, unreserved: 100 };

/**
 * Reserves concurrent executions for a function, which then has no more than those. 0 stops it.
 * Errors: ResourceNotFoundException, InvalidParameterValueException.
 *
 * https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionConcurrency.html
 */
export function putFunctionConcurrency(
  functions: Functions,
): Operation<PutFunctionConcurrencyRequest, Concurrency> {
  return {
    members: {
      FunctionName: plainName,
      ReservedConcurrentExecutions: { required: true, range: [0] },
    },
    permissions: ({ FunctionName }) => [
      functions.permission('PutFunctionConcurrency', FunctionName),
    ],
    handle({ FunctionName, ReservedConcurrentExecutions: reserved }) {
      const fn = functions.get(FunctionName);
      const others = functions
        .all()
        .filter((other) => other !== fn)
        .reduce((sum, other) => sum + (other.reservedConcurrency ?? 0), 0);
      if (others + (reserved ?? 0) > ACCOUNT.executions - ACCOUNT.unreserved) {
        throw invalid(
          `Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${ACCOUNT.unreserved}].`,
        );
      }
      fn.reservedConcurrency = reserved;
      return { ReservedConcurrentExecutions: reserved };
    },
  };
}
