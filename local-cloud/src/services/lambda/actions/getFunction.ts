import type { GetFunctionRequest, GetFunctionResponse } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../core/service.ts';
import type { Functions } from '../functions.ts';
import { namespacedName, qualifier } from '../members.ts';

/**
 * The configuration of a function, its tags and its reserved concurrency. There is no link to
 * download the code by.
 * Errors: ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html
 */
export function getFunction(
  functions: Functions,
): Operation<GetFunctionRequest, GetFunctionResponse> {
  return {
    members: { FunctionName: namespacedName, Qualifier: qualifier },
    permissions: ({ FunctionName }) => [functions.permission('GetFunction', FunctionName)],
    handle({ FunctionName, Qualifier }) {
      const { fn, version } = functions.qualified(FunctionName, Qualifier);
      const { reservedConcurrency: reserved, tags } = fn;
      return {
        Configuration: fn.configuration(version),
        Code: { RepositoryType: 'S3' },
        ...(Object.keys(tags).length > 0 && { Tags: { ...tags } }),
        ...(reserved !== undefined && { Concurrency: { ReservedConcurrentExecutions: reserved } }),
      };
    },
  };
}
